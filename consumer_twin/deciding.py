"""Deciding one wish line: what is shown, who says yes, and the accept that follows.

Spec: spec/70-decide.md, spec/80-agree.md.

A refused offer is no end: the next best one is taken, if that is covered too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consumer_twin.decide import Leave, Take, decide
from consumer_twin.errors import TooLateError, UnknownOptionError
from consumer_twin.learn import of_option, shown
from consumer_twin.memory import Lesson
from consumer_twin.option import Option
from consumer_twin.outcome import LineOutcome, concluded
from consumer_twin.person import Approve, Later, Person, Refuse
from consumer_twin.records import WishRecord
from consumer_twin.rules import NeverOnly, RuleError
from consumer_twin.twin import Twin
from consumer_twin.wording import decided, ranked
from negotiation import Approval, GuardError, Mandate


@dataclass(frozen=True)
class Case:
    """One wish line that is being decided: whose it is, and who may say yes."""

    record: WishRecord
    line: int
    person: Person
    twin: Twin


async def show(case: Case, options: tuple[Option, ...]) -> None:
    """Keep *options*, which the person is shown.

    A bundle, or more pieces than are needed, teaches no taste: nothing beside it is like it.
    """
    twin = case.twin
    twin.hear(ranked(case.line, options))
    alike = [option for option in options if not (option.pieces or option.spares)]
    lesson = shown(case.record.number, case.line, alike, twin.clock(0))
    await twin.store.show([option for option in options if option.line == case.line], lesson)
    twin.shown(options)


async def agree(case: Case, options: tuple[Option, ...], before: str = "") -> LineOutcome:
    """Accept what a mandate or the person takes; after a refusal the next best, if that is covered too."""
    left = options
    while True:
        taken = await _taken(case, left, before)
        if isinstance(taken, LineOutcome):
            return taken
        option, authority = taken
        try:
            end = await case.twin.till.accept(case.record, option, authority)
        except RuleError as error:  # rules have changed: what is left is the person's to say
            before, case = str(error), replace(case, twin=unmandated(case.twin))
            continue
        except (GuardError, TooLateError) as error:
            before, left = str(error), without(left, option)
            continue
        line = concluded(case.line, option, end, options)
        if line is not None:
            return line
        before, left = end.reason, without(left, option)


async def _taken(
    case: Case, options: tuple[Option, ...], before: str
) -> tuple[Option, Approval | Mandate] | LineOutcome:
    """Return the option to accept and by whose word; or how the line ends without one."""
    twin, record = case.twin, case.record
    at_ms = twin.clock(0)
    spent = await twin.store.spent(record.number, record.wish.currency, at_ms)
    rules = await twin.rules.standing()
    verdict = decide(options, record, twin.mandate, spent, at_ms=at_ms, rules=rules)
    twin.hear(decided(case.line, verdict))
    if isinstance(verdict, Take):
        return verdict.option, verdict.authority
    reason = _joined(before, verdict.reason)
    if isinstance(verdict, Leave):
        facts = {"reason": reason}
        await twin.store.learn(Lesson(at_ms, "no-deal", record.number, case.line, facts=facts))
        return LineOutcome(case.line, "no-deal", reason, options)
    match await case.person.choose(record.wish.lines[case.line], options, reason):
        case Approve(offer):
            return await _approved(offer, options, twin)
        case Refuse() as answer:
            return await declined(case, options, answer)
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


async def declined(case: Case, options: tuple[Option, ...], answer: Refuse, offer: str = "") -> LineOutcome:
    facts = {"reason": answer.reason, "offers": [option.hash for option in options]}
    lesson = Lesson(case.twin.clock(0), "declined", case.record.number, case.line, offer, facts)
    await case.twin.store.learn(lesson)
    return LineOutcome(case.line, "declined", f"Declined: {answer.reason}.", options)


async def unbought(record: WishRecord, lines: Sequence[int], twin: Twin) -> tuple[int, ...]:
    """Return those of *lines* of which no accept is confirmed or without an answer."""
    bought: set[int] = set()
    for name in await twin.store.threads_of(record.number):
        own, said = await twin.store.thread(name)
        if said and (said[-1].type == "accept" or any(one.type == "confirm" for one in said)):
            bought |= own.lines
    return tuple(line for line in lines if line not in bought)


def without(options: Sequence[Option], gone: Option) -> tuple[Option, ...]:
    """Return *options* without the one that is *gone*."""
    return tuple(option for option in options if option.hash != gone.hash)


def unmandated(twin: Twin) -> Twin:
    """Return *twin* for a moment at which no mandate and no rule may take anything."""
    return replace(twin, mandate=None, rules=NeverOnly(twin.rules))


def _joined(before: str, reason: str) -> str:
    return f"{before[:1].upper()}{before[1:]}. {reason}" if before else reason
