"""Records: what the twin's store holds of a wish, a thread and an accept.

Spec: spec/80-agree.md.

They hold what a new process needs to go on where a killed one stopped: the nonce of the thread's key, never
the key; the bytes of every message; and which accept is still without an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from consumer_twin.autonomy import Allowance
from consumer_twin.relation.who import Guest, Known, Who
from consumer_twin.scan import Seller
from consumer_twin.wish import Wish
from protocol import Price, SigningKey, Verdict

AcceptStatus = Literal["outstanding", "agreed", "refused", "void"]


@dataclass(frozen=True)
class WishRecord:
    """A wish that was begun at *at_ms*, and its number in the store."""

    number: int
    wish: Wish
    at_ms: int


@dataclass(frozen=True)
class ThreadRecord:
    """A thread: with whom, for which wish and line, and the nonce that its key comes from.

    id: the hash of the open. group: which finds are the same product, within the wish line.
    sureness: how likely that is; of a thread about several lines, of the least sure.
    categories: those the seller puts the product in; a mandate may be limited to some.
    step: where the person is known to the seller, that of their key there; None is a key from the nonce.
    beside: of a thread about several lines, the others with their groups; *line* and *group* are the first's.
    """

    id: str
    wish: int
    line: int
    seller: Seller
    group: int
    nonce: bytes = field(repr=False)
    categories: frozenset[str] = frozenset()
    step: int | None = None
    beside: tuple[tuple[int, int], ...] = ()
    sureness: float = 1.0

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Each line that it is about, with its group."""
        return ((self.line, self.group), *self.beside)

    @property
    def lines(self) -> frozenset[int]:
        """The lines that it is about."""
        return frozenset(line for line, _ in self.places)

    def key(self, seed: bytes) -> SigningKey:
        """Return the thread's key, for the person of *seed*."""
        who: Who = Guest(self.nonce) if self.step is None else Known(self.step)
        return who.key(seed, self.seller.id)


@dataclass(frozen=True)
class Accepted:
    """An accept that was sent or is about to be: the offer, its total, and until when it may be confirmed.

    beside: the further lines that it binds, if the offer is about several. rule: the number of the standing
    rule that it is made by, if it is; it must still stand when the accept is kept.
    """

    offer: str
    thread: str
    wish: int
    line: int
    total: Price
    by_mandate: bool
    at_ms: int
    confirm_by_ms: int
    beside: tuple[int, ...] = ()
    rule: int = 0

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line that it binds."""
        return (self.line, *self.beside)


@dataclass(frozen=True)
class Spent:
    """What is bound already, accepts in doubt included: on this wish, and by mandate in this month.

    allowed: what the person's autonomy lets pass, and what is used of that.
    """

    wish: Price
    month: Price
    allowed: Allowance = field(default_factory=Allowance)


@dataclass(frozen=True)
class Settled:
    """How an accept ended; "outstanding" is in doubt. *document* is the agreement, if there is one."""

    status: AcceptStatus
    reason: str = ""
    document: dict[str, Any] | None = None
    verdicts: tuple[Verdict, ...] = ()
