"""The outcome of a wish: per line what was found, decided and agreed, and what each brand came to know.

Spec: spec/70-decide.md, spec/80-agree.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from consumer_twin.option import Option
from consumer_twin.records import Settled
from consumer_twin.savings import saved
from consumer_twin.scan import Seller, Trouble
from consumer_twin.wish import Wish
from protocol import Price, Verdict

Status = Literal["agreed", "needs-approval", "in-doubt", "declined", "public-page", "no-deal"]

_GRAVEST_FIRST: Final[tuple[Status, ...]] = (
    "in-doubt", "needs-approval", "no-deal", "declined", "public-page", "agreed",
)  # fmt: skip

DONE: Final[frozenset[Status]] = frozenset({"agreed", "declined", "public-page", "no-deal"})
"""Nothing is left to do for a line of such a status: what is still open is closed."""


@dataclass(frozen=True)
class Deal:
    """An agreement: the signed document, a verdict on each signature, and what it saved."""

    option: Option
    document: Mapping[str, Any]
    verdicts: tuple[Verdict, ...]
    saved: Price


@dataclass(frozen=True)
class LineOutcome:
    """What came of one wish line. *chosen* is the option that the status is about, where there is one."""

    line: int
    status: Status
    reason: str
    options: tuple[Option, ...]
    chosen: Option | None = None
    deal: Deal | None = None


def concluded(line: int, option: Option, end: Settled, options: tuple[Option, ...]) -> LineOutcome | None:
    """Return how *line* ends with *option*; None if it was refused or is void, and another may be taken."""
    if end.status == "outstanding":
        return LineOutcome(line, "in-doubt", end.reason, options, option)
    if end.document is None:
        return None
    deal = Deal(option, end.document, end.verdicts, saved(option))
    return LineOutcome(line, "agreed", "Both sides signed.", options, option, deal)


def in_bundle(lines: Sequence[LineOutcome], line: int, options: tuple[Option, ...]) -> LineOutcome | None:
    """Return how *line* ends, with *options*, by a bundle that was taken in another of *lines*; else None."""
    for one in lines:
        taken = one.chosen if one.status in {"agreed", "in-doubt"} else None
        if taken is not None and one.line != line and line in taken.lines:
            reason = f"In the bundle of {taken.seller.name}, with line {one.line + 1}."
            return LineOutcome(line, one.status, reason, options, taken)
    return None


def spread(lines: Sequence[LineOutcome]) -> tuple[LineOutcome, ...]:
    """Return *lines* with the end of every line that a bundle in one of them has decided."""
    return tuple(one if one.deal else in_bundle(lines, one.line, one.options) or one for one in lines)


def beside(line: LineOutcome) -> tuple[LineOutcome, ...]:
    """Return *line* with the further lines that the bundle taken in it has decided."""
    others = () if line.chosen is None else line.chosen.lines
    ends = (in_bundle([line], one, ()) for one in others)
    return (line, *(end for end in ends if end is not None))


def still_open(options: tuple[Option, ...], ended: Iterable[LineOutcome]) -> tuple[Option, ...]:
    """Return *options* without the bundles that answer a line which has *ended* another way."""
    gone = {one.line for one in ended if one.status in DONE or one.status == "in-doubt"}
    return tuple(option for option in options if not (option.pieces and gone.intersection(option.lines)))


@dataclass(frozen=True)
class Outcome:
    """What came of a wish.

    wish_number: its number in the store.
    sellers: whose shelves were read; empty when the wish is taken up again.
    troubles: who was left out, and why.
    transcripts: thread to its messages in order; the opening's `to` is the brand.
    disclosed: thread to what its brand learnt of the person.
    keys: DID URL to public JWK, of everybody who signed anything here.
    """

    wish_number: int
    wish: Wish
    lines: tuple[LineOutcome, ...]
    sellers: tuple[Seller, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    transcripts: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    disclosed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """The gravest status of any line: what is left to do."""
        return min((line.status for line in self.lines), key=_GRAVEST_FIRST.index)

    @property
    def options(self) -> tuple[Option, ...]:
        """Every option, line by line, best first."""
        return tuple(option for line in self.lines for option in line.options)

    @property
    def deals(self) -> tuple[Deal, ...]:
        """The agreements."""
        return tuple(line.deal for line in self.lines if line.deal is not None)
