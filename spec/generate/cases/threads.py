"""Threads: order, time, parties, and what a move may name (ENV-2 to ENV-7, NEG-2, NEG-10)."""

from __future__ import annotations

from spec.generate.cases.one_thread import (
    ACCEPTED,
    COUNTERED,
    OFFERED,
    OPENED,
    WITHDRAWN,
    fails,
    goes,
)
from spec.generate.parts import CONFIRM_BY, TERMS, VALID_UNTIL, offer_body, open_body, time
from spec.generate.said import NO_HASH, thread_of
from spec.generate.story import follow, message, spoilt
from spec.generate.world import (
    BRAND,
    OTHER_TWIN,
    RIVAL,
    TWIN,
    Object,
    digest,
    usd,
)


def cases() -> list[Object]:
    """Input is `messages` and the receiver's clock at the last one (`at`); `state` is what follows it."""
    return [*_chain(), *_time(), *_parties(), *_names()]


def _chain() -> list[Object]:
    other = digest(message([], OTHER_TWIN, "open"))
    return [
        goes("ENV-2 thread", "the hash of the open names the thread", OFFERED, "offered"),
        fails(
            "ENV-2 other-thread",
            "the name of another thread",
            spoilt(OFFERED, "thread", other),
            "wrong-thread",
        ),
        goes("ENV-4 follows", "0, 1, 2", COUNTERED, "countered"),
        fails("ENV-4 skipped", "0, 1, 3", spoilt(COUNTERED, "seq", 3), "wrong-sequence"),
        fails("ENV-4 repeated", "0, 1, 1", spoilt(COUNTERED, "seq", 1), "wrong-sequence"),
        goes("ENV-5 chained", "prev is the offer's hash", COUNTERED, "countered"),
        fails(
            "ENV-5 broken",
            "prev is the open's hash",
            spoilt(COUNTERED, "prev", thread_of(OPENED)),
            "broken-chain",
        ),
        fails("ENV-5 forged-past", "another offer stands in the past", _other_past(), "broken-chain"),
    ]


def _other_past() -> list[Object]:
    other = message(OPENED, BRAND, "offer", offer_body(1000))
    return [OPENED[0], other, COUNTERED[2]]


def _time() -> list[Object]:
    late = spoilt(ACCEPTED, "expires", time(60))
    return [
        goes("ENV-6 last-moment", "29 seconds after expires", COUNTERED, "countered", time(602 + 29)),
        fails("ENV-6 too-late", "30 seconds after expires", COUNTERED, "message-expired", time(602 + 30)),
        goes(
            "ENV-6 brand-is-late",
            "a twin may fetch an answer much later",
            OFFERED,
            "offered",
            "2026-12-02T09:00:00Z",
        ),
        goes(
            "ENV-7 clocks-differ",
            "created 30 seconds ahead of the clock",
            COUNTERED,
            "countered",
            "2026-12-01T08:59:32Z",
        ),
        fails(
            "ENV-7 from-the-future",
            "31 seconds ahead",
            COUNTERED,
            "created-in-future",
            "2026-12-01T08:59:31Z",
        ),
        goes(
            "ENV-7 brand-is-ahead",
            "a twin does not look at a brand's clock",
            OFFERED,
            "offered",
            "2026-12-01T08:00:00Z",
        ),
        fails("AGREE-5 other-expires", "the accept ends before confirm_by", late, "agreement-differs"),
        goes("AGREE-10 in-time", "the accept and the offer still stand", ACCEPTED, "accepted", CONFIRM_BY),
        goes(
            "AGREE-10 accept-stands",
            "the grace of the accept is not over",
            ACCEPTED,
            "accepted",
            "2026-12-01T09:10:29Z",
        ),
        fails(
            "AGREE-10 accept-ended",
            "the offer stands, the accept does not",
            ACCEPTED,
            "message-expired",
            "2026-12-01T09:10:30Z",
        ),
        fails("AGREE-10 both-ended", "neither stands", ACCEPTED, "offer-expired", VALID_UNTIL),
    ]


def _parties() -> list[Object]:
    stranger = message(
        OFFERED, RIVAL, "counter", {"offer": digest(OFFERED[1]), "total": usd(1), "terms": TERMS}
    )
    return [
        goes("NEG-2 the-two", "the twin and the brand", COUNTERED, "countered"),
        fails("NEG-2 stranger", "a third one takes the twin's turn", [*OFFERED, stranger], "stranger"),
        fails("NEG-2 brand-opens", "a domain is no person", _brand_opens(), "stranger"),
        fails(
            "NEG-2 person-sells", "a person is no domain", spoilt(OPENED, "to", OTHER_TWIN.did), "stranger"
        ),
        fails("NEG-2 to-oneself", "a thread has two parties", spoilt(OPENED, "to", TWIN.did), "stranger"),
    ]


def _brand_opens() -> list[Object]:
    return [message([], RIVAL, "open", open_body())]


def _names() -> list[Object]:
    withdrawn = follow("brand offer", thread=WITHDRAWN)
    refused = follow("brand refuse", thread=ACCEPTED)
    again = message(refused, TWIN, "counter", {"offer": digest(OFFERED[1]), "total": usd(1), "terms": TERMS})
    return [
        goes("NEG-10 counter", "a counter to the offer", COUNTERED, "countered"),
        fails(
            "NEG-10 counter-to-nothing",
            "to no offer",
            spoilt(COUNTERED, "body.offer", NO_HASH),
            "unknown-offer",
        ),
        fails(
            "NEG-10 counter-to-an-open",
            "to the open",
            spoilt(COUNTERED, "body.offer", thread_of(OPENED)),
            "unknown-offer",
        ),
        fails(
            "NEG-10 counter-to-a-refused-offer",
            "to an offer that is gone",
            [*refused, again],
            "unknown-offer",
        ),
        goes("NEG-10 decline", "a decline of the offer", follow("twin decline", thread=OFFERED), "declined"),
        fails(
            "NEG-10 decline-of-nothing",
            "of no offer",
            spoilt(follow("twin decline", thread=OFFERED), "body.regarding", NO_HASH),
            "unknown-offer",
        ),
        goes(
            "NEG-10 brand-declines",
            "a decline of the counter",
            follow("brand decline", thread=COUNTERED),
            "offered",
        ),
        fails(
            "NEG-10 brand-declines-nothing",
            "of no counter",
            spoilt(follow("brand decline", thread=COUNTERED), "body.regarding", NO_HASH),
            "unknown-offer",
        ),
        goes("NEG-10 withdraw", "a counter taken back", WITHDRAWN, "withdrawn"),
        fails(
            "NEG-10 withdraw-nothing",
            "no counter",
            spoilt(WITHDRAWN, "body.counter", NO_HASH),
            "unknown-offer",
        ),
        fails(
            "NEG-10 withdraw-twice",
            "a counter that is taken back already",
            spoilt(follow("twin withdraw", thread=withdrawn), "body.counter", digest(COUNTERED[2])),
            "unknown-offer",
        ),
    ]
