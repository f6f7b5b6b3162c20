"""Confirms and refusals: the brand's two answers to an accept (AGREE-6 to AGREE-8)."""

from __future__ import annotations

from spec.generate.cases.claims import claim, opened
from spec.generate.cases.one_thread import (
    ACCEPTED,
    AGREED,
    OFFERED,
    OPENED,
    fails,
    goes,
)
from spec.generate.parts import offer_body, time
from spec.generate.story import follow, message, spoilt
from spec.generate.world import (
    BRAND,
    TWIN,
    Object,
    changed,
    digest,
    sign,
)


def cases() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_confirm(), *_refuse()]


def _confirm() -> list[Object]:
    document = AGREED[-1]["body"]["agreement"]
    twin, brand = document["signatures"]
    other = sign(changed(document, "deal.total.amount", 13490), TWIN, BRAND)

    def confirmed(name: str, why: str, code: str, signatures: list[Object]) -> Object:
        body = {"agreement": {**document, "signatures": signatures}, "received": time(3)}
        return fails(f"AGREE-6 {name}", why, [*ACCEPTED, message(ACCEPTED, BRAND, "confirm", body)], code)

    return [
        goes("AGREE-6 countersigned", "the same document with both signatures", AGREED, "agreed"),
        confirmed("swapped", "the brand's signature first", "agreement-differs", [brand, twin]),
        confirmed("twin-alone", "without the brand's", "bad-signatures", [twin]),
        confirmed("brand-alone", "without the twin's", "bad-signatures", [brand]),
        confirmed("twin-twice", "the twin's signature twice", "agreement-differs", [twin, twin]),
        confirmed("brand-twice", "the brand's signature twice", "agreement-differs", [brand, brand]),
        fails(
            "AGREE-6 other-document",
            "another total, signed by both",
            [*ACCEPTED, message(ACCEPTED, BRAND, "confirm", {"agreement": other, "received": time(3)})],
            "agreement-differs",
        ),
        goes(
            "AGREE-7 last-moment",
            "received 29 seconds after confirm_by",
            _received("2026-12-01T09:10:29Z"),
            "agreed",
        ),
        fails(
            "AGREE-7 too-late", "received 30 seconds after", _received("2026-12-01T09:10:30Z"), "late-confirm"
        ),
    ]


def _received(when: str) -> list[Object]:
    return spoilt(AGREED, "body.received", when)


def _refuse() -> list[Object]:
    held = [*OPENED, message(OPENED, BRAND, "offer", offer_body(stock="held"))]
    accepted = follow("twin accept", thread=held)

    claimed = [opened(claim("winter"))]
    few = offer_body(promotions=["winter"], limited=["winter"])
    last_one = follow("twin accept", thread=[*claimed, message(claimed, BRAND, "offer", few)])

    def refusal(
        name: str, why: str, reason: str, received: str, thread: list[Object], *, stands: bool
    ) -> Object:
        body = {"regarding": digest(thread[-1]), "reason": reason, "received": received}
        said = [*thread, message(thread, BRAND, "refuse", body)]
        if stands:
            return goes(f"AGREE-8 {name}", why, said, "closed" if len(said) == 2 else "offered")
        return fails(f"AGREE-8 {name}", why, said, "bad-refusal")

    wrong = spoilt(follow("brand refuse", thread=ACCEPTED), "body.regarding", digest(OFFERED[1]))
    soon, last, grace = time(3), "2026-12-01T09:30:29Z", "2026-12-01T09:30:30Z"
    return [
        refusal("out-of-stock", "it was not held", "out-of-stock", soon, ACCEPTED, stands=True),
        refusal("held", "it was held", "out-of-stock", soon, accepted, stands=False),
        refusal("used-up", "so many deals had it already", "promotion-used", soon, last_one, stands=True),
        refusal(
            "not-limited", "no promotion of it is limited", "promotion-used", soon, ACCEPTED, stands=False
        ),
        refusal("open-used-up", "an open has no promotion yet", "promotion-used", soon, OPENED, stands=False),
        refusal("expired", "30 seconds after valid_until", "expired", grace, ACCEPTED, stands=True),
        refusal("not-expired", "29 seconds after it", "expired", last, ACCEPTED, stands=False),
        refusal("change-of-heart", "it is not sold after all", "not-sold", soon, ACCEPTED, stands=False),
        refusal("open", "an open, for a region", "region", soon, OPENED, stands=True),
        refusal("open-expired", "an open has no offer that could end", "expired", soon, OPENED, stands=False),
        fails("AGREE-8 other-message", "it regards the offer, not the accept", wrong, "bad-refusal"),
    ]
