"""What is said after an agreement: bodies for the vectors, fitting what was said as far as anything does."""

from __future__ import annotations

from datetime import datetime, timedelta

from spec.generate.parts import time
from spec.generate.said import hash_of, last
from spec.generate.world import Key, Object, message_id, usd

DAY_S = 86_400


def document_of(thread: list[Object]) -> Object | None:
    """The agreement that stands in *thread*, if one does."""
    confirm = last(thread, "confirm")
    return confirm["body"]["agreement"] if confirm else None


def promised(thread: list[Object]) -> str:
    """By when the agreement of *thread* promises delivery."""
    document = document_of(thread)
    if document is None:
        return time(5 * DAY_S)
    agreed = datetime.fromisoformat(document["agreed"])
    days = timedelta(days=document["deal"]["terms"]["delivery_days"])
    return (agreed + days).isoformat()[:19] + "Z"


def _order(thread: list[Object], key: Key) -> Object:
    return {"agreement": hash_of(document_of(thread))}


def _handoff(thread: list[Object], key: Key) -> Object:
    """A hand-off that ends as it is made, so that an order may follow it."""
    return {
        "agreement": hash_of(document_of(thread)),
        "checkout": "https://shop.example/checkout?order=1",
        "code": message_id(f"code {len(thread)}"),
        "expires": time(len(thread)),
        "promised_by": promised(thread),
    }


def _track(thread: list[Object], key: Key) -> Object:
    return {}


def _status(thread: list[Object], key: Key) -> Object:
    return {"stage": "placed", "at": time(len(thread)), "promised_by": promised(thread)}


def _delivered(thread: list[Object], key: Key) -> Object:
    return {"at": time(len(thread)), "condition": "as-agreed"}


def _return(thread: list[Object], key: Key) -> Object:
    return {"reason": "changed-mind"}


def _remedy(thread: list[Object], key: Key) -> Object:
    refund = {"kind": "refund", "amount": usd(100), "by": time(14 * DAY_S)}
    return {"regarding": hash_of(thread[-1] if thread else None), **refund}


def _outcome(thread: list[Object], key: Key) -> Object:
    return {"agreement": hash_of(document_of(thread)), "how": "kept"}


def _noted(thread: list[Object], key: Key) -> Object:
    return {"regarding": hash_of(thread[-1] if thread else None), "received": time(len(thread))}


def _review(thread: list[Object], key: Key) -> Object:
    return {"agreement": hash_of(document_of(thread)), "stars": 4, "words": "It routes."}


AFTER_SALE = {
    "order": _order,
    "handoff": _handoff,
    "track": _track,
    "status": _status,
    "delivered": _delivered,
    "return": _return,
    "remedy": _remedy,
    "outcome": _outcome,
    "noted": _noted,
    "review": _review,
}
