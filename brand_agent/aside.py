"""Setting stock aside: what the rung of a thread's key changes at the desk.

Spec: spec/35-relate.md (REL-23, REL-25, REL-28, REL-29), spec/80-agree.md (AGREE-8).

Before a message is answered, what is over is given back and the key's benefits are looked up. After an offer
is made, its stock is set aside if a benefit says so and the policy's share allows it; only then does it say
`held`, and an accept of it finds its pieces. Without a ladder none of this costs anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brand_agent.benefits import has_kind, is_early, named, usable
from brand_agent.fulfilment.service import Spend, nothing_spent
from brand_agent.policy import BrandPolicy
from brand_agent.relation.once import OnceRefusal, spend
from brand_agent.relation.ports import Books
from brand_agent.relation.standing import standing_of
from brand_agent.stockroom import Key
from protocol import GRACE_MS, Negotiation, Offer, SigningKey, read_time
from protocol.benefit import Benefit


@dataclass(frozen=True, slots=True)
class Aside:
    """What is known of a thread's key and set aside for it; for a guest, nothing."""

    books: Books | None = None
    benefits: tuple[Benefit, ...] = ()
    held: Mapping[Key, int] | None = None

    def left(self, stock: Callable[[Key], int | None]) -> Callable[[Key], int | None]:
        """Return how many pieces there are for this thread, of those left and those set aside for it."""
        held = self.held
        if not held:
            return stock

        def count(key: Key) -> int | None:
            found = stock(key)
            return None if found is None else found + held.get(key, 0)

        return count


def aside_for(talk: Negotiation, books: Books | None, policy: BrandPolicy, *, at_ms: int) -> Aside:
    """Return what the thread of *talk* has at *at_ms*; what was set aside until then is given back."""
    if books is None or not policy.ladder:
        return Aside(books)
    books.holds.release(at_ms)
    standing = standing_of(talk.twin, books, policy, at_ms=at_ms)
    return Aside(books, usable(standing, policy), books.holds.of(talk.thread))


def with_benefits(offer: Offer, talk: Negotiation, aside: Aside, policy: BrandPolicy, *, at_ms: int) -> Offer:
    """Return *offer* naming what the rung brings, its stock set aside where that is one of them (REL-28)."""
    if aside.books is None or not aside.benefits:
        return offer
    held = has_kind(aside.benefits, "held-stock") and _hold(offer, talk, aside, policy)
    early = is_early({line.product for line in offer.lines}, policy, at_ms=at_ms)
    return named(offer, aside.benefits, held=held, early=early)


def use(talk: Negotiation, aside: Aside) -> bool:
    """Whether the pieces of the deal accepted in *talk* were set aside; they are sold then."""
    if aside.books is None or not aside.held:
        return False
    aside.books.holds.use(talk.thread)
    return True


def spender(talk: Negotiation, aside: Aside, key: SigningKey) -> Spend:
    """Return what counts the benefits of the deal of *talk* that are given once, with the brand's *key*."""
    books = aside.books
    if books is None:
        return nothing_spent
    uses = books.uses

    def count(deal: Offer, values: Mapping[str, Any], at_ms: int) -> OnceRefusal | None:
        return spend(deal, values, key, uses, agreement=talk.accepted_hash, twin=talk.twin, at_ms=at_ms)

    return count


def give_back(talk: Negotiation, aside: Aside) -> None:
    """Give back what is set aside for *talk*, in which nothing can be accepted any more."""
    if aside.books is not None and aside.held:
        aside.books.holds.give_back(talk.thread)


def _hold(offer: Offer, talk: Negotiation, aside: Aside, policy: BrandPolicy) -> bool:
    assert aside.books is not None
    until_ms = read_time(offer.valid_until) + GRACE_MS
    if aside.held:
        aside.books.holds.extend(talk.thread, until_ms=until_ms)
        return True
    wanted: dict[Key, int] = {}
    for line in offer.lines:
        wanted[line.product, line.variant] = wanted.get((line.product, line.variant), 0) + line.quantity
    share = policy.guardrails.held_share
    return aside.books.holds.place(talk.thread, talk.twin, wanted, until_ms=until_ms, share=share)
