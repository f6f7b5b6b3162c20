"""The runner: wish, scan, match, negotiate, decide, agree, learn.

It carries answers from one stage to the next and holds no rule itself. `pursue` follows a wish; `approve`,
`decline` and `resume` take one up again in another process, from the store alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from consumer_twin.approval import best_by_word
from consumer_twin.bundling import with_bundles
from consumer_twin.decide import Ask, decide
from consumer_twin.deciding import Case, agree, declined, show, unbought, without
from consumer_twin.doubts import cleared
from consumer_twin.either import told
from consumer_twin.elicit import elicit, table_of
from consumer_twin.errors import NotCoveredError, NotNegotiableError, UnknownOptionError
from consumer_twin.flagging import flagged
from consumer_twin.flags import Names
from consumer_twin.mandate import allow
from consumer_twin.market import Bargain
from consumer_twin.match import Find, match
from consumer_twin.memory import avoided_last, by_promises
from consumer_twin.option import Option
from consumer_twin.outcome import (
    DONE,
    LineOutcome,
    Outcome,
    Status,
    beside,
    concluded,
    in_bundle,
    spread,
    still_open,
)
from consumer_twin.person import Nobody, Person, Refuse
from consumer_twin.ranking import rank
from consumer_twin.records import Accepted, Settled, WishRecord
from consumer_twin.report import disclosed
from consumer_twin.rules import RuledOutError, kept_out, ruled_out
from consumer_twin.scan import Scan, Seller, Trouble
from consumer_twin.sense import observed
from consumer_twin.thread import STOP_MS
from consumer_twin.twin import Twin
from consumer_twin.wish import Wish
from consumer_twin.wording import found, wished
from negotiation import Approval, GuardError


async def pursue(wish: Wish, person: Person, twin: Twin) -> Outcome:
    """Follow *wish* to an agreement, to options that wait for the person, or to a reason not to buy."""
    return await seek(await twin.store.begin(wish, twin.clock(0)), person, twin)


async def seek(record: WishRecord, person: Person, twin: Twin) -> Outcome:
    """Follow the wish of *record*, which is kept and numbered already."""
    twin.hear(wished(record.wish))
    scan = await twin.brands.scan(record.wish)
    record = await _meant(record, scan, twin)
    wish = record.wish
    finds = [match(line, scan.shelves, wish.currency, twin.per_seller) for line in wish.lines]
    await twin.prices.observe(observed(wish, finds), twin.clock(0))
    return await follow(record, finds, scan, person, twin)


async def follow(
    record: WishRecord, finds: Sequence[Sequence[Find]], scan: Scan, person: Person, twin: Twin
) -> Outcome:
    """Follow the wish of *record* from the *finds* of its lines on, which come from *scan*."""
    rules = await twin.rules.standing()
    out = kept_out((find.seller for picks in finds for find in picks), rules)
    finds = [[find for find in picks if find.seller.id not in ruled_out(rules)] for picks in finds]  # DEC-40
    for line, picks in enumerate(finds):
        twin.hear(found(record.wish.lines[line], line, picks))
    bargains = await twin.talks.negotiate(record, finds)
    twin = await _asked(record, bargains, person, twin)
    record = await cleared(record, twin.doubts, lambda meant: _bundled(meant, bargains, twin))
    options = flagged(_bundled(record, bargains, twin), Names(scan.shelves), finds)
    lines = await _decide(record, options, person, twin)
    await _finish(record, lines, twin)
    troubles = (*scan.troubles, *out, *(trouble for one in bargains for trouble in one.troubles))
    return await _outcome(record, lines, twin, [shelf.seller for shelf in scan.shelves], troubles)


async def approve(offer: str, twin: Twin) -> Outcome:
    """Accept the option of hash *offer*, which the person has approved (DEC-1).

    If the same brand has since made an offer that is worse in nothing, the cheapest such is taken (DEC-43).

    Raises `UnknownOptionError` (DEC-3), `NotNegotiableError` (DEC-4), `RuledOutError` (DEC-40),
    `NotCoveredError` (DEC-5), `TooLateError` (AGREE-21) or `OutstandingAcceptError` (AGREE-20); then nothing
    was sent.
    """
    option, record = await _shown(offer, twin)
    if not option.negotiable:
        raise NotNegotiableError(f"a public page can't be accepted by message; buy it at {option.seller.url}")
    if option.seller.id in ruled_out(await twin.rules.standing()):
        raise RuledOutError(f"you said never to buy from {option.seller.name}")
    at_ms = twin.clock(0)
    again = await twin.store.offered_again(option)
    option = best_by_word(option, [one for one in again if (one.valid_until_ms or 0) - STOP_MS > at_ms])
    record = await twin.store.wish(option.wish)
    options = await _options(record, option.line, twin)
    spent = await twin.store.spent(record.number, record.wish.currency, at_ms)
    try:
        allow(option, record, Approval(option.hash), spent, at_ms=at_ms)
        end = await twin.till.accept(record, option, Approval(option.hash))
    except GuardError as error:
        raise NotCoveredError(f"the option is not covered: {error}") from None
    left = without(options, option)
    open_end: Status = "needs-approval" if left else "no-deal"
    line = option.line
    ended = concluded(line, option, end, options) or LineOutcome(line, open_end, end.reason, left)
    await _finish(record, beside(ended), twin)
    return await _outcome(record, beside(ended), twin)


async def decline(offer: str, answer: Refuse, twin: Twin) -> Outcome:
    """Take none of the options that stand beside *offer*, for the reason in *answer*; close their threads.

    A bundle ends every line that it answers, but those that were bought another way (DEC-25).

    Raises `UnknownOptionError` (DEC-3).
    """
    option, record = await _shown(offer, twin)
    ended = []
    for line in await unbought(record, option.lines, twin) or option.lines[:1]:
        options = await _options(record, line, twin)
        ended.append(await declined(Case(record, line, Nobody(), twin), options, answer, offer))
    await _finish(record, ended, twin)
    return await _outcome(record, ended, twin)


async def resume(twin: Twin, person: Person) -> tuple[Outcome, ...]:
    """Settle every accept that is in doubt, with the bytes that were stored; then go on from there."""
    outcomes = []
    for accepted in await twin.store.outstanding():
        record = await twin.store.wish(accepted.wish)
        options = await _options(record, accepted.line, twin)
        chosen = next(option for option in options if option.hash == accepted.offer)
        end = await twin.till.settle(accepted)
        line = concluded(accepted.line, chosen, end, options)
        lines = await _go_on(record, accepted, end, person, twin) if line is None else beside(line)
        await _finish(record, lines, twin)
        outcomes.append(await _outcome(record, lines, twin))
    return tuple(outcomes)


async def _decide(
    record: WishRecord, options: Sequence[tuple[Option, ...]], person: Person, twin: Twin
) -> tuple[LineOutcome, ...]:
    """Show and decide line by line; a bundle that is taken in one of them decides its others too."""
    ended: list[LineOutcome] = []
    for line, ranked in enumerate(options):
        case, left = Case(record, line, person, twin), still_open(ranked, ended)
        await show(case, left)
        ended.append(in_bundle(ended, line, left) or await agree(case, left))
    return spread(ended)


async def _go_on(
    record: WishRecord, accepted: Accepted, end: Settled, person: Person, twin: Twin
) -> tuple[LineOutcome, ...]:
    """Take up each line that *accepted*, which came to nothing, was about."""
    ended: list[LineOutcome] = []
    for line in accepted.lines:
        options = await _options(record, line, twin)
        left = still_open(tuple(one for one in options if one.hash != accepted.offer), ended)
        case = Case(record, line, person, twin)
        ended.append(in_bundle(ended, line, left) or await agree(case, left, end.reason))
    return spread(ended)


async def _meant(record: WishRecord, scan: Scan, twin: Twin) -> WishRecord:
    """Return *record* as its person means it where words may mean two things, and keep it so (WISH-25)."""
    doubts = twin.doubts
    if doubts.tell is None or not doubts.eithers:
        return record
    out = ruled_out(await twin.rules.standing())
    shelves = [shelf for shelf in scan.shelves if shelf.seller.id not in out]
    wish = await told(record.wish, doubts.eithers, doubts.tell, shelves)
    return record if wish == record.wish else await twin.store.mean(record.number, wish)


async def _asked(record: WishRecord, bargains: Sequence[Bargain], person: Person, twin: Twin) -> Twin:
    """Return *twin* with what *person* said of their taste; only where they are to decide (LEARN-13)."""
    if not twin.questions.at_most or twin.weights is not None:
        return twin
    wish, at_ms = record.wish, twin.clock(0)
    rules = await twin.rules.standing()
    spent = await twin.store.spent(record.number, wish.currency, at_ms)
    tables = [
        table_of(one, wish, twin.clock)
        for one, options in zip(bargains, _bundled(record, bargains, twin), strict=True)
        if isinstance(decide(options, record, twin.mandate, spent, at_ms=at_ms, rules=rules), Ask)
    ]
    experience = await elicit(
        tables,
        person,
        twin.experience,
        at_most=twin.questions.at_most,
        cost_minor=twin.questions.cost_minor(wish.currency),
        at_ms=at_ms,
        learn=twin.store.learn,
    )
    return replace(twin, experience=experience)


def _bundled(record: WishRecord, bargains: Sequence[Bargain], twin: Twin) -> list[tuple[Option, ...]]:
    """Return the options of each line in order, bundles among them."""
    return with_bundles(
        record,
        bargains,
        [_ranked(record, line, one, twin) for line, one in enumerate(bargains)],
        twin.clock,
        weights=twin.weights,
        experience=twin.experience,
        point_minor=_point_minor(record, twin),
        beliefs=twin.beliefs,
    )


def _point_minor(record: WishRecord, twin: Twin) -> float:
    return 0.0 if twin.point_value is None else twin.point_value.minor_in(record.wish.currency)


def _ranked(record: WishRecord, line: int, bargain: Bargain, twin: Twin) -> tuple[Option, ...]:
    weights, experience, point = twin.weights, twin.experience, _point_minor(record, twin)
    found = rank(record, line, bargain, twin.clock, weights=weights, experience=experience, point_minor=point)
    return avoided_last(by_promises(found, twin.beliefs), twin.beliefs)


async def _shown(offer: str, twin: Twin) -> tuple[Option, WishRecord]:
    option = await twin.store.option(offer)
    if option is None:
        raise UnknownOptionError(f"{offer[:64]!r} is no option that was shown")
    return option, await twin.store.wish(option.wish)


async def _options(record: WishRecord, line: int, twin: Twin) -> tuple[Option, ...]:
    """The options that were shown for *line*; bundles that are numbered in another line come last."""
    found = [one for one in await twin.store.options_of(record.number) if line in one.lines]
    return tuple(sorted(found, key=lambda one: one.line != line))


async def _finish(record: WishRecord, lines: Iterable[LineOutcome], twin: Twin) -> None:
    """Close what is left of the lines that are done; what waits or is in doubt stays open."""
    await twin.talks.close(record.number, frozenset(line.line for line in lines if line.status in DONE))


async def _outcome(
    record: WishRecord,
    lines: Sequence[LineOutcome],
    twin: Twin,
    sellers: Sequence[Seller] = (),
    troubles: Sequence[Trouble] = (),
) -> Outcome:
    threads = [await twin.store.thread(name) for name in await twin.store.threads_of(record.number)]
    return Outcome(
        wish_number=record.number,
        wish=record.wish,
        lines=tuple(lines),
        sellers=tuple(sellers),
        troubles=tuple(troubles),
        transcripts={own.id: tuple(message.value for message in said) for own, said in threads},
        disclosed={own.id: disclosed(said, own.seller.id, own.step) for own, said in threads},
        keys={message.key.kid: message.key.jwk() for _, said in threads for message in said},
    )
