"""Accepts: the agreement in them, and the twin's signature (AGREE-1 to AGREE-5, AGREE-9)."""

from __future__ import annotations

from spec.generate.cases.one_thread import (
    ACCEPTED,
    COUNTERED,
    OFFERED,
    OPENED,
    fails,
    goes,
)
from spec.generate.parts import CONFIRM_BY, offer_body, time
from spec.generate.said import NO_HASH
from spec.generate.story import agreement, follow, message, spoilt
from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    Object,
    changed,
    digest,
    sign,
    signature,
)


def cases() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_offer_named(), *_accept(), *_signed()]


def _offer_named() -> list[Object]:
    later = follow("brand offer", thread=COUNTERED)
    first = message(
        later, TWIN, "accept", {"agreement": agreement(later, OFFERED[1], TWIN), "confirm_by": CONFIRM_BY}
    )
    refused = follow("brand refuse", thread=ACCEPTED)
    gone = message(
        refused, TWIN, "accept", {"agreement": agreement(refused, OFFERED[1], TWIN), "confirm_by": CONFIRM_BY}
    )
    return [
        goes(
            "NEG-16 first-offer",
            "the first offer is accepted after a second one",
            [*later, first],
            "accepted",
        ),
        goes("AGREE-1 known", "an offer of this thread", ACCEPTED, "accepted"),
        fails("AGREE-1 unknown", "no offer", _accepting("offer", NO_HASH), "unknown-offer"),
        fails("AGREE-1 counter", "a counter is no offer", _accept_counter(), "unknown-offer"),
        fails(
            "NEG-16 refused-offer",
            "an offer that the brand refused to confirm",
            [*refused, gone],
            "unknown-offer",
        ),
    ]


def _accept_counter() -> list[Object]:
    thread = follow("brand decline", thread=COUNTERED)
    document = changed(agreement(thread, OFFERED[1]), "offer", digest(COUNTERED[2]))
    return [
        *thread,
        message(thread, TWIN, "accept", {"agreement": sign(document, TWIN), "confirm_by": CONFIRM_BY}),
    ]


def _accepting(path: str, value: object) -> list[Object]:
    """An accept whose agreement has *value* at *path*, signed like a right one."""
    document = changed(ACCEPTED[-1]["body"]["agreement"], path, value)
    body = {"agreement": sign(document, TWIN), "confirm_by": document["confirm_by"]}
    return [*OFFERED, message(OFFERED, TWIN, "accept", body)]


def _differs(key: str, why: str, path: str, value: object) -> Object:
    return fails(key, why, _accepting(path, value), "agreement-differs")


def _accept() -> list[Object]:
    strange = {**offer_body(), "engraving": 1}
    thread = [*OPENED, message(OPENED, BRAND, "offer", strange)]
    exact, other = agreement(thread, thread[1], TWIN), agreement(thread, thread[1])

    def said(document: Object) -> list[Object]:
        return [*thread, message(thread, TWIN, "accept", {"agreement": document, "confirm_by": CONFIRM_BY})]

    return [
        goes("AGREE-2 as-offered", "the deal is the offer's body", ACCEPTED, "accepted"),
        goes("AGREE-2 unknown-member", "with what the offer has beside", said(exact), "accepted"),
        fails(
            "AGREE-2 unknown-member-dropped",
            "without it",
            said(sign(changed(other, "deal", offer_body()), TWIN)),
            "agreement-differs",
        ),
        fails(
            "AGREE-2 true-for-one",
            "true is not 1, though some languages say so",
            said(sign(changed(other, "deal.engraving", True), TWIN)),
            "agreement-differs",
        ),
        _differs("AGREE-2 null-added", "with a null that the offer lacks", "deal.engraving", None),
        _differs("AGREE-2 other-list-total", "a list price made dearer", "deal.list_total.amount", 13490),
        _differs("AGREE-2 longer-warranty", "another term", "deal.terms.warranty_months", 24),
        goes("AGREE-3 this-thread", "the names of this thread", ACCEPTED, "accepted"),
        _differs("AGREE-3 other-thread", "another thread", "thread", NO_HASH),
        _differs("AGREE-3 other-brand", "another brand", "brand", RIVAL.did),
        _differs("AGREE-3 other-twin", "another twin", "twin", OTHER_TWIN.did),
        goes("AGREE-9 same-terms", "the personal terms of the open", ACCEPTED, "accepted"),
        _differs("AGREE-9 other-terms", "others", "personal_terms", "sd-erase"),
        goes("AGREE-5 one-time", "one time in three places", ACCEPTED, "accepted"),
        fails(
            "AGREE-5 other-confirm-by",
            "the body names another time than the document",
            spoilt(ACCEPTED, "body.confirm_by", time(60)),
            "agreement-differs",
        ),
        _differs(
            "AGREE-5 backdated", "agreed a year before the accept was made", "agreed", "2025-12-01T09:00:02Z"
        ),
    ]


def _signed() -> list[Object]:
    document = ACCEPTED[-1]["body"]["agreement"]
    right = document["signatures"][0]
    by_brand = signature(document, BRAND)
    as_accept = signature({**document, "type": "accept"}, TWIN)

    def signed(name: str, why: str, code: str, *signatures: Object) -> Object:
        body = {"agreement": {**document, "signatures": list(signatures)}, "confirm_by": CONFIRM_BY}
        return fails(f"AGREE-4 {name}", why, [*OFFERED, message(OFFERED, TWIN, "accept", body)], code)

    return [
        goes(
            "AGREE-4 signed-by-the-twin",
            "the document is signed, and so is the accept around it",
            ACCEPTED,
            "accepted",
        ),
        signed(
            "signed-by-another", "by another person", "agreement-differs", signature(document, OTHER_TWIN)
        ),
        signed("both", "by both already", "bad-signatures", right, by_brand),
        signed("relabelled", "by a signature for an accept", "bad-header", as_accept),
        signed(
            "other-document",
            "by the twin, over another document",
            "bad-signature",
            signature({**document, "offer": NO_HASH}, TWIN),
        ),
    ]
