"""The brand's public offers, in signed pages that are the same for everybody.

Spec: spec/45-claim.md (CLAIM-20 to CLAIM-22).

What is over or used up is left out, so the pages change with time; a page is signed once while it says
the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import PromotionRule
from brand_agent.shelf import SignedPage
from protocol import MAX_BYTES, VERSION, SigningKey, encode, message_hash, sign, write_time
from protocol.canonical import spell
from protocol.promotion import MAX_PROMOTIONS

_ROOM: Final = MAX_BYTES - 2048

Object = dict[str, Any]


class OffersShelf:
    """The public offers of *policy*, signed with *key*."""

    def __init__(self, policy: BrandPolicy, key: SigningKey, *, created_ms: int) -> None:
        self._rules, self._key, self._created = policy.promotion, key, write_time(created_ms)
        self._segments = {rule.name: rule.members() for rule in policy.segment}
        self._shown: tuple[str, ...] | None = None
        self._pages: Mapping[str, SignedPage] = {}

    def page(
        self, cursor: str | None, *, at_ms: int, used_up: frozenset[str] = frozenset()
    ) -> SignedPage | None:
        """Return the page at *cursor* (None: the first) as it is at *at_ms*; None if there is none.

        used_up: promotions that as many deals have had as may.
        """
        rules = [rule for rule in self._rules if at_ms < rule.valid_until and rule.id not in used_up]
        names = tuple(rule.id for rule in rules)
        if names != self._shown:
            self._shown, self._pages = names, self._signed(rules)
        return None if cursor == "" else self._pages.get(cursor or "")

    def _signed(self, rules: Sequence[PromotionRule]) -> dict[str, SignedPage]:
        chunks = list(self._chunks(rules))
        version = message_hash({"offers": [[one["promotions"], one["segments"]] for one in chunks]})
        pages = {}
        for place, chunk in enumerate(chunks):
            cursor = str(place) if place else ""
            members = {
                "protocol": VERSION,
                "type": "offers-page",
                "from": self._key.did,
                "version": version,
                "created": self._created,
                "cursor": cursor,
                **chunk,
                **({"next": str(place + 1)} if place + 1 < len(chunks) else {}),
            }
            pages[cursor] = SignedPage(encode(sign(members, self._key)), message_hash(members))
        return pages

    def _chunks(self, rules: Sequence[PromotionRule]) -> Iterator[Object]:
        """Yield the promotions with their segments as pages hold them; the first page is always there."""
        chunk: Object = {"promotions": [], "segments": []}
        for rule in rules:
            longer = self._with(chunk, rule)
            if len(longer["promotions"]) > MAX_PROMOTIONS or len(spell(longer)) > _ROOM:  # WIRE-1
                yield chunk
                longer = self._with({"promotions": [], "segments": []}, rule)
            chunk = longer
        yield chunk

    def _with(self, chunk: Object, rule: PromotionRule) -> Object:
        segments = list(chunk["segments"])
        if rule.segment is not None and self._segments[rule.segment] not in segments:  # CLAIM-22
            segments.append(self._segments[rule.segment])
        return {"promotions": [*chunk["promotions"], rule.members()], "segments": segments}
