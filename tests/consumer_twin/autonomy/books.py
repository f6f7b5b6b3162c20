"""The books for the tests: accepts that are weighed and booked by the store itself, without haggling."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Final

from consumer_twin import Lesson, Option
from consumer_twin.autonomy import Autonomy
from consumer_twin.edge import SqlStore
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.mandate import allow
from consumer_twin.records import Accepted, AcceptStatus, Spent, ThreadRecord, WishRecord
from foundation.database import Database
from negotiation import Approval, Mandate
from protocol import Close, Message, SigningKey, compose
from tests.consumer_twin.town import BASE_MS, Brand, usd
from tests.consumer_twin.twins import ANY_DEAL, wish_for

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
_KEY: Final = SigningKey.for_twin(sha256(b"books").digest())


def _message(seq: int) -> Message:
    return compose(
        Close(),
        _KEY,
        kind="close",
        to=Brand().key.did,
        id="A" * 22,
        created_ms=BASE_MS,
        expires_ms=BASE_MS + HOUR_MS,
        thread="A" * 43,
        prev="A" * 43,
        seq=seq,
    )


_SAID: Final = (_message(2), _message(4))


@dataclass(frozen=True)
class Purchase:
    """An accept to be weighed: what it costs, of what kind, when, and whether the person said yes to it."""

    total_minor: int
    category: str = "Electronics > Routers"
    after_ms: int = 0
    approved: bool = False
    currency: str = "USD"


@dataclass
class Books:
    """A store on disk, and purchases that are booked in it."""

    database: Database
    numbers: count[int] = field(default_factory=count)

    @property
    def store(self) -> SqlStore:
        return SqlStore(self.database)

    @property
    def autonomy(self) -> SqlAutonomy:
        return SqlAutonomy(self.database)

    async def say(self, autonomy: Autonomy) -> None:
        """The person says what their twin may do."""
        await self.autonomy.change(lambda before: autonomy, BASE_MS)

    async def buy(
        self, one: Purchase, mandate: Mandate = ANY_DEAL, begun: WishRecord | None = None
    ) -> Accepted:
        """Book *one*, for a wish of its own or the one that was *begun*. Raises what stands against it."""
        record = begun or await self.store.begin(wish_for(), BASE_MS)
        name = sha256(f"{next(self.numbers)}/{id(self)}".encode()).hexdigest()[:43]
        seller, at_ms = Brand().seller, BASE_MS + one.after_ms
        thread = ThreadRecord(name, record.number, 0, seller, 0, b"nonce", frozenset({one.category}))
        await self.store.open_thread(thread, _SAID[0])
        option = _option(one, thread)
        by_mandate, ends_ms = not one.approved, at_ms + HOUR_MS
        accepted = Accepted(name, name, record.number, 0, option.total, by_mandate, at_ms, ends_ms)

        def weigh(spent: Spent) -> None:
            allow(option, record, Approval(name) if one.approved else mandate, spent, at_ms=at_ms)

        await self.store.reserve(accepted, _SAID[1], weigh, Lesson(at_ms, "no-deal", facts={"reason": "-"}))
        return accepted

    async def end(self, accepted: Accepted, status: AcceptStatus) -> None:
        """The accept ends so."""
        await self.store.settle(accepted, status, None, Lesson(BASE_MS, "no-deal", facts={"reason": "-"}))


def _option(one: Purchase, thread: ThreadRecord) -> Option:
    total = usd(one.total_minor).model_copy(update={"currency": one.currency})
    return Option(
        hash=thread.id,
        wish=thread.wish,
        line=0,
        seller=thread.seller,
        product="router",
        variant="router-1",
        title="Router",
        quantity=1,
        total=total,
        list_total=total,
        public_total=total,
        terms=None,
        breakdown=(),
        valid_until_ms=None,
        thread=thread.id,
        group=0,
        categories=thread.categories,
        adjusted_minor=one.total_minor,
    )
