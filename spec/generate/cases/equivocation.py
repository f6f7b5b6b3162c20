"""Two pages of one version: signed anew, or a contradiction that proves itself (SCAN-10)."""

from __future__ import annotations

from spec.generate.cases.documents import page, product
from spec.generate.vector import vector
from spec.generate.world import BRAND, RIVAL, Json, Object, changed, sign, without


def cases() -> list[Object]:
    """Input is two `pages` and the domain whose did document holds the keys (`did`)."""
    whole = page(product())
    cheaper = changed(whole, "products.0.variants.0.price.amount", 12998)
    cheaper = changed(cheaper, "products.0.price_range.min.amount", 12998)

    def pair(other: Object) -> Object:
        return {"did": BRAND.did, "pages": [sign(whole, BRAND), other]}

    def proof(key: str, why: str, other: Object) -> Object:
        return vector(f"SCAN-10 {key}", why, pair(sign(other, BRAND)), {"proves": True})

    def none(key: str, why: str, other: Object, code: str = "no-equivocation") -> Object:
        return vector(f"SCAN-10 {key}", why, pair(other), {"error": code})

    def edited(path: str, value: Json) -> Object:
        return sign(changed(whole, path, value), BRAND)

    altered = changed(sign(cheaper, BRAND), "products.0.variants.1.price.amount", 13998)
    profile = without(whole, "products") | {"type": "profile"}
    return [
        proof("two-prices", "a cent less for somebody else, under the same version and cursor", cheaper),
        proof("other-next", "the same products, and another page after them", changed(whole, "next", "p3")),
        proof("one-more-member", "a member that one of them has", whole | {"note": "for you"}),
        none("signed-anew", "the same page an hour later", edited("created", "2026-12-01T09:00:00Z")),
        none("other-version", "another price, another version", sign(cheaper | {"version": "A" * 43}, BRAND)),
        none("other-cursor", "two pages of one catalog", edited("cursor", "p2")),
        none("by-a-rival", "signed by who would like it to be so", sign(cheaper, RIVAL), "unknown-key"),
        none("altered", "a price that was changed after the signature", altered, "bad-signature"),
        none("a-profile", "a profile is no page", sign(profile, BRAND)),
    ]
