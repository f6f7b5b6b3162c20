"""Threads: each is legal up to its last message, which the vector is about (ENV-2 to ENV-7, NEG and AGREE)."""

from __future__ import annotations

from spec.generate.story import (
    CONFIRM_BY,
    NO_HASH,
    TERMS,
    VALID_UNTIL,
    agreement,
    follow,
    message,
    offer_body,
    open_body,
    spoilt,
    thread_of,
    time,
)
from spec.generate.vector import vector
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
    usd,
    without,
)

OPENED = follow("twin open")
OFFERED = follow("brand offer", thread=OPENED)
COUNTERED = follow("twin counter", thread=OFFERED)
WITHDRAWN = follow("brand decline", "twin withdraw", thread=COUNTERED)
ACCEPTED = follow("twin accept", thread=OFFERED)
AGREED = follow("brand confirm", thread=ACCEPTED)


def cases() -> list[Object]:
    """Input is `messages` and the receiver's clock at the last one (`at`); `state` is what follows it."""
    return [*_chain(), *_time(), *_parties(), *_names(), *_offers(), *_meets(), *_terms()]


def agreements() -> list[Object]:
    """As `cases`, for the two messages that make an agreement, and the refusal of the first."""
    return [*_accept(), *_signed(), *_confirm(), *_refuse()]


def _after(requirement: str, name: str, why: str, thread: list[Object], state: str, at: str | None = None) -> Object:
    given = {"messages": thread, "at": at or thread[-1]["created"]}
    return vector(requirement, name, why, given, {"state": state})


def _refused(requirement: str, name: str, why: str, thread: list[Object], code: str, at: str | None = None) -> Object:
    given = {"messages": thread, "at": at or thread[-1]["created"]}
    return vector(requirement, name, why, given, {"error": code})


def _chain() -> list[Object]:
    other = digest(message([], OTHER_TWIN, "open"))
    return [
        _after("ENV-2", "thread", "the hash of the open names the thread", OFFERED, "offered"),
        _refused("ENV-2", "other-thread", "the name of another thread", spoilt(OFFERED, "thread", other), "wrong-thread"),
        _after("ENV-4", "follows", "0, 1, 2", COUNTERED, "countered"),
        _refused("ENV-4", "skipped", "0, 1, 3", spoilt(COUNTERED, "seq", 3), "wrong-sequence"),
        _refused("ENV-4", "repeated", "0, 1, 1", spoilt(COUNTERED, "seq", 1), "wrong-sequence"),
        _after("ENV-5", "chained", "prev is the offer's hash", COUNTERED, "countered"),
        _refused("ENV-5", "broken", "prev is the open's hash", spoilt(COUNTERED, "prev", thread_of(OPENED)), "broken-chain"),
        _refused("ENV-5", "forged-past", "another offer stands in the past", _other_past(), "broken-chain"),
    ]


def _other_past() -> list[Object]:
    other = message(OPENED, BRAND, "offer", offer_body(1000))
    return [OPENED[0], other, COUNTERED[2]]


def _time() -> list[Object]:
    late = spoilt(ACCEPTED, "expires", time(60))
    return [
        _after("ENV-6", "last-moment", "29 seconds after expires", COUNTERED, "countered", time(602 + 29)),
        _refused("ENV-6", "too-late", "30 seconds after expires", COUNTERED, "message-expired", time(602 + 30)),
        _after("ENV-6", "brand-is-late", "a twin may fetch an answer much later", OFFERED, "offered", "2026-12-02T09:00:00Z"),
        _after("ENV-7", "clocks-differ", "created 30 seconds ahead of the clock", COUNTERED, "countered", "2026-12-01T08:59:32Z"),
        _refused("ENV-7", "from-the-future", "31 seconds ahead", COUNTERED, "created-in-future", "2026-12-01T08:59:31Z"),
        _after("ENV-7", "brand-is-ahead", "a twin does not look at a brand's clock", OFFERED, "offered", "2026-12-01T08:00:00Z"),
        _refused("AGREE-5", "other-expires", "the accept ends before confirm_by", late, "agreement-differs"),
        _after("AGREE-10", "in-time", "the accept and the offer still stand", ACCEPTED, "accepted", CONFIRM_BY),
        _after("AGREE-10", "accept-stands", "the grace of the accept is not over", ACCEPTED, "accepted", "2026-12-01T09:10:29Z"),
        _refused(
            "AGREE-10", "accept-ended", "the offer stands, the accept does not", ACCEPTED, "message-expired", "2026-12-01T09:10:30Z"
        ),
        _refused("AGREE-10", "both-ended", "neither stands", ACCEPTED, "offer-expired", VALID_UNTIL),
    ]


