"""What a day needs of the world: a diary, errands, and what the person allows.

Each port is a `typing.Protocol`; an edge provides it. The order of digests is their numbers; the clock only
dates them, for clocks jump.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from consumer_twin.calendar import Mark
from consumer_twin.digest import Digest, Item
from consumer_twin.ground import Ground, Survey
from consumer_twin.match import Find
from consumer_twin.news import Seen
from consumer_twin.outcome import Outcome
from consumer_twin.records import AcceptStatus
from consumer_twin.scan import Scan, Shelf, Trouble
from consumer_twin.sense import Suggestion
from consumer_twin.standing import StandingWish
from consumer_twin.wish import Wish

Haggle = Literal["always", "mandated", "never"]
"""For which wishes threads are opened: all, those that a mandate covers, none."""


@dataclass(frozen=True)
class Bound:
    """A line of a standing wish that is agreed, or has an accept without an answer; and for how much."""

    status: AcceptStatus
    total_minor: int


@dataclass(frozen=True)
class Standing:
    """A ground, how many wishes stand on it, and in which states of it they were looked at last."""

    ground: Ground
    wishes: int
    looked: frozenset[str]


class Diary(Protocol):
    """What must be known from one day to the next. Each method is one transaction."""

    async def last(self) -> Mark | None: ...

    async def before(self, at_ms: int) -> Mark | None:
        """Return the last digest, by number, that was made before *at_ms*."""

    async def grounds(self, at_ms: int) -> tuple[Standing, ...]:
        """Return the grounds of the wishes that stand."""

    async def due(self, ground: Ground, state: str, at_ms: int) -> tuple[StandingWish, ...]:
        """Return the wishes on *ground* that were not looked at in this *state* of it."""

    async def news_since(self, number: int) -> tuple[StandingWish, ...]:
        """Return the wishes that stand and of which something was seen after digest *number*."""

    async def over(self, at_ms: int) -> tuple[StandingWish, ...]:
        """Return the wishes whose last day has passed and that nobody has told about yet."""

    async def seen(self, wish: int, number: int | None) -> Mapping[int, Seen]:
        """Return what was seen last of each line, up to digest *number* (None: ever)."""

    async def bound(self, wish: int) -> Mapping[int, Bound]:
        """Return the lines of the wish that are bound."""

    async def looked(self, wish: int, state: str, digest: int, seen: Mapping[int, Seen]) -> None:
        """Keep what was seen of a wish, and in what state of its ground."""

    async def fulfilled(self, at_ms: int) -> tuple[int, ...]:
        """End the wishes all of whose lines are agreed; return their numbers."""

    async def bought(self, number: int) -> tuple[Item, ...]:
        """Return what the digests after *number* told of things bought."""

    async def waiting(self, at_ms: int) -> tuple[Item, ...]:
        """Return what earlier digests told of offers that can still be approved."""

    async def close(self, digest: Digest) -> None:
        """Keep *digest*: the next one counts from it."""


class Errands(Protocol):
    """The ways out into the world that a day needs."""

    async def survey(self, grounds: Sequence[Ground]) -> Survey: ...

    async def shelf(self, survey: Survey, place: str, ground: Ground) -> Shelf | Trouble: ...

    async def kept(self, survey: Survey, place: str, ground: Ground) -> Shelf | Trouble:
        """Return what *place* sells from what is kept; nothing goes out."""

    def locked(self) -> str:
        """Say why nothing can be signed; nothing if it can. Asks for the person's secret once."""

    async def settle(self) -> tuple[Settling, ...]:
        """Settle what is in doubt, with the bytes that were stored."""

    async def haggle(self, errand: Errand) -> Outcome:
        """Follow a wish for a standing one, once the threads of its last round are closed."""

    async def observe(self, wish: Wish, finds: Sequence[Sequence[Find]]) -> None:
        """Keep the prices that were seen."""


@dataclass(frozen=True)
class Settling:
    """What came of an accept in doubt: for which standing wish, and which of its lines were followed."""

    standing: int
    lines: tuple[int, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Errand:
    """A round of haggling: for which standing wish, and which of its lines; *trusted*: its mandate holds."""

    standing: StandingWish
    wish: Wish
    lines: tuple[int, ...]
    finds: tuple[tuple[Find, ...], ...]
    scan: Scan
    trusted: bool


@dataclass(frozen=True)
class Day:
    """One look around: its time, its ways, and what the person allows.

    mandated: whether the settings hold a mandate for any wish. avoided: sellers that lead only if nobody
    else has news. never: sellers that a standing rule keeps out. needs: what is sensed and stands open.
    home: where prices for that are looked up; it is read whether or not anything is sensed, so that reading
    it tells nothing. notes: of what was done before. at_once: how many wishes are haggled over at one time;
    with 1, a seeded run is the same twice.
    """

    at_ms: int
    diary: Diary
    errands: Errands
    haggle: Haggle = "always"
    mandated: bool = False
    avoided: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    needs: tuple[Suggestion, ...] = ()
    home: Ground | None = None
    notes: tuple[str, ...] = ()
    at_once: int = 4
