"""The shelf: the brand's catalog as the public sees it, in signed pages.

Spec: spec/40-scan.md (SCAN-1 to SCAN-7).

Prices are the source's. The terms that come with the list price are the policy's where the source says
nothing, and a count of the stock shows as available or not, never as a number. Pages begin at fixed
products whatever is sold out, so a cursor stays good from one version of the catalog to the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from brand_agent.policy import BrandPolicy
from brand_agent.stockroom import Key
from catalog_adapters import Entry
from protocol import (
    MAX_BYTES,
    VERSION,
    ProtocolError,
    SigningKey,
    encode,
    message_hash,
    sign,
    to_base64url,
    write_time,
)

_ROOM: Final = MAX_BYTES - 2048
"""Bytes for the products of a page; the rest is for names, hashes, cursors and the signature."""


Past = tuple[dict[str, Any], ...]
"""The prices that were asked for a variant, with their times, as the wire spells a `price_history`."""


@dataclass(frozen=True, slots=True)
class Made:
    """A product as shown with nothing sold out, what it was made from, and the bytes it takes at most."""

    entry: Entry
    past: Mapping[str, Past]
    plain: dict[str, Any]
    """The product without its past."""
    product: dict[str, Any]
    digest: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products as they stand with nothing sold out, and where each page begins."""

    made: tuple[Made, ...]
    starts: tuple[int, ...]
    left_out: tuple[str, ...]
    """Ids of products that no page can hold."""

    @property
    def products(self) -> tuple[dict[str, Any], ...]:
        """The products' members, in order."""
        return tuple(one.product for one in self.made)

    def place(self, cursor: str | None) -> int | None:
        """Which page *cursor* names, counted from 0; None if it names none."""
        if cursor is None:
            return 0
        if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
            return None
        place = bisect_left(self.starts, int(cursor))
        return place if place and self.starts[place : place + 1] == (int(cursor),) else None


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A page's bytes, and their hash, which is the page's entity tag."""

    data: bytes
    etag: str


def shelf(
    entries: Iterable[Entry],
    policy: BrandPolicy,
    *,
    past: Mapping[Key, Past] = MappingProxyType({}),
    before: Shelf | None = None,
) -> Shelf:
    """Return the shelf of *entries*; products in another currency than the brand's are not sold.

    past: what was asked for each article. It is shown where the price was another one, or a price before is
    claimed; the oldest prices are left out where a page can't hold all. before: a shelf under the same
    policy; what was made of an entry that is the same is taken from it.
    """
    known = {} if before is None else {one.entry.product.id: one for one in before.made}
    shown: list[Made] = []
    starts, left_out, used = [0], [], 0
    for entry in entries:
        if entry.product.price_range.min.currency != policy.currency:
            continue
        told = _told(entry, past) if past else {}
        made = known.get(entry.product.id)
        if made is None or made.entry != entry:
            made = _made(entry, told, _public(entry, policy))
        elif made.past != told:
            made = _made(entry, told, made.plain)
        if made is None:
            left_out.append(entry.product.id)
            continue
        if used + made.size > _ROOM:  # WIRE-1
            starts.append(len(shown))
            used = 0
        shown.append(made)
        used += made.size
    return Shelf(tuple(shown), tuple(starts), tuple(left_out))


def version(shelf: Shelf, sold_out: frozenset[Key]) -> str:
    """Return the name of the catalog's state: a hash over its products and its pages (SCAN-7, SCAN-10)."""
    touched = {product for product, _ in sold_out}
    digest = sha256(encode(list(shelf.starts)))
    for one in shelf.made:
        fresh = one.entry.product.id in touched
        digest.update(_digest(_without(one.product, sold_out)) if fresh else one.digest)
    return to_base64url(digest.digest())


