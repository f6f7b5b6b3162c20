"""Slices of a directory's index (DIR-9 to DIR-16), and what a brand's page says of them (DIR-13)."""

from __future__ import annotations

from spec.generate.cases.documents import CREATED, directory, page, product, profile
from spec.generate.vector import vector
from spec.generate.world import BRAND, MARKET, VERSION, Json, Object, changed, digest, sign, usd, without

READ = "2026-12-01T07:45:00Z"


def item(of: Object | None = None) -> Object:
    """The product of the first page of the brand's catalog, with that page's hash."""
    whole = page(product())
    return {"cursor": "", "page": digest(whole), "product": of or whole["products"][0]}


def slice_page() -> Object:
    """A slice of one product, unsigned."""
    shelf = {"brand": BRAND.did, "version": page(product())["version"], "read": READ, "items": [item()]}
    return {
        "protocol": VERSION,
        "type": "slice-page",
        "from": MARKET.did,
        "version": digest({"slice": [item()["page"]]}),
        "created": CREATED,
        "cursor": "",
        "category": "electronics",
        "region": "US",
        "currency": "USD",
        "shelves": [shelf],
    }


def pages() -> list[Object]:
    """Input and expectation are as those of `documents`."""
    whole, listed = slice_page(), directory(sign(profile(), BRAND))
    euros = changed(product(), "price_range", {"min": _eur(9900), "max": _eur(9900)})
    euros["variants"] = [{**euros["variants"][0], "price": _eur(9900)}]

    def spoilt(key: str, why: str, path: str, value: Json) -> Object:
        return _got(key, why, sign(changed(whole, path, value), MARKET), {"error": "bad-message"})

    def fine(key: str, why: str, value: Object = whole) -> Object:
        return _got(key, why, sign(value, MARKET), {"type": value["type"]})

    shelf = whole["shelves"][0]
    return [
        fine("DIR-9 index", "a directory that serves slices", {**listed, "capabilities": ["index"]}),
        _got(
            "DIR-9 no-list",
            "capabilities are a list",
            sign({**listed, "capabilities": "index"}, MARKET),
            {"error": "bad-message"},
        ),
        fine("DIR-10 page", "a slice of one product"),
        fine(
            "DIR-10 of-everything",
            "neither category nor country",
            without(without(whole, "category"), "region"),
        ),
        fine("DIR-10 of-nothing", "nobody sells such", {**whole, "shelves": []}),
        _got("DIR-10 by-a-brand", "signed by a brand", sign(whole, BRAND), {"error": "unknown-key"}),
        _got(
            "DIR-10 changed-price",
            "a cent less, after it was signed",
            changed(sign(whole, MARKET), "shelves.0.items.0.product.variants.0.price.amount", 12998),
            {"error": "bad-signature"},
        ),
        spoilt("DIR-10 a-state", "a region finer than a country", "region", "US-CA"),
        fine("DIR-14 once", "one brand, one product"),
        spoilt("DIR-14 brand-twice", "the same brand again", "shelves", [shelf, shelf]),
        spoilt("DIR-14 product-twice", "the same product again", "shelves.0.items", [item(), item()]),
        fine("DIR-15 before", "read a quarter of an hour before"),
        spoilt(
            "DIR-15 after", "read a second after the page was made", "shelves.0.read", "2026-12-01T08:00:01Z"
        ),
        fine("DIR-16 dollars", "asked for in dollars, sold in dollars"),
        spoilt("DIR-16 euros", "asked for in dollars, sold in euros", "shelves.0.items.0", item(euros)),
    ]


def relayed() -> list[Object]:
    """Input is an `item` of a slice and the `page` that the brand serves; `stands`: it is the named one."""
    whole = sign(page(product()), BRAND)
    later = sign(changed(page(product()), "created", "2026-12-01T08:30:00Z"), BRAND)
    cheap = changed(changed(product(), "variants.0.price.amount", 9999), "price_range.min", usd(9999))

    def told(key: str, why: str, one: Object, shown: Object, expect: Object) -> Object:
        return vector(key, why, {"item": one, "page": shown}, expect)

    lie = {"error": "slice-contradicted"}
    return [
        told("DIR-13 as-said", "the product as it stands there", item(), whole, {"stands": True}),
        told(
            "DIR-13 other-page", "the brand has signed another page since", item(), later, {"stands": False}
        ),
        told("DIR-13 cheaper", "a price that the page does not hold", item(cheap), whole, lie),
        told(
            "DIR-13 invented",
            "an article that the page does not hold",
            item({**product(), "id": "x"}),
            whole,
            lie,
        ),
        told(
            "DIR-13 one-more-member",
            "a word of the directory's own",
            item({**product(), "top": 1}),
            whole,
            lie,
        ),
    ]


def _got(key: str, why: str, value: Object, expect: Object) -> Object:
    given = {"object": value, "did": MARKET.did, "at": "2026-12-01T09:00:00Z"}
    return vector(key, why, given, expect)


def _eur(minor: int) -> Object:
    return {"amount": minor, "currency": "EUR"}