def _parties() -> list[Object]:
    stranger = message(OFFERED, RIVAL, "counter", {"offer": digest(OFFERED[1]), "total": usd(1), "terms": TERMS})
    return [
        _after("NEG-2", "the-two", "the twin and the brand", COUNTERED, "countered"),
        _refused("NEG-2", "stranger", "a third one takes the twin's turn", [*OFFERED, stranger], "stranger"),
        _refused("NEG-2", "brand-opens", "a domain is no person", _brand_opens(), "stranger"),
        _refused("NEG-2", "person-sells", "a person is no domain", spoilt(OPENED, "to", OTHER_TWIN.did), "stranger"),
        _refused("NEG-2", "to-oneself", "a thread has two parties", spoilt(OPENED, "to", TWIN.did), "stranger"),
    ]


def _brand_opens() -> list[Object]:
    return [message([], RIVAL, "open", open_body())]


def _names() -> list[Object]:
    withdrawn = follow("brand offer", thread=WITHDRAWN)
    refused = follow("brand refuse", thread=ACCEPTED)
    again = message(refused, TWIN, "counter", {"offer": digest(OFFERED[1]), "total": usd(1), "terms": TERMS})
    return [
        _after("NEG-10", "counter", "a counter to the offer", COUNTERED, "countered"),
        _refused("NEG-10", "counter-to-nothing", "to no offer", spoilt(COUNTERED, "body.offer", NO_HASH), "unknown-offer"),
        _refused("NEG-10", "counter-to-an-open", "to the open", spoilt(COUNTERED, "body.offer", thread_of(OPENED)), "unknown-offer"),
        _refused("NEG-10", "counter-to-a-refused-offer", "to an offer that is gone", [*refused, again], "unknown-offer"),
        _after("NEG-10", "decline", "a decline of the offer", follow("twin decline", thread=OFFERED), "declined"),
        _refused(
            "NEG-10", "decline-of-nothing", "of no offer",
            spoilt(follow("twin decline", thread=OFFERED), "body.regarding", NO_HASH), "unknown-offer",
        ),
        _after("NEG-10", "brand-declines", "a decline of the counter", follow("brand decline", thread=COUNTERED), "offered"),
        _refused(
            "NEG-10", "brand-declines-nothing", "of no counter",
            spoilt(follow("brand decline", thread=COUNTERED), "body.regarding", NO_HASH), "unknown-offer",
        ),
        _after("NEG-10", "withdraw", "a counter taken back", WITHDRAWN, "withdrawn"),
        _refused("NEG-10", "withdraw-nothing", "no counter", spoilt(WITHDRAWN, "body.counter", NO_HASH), "unknown-offer"),
        _refused(
            "NEG-10", "withdraw-twice", "a counter that is taken back already",
            spoilt(follow("twin withdraw", thread=withdrawn), "body.counter", digest(COUNTERED[2])), "unknown-offer",
        ),
    ]  # fmt: skip


def _offer(requirement: str, name: str, why: str, body: Object, code: str | None = None) -> Object:
    thread = [*OPENED, message(OPENED, BRAND, "offer", body)]
    if code:
        return _refused(requirement, name, why, thread, code)
    return _after(requirement, name, why, thread, "offered")


