"""A person steps in: what a paused brand refuses, and totals that are set by hand (NEG-63, NEG-64)."""

from __future__ import annotations

from spec.generate.cases.one_thread import ACCEPTED, COUNTERED, OPENED, fails, goes
from spec.generate.parts import offer_body, time
from spec.generate.story import message
from spec.generate.world import BRAND, Object, changed, digest


def threads() -> list[Object]:
    """Input and expectation are as those of `threads`."""
    lower = changed(offer_body(13000), "deviations.0.reason", "by-hand")
    return [
        goes("NEG-63 open", "a new thread is not taken up", _paused(OPENED), "closed"),
        fails("NEG-63 accept", "what was offered stays firm", _paused(ACCEPTED), "bad-refusal"),
        goes("NEG-64 after-a-counter", "a person who heard it", _offered(COUNTERED, lower), "offered"),
        fails("NEG-64 first", "a person who heard nothing", _offered(OPENED, lower), "hasty-hand"),
    ]


def _paused(thread: list[Object]) -> list[Object]:
    body = {"regarding": digest(thread[-1]), "reason": "paused", "received": time(3)}
    return [*thread, message(thread, BRAND, "refuse", body)]


def _offered(thread: list[Object], body: Object) -> list[Object]:
    return [*thread, message(thread, BRAND, "offer", body)]
