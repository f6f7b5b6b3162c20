"""Doubts: words of a wish that may mean a limit, asked about one at a time, if the answer changes the list.

Spec: spec/10-wish.md, spec/70-decide.md.

A wish "under 50" names no currency. Nobody is bothered with that while it makes no difference: the haggling
does without the limit, then the list is made both ways, and the person is asked only if the two differ.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from consumer_twin.either import Either, Tell
from consumer_twin.option import Option
from consumer_twin.records import WishRecord
from protocol import Price

Lists = Sequence[tuple[Option, ...]]
"""The options of each line, best first."""


@dataclass(frozen=True)
class Doubt:
    """*words* of the person that may mean that nothing may cost more than *ceiling*."""

    words: str
    ceiling: Price = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """A question about a doubt: how many of the options shown cost more than the words may allow."""

    doubt: Doubt
    above: int
    options: int


Answer = Callable[[Asked], Awaitable[bool | None]]
"""Asks the person: whether the words mean that; None to be asked no more."""


@dataclass(frozen=True)
class Doubts:
    """The doubts about a wish, and who can be asked.

    eithers: words with more than one meaning; *tell* is asked about them before any brand is.
    """

    doubts: tuple[Doubt, ...] = ()
    answer: Answer | None = None
    eithers: tuple[Either, ...] = ()
    tell: Tell | None = None


async def cleared(record: WishRecord, doubts: Doubts, lists: Callable[[WishRecord], Lists]) -> WishRecord:
    """Return *record* with the limit that its person means, if any; *lists* makes the lists for a record."""
    if doubts.answer is None or record.wish.ceiling is not None:
        return record
    for doubt in doubts.doubts:
        meant = replace(record, wish=replace(record.wish, ceiling=doubt.ceiling))
        before, after = lists(record), lists(meant)
        if _order(before) == _order(after):
            continue
        above = sum(option.above_ceiling for line in after for option in line)
        said = await doubts.answer(Asked(doubt, above, sum(map(len, after))))
        if said is None:
            break
        if said:
            return meant
    return record


def _order(lists: Lists) -> list[list[tuple[str, bool]]]:
    return [[(option.hash, option.fits) for option in line] for line in lists]
