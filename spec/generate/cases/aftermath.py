"""What was done about it, how it turned out, and what is said of it (FUL-21 to FUL-41)."""

from __future__ import annotations

from spec.generate.after_sale import DAY_S
from spec.generate.cases.fulfilment import CAME, JUDGED, ORDERED, then
from spec.generate.cases.one_message import again
from spec.generate.cases.one_thread import fails, goes
from spec.generate.parts import time
from spec.generate.said import NO_HASH
from spec.generate.story import follow, message
from spec.generate.world import OTHER_TWIN, Object, digest, usd

LATE = time(9 * DAY_S)
"""Four days after the promised one."""


def cases() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    return [*_returns(), *_remedies(), *_owed(), *_outcomes(), *_denied(), *_reviews()]


def _returns() -> list[Object]:
    return [
        goes("FUL-21 came", "what came goes back", follow("twin return", thread=CAME), "returning"),
        fails(
            "FUL-21 nothing-came", "nothing came yet", follow("twin return", thread=ORDERED), "not-delivered"
        ),
        goes(
            "FUL-21 overdue",
            "it has not come four days after",
            then(ORDERED, "return", LATE, reason="missing"),
            "returning",
        ),
        fails(
            "FUL-21 not-due", "it is not due yet", then(ORDERED, "return", reason="missing"), "not-delivered"
        ),
        fails("FUL-21 kept-nothing", "kept what did not come", then(ORDERED, "outcome"), "not-delivered"),
        fails(
            "FUL-21 missing-too-early",
            "missing before it is due",
            then(ORDERED, "outcome", how="missing"),
            "not-delivered",
        ),
    ]


def _remedies() -> list[Object]:
    asked = follow("twin return", thread=CAME)
    return [
        goes("FUL-23 answers", "a part of the total back", follow("brand remedy", thread=asked), "ordered"),
        fails("FUL-23 other", "it regards another", then(asked, "remedy", regarding=NO_HASH), "bad-remedy"),
        fails(
            "FUL-23 too-much",
            "a cent above the total",
            then(asked, "remedy", amount=usd(13490)),
            "bad-remedy",
        ),
        fails(
            "FUL-23 currency",
            "in another currency",
            then(asked, "remedy", amount={"amount": 100, "currency": "EUR"}),
            "bad-remedy",
        ),
        fails(
            "FUL-23 note-of-another",
            "a note of another message",
            then(follow("twin delivered", thread=ORDERED), "noted", regarding=NO_HASH),
            "bad-remedy",
        ),
    ]


def nothing(thread: list[Object], made: str | None = None) -> list[Object]:
    """*thread* with the answer that nothing is done."""
    *before, said = then(thread, "remedy", made)
    body = {"regarding": digest(thread[-1]), "kind": "none", "by": said["created"]}
    bare = {**said, "body": body}
    return [*before, again(bare)]


def _owed() -> list[Object]:
    back = follow("twin return", thread=CAME)
    after_30, after_40 = time(30 * DAY_S), time(40 * DAY_S)
    faulty = then(ORDERED, "delivered", condition="faulty")
    old = then(CAME, "return", after_40)
    broken = then(CAME, "return", after_40, reason="faulty")
    gone = then(ORDERED, "return", LATE, reason="missing")
    return [
        goes("FUL-24 late-mind", "a change of mind after forty days", nothing(old, after_40), "ordered"),
        fails("FUL-24 mind", "a change of mind at once", nothing(back), "owed-remedy"),
        fails(
            "FUL-24 last-day",
            "on the thirtieth day",
            nothing(then(CAME, "return", after_30), after_30),
            "owed-remedy",
        ),
        fails("FUL-24 warranty", "a fault after forty days", nothing(broken, after_40), "owed-remedy"),
        fails("FUL-24 missing", "it never came", nothing(gone, LATE), "owed-remedy"),
        fails("FUL-24 noted-only", "it came faulty, and that is noted", then(faulty, "noted"), "owed-remedy"),
        goes("FUL-24 as-agreed", "nothing is owed", CAME, "ordered"),
    ]


def _outcomes() -> list[Object]:
    back = follow("twin return", "brand remedy", thread=CAME)
    foreign = [*CAME, message(CAME, OTHER_TWIN, "outcome")]
    return [
        goes("FUL-30 own", "the deal's key", follow("twin outcome", thread=CAME), "judged"),
        fails("FUL-30 other-key", "somebody else's", foreign, "stranger"),
        fails(
            "FUL-30 review-by-another",
            "a review by somebody else",
            [*JUDGED, message(JUDGED, OTHER_TWIN, "review")],
            "stranger",
        ),
        goes(
            "FUL-32 remedy",
            "it regards the remedy",
            then(back, "outcome", how="returned", regarding=digest(back[-1])),
            "judged",
        ),
        fails(
            "FUL-32 no-remedy",
            "it regards a note",
            then(CAME, "outcome", regarding=digest(CAME[-1])),
            "unknown-remedy",
        ),
    ]


def _denied() -> list[Object]:
    asked = follow("twin track", thread=ORDERED)
    said = then(asked, "status", stage="delivered")
    cancelled = then(asked, "status", stage="cancelled")
    disputed = then(then(said, "return", LATE, reason="missing"), "remedy", LATE)

    def denied(name: str, why: str, thread: list[Object]) -> Object:
        return fails(f"FUL-31 {name}", why, thread, "contradicts-status")

    came_late = then(then(ORDERED, "delivered", LATE, at=LATE), "noted", LATE)
    return [
        goes("FUL-31 late", "it came four days late", then(came_late, "outcome", LATE, how="late"), "judged"),
        denied("in-time", "late, and it came in time", then(CAME, "outcome", how="late")),
        denied("brand-says-in-time", "late, against the status", then(said, "outcome", LATE, how="late")),
        denied("brand-says-came", "missing, against the status", then(said, "outcome", LATE, how="missing")),
        goes(
            "FUL-31 disputed",
            "missing, as was disputed",
            then(disputed, "outcome", LATE, how="missing"),
            "judged",
        ),
        denied("missing-and-came", "missing, and it came", then(CAME, "outcome", how="missing")),
        denied("never-returned", "returned, and no return was asked", then(CAME, "outcome", how="returned")),
        denied("late-word", "it came on another day", then(said, "delivered", LATE, at=LATE)),
        denied("cancelled", "it came, and was cancelled", then(cancelled, "delivered")),
    ]


def _reviews() -> list[Object]:
    review = follow("twin review", thread=JUDGED)
    return [
        goes("FUL-40 after", "after the outcome", review, "reviewing"),
        fails("FUL-40 before", "before it", follow("twin review", thread=CAME), "no-outcome"),
        goes("FUL-41 once", "one review", review, "reviewing"),
        fails(
            "FUL-41 twice",
            "a second one",
            follow("brand noted", "twin review", thread=review),
            "second-review",
        ),
    ]
