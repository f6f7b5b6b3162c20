"""What `dailyme wish now` does."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from consumer_twin import Event, Nobody, Outcome, Person, Wish, pursue, read_wish
from consumer_twin.doubts import Doubts
from consumer_twin.edge import Places
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.elicit import AT_MOST, Questions
from consumer_twin.slices import SliceRule
from consumer_twin.taste import can_learn
from consumer_twin.wish.said import Said
from dailyme.acts.ask import check_relied
from dailyme.acts.here import (
    Here,
    here,
    mandate_of,
    no_seed,
    point_value_of,
    question_cost_of,
    spare_share_of,
)
from dailyme.acts.parse import today_of
from dailyme.acts.said import days_until, said_of, worded
from dailyme.amounts import read_amount
from dailyme.claims import consented
from dailyme.clock import World
from dailyme.doubting import doubts_of, eithers_left
from dailyme.errors import UsageError
from dailyme.logs import start_logs
from dailyme.outputs_demo import ShownWords
from dailyme.person import AtTerminal, SaidYes
from dailyme.show import console, hints, print_json
from dailyme.sources import is_address, is_loopback
from dailyme.spoken import PROGRAM_S, WORDS_S, shown_words, spoken
from dailyme.wirelog import WireLog
from dailyme.wiring.today import opened_store
from dailyme.wiring.twin import TwinPlan, opened_twin
from dailyme.wish_result import exit_code, show_outcome, wish_result
from protocol.bodies import Mode

_PROGRESS: Final = frozenset(
    {
        "shelf-read",
        "slice-taken",
        "seller-skipped",
        "picked",
        "nothing-found",
        "offer-heard",
        "bid-heard",
        "grid-heard",
        "package-sent",
        "counter-sent",
        "refuse-heard",
        "thread-dropped",
        "claimed",
    }
)


@dataclass(frozen=True)
class WishFlags:
    """What the command line says of a wish."""

    market: str | None
    brands: tuple[str, ...]
    sources: tuple[str, ...]
    ceiling: str | None
    quantity: int | None
    at_most: int | None
    region: str | None
    currency: str | None
    categories: tuple[str, ...]
    within_days: int | None
    relies_on: tuple[str, ...]
    claims: tuple[str, ...]
    mandate: str | None
    yes: bool
    mode: str | None
    ask: bool
    deadline_s: int | None
    local: bool
    wire_log: Path | None
    model: str | None = None
    market_search: bool = False


def wish_now(text: str, flags: WishFlags, *, as_json: bool) -> int:
    """Follow the wish, show what came of it, and return the exit code."""
    start_logs(quiet=True)
    said = {"market": flags.market, "region": flags.region, "deadline_s": flags.deadline_s}
    at = here(said | {"model": flags.model})
    look_at = _look_at(at, flags)
    person = _person(flags, as_json=as_json)
    read = said_of(text, asked=isinstance(person, AtTerminal), quiet=as_json)
    wish = _wish(text, flags, at, read)
    local = flags.local or any(map(is_loopback, (*look_at.markets, *look_at.brands, *look_at.sources)))
    missed: list[str] = []

    def told(event: Event) -> None:
        _hear(event)
        if event.what == "not-claimed":
            missed.append(event.text)

    with ExitStack() as stack:
        log = None
        if flags.wire_log is not None:
            log = stack.enter_context(WireLog(flags.wire_log, ordered=False))
        plan = TwinPlan(
            store=at.store,
            seed=at.seed(local=local, as_json=as_json) if look_at.markets or look_at.brands else no_seed(),
            world=World.real(),
            local=local,
            places=look_at,
            mandate=mandate_of(at.settings.mandate, flags.mandate),
            point_value=point_value_of(at.settings),
            consented=consented(flags.claims),
            mode=_mode(flags.mode, look_at.markets),
            questions=_questions(flags, person, at),
            slices=_slices(flags, at, look_at, wish.text),
            deadline_s=at.settings.deadline_s,
            tick_ms=at.settings.tick_ms,
            currency=flags.currency,
            hear=told,
            wire_log=log,
        )
        doubts = _doubts(replace(wish, text=text), flags, person, read)
        outcome, words = asyncio.run(_pursue(wish, person, plan, at, doubts, as_json=as_json))
    if as_json:
        print_json(wish_result(outcome, missed, words))
    else:
        for one in words:
            console().print(f"\n{one.text}", soft_wrap=True)
            if one.code is not None:
                hints().print(f"{one.model} did not put it into fit words ({one.code}); ours stand.")
        for sentence in missed:
            hints().print(sentence, soft_wrap=True)
    return exit_code(outcome)


async def _pursue(
    wish: Wish, person: Person, plan: TwinPlan, at: Here, doubts: Doubts, *, as_json: bool
) -> tuple[Outcome, list[ShownWords]]:
    """Follow the wish and, for people, show what came of it; words may follow, and are waited for last."""
    mandate = plan.mandate
    allowed = () if mandate is None else (mandate.per_deal, mandate.per_month)
    async with opened_store(plan.store) as database:
        limits = (await SqlAutonomy(database).allowance(plan.world.clock(0))).autonomy.amounts
    private = [price for price in (wish.ceiling, *allowed, *limits) if price is not None]
    async with (
        spoken(at.settings, at.places, wish.text, private) as words,
        opened_twin(plan) as silent,
    ):
        await check_relied(wish, plan)
        twin = replace(silent, shown=words.shown, doubts=doubts)
        outcome = await pursue(wish, person, twin)
        if not as_json:
            show_outcome(outcome)
        await words.settle(PROGRAM_S if as_json else WORDS_S)
    return outcome, shown_words(words)


def _look_at(at: Here, flags: WishFlags) -> Places:
    """Return where to look; the settings' market only if the command line names no place at all."""
    named = bool(flags.brands or flags.sources) and flags.market is None
    markets = () if named or at.settings.market is None else (at.settings.market,)
    for address in (*markets, *flags.brands):
        if not is_address(address):
            raise UsageError(f"{address!r} is no web address", "Give one such as https://shop.example.")
    if not (markets or flags.brands or flags.sources):
        raise UsageError("nothing says where to look", "Give --market URL, --brand URL or --source FILE.")
    return Places(markets, flags.brands, flags.sources)


