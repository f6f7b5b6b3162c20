"""What `dailyme twin autonomy`, `twin pause` and `twin go` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

from consumer_twin.autonomy import Autonomy, Caps, CategoryCap, Mode
from consumer_twin.edge.autonomy import SqlAutonomy
from dailyme.acts.here import here, mandate_of
from dailyme.acts.stored import with_database
from dailyme.amounts import read_amount
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_autonomy import ShownAutonomy, ShownCap
from dailyme.show import console, money, print_json
from foundation.database import Database
from protocol import Price

CLEARABLE: Final[Mapping[str, str]] = {
    "per-deal": "per_deal",
    "per-day": "per_day",
    "per-month": "per_month",
    "categories": "categories",
}
"""Caps that a person can take back, by the name of the option."""
WORDS: Final[Mapping[Mode | None, str]] = {
    None: "Your twin follows the mandates of your settings and of your wishes; without one it asks.",
    "ask": "Your twin always asks you before it buys.",
    "ask-above": "Your twin buys without asking up to an amount, and asks you above it.",
    "mandate": "Your twin buys without asking, within your caps.",
}


@dataclass(frozen=True)
class AutonomyFlags:
    """What the command line says; None or nothing is not said. *clear* takes caps back."""

    mode: str | None = None
    above: str | None = None
    per_deal: str | None = None
    per_day: str | None = None
    per_month: str | None = None
    categories: Sequence[str] = ()
    clear: Sequence[str] = ()


def show_autonomy(*, as_json: bool) -> None:
    """Show what the twin may do by itself."""
    _show(with_database(shown_autonomy), as_json=as_json)


def set_autonomy(flags: AutonomyFlags, *, as_json: bool) -> None:
    """Change what the flags say, and show what holds."""

    async def act(database: Database) -> ShownAutonomy:
        await SqlAutonomy(database).change(lambda before: changed(before, flags), now_ms())
        return await shown_autonomy(database)

    _show(with_database(act), as_json=as_json)


def pause_all(*, as_json: bool) -> None:
    """Pause everything."""

    async def act(database: Database) -> ShownAutonomy:
        await SqlAutonomy(database).pause(now_ms())
        return await shown_autonomy(database)

    _show(with_database(act), as_json=as_json)


def go_on(*, as_json: bool) -> None:
    """Let the twin act again."""

    async def act(database: Database) -> ShownAutonomy:
        await SqlAutonomy(database).go(now_ms())
        return await shown_autonomy(database)

    _show(with_database(act), as_json=as_json)


async def shown_autonomy(database: Database) -> ShownAutonomy:
    """Return what the twin may do now, and what is used of it."""
    in_settings = mandate_of(here().settings.mandate, None) is not None
    return ShownAutonomy.of(await SqlAutonomy(database).allowance(now_ms()), settings_mandate=in_settings)


def changed(before: Autonomy, flags: AutonomyFlags) -> Autonomy:
    """Return *before* with what *flags* say instead. Raises `UsageError` or `BadAutonomyError`."""
    unknown = set(flags.clear) - CLEARABLE.keys()
    if unknown:
        raise UsageError(f"--clear can't be {min(unknown)!r}", f"Give one of {', '.join(CLEARABLE)}.")
    caps = before.caps
    cleared = Caps(
        per_deal=None if "per-deal" in flags.clear else caps.per_deal,
        per_day=None if "per-day" in flags.clear else caps.per_day,
        per_month=None if "per-month" in flags.clear else caps.per_month,
        categories=() if "categories" in flags.clear else caps.categories,
    )
    new = [_category(text) for text in flags.categories]
    kept = [one for one in cleared.categories if one.category not in {cap.category for cap in new}]
    return replace(
        before,
        mode=_mode(flags.mode) or before.mode,
        above=_amount(flags.above, "--above") or before.above,
        caps=Caps(
            per_deal=_amount(flags.per_deal, "--per-deal") or cleared.per_deal,
            per_day=_amount(flags.per_day, "--per-day") or cleared.per_day,
            per_month=_amount(flags.per_month, "--per-month") or cleared.per_month,
            categories=(*kept, *new),
        ),
    )


def _mode(text: str | None) -> Mode | None:
    if text is None:
        return None
    for known in get_args(Mode):
        if text == known:
            return known  # type: ignore[no-any-return]
    raise UsageError(f"--mode can't be {text!r}", f"Give one of {', '.join(get_args(Mode))}.")


def _amount(text: str | None, flag: str) -> Price | None:
    return None if text is None else read_amount(text, flag)


def _category(text: str) -> CategoryCap:
    name, found, amount = text.rpartition("=")
    if not found:
        raise UsageError(f"--category can't be {text!r}", 'Give NAME=AMOUNT: "Electronics=100 USD".')
    return CategoryCap(name.strip(), read_amount(amount, "--category"))


def _show(shown: ShownAutonomy, *, as_json: bool) -> None:
    if as_json:
        print_json(shown)
        return
    out = console()
    if shown.paused is not None:
        out.print(f"Paused since {shown.paused}: nothing is searched, asked, accepted or fetched.")
        out.print("Let it act again: dailyme twin go")
    out.print(WORDS[shown.mode])
    if shown.above is not None and shown.mode == "ask-above":
        out.print(f"  asks above      {money(shown.above)}")
    if shown.per_deal is not None:
        out.print(f"  for one deal    at most {money(shown.per_deal)}")
    _show_cap("today (UTC)", shown.per_day)
    _show_cap("this month", shown.per_month)
    for one in shown.categories:
        _show_cap(one.category, one)
    if shown.mode is not None and shown.settings_mandate:
        out.print("Your settings hold a mandate too; the stricter of the two wins.")


def _show_cap(name: str, one: ShownCap | None) -> None:
    if one is not None:
        console().print(f"  {name:<15} {money(one.used)} of {money(one.cap)}", soft_wrap=True)
