"""Sealed bids: commit, window, reveal (SEAL-1 to SEAL-7)."""

from __future__ import annotations

from spec.generate.cases.one_message import reads, refused
from spec.generate.cases.one_thread import OPENED, fails, goes
from spec.generate.parts import offer_body
from spec.generate.said import NO_HASH
from spec.generate.story import bid_hash, follow, message, resigned, sealed_body, spoilt
from spec.generate.world import BRAND, TWIN, Object, b64

COMMITTED = follow("twin open", "brand commit")
LISTED = follow("twin window", thread=COMMITTED)
REVEALED = follow("brand reveal", thread=LISTED)
OTHER_NONCE = b64(bytes(32))


def threads() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    sealed_open = COMMITTED[:1]
    unlisted = spoilt(LISTED, "body.commitments", [NO_HASH])
    copied = message(sealed_open, BRAND, "commit", {"commitment": _of_another_thread()})
    stolen = follow("twin window", "brand reveal", thread=[*sealed_open, copied])
    return [
        goes("SEAL-1 sealed", "a commit where bids are sealed", COMMITTED, "committed"),
        goes("SEAL-1 in-turns", "an offer where none are", follow("brand offer", thread=OPENED), "offered"),
        fails(
            "SEAL-1 offer-in-the-open",
            "an offer where bids are sealed",
            follow("brand offer", thread=sealed_open),
            "wrong-mode",
        ),
        fails(
            "SEAL-1 commit-in-turns",
            "a commit where nobody asked for one",
            [*OPENED, message(OPENED, BRAND, "commit")],
            "wrong-mode",
        ),
        goes("SEAL-3 opened", "nonce and offer make the commitment", REVEALED, "revealed"),
        fails(
            "SEAL-3 another-offer",
            "a cent less than was committed to",
            spoilt(REVEALED, "body.offer", offer_body(11999)),
            "bid-differs",
        ),
        fails(
            "SEAL-3 another-nonce",
            "another nonce",
            spoilt(REVEALED, "body.nonce", OTHER_NONCE),
            "bid-differs",
        ),
        fails("SEAL-3 of-another-thread", "a commitment copied from elsewhere", stolen, "bid-differs"),
        goes("SEAL-7 listed", "the window lists it", REVEALED, "revealed"),
        fails(
            "SEAL-7 not-listed",
            "the window does not list it",
            follow("brand reveal", thread=unlisted),
            "not-listed",
        ),
        goes(
            "SEAL-7 closes",
            "the brand ends it without a reason",
            follow("brand close", thread=unlisted),
            "closed",
        ),
    ]


def _of_another_thread() -> str:
    return bid_hash([message([], TWIN, "open")], OTHER_NONCE, sealed_body())


def messages() -> list[Object]:
    """Input and expectation are as those of `messages`."""
    window = LISTED[-1]
    pair = window["body"]["commitments"]
    return [
        reads("SEAL-1 mode", "a registered mode", COMMITTED[0]),
        refused("SEAL-1 auction", "a mode that is not", resigned(COMMITTED[0], "body.mode", "auction")),
        reads("SEAL-3 nonce", "a nonce of 32 bytes", REVEALED[-1]),
        refused("SEAL-3 short-nonce", "one of 16", resigned(REVEALED[-1], "body.nonce", b64(bytes(16)))),
        reads("SEAL-5 ascending", "in ascending order", window),
        refused("SEAL-5 descending", "in descending order", resigned(window, "body.commitments", pair[::-1])),
        refused("SEAL-5 twice", "one of them twice", resigned(window, "body.commitments", [*pair, pair[-1]])),
        refused("SEAL-5 none", "none at all", resigned(window, "body.commitments", [])),
    ]