class Window:
    """The shelf as it stands while the same articles are sold out: one version, each page signed once."""

    def __init__(self, shelf: Shelf, sold_out: frozenset[Key], *, key: SigningKey, created_ms: int) -> None:
        self.sold_out = sold_out
        self.version = version(shelf, sold_out)
        self._shelf, self._key, self._created = shelf, key, write_time(created_ms)
        self._signed: dict[int, SignedPage] = {}

    def page(self, cursor: str | None) -> SignedPage | None:
        """Return the page that *cursor* names, None for the first; None if there is no such page."""
        place = self._shelf.place(cursor)
        if place is None:
            return None
        if place not in self._signed:
            members = self._members(place)
            self._signed[place] = SignedPage(encode(sign(members, self._key)), message_hash(members))
        return self._signed[place]

    def _members(self, place: int) -> dict[str, Any]:
        starts, made = self._shelf.starts, self._shelf.made
        end = starts[place + 1] if place + 1 < len(starts) else len(made)
        members: dict[str, Any] = {
            "protocol": VERSION,
            "type": "catalog-page",
            "from": self._key.did,
            "version": self.version,
            "created": self._created,
            "cursor": str(starts[place]) if place else "",
            "products": [_without(one.product, self.sold_out) for one in made[starts[place] : end]],
        }
        return members | {"next": str(end)} if end < len(made) else members


def _told(entry: Entry, past: Mapping[Key, Past]) -> dict[str, Past]:
    """What is shown of the past of each variant of *entry* that has one worth showing."""
    found = {}
    for variant in entry.product.variants:
        runs = past.get((entry.product.id, variant.id), ())
        if len(runs) > 1 or (runs and variant.list_price is not None):
            found[variant.id] = runs
    return found


def _made(entry: Entry, told: Mapping[str, Past], plain: dict[str, Any]) -> Made | None:
    """The product of *entry* with as much of its past as a page can hold; None if none holds it at all."""
    most = max(map(len, told.values()), default=0)
    while True:
        product = _with_past(plain, {id_: runs[-most:] for id_, runs in told.items()}) if most else plain
        size = _size(product)
        if size is not None:
            return Made(entry, told, plain, product, _digest(product), size)
        if not most:
            return None
        most //= 2


def _with_past(product: dict[str, Any], told: Mapping[str, Past]) -> dict[str, Any]:
    return {
        **product,
        "variants": [
            {**variant, "price_history": list(told[variant["id"]])} if variant["id"] in told else variant
            for variant in product["variants"]
        ],
    }


def _public(entry: Entry, policy: BrandPolicy) -> dict[str, Any]:
    """The product's members, with the policy's terms where the source states none."""
    product = entry.product.members()
    product["variants"] = [_counted(variant, entry) for variant in product["variants"]]
    product["metadata"] = {
        "warranty_months": policy.terms.warranty_months,
        "returns_days": policy.terms.returns_days,
        **product.get("metadata", {}),
        "delivery_days": policy.standard_shipping().days,
    }
    return product


def _counted(variant: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """*variant* under the policy's delivery, and said to be available where the source only counts it."""
    shown = dict(variant)
    if "metadata" in shown:
        shown["metadata"] = {k: v for k, v in shown["metadata"].items() if k != "delivery_days"}
    if variant["id"] in entry.stock and "availability" not in variant:
        shown["availability"] = {"available": True, "status": "in_stock"}
    return shown


def _without(product: dict[str, Any], sold_out: frozenset[Key]) -> dict[str, Any]:
    """*product* with those of its variants unavailable that are in *sold_out*."""
    gone = [(product["id"], variant["id"]) in sold_out for variant in product["variants"]]
    if not any(gone):
        return product
    out = {"available": False, "status": "out_of_stock"}
    variants: Sequence[dict[str, Any]] = product["variants"]
    return {
        **product,
        "variants": [
            {**variant, "availability": out} if is_gone else variant
            for variant, is_gone in zip(variants, gone, strict=True)
        ],
    }


def _size(product: dict[str, Any]) -> int | None:
    """Bytes that *product* takes on a page at most, sold out or not; None if no page can hold it."""
    every = frozenset((product["id"], variant["id"]) for variant in product["variants"])
    try:
        size = max(len(encode(product)), len(encode(_without(product, every)))) + 1
    except ProtocolError:
        return None
    return size if size <= _ROOM else None


def _digest(product: dict[str, Any]) -> bytes:
    return sha256(encode(product)).digest()
