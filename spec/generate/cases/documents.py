"""Signed documents: profiles, catalog pages and directory pages (ID-7, ID-8, ID-10, SCAN, DIR)."""

from __future__ import annotations

from spec.generate.vector import vector
from spec.generate.world import (
    BRAND,
    MARKET,
    RIVAL,
    TWIN,
    VERSION,
    Key,
    Object,
    changed,
    digest,
    header,
    sign,
    signature,
    usd,
    without,
)

CREATED = "2026-12-01T08:00:00Z"


def profile(key: Key = BRAND, **members: object) -> Object:
    """A brand's profile, unsigned."""
    origin = "https://" + key.did.removeprefix("did:web:")
    return {
        "protocol": VERSION,
        "type": "profile",
        "from": key.did,
        "name": key.name,
        "versions": [VERSION],
        "capabilities": ["catalog", "negotiate.alternating"],
        "endpoints": {"catalog": f"{origin}/catalog", "negotiate": f"{origin}/negotiate"},
        "categories": ["Electronics"],
        "regions": ["US"],
        "currencies": ["USD"],
        "personal_terms": ["sd-base"],
        "limits": {"message_bytes": 65536, "counters": 8},
        "created": CREATED,
        **members,
    }


def product() -> Object:
    """A product with two variants."""
    described = {"plain": "A router for a small home."}
    return {
        "id": "router-1",
        "title": "Wireless router",
        "description": described,
        "price_range": {"min": usd(12999), "max": usd(13999)},
        "variants": [
            {"id": "router-1-us", "title": "US plug", "description": described, "price": usd(12999)},
            {"id": "router-1-eu", "title": "EU plug", "description": described, "price": usd(13999)},
        ],
        "metadata": {
            "brand": "Example",
            "mpn": "R-1",
            "condition": "new",
            "delivery_days": 5,
            "warranty_months": 12,
        },
    }


def page(*products: Object) -> Object:
    """The first page of a catalog, unsigned."""
    return {
        "protocol": VERSION,
        "type": "catalog-page",
        "from": BRAND.did,
        "version": digest({"catalog": list(products)}),
        "created": CREATED,
        "cursor": "",
        "next": "p2",
        "products": list(products),
    }


def directory(*profiles: Object) -> Object:
    """A page of a directory, unsigned."""
    return {
        "protocol": VERSION,
        "type": "directory-page",
        "from": MARKET.did,
        "created": CREATED,
        "brands": list(profiles),
    }


def cases() -> list[Object]:
    """Input is an `object`, the domain it comes from (`did`), and the clock `at`; `type` is what is read."""
    return [*_profiles(), *_endpoints(), *_versions(), *_pages(), *_directory()]


def _reads(key: str, why: str, value: Object, did: str = BRAND.did) -> Object:
    given = {"object": value, "did": did, "at": "2026-12-01T09:00:00Z"}
    return vector(key, why, given, {"type": value["type"]})


def _refused(key: str, why: str, value: Object, code: str, did: str = BRAND.did) -> Object:
    given = {"object": value, "did": did, "at": "2026-12-01T09:00:00Z"}
    return vector(key, why, given, {"error": code})


def _profiles() -> list[Object]:
    return [
        _reads("ID-7 signed-by-its-domain", "a profile under a key of its domain", sign(profile(), BRAND)),
        _refused(
            "ID-7 other-domain",
            "a rival's profile, shown on this domain",
            sign(profile(RIVAL), RIVAL),
            "unknown-key",
        ),
        _refused(
            "ID-7 other-from",
            "this domain's key under a rival's name",
            sign(profile(RIVAL), BRAND),
            "wrong-signer",
        ),
        _refused(
            "ID-7 changed",
            "a changed profile",
            {**sign(profile(), BRAND), "name": "Best shop"},
            "bad-signature",
        ),
        _refused("ID-7 unsigned", "no signature", profile(), "bad-signatures"),
        _refused("ID-7 person", "a person has no domain", sign(profile(), TWIN), "unknown-key"),
        _refused(
            "ID-7 no-region", "a profile of another shape", sign(profile(regions=[]), BRAND), "bad-message"
        ),
        _refused(
            "ID-7 no-web-address",
            "an address that is none",
            sign(profile(endpoints={"catalog": "file:///etc", "negotiate": "x"}), BRAND),
            "bad-message",
        ),
    ]


