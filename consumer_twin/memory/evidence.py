"""Evidence: what one lesson says for or against a topic, in words.

Spec: spec/90-learn.md (LEARN-7).

Only what the person did counts. What the twin took by mandate followed from its beliefs already; to count it
again would make any belief prove itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from consumer_twin.memory.comparing import compared, no_worse
from consumer_twin.memory.facts import (
    Bought,
    Chosen,
    Declined,
    Dismissed,
    Edited,
    Ended,
    How,
    Seen,
    Shown,
    WentSo,
    facts_of,
)
from consumer_twin.memory.lesson import Kind, Lesson
from consumer_twin.memory.topic import topic
from consumer_twin.memory.voided import is_used, without_void

FOR: Final = 1
AGAINST: Final = -1

DECISIONS: Final[frozenset[Kind]] = frozenset(
    {"shown", "approved", "declined", "agreed", "refused", "void", "outcome", "edited"}
)
"""The kinds that tell of brands and terms: all that ranking needs, however much was bought."""

_WENT: Final[dict[How, str]] = {
    "kept": "kept it",
    "returned": "sent it back",
    "late": "said that it came late",
    "faulty": "said that it was faulty",
    "missing": "said that it never came",
    "in-time": "got it by the promised day",
}
KEPT: Final[frozenset[How]] = frozenset({"kept", "in-time"})
BROKEN: Final[frozenset[How]] = frozenset({"late", "faulty", "missing"})


@dataclass(frozen=True)
class Evidence:
    """What lesson *number* says of *topic*: *speaks* is 1 for, -1 against.

    name: what the topic's subject is called. stance: set by the person's hand; None for what was derived.
    """

    number: int
    at_ms: int
    topic: str
    speaks: int
    words: str
    name: str = ""
    stance: float | None = None


Said = tuple[str, int, str, str]
"""Topic, for or against, words, name."""


def evidence(lessons: Iterable[Lesson]) -> Iterator[Evidence]:
    """Yield what *lessons*, in the order of the log, say for and against each topic.

    Raises `BrokenMemoryError` for facts that are not those of their kind.
    """
    stood: dict[tuple[int | None, int | None], tuple[Seen, ...]] = {}
    promised: set[tuple[str, str, int]] = set()
    for lesson in without_void(lessons):
        place = (lesson.wish, lesson.line)
        if lesson.kind == "shown":
            stood[place] = facts_of(lesson, Shown).offers
        elif lesson.kind == "edited":
            yield from _edited(lesson)
        else:
            for about, speaks, words, name in _said(lesson, stood.get(place, ())):
                told = (about, lesson.offer, speaks)
                if about.startswith("promise:") and lesson.offer:  # one deal speaks once each way
                    if told in promised:
                        continue
                    promised.add(told)
                yield Evidence(lesson.number, lesson.at_ms, about, speaks, words, name)


def _said(lesson: Lesson, shown: tuple[Seen, ...]) -> Iterator[Said]:
    match lesson.kind:
        case "approved":
            yield from _approved(lesson, facts_of(lesson, Chosen), shown)
        case "declined":
            yield from _declined(lesson, facts_of(lesson, Declined), shown)
        case "void" if is_used(lesson):
            pass  # the brand did what it had published
        case "agreed" | "refused" | "void":
            yield _ended(lesson, facts_of(lesson, Ended))
        case "outcome":
            yield from _went(facts_of(lesson, WentSo))
        case "bought":
            yield from _bought(facts_of(lesson, Bought))
        case "dismissed":
            gone = facts_of(lesson, Dismissed)
            if gone.category:
                words = f"You did not want {gone.title}."
                yield topic("category", gone.category), AGAINST, words, gone.category
        case _:
            pass


def _approved(lesson: Lesson, chosen: Chosen, shown: tuple[Seen, ...]) -> Iterator[Said]:
    if chosen.reason != "person":
        return
    words = f"You approved {chosen.title} of {chosen.seller} at {chosen.total.words()}."
    yield topic("brand", chosen.brand), FOR, words, chosen.seller
    for category in filter(None, chosen.categories):
        yield topic("category", category), FOR, words, category
    mine = next((one for one in shown if one.hash == lesson.offer), None)
    if mine is None:
        return
    above = [one for one in shown if one.fits and one.rank < mine.rank]
    better = {one.brand: one for one in above if no_worse(one, mine)}  # else its terms were the reason
    for brand, one in better.items():
        if brand != mine.brand:
            passed = f"You passed over {one.seller}, which stood above what you took."
            yield topic("brand", brand), AGAINST, passed, one.seller
    yield from compared(mine, [one for one in shown if one.hash != mine.hash])


def _declined(lesson: Lesson, declined: Declined, shown: tuple[Seen, ...]) -> Iterator[Said]:
    meant = [one for one in shown if one.hash in declined.offers]
    words = f"You declined what was shown: {declined.reason}."
    match declined.reason:
        case "price":
            for category in _categories(meant) or [""]:
                yield topic("price", category), FOR, words, category
        case "warranty" | "delivery" | "returns":
            yield declined.reason, FOR, words, ""
        case "brand":
            named = [one for one in meant if one.hash == lesson.offer] or meant
            for brand, seller in {one.brand: one.seller for one in named}.items():
                yield topic("brand", brand), AGAINST, f"You declined {seller} for being {seller}.", seller
        case "not-now":
            for category in _categories(meant):
                yield topic("category", category), AGAINST, words, category
        case _:
            pass


def _categories(offers: Iterable[Seen]) -> list[str]:
    return sorted({name for one in offers for name in one.categories if name})


def _ended(lesson: Lesson, ended: Ended) -> Said:
    about, total = topic("seller", ended.brand), ended.total.words()
    if lesson.kind == "agreed":
        return about, FOR, f"{ended.seller} confirmed what it had offered, {total}.", ended.seller
    how = (
        f"refused its own offer of {total}"
        if lesson.kind == "refused"
        else f"did not confirm {total} in time"
    )
    why = f": {ended.reason}" if ended.reason else ""
    return about, AGAINST, f"{ended.seller} {how}{why}.", ended.seller


def _went(went: WentSo) -> Iterator[Said]:
    words = f"{went.title} of {went.seller}: {_in_words(went)}."
    speaks = FOR if went.how in KEPT else AGAINST
    if went.how in {"kept", "returned"}:
        yield topic("brand", went.brand), speaks, words, went.seller
    if went.how != "returned":
        yield topic("promise", went.brand), speaks, words, went.seller
    if went.how in BROKEN or went.how == "kept":
        yield topic("seller", went.brand), speaks, words, went.seller


def _in_words(went: WentSo) -> str:
    if went.how == "late" and went.days_late and went.promised_by:
        days = "1 day" if went.days_late == 1 else f"{went.days_late} days"
        return f"it came {days} late, promised by {went.promised_by[:10]}"
    return f"you {_WENT[went.how]}"


def _bought(bought: Bought) -> Iterator[Said]:
    words = f"You bought {bought.title}" + (f" at {bought.shop}." if bought.shop else ".")
    if bought.make:
        yield topic("make", bought.make.casefold()), FOR, words, bought.make
    if bought.category:
        yield topic("category", bought.category), FOR, words, bought.category


def _edited(lesson: Lesson) -> Iterator[Evidence]:
    """What was set by hand; a share of the price is for `consumer_twin.taste`."""
    edited = facts_of(lesson, Edited)
    if edited.stance is not None:
        words = f"You set this to {edited.stance}."
        yield Evidence(lesson.number, lesson.at_ms, edited.topic, 0, words, stance=float(edited.stance))
