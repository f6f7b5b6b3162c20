"""Agreements as anybody may get them, and what a look at each signature tells (AGREE-6, AGREE-11)."""

from __future__ import annotations

from spec.generate.story import follow
from spec.generate.vector import vector
from spec.generate.world import (
    OLD_BRAND,
    OTHER_TWIN,
    REVOKED,
    TWIN,
    Object,
    b64,
    changed,
    sign,
    signature,
    usd,
)


def cases() -> list[Object]:
    """Input is an `agreement`, as anybody may get it; `holds` says of each signature whether it holds."""
    thread = follow("twin open", "brand offer", "twin accept", "brand confirm")
    whole = thread[-1]["body"]["agreement"]
    twin, brand = whole["signatures"]
    wrong = {"protected": brand["protected"], "signature": b64(bytes(64))}
    looks = {
        "both": ("both signatures hold", whole, [True, True]),
        "one-byte": (
            "one character of the title changed",
            changed(whole, "deal.lines.0.title", "Wireless routes"),
            [False, False],
        ),
        "cheaper": ("a total made lower", _cheaper(whole), [False, False]),
        "unknown-member": ("an unknown member added", {**whole, "note": None}, [False, False]),
        "brand-forged": (
            "a forged signature of the brand",
            {**whole, "signatures": [twin, wrong]},
            [True, False],
        ),
        "swapped": (
            "signatures in each other's place",
            {**whole, "signatures": [brand, twin]},
            [False, False],
        ),
        "twin-twice": ("the twin in both places", {**whole, "signatures": [twin, twin]}, [True, False]),
        "somebody-else": (
            "another person's signature in the twin's place",
            {**whole, "signatures": [signature(whole, OTHER_TWIN), brand]},
            [False, True],
        ),
    }
    return [
        *(
            vector(f"AGREE-6 look-{name}", why, {"agreement": document}, {"holds": holds})
            for name, (why, document, holds) in looks.items()
        ),
        *_revoked(whole),
    ]


def _revoked(whole: Object) -> list[Object]:
    def signed(name: str, why: str, agreed: str, *, holds: bool) -> Object:
        document = sign({**whole, "agreed": agreed}, TWIN, OLD_BRAND)
        return vector(f"AGREE-11 {name}", why, {"agreement": document}, {"holds": [True, holds]})

    return [
        signed("revoked-later", "agreed a second before the key ended", "2026-05-31T23:59:59Z", holds=True),
        signed("revoked-before", "agreed when the key had ended", REVOKED, holds=False),
    ]


def _cheaper(whole: Object) -> Object:
    """The agreement with a total of one cent, and a discount that makes it add up."""
    deal = whole["deal"]
    discount = {"kind": "discount", "amount": usd(1 - deal["total"]["amount"]), "included": False}
    reason = {"issue": "price", "reason": "clearance", "amount": discount["amount"]}
    lower = {
        **deal,
        "total": usd(1),
        "breakdown": [*deal["breakdown"], discount],
        "deviations": [*deal["deviations"], reason],
    }
    return {**whole, "deal": lower}