def _endpoints() -> list[Object]:
    def at(negotiate: str) -> Object:
        return sign(profile(endpoints={"catalog": "https://shop.example/c", "negotiate": negotiate}), BRAND)

    bad = {
        "other-host": ("a stranger's host", "https://rival.example/negotiate"),
        "other-port": ("another port is another origin", "https://shop.example:8443/negotiate"),
        "plain-http": ("without encryption", "http://shop.example/negotiate"),
        "below": ("a host below the domain is another host", "https://a.shop.example/negotiate"),
        "user": ("a name in front that looks like the host", "https://shop.example@rival.example/negotiate"),
    }
    return [
        _reads("ID-10 own-origin", "both on the brand's own domain", at("https://shop.example/n")),
        *(_refused(f"ID-10 {name}", why, at(url), "foreign-endpoint") for name, (why, url) in bad.items()),
    ]


def _versions() -> list[Object]:
    both = sign(profile(versions=["dailyme/2027-12-01", VERSION]), BRAND)
    later = sign(profile(versions=["dailyme/2027-12-01"]), BRAND)
    given = {"did": BRAND.did, "at": "2026-12-01T09:00:00Z"}
    return [
        vector(
            "ID-8 in-common",
            "one of two",
            {**given, "object": both},
            {"type": "profile", "version": VERSION},
        ),
        vector(
            "ID-8 nothing-in-common",
            "only a later one",
            {**given, "object": later},
            {"error": "no-common-version"},
        ),
    ]


def _pages() -> list[Object]:
    whole = page(product())

    def spoilt(key: str, why: str, path: str, value: object) -> Object:
        return _refused(key, why, sign(changed(whole, path, value), BRAND), "bad-message")

    return [
        _reads("SCAN-1 page", "a page of one product", sign(whole, BRAND)),
        _reads("SCAN-1 last-page", "the last page names no next one", sign(without(whole, "next"), BRAND)),
        _refused(
            "SCAN-1 changed-price",
            "a cent less",
            changed(sign(whole, BRAND), "products.0.variants.0.price.amount", 12998),
            "bad-signature",
        ),
        _refused(
            "SCAN-1 relabelled",
            "a signature that was made over a profile",
            {**whole, "signatures": [signature(whole, BRAND, header(BRAND, "profile"))]},
            "bad-header",
        ),
        spoilt("SCAN-1 null-next", "a null is no way to leave a member out", "next", None),
        _reads("SCAN-3 range", "from the least to the greatest price", sign(whole, BRAND)),
        spoilt("SCAN-3 lower-min", "cheaper than any variant", "products.0.price_range.min.amount", 9999),
        spoilt("SCAN-3 two-currencies", "a variant in euros", "products.0.variants.1.price.currency", "EUR"),
        _reads("SCAN-4 two", "two variants, two ids", sign(whole, BRAND)),
        spoilt("SCAN-4 one-id-twice", "two variants, one id", "products.0.variants.1.id", "router-1-us"),
        spoilt("SCAN-4 no-variant", "nothing that can be bought", "products.0.variants", []),
    ]


def _directory() -> list[Object]:
    listed = directory(sign(profile(), BRAND), sign(profile(RIVAL), RIVAL))
    return [
        _reads("DIR-3 page", "signed by the directory", sign(listed, MARKET), MARKET.did),
        _refused(
            "DIR-3 by-a-brand",
            "signed by one of the brands",
            sign(listed, BRAND),
            "unknown-key",
            MARKET.did,
        ),
        _refused(
            "DIR-3 no-list",
            "no list of brands",
            sign(without(listed, "brands"), MARKET),
            "bad-message",
            MARKET.did,
        ),
        _reads("DIR-1 its-own", "a profile as the directory gets it", sign(profile(), BRAND)),
        _refused(
            "DIR-1 name-of-another",
            "a rival lists itself as this brand",
            sign(profile(), RIVAL),
            "unknown-key",
        ),
        _reads("DIR-4 unchanged", "a profile as the directory passes it on", listed["brands"][0]),
        _refused(
            "DIR-4 changed", "the same with another endpoint", _moved(listed["brands"][0]), "bad-signature"
        ),
    ]


def _moved(value: Object) -> Object:
    return {**value, "endpoints": {**value["endpoints"], "negotiate": "https://market.example/negotiate"}}