def _offers() -> list[Object]:
    plain, lower = offer_body(), offer_body(13000)
    line = plain["lines"][0]
    euros = changed(COUNTERED[2]["body"], "total.currency", "EUR")
    return [
        _after("NEG-11", "as-asked", "the article of the open", OFFERED, "offered"),
        _offer("NEG-11", "other-article", "another variant", changed(plain, "lines.0.variant", "router-1-eu"), "lines-differ"),
        _offer("NEG-11", "other-quantity", "two instead of one", changed(plain, "lines.0.quantity", 2), "lines-differ"),
        _offer("NEG-11", "more", "one more article", changed(plain, "lines", [line, line]), "lines-differ"),
        _offer("NEG-11", "other-currency", "in euros", _in_euros(plain), "lines-differ"),
        _refused(
            "NEG-11", "counter-in-euros", "a counter in another currency",
            [*OFFERED, message(OFFERED, TWIN, "counter", euros)], "lines-differ",
        ),
        _after("NEG-12", "adds-up", "12999 + 490 = 13489; the tax is in the items", OFFERED, "offered"),
        _offer("NEG-12", "one-cent-off", "one cent is missing", changed(plain, "breakdown.1.amount.amount", 489), "sums-differ"),
        _offer("NEG-12", "tax-on-top", "a tax that is not in the total", changed(plain, "breakdown.2.included", False), "sums-differ"),
        _offer("NEG-12", "mixed", "a part in euros", changed(plain, "breakdown.2.amount.currency", "EUR"), "sums-differ"),
        _offer("NEG-12", "mixed-list", "a list price in euros", changed(plain, "lines.0.list_price.currency", "EUR"), "sums-differ"),
        _offer("NEG-12", "beyond-2-53", "a sum that no amount holds", _too_great(plain), "sums-differ"),
        _offer("NEG-13", "explained", "4.89 less, and why", lower),
        _offer("NEG-13", "unexplained", "4.89 less for no reason", changed(lower, "deviations", []), "unexplained-deviation"),
        _offer(
            "NEG-13", "half-explained", "4.88 explained",
            changed(lower, "deviations.0.amount.amount", -488), "unexplained-deviation",
        ),
        _offer("NEG-13", "other-issue", "a reason in another issue", changed(lower, "deviations.0.issue", "extras"), "unexplained-deviation"),
        _offer("NEG-13", "dearer-list", "a list price made dearer", changed(plain, "list_total.amount", 19999), "unexplained-deviation"),
    ]  # fmt: skip


def _in_euros(body: Object) -> Object:
    for path in ("lines.0.list_price", "total", "list_total", *(f"breakdown.{place}.amount" for place in range(3))):
        body = changed(body, f"{path}.currency", "EUR")
    return body


def _too_great(body: Object) -> Object:
    part = {"kind": "fee", "amount": usd(2**53 - 1), "included": False}
    return changed(body, "breakdown", [*body["breakdown"], part, part])


def _meets() -> list[Object]:
    asked = {"offer": digest(OFFERED[1]), "total": usd(13000), "terms": {**TERMS, "warranty_months": 24, "extras": ["gift-wrap"]}}
    thread = [*OFFERED, message(OFFERED, TWIN, "counter", asked)]
    counter = digest(thread[-1])

    def answer(name: str, why: str, total: int, code: str | None = None, **terms: object) -> Object:
        body = offer_body(total, terms={**asked["terms"], **terms}, meets=counter)  # type: ignore[dict-item]
        said = [*thread, message(thread, BRAND, "offer", body)]
        return _refused("NEG-14", name, why, said, code) if code else _after("NEG-14", name, why, said, "offered")

    unmet = message(WITHDRAWN, BRAND, "offer", offer_body(13000, meets=digest(COUNTERED[2])))
    unknown = message(thread, BRAND, "offer", offer_body(13000, meets=NO_HASH))
    plain = message(WITHDRAWN, BRAND, "offer", offer_body(13000))
    return [
        answer("met", "exactly what was asked", 13000),
        answer("surpassed", "more than was asked", 12000, delivery_days=1, extras=["carry-case", "gift-wrap"]),
        answer("dearer", "one cent more", 13001, "not-met"),
        answer("slower", "a day later", 13000, "not-met", delivery_days=6),
        answer("shorter-warranty", "a month less", 13000, "not-met", warranty_months=23),
        answer("shorter-returns", "a day less", 13000, "not-met", returns_days=29),
        answer("no-extra", "without the gift wrap", 13000, "not-met", extras=[]),
        _refused("NEG-14", "meets-nothing", "a counter that was never made", [*thread, unknown], "unknown-offer"),
        _after("NEG-15", "says-nothing", "an offer after a withdrawal", [*WITHDRAWN, plain], "offered"),
        _refused("NEG-15", "meets-withdrawn", "it says it meets what was taken back", [*WITHDRAWN, unmet], "unknown-offer"),
    ]


