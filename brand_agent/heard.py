"""Heard: a twin's message with all that the answer to it may depend on.

Spec: spec/60-negotiate.md (NEG-30, NEG-41, NEG-58).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from brand_agent.controls import PLAIN, Standing
from brand_agent.guardrails import Left
from brand_agent.policy import BrandPolicy
from brand_agent.ports import Mediator
from brand_agent.pricing import pieces
from brand_agent.stockroom import Item, Stockroom
from protocol import Message, Negotiation, Open
from protocol.benefit import Benefit
from protocol.facts import Facts
from protocol.quantities import quantities_of
from protocol.question import Assurance


@dataclass(frozen=True, slots=True)
class Heard:
    """A twin's message that keeps the rules, and all that the answer to it may depend on.

    talk: the negotiation after it. turn: how many counters and declines the twin has made, this included.
    at_ms: the brand's clock at receipt; made_ms: at the answer. assurances: terms of every offer; None if the
    open relies on what was never answered. facts: what the open discloses for its claims. benefits: what the
    rung of the thread's key brings. mediators: the marketplaces that compare for the brand, by DID.
    allowance_minor: what the budget lets an offer give below list; None is no budget. used_up: promotions
    that as many deals have had as may. standing: how a person steers the thread.
    """

    message: Message
    talk: Negotiation
    turn: int
    policy: BrandPolicy
    room: Stockroom
    left: Left
    at_ms: int
    made_ms: int
    assurances: tuple[Assurance, ...] | None = ()
    facts: Facts = field(default_factory=dict)
    benefits: tuple[Benefit, ...] = ()
    mediators: Mapping[str, Mediator] = field(default_factory=dict)
    allowance_minor: int | None = None
    used_up: frozenset[str] = frozenset()
    standing: Standing = PLAIN

    @property
    def opening(self) -> Open:
        """What the twin asks for."""
        assert self.talk.opening is not None
        return self.talk.opening

    def in_talk(self, talk: Negotiation) -> Self:
        """Return the same, heard in *talk*."""
        return replace(self, talk=talk)


def items_of(heard: Heard, quantities: tuple[int, ...] | None = None) -> tuple[Item, ...] | None:
    """What the twin asks for, from the stockroom; None if any of it is not sold here.

    quantities: how many pieces of each line; None is as few as the open asks for.
    """
    opening, items = heard.opening, []
    for line, count in zip(opening.lines, quantities or quantities_of(opening), strict=True):
        article = heard.room.find(line.product, line.variant)
        if article is None:
            return None
        items.append(article.aged(count, heard.made_ms))
    return tuple(items)


def shortage_of(items: tuple[Item, ...], heard: Heard) -> Literal["out-of-stock", "quantity"] | None:
    """Why *items* can't be delivered now, if they can't."""
    if not all(item.article.available for item in items):
        return "out-of-stock"
    for key, wanted in pieces(items).items():
        count = heard.left(key)
        if count is not None and count < wanted:
            return "quantity" if count else "out-of-stock"
    return None
