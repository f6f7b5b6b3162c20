"""What there is to tell of an option: typed facts, each with its number. No seller's words are in them.

An option is compared with one other: the best with the next, any other with the best. What speaks for it is
why it stands where it stands; what speaks against it is what the person gives up by taking it; and haggling
won what lies between the list total and the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from consumer_twin.option import Option
from protocol import Price
from protocol.money import major

Part = Literal["why", "given-up", "won"]
"""What a fact is told for: the place in the list, what is given up, what the haggling won."""

Code = Literal[
    "total", "cheaper", "dearer", "sooner", "later", "more-warranty", "less-warranty",
    "more-returns", "less-returns", "won", "share-won", "saved",
]  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One number and what it says. *count* is in the unit of its code: days, months, per cent."""

    part: Part
    code: Code
    amount: Price | None = None
    count: Decimal | int = 0

    @property
    def number(self) -> Decimal:
        """The number as it is said: money in major units."""
        if self.amount is None:
            return Decimal(self.count)
        return Decimal(major(self.amount.amount, self.amount.currency))


@dataclass(frozen=True)
class Told:
    """What there is to tell of *option*: its facts, beside *other*, where there is one.

    first: whether the option is the best of those compared.
    """

    option: Option
    other: Option | None
    facts: tuple[Fact, ...]

    @property
    def first(self) -> bool:
        """Whether the option stands before the other."""
        return self.other is None or self.option.rank < self.other.rank

    def of(self, part: Part) -> tuple[Fact, ...]:
        """Return the facts of *part*."""
        return tuple(fact for fact in self.facts if fact.part == part)


def told_of(option: Option, ranked: Sequence[Option]) -> Told:
    """Return what there is to tell of *option* among *ranked* (best first, of one wish line)."""
    other = next((one for one in ranked if one.hash != option.hash), None)
    facts = [Fact("why", "total", option.total)]
    if other is not None:
        facts += _compared(option, other)
    facts += _won(option)
    return Told(option, other, tuple(facts))


def _compared(option: Option, other: Option) -> Iterator[Fact]:
    gap = other.total.amount - option.total.amount
    if gap:
        part: Part = "why" if gap > 0 else "given-up"
        yield Fact(part, "cheaper" if gap > 0 else "dearer", option.total.of(abs(gap)))
    if option.terms is None or other.terms is None:
        return
    yield from _apart(other.terms.delivery_days - option.terms.delivery_days, "sooner", "later")
    yield from _apart(
        option.terms.warranty_months - other.terms.warranty_months, "more-warranty", "less-warranty"
    )
    yield from _apart(option.terms.returns_days - other.terms.returns_days, "more-returns", "less-returns")


def _apart(gain: int, better: Code, worse: Code) -> Iterator[Fact]:
    if gain:
        yield Fact("why" if gain > 0 else "given-up", better if gain > 0 else worse, count=abs(gain))


def _won(option: Option) -> Iterator[Fact]:
    if not option.negotiable:
        return
    won = option.list_total.amount - option.total.amount
    if won > 0:
        yield Fact("won", "won", option.total.of(won))
        share = f"{100 * won / option.list_total.amount:.1f}".removesuffix(".0")
        yield Fact("won", "share-won", count=Decimal(share))
    saved = option.public_total.amount - option.total.amount
    if saved > 0 and saved != won:
        yield Fact("won", "saved", option.total.of(saved))
