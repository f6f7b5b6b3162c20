"""Slices as signed pages: products as their brands signed them, under each brand, as many as fit.

Spec: spec/41-slices.md (DIR-10 to DIR-18).

A page's `created` is when the youngest of its catalogs was read: any worker makes the same bytes of the same
state, so a tag that one gave is good at another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from catalog_search.shelves import Asked, Shown, Stood
from protocol import (
    MAX_BYTES,
    VERSION,
    SigningKey,
    encode,
    exponent,
    message_hash,
    sign,
    to_base64url,
    write_time,
)
from protocol.slices import SLICE_TYPE
from protocol.text import fault
from transport.refusals import BadSliceError

MAX_ITEMS: Final = 100
"""Products on one page."""
_ROOM: Final = MAX_BYTES - 4 * 1024
"""For the products; the rest is for names, the cursor and the signature."""
_BESIDE: Final = 250
"""Bytes for the names, hashes and times that stand beside a product."""
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_MAX_TEXT: Final = 500


def read_asked(asked: Mapping[str, str]) -> Asked:
    """Return the slice that *asked* names. Raises `BadSliceError` (DIR-11)."""
    category, region, currency = (asked.get(name) for name in ("category", "region", "currency"))
    if category is not None:
        read_text(category, "a category")
    if region is not None and _COUNTRY.fullmatch(region) is None:
        raise BadSliceError("a region is a country, such as US")
    if currency is not None:
        try:
            exponent(currency)
        except ValueError:
            raise BadSliceError("a currency is one of ISO 4217, such as USD") from None
    return Asked(category, region, currency)


def read_text(text: str, what: str) -> str:
    """Return *text* if it may travel. Raises `BadSliceError` (DIR-11)."""
    if not 0 < len(text) <= _MAX_TEXT or fault(text) is not None:
        raise BadSliceError(f"{what} is 1 to {_MAX_TEXT} visible characters in normal form C")
    return text


def slice_page(
    shown: Shown, asked: Asked, key: SigningKey, *, cursor: str, query: str = ""
) -> tuple[bytes, str]:
    """Return the signed page of what fits of *shown*, and its hash; `next` is there if some was left over.

    To learn whether there is more, show one more than `MAX_ITEMS`.
    """
    fitting, end = _that_fit(shown.items)
    page: dict[str, Any] = {
        "protocol": VERSION,
        "type": SLICE_TYPE,
        "from": key.did,
        "version": shown.version,
        "created": write_time(max((one.read_ms for one in fitting), default=shown.at_ms)),
        "cursor": cursor,
        "shelves": _shelves(fitting),
    }
    named = {"category": asked.category, "region": asked.region, "currency": asked.currency}
    page |= {name: value for name, value in (named | {"query": query or None}).items() if value is not None}
    if end < len(shown.items) and not query:
        page["next"] = to_base64url(shown.items[end - 1].place)
    signed = sign(page, key)
    return encode(signed), message_hash(signed)


def _that_fit(items: Sequence[Stood]) -> tuple[list[Stood], int]:
    """Return the products that one page holds, and how many were looked at; a too large one is left out."""
    fitting: list[Stood] = []
    room = _ROOM
    for count, one in enumerate(items[:MAX_ITEMS]):
        size = len(one.data) + 2 * len(one.cursor.encode()) + len(one.brand) + _BESIDE
        if size > _ROOM:
            continue
        room -= size
        if room < 0:
            return fitting, count
        fitting.append(one)
    return fitting, min(len(items), MAX_ITEMS)


def _shelves(items: Sequence[Stood]) -> list[dict[str, Any]]:
    by_brand: dict[str, list[Stood]] = {}
    for one in items:
        by_brand.setdefault(one.brand, []).append(one)
    return [
        {
            "brand": brand,
            "version": stood[0].version,
            "read": write_time(stood[0].read_ms),
            "items": [_item(one) for one in stood],
        }
        for brand, stood in by_brand.items()
    ]


def _item(one: Stood) -> dict[str, Any]:
    return {"cursor": one.cursor, "page": one.page, "product": orjson.loads(one.data)}  # DIR-13
