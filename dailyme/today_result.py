"""A digest as it is printed, for programs and for people."""

from __future__ import annotations

from consumer_twin.digest import Digest, Item, Sensed
from dailyme.outputs_demo import ShownFlag
from dailyme.outputs_today import (
    DigestItem,
    DigestTrouble,
    PublicPrice,
    ShownSuggestion,
    TodayResult,
    WaitingOffer,
)
from protocol import write_time


def today_result(digest: Digest, *, more: int = 0) -> TodayResult:
    """Return *digest* as it is printed; *more* suggestions are not in it."""
    return TodayResult(
        number=digest.number,
        at=write_time(digest.at_ms),
        since=None if digest.since_ms is None else write_time(digest.since_ms),
        nothing=not (digest.items or digest.waiting or digest.sensed),
        items=list(map(_item, digest.items)),
        waiting=list(map(_item, digest.waiting)),
        quiet=list(map(_item, digest.quiet)),
        suggestions=list(map(_need, digest.sensed)),
        more_suggestions=more,
        troubles=[
            DigestTrouble(seller=one.seller, code=one.code, reason=one.reason) for one in digest.troubles
        ],
        notes=list(digest.notes),
        wishes=digest.wishes,
        places_read=digest.read,
        places_changed=digest.changed,
    )


def _item(item: Item) -> DigestItem:
    return DigestItem(
        kind=item.kind,
        wish=item.standing,
        line=item.line,
        text=item.wish,
        words=item.words,
        why=list(item.why),
        offers=[
            WaitingOffer(
                hash=one.hash,
                seller=one.seller,
                title=one.title,
                total=one.total,
                valid_until=None if one.valid_until_ms is None else write_time(one.valid_until_ms),
            )
            for one in item.offers
        ],
        total=item.total,
        saved_share=round(item.share, 4),
        flags=[ShownFlag(code=one.code, words=one.words) for one in item.flags] or None,
    )


def _need(sensed: Sensed) -> ShownSuggestion:
    need = sensed.need
    return ShownSuggestion(
        id=need.id,
        kind=need.kind,
        title=need.title,
        words=need.words,
        strength=round(need.strength, 3),
        due=need.due.isoformat(),
        evidence=list(need.evidence),
        offer=_public(sensed),
    )


def _public(sensed: Sensed) -> PublicPrice | None:
    offer = sensed.offer
    if offer is None:
        return None
    return PublicPrice(
        seller=offer.name, url=offer.url, title=offer.title, total=offer.total, sellers=sensed.sellers
    )