def _terms() -> list[Object]:
    later = follow("brand offer", thread=COUNTERED)
    first = message(later, TWIN, "accept", {"agreement": agreement(later, OFFERED[1], TWIN), "confirm_by": CONFIRM_BY})
    refused = follow("brand refuse", thread=ACCEPTED)
    gone = message(refused, TWIN, "accept", {"agreement": agreement(refused, OFFERED[1], TWIN), "confirm_by": CONFIRM_BY})
    return [
        _after("NEG-16", "first-offer", "the first offer is accepted after a second one", [*later, first], "accepted"),
        _after("AGREE-1", "known", "an offer of this thread", ACCEPTED, "accepted"),
        _refused("AGREE-1", "unknown", "no offer", _accepting("offer", NO_HASH), "unknown-offer"),
        _refused("AGREE-1", "counter", "a counter is no offer", _accept_counter(), "unknown-offer"),
        _refused("NEG-16", "refused-offer", "an offer that the brand refused to confirm", [*refused, gone], "unknown-offer"),
    ]


def _accept_counter() -> list[Object]:
    thread = follow("brand decline", thread=COUNTERED)
    document = changed(agreement(thread, OFFERED[1]), "offer", digest(COUNTERED[2]))
    return [*thread, message(thread, TWIN, "accept", {"agreement": _signed_by(document, TWIN), "confirm_by": CONFIRM_BY})]


def _signed_by(document: Object, *keys: object) -> Object:
    return sign(without(document, "signatures"), *keys)  # type: ignore[arg-type]


def _accepting(path: str, value: object) -> list[Object]:
    """An accept whose agreement has *value* at *path*, signed like a right one."""
    document = changed(ACCEPTED[-1]["body"]["agreement"], path, value)
    body = {"agreement": _signed_by(document, TWIN), "confirm_by": document["confirm_by"]}
    return [*OFFERED, message(OFFERED, TWIN, "accept", body)]


def _differs(requirement: str, name: str, why: str, path: str, value: object) -> Object:
    return _refused(requirement, name, why, _accepting(path, value), "agreement-differs")


def _accept() -> list[Object]:
    strange = {**offer_body(), "engraving": 1}
    thread = [*OPENED, message(OPENED, BRAND, "offer", strange)]
    exact, other = agreement(thread, thread[1], TWIN), agreement(thread, thread[1])

    def said(document: Object) -> list[Object]:
        return [*thread, message(thread, TWIN, "accept", {"agreement": document, "confirm_by": CONFIRM_BY})]

    return [
        _after("AGREE-2", "as-offered", "the deal is the offer's body", ACCEPTED, "accepted"),
        _after("AGREE-2", "unknown-member", "with what the offer has beside", said(exact), "accepted"),
        _refused(
            "AGREE-2", "unknown-member-dropped", "without it",
            said(_signed_by(changed(other, "deal", offer_body()), TWIN)), "agreement-differs",
        ),
        _refused(
            "AGREE-2", "true-for-one", "true is not 1, though some languages say so",
            said(_signed_by(changed(other, "deal.engraving", True), TWIN)), "agreement-differs",
        ),
        _differs("AGREE-2", "null-added", "with a null that the offer lacks", "deal.engraving", None),
        _differs("AGREE-2", "other-list-total", "a list price made dearer", "deal.list_total.amount", 13490),
        _differs("AGREE-2", "longer-warranty", "another term", "deal.terms.warranty_months", 24),
        _after("AGREE-3", "this-thread", "the names of this thread", ACCEPTED, "accepted"),
        _differs("AGREE-3", "other-thread", "another thread", "thread", NO_HASH),
        _differs("AGREE-3", "other-brand", "another brand", "brand", RIVAL.did),
        _differs("AGREE-3", "other-twin", "another twin", "twin", OTHER_TWIN.did),
        _after("AGREE-9", "same-terms", "the personal terms of the open", ACCEPTED, "accepted"),
        _differs("AGREE-9", "other-terms", "others", "personal_terms", "sd-erase"),
        _after("AGREE-5", "one-time", "one time in three places", ACCEPTED, "accepted"),
        _refused(
            "AGREE-5", "other-confirm-by", "the body names another time than the document",
            spoilt(ACCEPTED, "body.confirm_by", time(60)), "agreement-differs",
        ),
        _differs("AGREE-5", "backdated", "agreed a year before the accept was made", "agreed", "2025-12-01T09:00:02Z"),
    ]  # fmt: skip


