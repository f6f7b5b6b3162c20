"""What `dailyme wish add`, `list`, `edit`, `pause` and `done` do. Nothing here goes out to the network."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from consumer_twin import Lesson
from consumer_twin.edge import SqlStanding
from consumer_twin.standing import Aim, StandingWish, Step
from consumer_twin.wish.said import Said
from dailyme.acts.aim import AimFlags, changed_aim, last_day, new_aim
from dailyme.acts.here import here
from dailyme.acts.said import said_of
from dailyme.clock import now_ms
from dailyme.outputs_standing import (
    ShownMandate,
    ShownStanding,
    ShownWeights,
    StandingEvent,
    StandingList,
)
from dailyme.show import console, count, money, print_json
from dailyme.wiring.twin import keep_private
from dailyme.wish_result import wished_line
from foundation.database import Database
from protocol import write_time

T = TypeVar("T")

_SAID: Final = {
    "wish-added": "added",
    "wish-edited": "edited",
    "wish-paused": "paused",
    "wish-resumed": "resumed",
    "wish-done": "done",
}


def add_wish(text: str, flags: AimFlags | None = None, said: Said | None = None) -> StandingWish:
    """Add a standing wish, looked for where *flags* or the settings say, and return it.

    said: *text* as it was read; None for search terms.

    Raises `UsageError` or `BadWishError`.
    """
    at, at_ms = here(), now_ms()
    aim = new_aim(text, flags or AimFlags(), at, at_ms, said)
    return _with_wishes(lambda wishes: wishes.add(aim, at_ms))


def wish_add(text: str, flags: AimFlags, *, as_json: bool) -> None:
    """Show back how the words were read, have that confirmed at a terminal, add the wish and show it."""
    _show_one(add_wish(text, flags, _said(text, as_json=as_json)), as_json=as_json, said="Added")


def _said(text: str, *, as_json: bool) -> Said | None:
    asked = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    return said_of(text, asked=asked, quiet=as_json, question="Look for this from now on?")


def wish_edit(number: int, text: str | None, flags: AimFlags, *, as_json: bool) -> None:
    """Change what is said of a standing wish, and show it."""
    at, at_ms = here(), now_ms()
    said = None if text is None else _said(text, as_json=as_json)

    def change(before: Aim) -> Aim:
        return changed_aim(before, text, flags, at, at_ms, said=said)

    wish = _with_wishes(lambda wishes: wishes.edit(number, change, at_ms))
    _show_one(wish, as_json=as_json, said="Changed")


def wish_step(number: int, step: Step, *, as_json: bool) -> None:
    """Pause, resume or end a standing wish, and show it."""
    wish = _with_wishes(lambda wishes: wishes.step(number, step, now_ms()))
    _show_one(wish, as_json=as_json, said=step.capitalize())


def wish_list(*, every: bool, as_json: bool) -> None:
    """Show the standing wishes; those that are done only if *every* one is asked for."""

    async def read(wishes: SqlStanding) -> list[ShownStanding]:
        history = await wishes.history()
        kept = [one for one in await wishes.all() if every or one.state != "done"]
        return [shown_standing(one, history.get(one.number, ()), now_ms()) for one in kept]

    shown = _with_wishes(read)
    if as_json:
        print_json(StandingList(wishes=shown))
        return
    if not shown:
        console().print('No standing wishes. Add one: dailyme wish add "usb hub" --ceiling "40 USD"')
    for wish in shown:
        _tell(wish)


def _show_one(wish: StandingWish, *, as_json: bool, said: str) -> None:
    history = _with_wishes(lambda wishes: wishes.history())
    shown = shown_standing(wish, history.get(wish.number, ()), now_ms())
    if as_json:
        print_json(shown)
        return
    console().print(f"{said}:")
    _tell(shown)


def shown_standing(wish: StandingWish, history: tuple[Lesson, ...], at_ms: int) -> ShownStanding:
    """Return *wish* as it is printed to its own person, its ceiling included."""
    aim, inner = wish.aim, wish.aim.wish
    mandate = aim.mandate
    return ShownStanding(
        number=wish.number,
        state="over" if wish.state == "active" and wish.is_over(at_ms) else wish.state,
        text=inner.text,
        lines=[wished_line(line) for line in inner.lines],
        region=inner.region,
        currency=inner.currency,
        ceiling=inner.ceiling,
        within_days=inner.deliver_by_days,
        categories=list(inner.categories),
        personal_terms=inner.personal_terms,
        markets=list(aim.places.markets),
        brands=list(aim.places.brands),
        sources=list(aim.places.sources),
        weights=None if aim.weights is None else ShownWeights.of(aim.weights),
        mandate=None if mandate is None else ShownMandate.of(mandate),
        until=None if aim.until_ms is None else last_day(aim.until_ms),
        added=write_time(wish.added_ms),
        history=[_event(lesson) for lesson in history],
    )


def _event(lesson: Lesson) -> StandingEvent:
    facts = lesson.facts or {}
    return StandingEvent(
        at=write_time(lesson.at_ms),
        what=_SAID[lesson.kind],
        changed=list(facts.get("changed", ())),
        why=str(facts.get("why", "")),
    )


def _tell(wish: ShownStanding) -> None:
    quantity = wish.lines[0].quantity
    state = "" if wish.state == "active" else f"  ({wish.state})"
    console().print(f"{wish.number:>3}  {quantity} x {wish.text}{state}", style="bold", soft_wrap=True)
    said = []
    if wish.ceiling is not None:
        said.append(f"at most {money(wish.ceiling)}")
    if wish.mandate is not None and wish.mandate.per_deal is not None:
        said.append(f"bought without asking up to {money(wish.mandate.per_deal)}")
    if wish.within_days is not None:
        said.append(f"within {count(wish.within_days, 'day')}")
    if wish.until is not None:
        said.append(f"until {wish.until}")
    if said:
        console().print(f"     {'; '.join(said)}", soft_wrap=True)
    where = ", ".join((*wish.markets, *wish.brands, *wish.sources))
    console().print(f"     {where}", style="dim", soft_wrap=True)


def _with_wishes(act: Callable[[SqlStanding], Coroutine[Any, Any, T]]) -> T:
    """Run *act* on the standing wishes of this person."""

    async def run() -> T:
        store = here().store
        keep_private(store)
        database = Database(store)
        try:
            return await act(SqlStanding(database))
        finally:
            database.close()

    return asyncio.run(run())
