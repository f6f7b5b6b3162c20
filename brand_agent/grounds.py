"""The grounds of an answer: what it stood on beside policy and thread, so that it can be worked out again.

Spec: spec/60-negotiate.md (NEG-30).

What is kept is about the articles asked for and the brand itself: price, cost, age, count, budget, and which
benefits the thread's rung brought. Nothing of it says who asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from brand_agent.controls import Standing
from brand_agent.heard import Heard
from brand_agent.policy import BrandPolicy
from brand_agent.stockroom import Article, Key, Stockroom
from protocol import Message, Price, decode, encode, replay
from protocol.facts import Facts


def grounds_of(heard: Heard) -> bytes:
    """Return the grounds of the answer to what was *heard*, as bytes to keep."""
    opening = heard.talk.opening
    keys = {(line.product, line.variant) for line in opening.lines} if opening is not None else set()
    found = [article for key in sorted(keys) if (article := heard.room.find(*key)) is not None]
    steered = heard.standing.members()
    return encode(
        ({"standing": steered} if steered else {})
        | {
            "at": heard.at_ms,
            "made": heard.made_ms,
            "allowance": heard.allowance_minor,
            "benefits": [one.id for one in heard.benefits],
            "used_up": sorted(heard.used_up),
            "articles": [_members(one) | {"left": heard.left(one.key)} for one in found],
        }
    )


def heard_again(before: Sequence[Message], policy: BrandPolicy, kept: bytes, facts: Facts) -> Heard:
    """Return what the answer to the last of *before* depended on, from the grounds that were *kept*."""
    grounds: Any = decode(kept)
    articles = {(one["product"], one["variant"]): one for one in grounds["articles"]}
    room = Stockroom(
        MappingProxyType({key: _article(key, one) for key, one in articles.items()}), MappingProxyType({})
    )
    benefits = [one for terms in policy.published_ladder for one in terms.benefits]
    return Heard(
        message=before[-1],
        talk=replay(before),
        turn=sum(message.type in {"counter", "decline"} for message in before[::2]),
        policy=policy,
        room=room,
        left=lambda key: articles[key]["left"],
        at_ms=grounds["at"],
        made_ms=grounds["made"],
        facts=facts,
        benefits=tuple(one for one in benefits if one.id in grounds["benefits"]),
        allowance_minor=grounds["allowance"],
        used_up=frozenset(grounds.get("used_up", ())),
        standing=Standing.of(grounds.get("standing", {})),
    )


def _members(article: Article) -> dict[str, Any]:
    return {
        "product": article.key[0],
        "variant": article.key[1],
        "title": article.title,
        "price": article.price.amount,
        "currency": article.price.currency,
        "cost": article.cost_minor,
        "available": article.available,
        "warranty_months": article.warranty_months,
        "returns_days": article.returns_days,
        "categories": sorted(article.categories),
        "since": article.since_ms,
    }


def _article(key: Key, members: dict[str, Any]) -> Article:
    return Article(
        key=key,
        title=members["title"],
        price=Price(amount=members["price"], currency=members["currency"]),
        cost_minor=members["cost"],
        available=members["available"],
        warranty_months=members["warranty_months"],
        returns_days=members["returns_days"],
        categories=frozenset(members["categories"]),
        since_ms=members["since"],
    )
