"""The runner: wish, scan, match, negotiate, decide, agree, learn.

It carries answers from one stage to the next and holds no rule itself. `pursue` follows a wish; `approve`,
`decline` and `resume` take one up again in another process, from the store alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from consumer_twin.decide import Ask, Leave, Take, decide
from consumer_twin.elicit import Questions, elicit, table_of
from consumer_twin.errors import NotCoveredError, NotNegotiableError, TooLateError, UnknownOptionError
from consumer_twin.events import Hear, deaf
from consumer_twin.fresh import Clock
from consumer_twin.learn import of_option, shown
from consumer_twin.mandate import allow
from consumer_twin.match import Find, match
from consumer_twin.memory import Beliefs, Lesson, avoided_last, by_promises
from consumer_twin.negotiate import Bargain
from consumer_twin.option import Option
from consumer_twin.outcome import DONE, LineOutcome, Outcome, Status, concluded
from consumer_twin.person import Approve, Later, Nobody, Person, Refuse
from consumer_twin.points import PointValue
from consumer_twin.ports import Brands, Store, Talks, Till
from consumer_twin.ranking import rank
from consumer_twin.records import WishRecord
from consumer_twin.report import disclosed
from consumer_twin.scan import Scan, Seller, Trouble
from consumer_twin.sense import NoPrices, Prices, observed
from consumer_twin.taste import Experience
from consumer_twin.wish import Wish
from consumer_twin.wording import decided, found, ranked, wished
from negotiation import Approval, GuardError, Mandate, Weights


@dataclass(frozen=True)
class Twin:
    """A twin, put together: its ways to the world, what it may do without asking, and what it believes.

    weights: set by hand for what it follows now; None leaves them to the *experience*, which only ranks.
    questions: how much it may ask its person before it shows them options.
    """

    brands: Brands
    talks: Talks
    till: Till
    store: Store
    clock: Clock
    mandate: Mandate | None = None
    weights: Weights | None = None
    beliefs: Beliefs = field(default_factory=Beliefs)
    experience: Experience = field(default_factory=Experience)
    point_value: PointValue | None = None
    prices: Prices = field(default_factory=NoPrices)
    per_seller: int = 1
    questions: Questions = field(default_factory=Questions)
    hear: Hear = deaf


@dataclass(frozen=True)
class _Case:
    """One wish line that is being decided: whose it is, and who may say yes."""

    record: WishRecord
    line: int
    person: Person
    twin: Twin


async def pursue(wish: Wish, person: Person, twin: Twin) -> Outcome:
    """Follow *wish* to an agreement, to options that wait for the person, or to a reason not to buy."""
    record = await twin.store.begin(wish, twin.clock(0))
    twin.hear(wished(wish))
    scan = await twin.brands.scan(wish)
    finds = [match(line, scan.shelves, wish.currency, twin.per_seller) for line in wish.lines]
    await twin.prices.observe(observed(wish, finds), twin.clock(0))
    return await follow(record, finds, scan, person, twin)


async def follow(
    record: WishRecord, finds: Sequence[Sequence[Find]], scan: Scan, person: Person, twin: Twin
) -> Outcome:
    """Follow the wish of *record* from the *finds* of its lines on, which come from *scan*."""
    for line, picks in enumerate(finds):
        twin.hear(found(record.wish.lines[line], line, picks))
    bargains = await twin.talks.negotiate(record, finds)
    twin = await _asked(record, bargains, person, twin)
    options = [_ranked(record, line, one, twin) for line, one in enumerate(bargains)]
    lines = [await _decide(_Case(record, line, person, twin), left) for line, left in enumerate(options)]
    await _finish(record, lines, twin)
    troubles = (*scan.troubles, *(trouble for one in bargains for trouble in one.troubles))
    return await _outcome(record, lines, twin, [shelf.seller for shelf in scan.shelves], troubles)


async def approve(offer: str, twin: Twin) -> Outcome:
    """Accept exactly the option of hash *offer*, which the person has approved (DEC-1).

    Raises `UnknownOptionError` (DEC-3), `NotNegotiableError` (DEC-4), `NotCoveredError` (DEC-5),
    `TooLateError` (AGREE-21) or `OutstandingAcceptError` (AGREE-20); then nothing was sent.
    """
    option, record = await _shown(offer, twin)
    if not option.negotiable:
        raise NotNegotiableError(f"a public page can't be accepted by message; buy it at {option.seller.url}")
    options = await _options(record, option.line, twin)
    at_ms = twin.clock(0)
    spent = await twin.store.spent(record.number, record.wish.currency, at_ms)
    try:
        allow(option, record, Approval(offer), spent, at_ms=at_ms)
        end = await twin.till.accept(record, option, Approval(offer))
    except GuardError as error:
        raise NotCoveredError(f"the option is not covered: {error}") from None
    left = _without(options, option)
    open_end: Status = "needs-approval" if left else "no-deal"
    line = concluded(option, end, options) or LineOutcome(option.line, open_end, end.reason, left)
    await _finish(record, [line], twin)
    return await _outcome(record, [line], twin)


async def decline(offer: str, answer: Refuse, twin: Twin) -> Outcome:
    """Take none of the options that stand beside *offer*, for the reason in *answer*; close their threads.

    Raises `UnknownOptionError` (DEC-3).
    """
    option, record = await _shown(offer, twin)
    options = await _options(record, option.line, twin)
    line = await _declined(_Case(record, option.line, Nobody(), twin), options, answer, offer)
    await _finish(record, [line], twin)
    return await _outcome(record, [line], twin)


async def resume(twin: Twin, person: Person) -> tuple[Outcome, ...]:
    """Settle every accept that is in doubt, with the bytes that were stored; then go on from there."""
    outcomes = []
    for accepted in await twin.store.outstanding():
        record = await twin.store.wish(accepted.wish)
        options = await _options(record, accepted.line, twin)
        chosen = next(option for option in options if option.hash == accepted.offer)
        end = await twin.till.settle(accepted)
        line = concluded(chosen, end, options)
        if line is None:
            left = _without(options, chosen)
            line = await _agree(_Case(record, accepted.line, person, twin), left, end.reason)
        await _finish(record, [line], twin)
        outcomes.append(await _outcome(record, [line], twin))
    return tuple(outcomes)


async def _asked(record: WishRecord, bargains: Sequence[Bargain], person: Person, twin: Twin) -> Twin:
    """Return *twin* with what *person* said of their taste; only where they are to decide (LEARN-13)."""
    if not twin.questions.at_most or twin.weights is not None:
        return twin
    wish, at_ms = record.wish, twin.clock(0)
    spent = await twin.store.spent(record.number, wish.currency, at_ms)
    tables = [
        table_of(one, wish, twin.clock)
        for line, one in enumerate(bargains)
        if isinstance(decide(_ranked(record, line, one, twin), record, twin.mandate, spent, at_ms=at_ms), Ask)
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


def _ranked(record: WishRecord, line: int, bargain: Bargain, twin: Twin) -> tuple[Option, ...]:
    weights, experience = twin.weights, twin.experience
    value = twin.point_value
    point = 0.0 if value is None else value.minor_in(record.wish.currency)
    found = rank(record, line, bargain, twin.clock, weights=weights, experience=experience, point_minor=point)
    return avoided_last(by_promises(found, twin.beliefs), twin.beliefs)


async def _decide(case: _Case, options: tuple[Option, ...]) -> LineOutcome:
    """Keep what is shown, then decide and agree."""
    twin = case.twin
    twin.hear(ranked(case.line, options))
    lesson = shown(case.record.number, case.line, options, twin.clock(0))
    await twin.store.show(options, lesson)
    return await _agree(case, options)


async def _agree(case: _Case, options: tuple[Option, ...], before: str = "") -> LineOutcome:
    """Accept what a mandate or the person takes; after a refusal the next best, if that is covered too."""
    left = options
    while True:
        taken = await _taken(case, left, before)
        if isinstance(taken, LineOutcome):
            return taken
        option, authority = taken
        try:
            end = await case.twin.till.accept(case.record, option, authority)
        except (GuardError, TooLateError) as error:
            before, left = str(error), _without(left, option)
            continue
        line = concluded(option, end, options)
        if line is not None:
            return line
        before, left = end.reason, _without(left, option)


async def _taken(
    case: _Case, options: tuple[Option, ...], before: str
) -> tuple[Option, Approval | Mandate] | LineOutcome:
    """Return the option to accept and by whose word; or how the line ends without one."""
    twin, record = case.twin, case.record
    at_ms = twin.clock(0)
    spent = await twin.store.spent(record.number, record.wish.currency, at_ms)
    verdict = decide(options, record, twin.mandate, spent, at_ms=at_ms)
    twin.hear(decided(case.line, verdict))
    if isinstance(verdict, Take):
        assert twin.mandate is not None
        return verdict.option, twin.mandate
    reason = _joined(before, verdict.reason)
    if isinstance(verdict, Leave):
        facts = {"reason": reason}
        await twin.store.learn(Lesson(at_ms, "no-deal", record.number, case.line, facts=facts))
        return LineOutcome(case.line, "no-deal", reason, options)
    match await case.person.choose(record.wish.lines[case.line], options, reason):
        case Approve(offer):
            return await _approved(offer, options, twin)
        case Refuse() as answer:
            return await _declined(case, options, answer)
        case Later():
            return LineOutcome(case.line, "needs-approval", reason, options)


async def _approved(
    offer: str, options: tuple[Option, ...], twin: Twin
) -> tuple[Option, Approval] | LineOutcome:
    option = next((one for one in options if one.hash == offer), None)
    if option is None:
        raise UnknownOptionError(f"{offer[:64]!r} is none of the options shown")
    if option.negotiable:
        return option, Approval(option.hash)
    await twin.store.learn(of_option("approved", option, twin.clock(0), "person"))
    return LineOutcome(option.line, "public-page", f"Buy it at {option.seller.url}", options, option)


async def _declined(case: _Case, options: tuple[Option, ...], answer: Refuse, offer: str = "") -> LineOutcome:
    facts = {"reason": answer.reason, "offers": [option.hash for option in options]}
    lesson = Lesson(case.twin.clock(0), "declined", case.record.number, case.line, offer, facts)
    await case.twin.store.learn(lesson)
    return LineOutcome(case.line, "declined", f"Declined: {answer.reason}.", options)


async def _shown(offer: str, twin: Twin) -> tuple[Option, WishRecord]:
    option = await twin.store.option(offer)
    if option is None:
        raise UnknownOptionError(f"{offer[:64]!r} is no option that was shown")
    return option, await twin.store.wish(option.wish)


async def _options(record: WishRecord, line: int, twin: Twin) -> tuple[Option, ...]:
    return tuple(option for option in await twin.store.options_of(record.number) if option.line == line)


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


def _without(options: Sequence[Option], gone: Option) -> tuple[Option, ...]:
    return tuple(option for option in options if option.hash != gone.hash)


def _joined(before: str, reason: str) -> str:
    return f"{before[:1].upper()}{before[1:]}. {reason}" if before else reason
