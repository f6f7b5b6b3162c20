"""What happened: the `messages` of one relationship in order; the last one makes the events."""

from __future__ import annotations

from spec.generate.cases.letters import ANSWER, ASK, SORRY
from spec.generate.cases.one_thread import AGREED, OFFERED, OPENED
from spec.generate.story import follow
from spec.generate.vector import vector
from spec.generate.world import TWIN, Object, changed, sign


def cases() -> list[Object]:
    """Return the vectors of events."""
    declined = follow("twin decline", thread=OFFERED)
    again = [*AGREED, *AGREED]
    later = sign(changed(ASK, "created", "2027-06-01T09:00:00Z"), TWIN)
    sooner = sign(changed(ASK, "created", "2027-05-29T09:00:00Z"), TWIN)
    return [
        _events("EVENT-1 first-contact", "a key that was never met", OPENED, ["first-contact"]),
        _events("EVENT-1 declined", "a no has its reason", declined, ["declined-price"]),
        _events("EVENT-1 first-deal", "the first deal of a key", AGREED, ["first-deal"]),
        _events("EVENT-1 repeat-deal", "another one of the same key", again, ["repeat-deal"]),
        _events("EVENT-1 asked", "a question", [*OPENED, ASK], ["asked"]),
        _events("EVENT-1 answered", "and its answer", [ASK, ANSWER], ["answered"]),
        _events(
            "EVENT-1 side-by-side", "though something else was said", [ASK, *OPENED, ANSWER], ["answered"]
        ),
        _events("EVENT-1 sorry", "a no makes no event", [ASK, SORRY], []),
        _events("EVENT-3 lapsed", "after 180 days", [*OPENED, later], ["lapsed", "asked"]),
        _events("EVENT-3 not-lapsed", "a little less", [*OPENED, sooner], ["asked"]),
    ]


def _events(key: str, why: str, messages: list[Object], events: list[str]) -> Object:
    return vector(key, why, {"messages": messages}, {"events": events})
