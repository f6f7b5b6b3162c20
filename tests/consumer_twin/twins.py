"""Twins for the tests: put together over a town, with a seed, a logical clock and little patience."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from consumer_twin import (
    Approve,
    Event,
    Later,
    Option,
    Refuse,
    Twin,
    Wish,
    WishLine,
    read_wish,
    seeded_ids,
    seeded_nonces,
)
from consumer_twin.edge import Patience
from consumer_twin.edge.exchange import Exchange
from consumer_twin.edge.talks import BrandTalks
from consumer_twin.edge.till import BrandTill
from consumer_twin.fresh import Sleep, at_once
from consumer_twin.ports import Brands, Store
from consumer_twin.taste.asking import Question
from negotiation import Mandate
from protocol.bodies import Mode
from tests.consumer_twin.memory_store import MemoryStore
from tests.consumer_twin.town import SEED, logical_clock, usd

HASTY = Patience(scan_s=5, first_s=3, haggle_s=5, answer_s=0.3, settle_s=0.8, close_s=1, tries=2)
ANY_DEAL = Mandate(per_deal=usd(10_000_000))


def twin_of(
    brands: Brands,
    *,
    store: Store | None = None,
    mandate: Mandate | None = ANY_DEAL,
    patience: Patience = HASTY,
    clock: Callable[[int], int] = logical_clock,
    hear: Callable[[Event], None] = lambda event: None,
    seed: bytes = SEED,
    mode: Mode | None = None,
    sleep: Sleep = at_once,
) -> Twin:
    """A twin over *brands*; with the same seed it says the same bytes."""
    kept = store if store is not None else MemoryStore()
    exchange = Exchange(brands, kept, seed, clock, seeded_ids(seed), patience, hear, sleep)
    return Twin(
        brands=brands,
        talks=BrandTalks(exchange, seeded_nonces(seed), mode=mode),
        till=BrandTill(exchange),
        store=kept,
        clock=clock,
        mandate=mandate,
        hear=hear,
    )


def wish_for(text: str = "wireless router", *, ceiling_minor: int | None = None, **more: Any) -> Wish:
    """A wish for the town's router, in dollars."""
    ceiling = None if ceiling_minor is None else usd(ceiling_minor)
    return read_wish(text, currency="USD", region="US", ceiling=ceiling, **more)


@dataclass
class Scripted:
    """A person who gives these answers in turn: a rank to approve, a reason to refuse, or None for later.

    prefers: what they would rather have of each pair that they are asked about, as long as there is one.
    """

    answers: list[int | str | None]
    asked: list[tuple[Sequence[Option], str]] = field(default_factory=list)
    prefers: list[int | None] = field(default_factory=list)
    compared: list[Question] = field(default_factory=list)

    async def prefer(self, question: Question) -> int | None:
        self.compared.append(question)
        return self.prefers.pop(0) if self.prefers else None

    async def choose(
        self, line: WishLine, options: Sequence[Option], reason: str
    ) -> Approve | Refuse | Later:
        self.asked.append((options, reason))
        answer = self.answers.pop(0)
        if answer is None:
            return Later()
        if isinstance(answer, str):
            return Refuse(answer)  # type: ignore[arg-type]
        return Approve(next(option.hash for option in options if option.rank == answer))