def _signed() -> list[Object]:
    document = ACCEPTED[-1]["body"]["agreement"]
    right = document["signatures"][0]
    by_brand = signature(document, BRAND)
    as_accept = signature({**document, "type": "accept"}, TWIN)

    def signed(name: str, why: str, code: str, *signatures: Object) -> Object:
        body = {"agreement": {**document, "signatures": list(signatures)}, "confirm_by": CONFIRM_BY}
        return _refused("AGREE-4", name, why, [*OFFERED, message(OFFERED, TWIN, "accept", body)], code)

    return [
        _after("AGREE-4", "signed-by-the-twin", "the document is signed, and so is the accept around it", ACCEPTED, "accepted"),
        signed("signed-by-another", "by another person", "agreement-differs", signature(document, OTHER_TWIN)),
        signed("both", "by both already", "bad-signatures", right, by_brand),
        signed("relabelled", "by a signature for an accept", "bad-header", as_accept),
        signed("other-document", "by the twin, over another document", "bad-signature", signature({**document, "offer": NO_HASH}, TWIN)),
    ]


def _confirm() -> list[Object]:
    document = AGREED[-1]["body"]["agreement"]
    twin, brand = document["signatures"]
    other = _signed_by(changed(document, "deal.total.amount", 13490), TWIN, BRAND)

    def confirmed(name: str, why: str, code: str, signatures: list[Object]) -> Object:
        body = {"agreement": {**document, "signatures": signatures}, "received": time(3)}
        return _refused("AGREE-6", name, why, [*ACCEPTED, message(ACCEPTED, BRAND, "confirm", body)], code)

    return [
        _after("AGREE-6", "countersigned", "the same document with both signatures", AGREED, "agreed"),
        confirmed("swapped", "the brand's signature first", "agreement-differs", [brand, twin]),
        confirmed("twin-alone", "without the brand's", "bad-signatures", [twin]),
        confirmed("brand-alone", "without the twin's", "bad-signatures", [brand]),
        confirmed("twin-twice", "the twin's signature twice", "agreement-differs", [twin, twin]),
        confirmed("brand-twice", "the brand's signature twice", "agreement-differs", [brand, brand]),
        _refused(
            "AGREE-6", "other-document", "another total, signed by both",
            [*ACCEPTED, message(ACCEPTED, BRAND, "confirm", {"agreement": other, "received": time(3)})], "agreement-differs",
        ),
        _after("AGREE-7", "last-moment", "received 29 seconds after confirm_by", _received("2026-12-01T09:10:29Z"), "agreed"),
        _refused("AGREE-7", "too-late", "received 30 seconds after", _received("2026-12-01T09:10:30Z"), "late-confirm"),
    ]  # fmt: skip


def _received(when: str) -> list[Object]:
    return spoilt(AGREED, "body.received", when)


def _refuse() -> list[Object]:
    held = [*OPENED, message(OPENED, BRAND, "offer", offer_body(stock="held"))]
    accepted = follow("twin accept", thread=held)

    def refusal(name: str, why: str, reason: str, received: str, thread: list[Object], *, stands: bool) -> Object:
        body = {"regarding": digest(thread[-1]), "reason": reason, "received": received}
        said = [*thread, message(thread, BRAND, "refuse", body)]
        if stands:
            return _after("AGREE-8", name, why, said, "closed" if len(said) == 2 else "offered")
        return _refused("AGREE-8", name, why, said, "bad-refusal")

    wrong = spoilt(follow("brand refuse", thread=ACCEPTED), "body.regarding", digest(OFFERED[1]))
    soon, last, grace = time(3), "2026-12-01T09:30:29Z", "2026-12-01T09:30:30Z"
    return [
        refusal("out-of-stock", "it was not held", "out-of-stock", soon, ACCEPTED, stands=True),
        refusal("held", "it was held", "out-of-stock", soon, accepted, stands=False),
        refusal("expired", "30 seconds after valid_until", "expired", grace, ACCEPTED, stands=True),
        refusal("not-expired", "29 seconds after it", "expired", last, ACCEPTED, stands=False),
        refusal("change-of-heart", "it is not sold after all", "not-sold", soon, ACCEPTED, stands=False),
        refusal("open", "an open, for a region", "region", soon, OPENED, stands=True),
        refusal("open-expired", "an open has no offer that could end", "expired", soon, OPENED, stands=False),
        _refused("AGREE-8", "other-message", "it regards the offer, not the accept", wrong, "bad-refusal"),
    ]
