"""What a brand needs of the world: its ledger, a clock, ids.

`edge` provides the ledger; the clock and the ids are the caller's, so that a seeded run is the same twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from brand_agent.controls import Standing
from brand_agent.fulfilment.orders import Orders
from brand_agent.overview import Overview
from brand_agent.stockroom import Key
from protocol import KeyRing, Message

Clock = Callable[[int], int]
"""The time in milliseconds at a message's `seq`; a wall clock takes no notice of the `seq`."""

Ids = Callable[[str], str]
"""A fresh message id (22 characters of base64url) for a context, such as `thread:seq`."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as the ledger keeps it."""

    hash: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mediator:
    """A marketplace that compares for the brand: its X25519 key for boxes, and its keys for signatures."""

    did: str
    box: bytes
    ring: KeyRing


class Mediators(Protocol):
    """The way to the marketplaces that the policy names as mediators."""

    async def __call__(self) -> Mapping[str, Mediator]:
        """Return those that are known now, by DID."""


@dataclass(frozen=True, slots=True)
class Sale:
    """An agreement in the brand's own figures. Amounts are minor units; `cost_minor` None is unknown."""

    thread: str
    agreement: bytes
    currency: str
    total_minor: int
    list_total_minor: int
    net_minor: int
    cost_minor: int | None
    at_ms: int


class Purse(Protocol):
    """The budget of concessions by UTC day (days since 1970), inside the same transaction. Minor units."""

    def allowance(self, thread: str, days: range, *, limit_minor: int, share: Decimal) -> int:
        """What an offer of *thread* may give: its own, or *share* of what *days* have left beside it."""

    def reserve(self, thread: str, given_minor: int, days: range, *, until_ms: int, limit_minor: int) -> bool:
        """Reserve *given_minor* for *thread* on all *days* until then, in place of less; or nothing."""

    def spend(self, thread: str, given_minor: int, day: int) -> None:
        """Turn what *thread* reserved into what its deal gave on *day*."""

    def give_back(self, thread: str) -> None:
        """Drop what *thread* reserved."""

    def release(self, at_ms: int) -> None:
        """Drop what was reserved until *at_ms* or before."""


class Coupons(Protocol):
    """The promotions that only so many deals get, inside the same transaction."""

    def used_up(self, uses: Mapping[str, int]) -> frozenset[str]:
        """Those of *uses* (id -> how many deals at most) that are used up."""

    def take(self, uses: Mapping[str, int]) -> bool:
        """Take one use of each, or, if any is used up, nothing."""

    def give_back(self, names: Iterable[str]) -> None:
        """Give back one use of each: its deal is void."""


class Ledger(Protocol):
    """The brand's memory, inside one transaction: all that a message changes, or nothing."""

    def answer_to(self, hash: str) -> bytes | None:
        """The answer that the message of that hash got, if it came before."""

    def hash_of_id(self, sender: str, id: str) -> str | None:
        """The hash of the message that *sender* sent under *id*, if there is one."""

    def answered(self, hash: str) -> bytes | None:
        """The answer of that hash to a question, if the brand gave it."""

    def transcript(self, thread: str) -> Sequence[Stored]:
        """The messages of *thread* in order; none if nobody opened it."""

    def append(self, heard: Message, answer: Message, *, at_ms: int) -> None:
        """Keep the twin's message, received at *at_ms*, and the brand's answer to it."""

    def stock(self, key: Key) -> int | None:
        """How many are left; None where nobody counts."""

    def keep_grounds(self, thread: str, seq: int, epoch: int, grounds: bytes) -> None:
        """Keep what the answer *seq* of *thread* stood on, beside the policy of *epoch*."""

    def keep_bid(self, thread: str, bid: bytes) -> None:
        """Keep the sealed *bid* of *thread* until it is revealed."""

    def bid(self, thread: str) -> bytes | None:
        """The sealed bid of *thread*."""

    def take(self, wanted: Mapping[Key, int]) -> bool:
        """Take all of *wanted* off the stock, or, if anything is short, nothing."""

    def record(self, sale: Sale) -> None:
        """Keep *sale*."""

    def void(self, thread: str, wanted: Mapping[Key, int]) -> None:
        """Drop the sale of *thread*, and put *wanted* back on the stock."""

    def standing(self, thread: str) -> Standing:
        """How people steer *thread* now."""

    def said_by_hand(self, thread: str, seq: int, *, at_ms: int) -> None:
        """Write down that the total which a person set for *thread* is out, in its message *seq*."""

    def keep_overview(self, overview: Overview) -> None:
        """Keep where a thread stands, in the place of where it stood."""

    @property
    def purse(self) -> Purse:
        """The budget of concessions, in the same transaction."""

    @property
    def coupons(self) -> Coupons:
        """The limited promotions, in the same transaction."""

    @property
    def orders(self) -> Orders:
        """The order book, in the same transaction."""