def _wish(text: str, flags: WishFlags, at: Here, said: Said | None) -> Wish:
    """Return the wish; what an option says goes before what the words say."""
    in_words = None if said is None else said.ceiling
    ceiling = in_words if flags.ceiling is None else read_amount(flags.ceiling, "--ceiling")
    default = at.settings.currency if ceiling is None else ceiling.currency
    wish = read_wish(
        text if said is None else said.text,
        currency=flags.currency or default,
        region=at.settings.region,
        ceiling=ceiling,
        quantity=1 if flags.quantity is None else flags.quantity,
        at_most=flags.at_most,
        spare_share=spare_share_of(at.settings),
        personal_terms=at.settings.personal_terms,
        categories=flags.categories,
        deliver_by_days=_days(flags, said),
        relies_on=flags.relies_on,
    )
    return worded(wish, said, counted=flags.quantity is not None or flags.at_most is not None)


def _days(flags: WishFlags, said: Said | None) -> int | None:
    if flags.within_days is not None or said is None:
        return flags.within_days
    return days_until(said.needed_by)


def _mode(named: str | None, markets: tuple[str, ...]) -> Mode | None:
    """Return the mode that *named* is, with these *markets* to mediate; taking turns is none."""
    if named in {None, "turns"}:
        return None
    if named == "sealed":
        return "sealed"
    if named != "mediated":
        raise UsageError(f"{named!r} is no mode", "Give turns, sealed or mediated.")
    if not markets:
        raise UsageError("nobody would compare", "Mediated play needs a marketplace: give --market URL.")
    return "mediated"


def _slices(flags: WishFlags, at: Here, look_at: Places, text: str) -> SliceRule:
    """Return when slices are taken; where the marketplace is to search, say what leaves (DIR-23)."""
    if not flags.market_search:
        return SliceRule(at.settings.slices)
    if not look_at.markets:
        raise UsageError("nobody would search", "--market-search needs a marketplace: give --market URL.")
    market = look_at.markets[0]
    hints().print(f"{market} learns these words and your address: {text}", soft_wrap=True)
    return SliceRule(at.settings.slices, search=True)


def _doubts(wish: Wish, flags: WishFlags, person: Person, said: Said | None) -> Doubts:
    """Return what of the wish's words may be meant in more than one way, if somebody is there to ask."""
    if not isinstance(person, AtTerminal):
        return Doubts()
    counted = flags.quantity is not None or flags.at_most is not None
    eithers = eithers_left(said, counted=counted, limited=flags.ceiling is not None) if flags.ask else ()
    return Doubts(doubts_of(wish, today_of(None, None)), person.meant, eithers, person.tell)


def _questions(flags: WishFlags, person: Person, at: Here) -> Questions:
    """Return how much may be asked: nothing where nobody is, or nobody wants it (LEARN-13)."""
    there = flags.ask and isinstance(person, AtTerminal) and can_learn()
    return Questions(AT_MOST if there else 0, question_cost_of(at.settings))


def _person(flags: WishFlags, *, as_json: bool) -> Person:
    if flags.yes:
        if flags.ceiling is None:
            raise UsageError("--yes needs a ceiling", 'Say how much it may cost: --ceiling "120 USD".')
        return SaidYes()
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Nobody()
    return AtTerminal()


def _hear(event: Event) -> None:
    """Show progress, on a terminal only."""
    if sys.stderr.isatty() and event.what in _PROGRESS:
        hints().print(f"{event.stage:<10}{event.text}", style="dim", soft_wrap=True)
