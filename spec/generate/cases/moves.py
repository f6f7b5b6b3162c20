"""The table, line by line: every move of either party in every state (NEG-1, NEG-3).

This is the machine written a second time, by state rather than by move, to hold against the code's table.
"""

from __future__ import annotations

from spec.generate.vector import vector
from spec.generate.world import Object

MACHINE = {
    "start": {"twin open": "opened"},
    "opened": {
        "brand offer": "offered",
        "brand refuse": "closed",
        "brand commit": "committed",
        "brand grid": "mediated",
    },
    "committed": {"twin window": "listed", "twin close": "closing"},
    "listed": {"brand reveal": "revealed", "brand close": "closed"},
    "revealed": {"twin accept": "accepted", "twin close": "closing"},
    "mediated": {"twin round": "marking", "twin package": "matched", "twin close": "closing"},
    "marking": {"brand marks": "mediated", "brand close": "closed"},
    "matched": {"brand offer": "proposed", "brand close": "closed"},
    "proposed": {"twin accept": "accepted", "twin close": "closing"},
    "offered": {
        "twin counter": "countered",
        "twin decline": "declined",
        "twin withdraw": "withdrawn",
        "twin accept": "accepted",
        "twin close": "closing",
    },
    "countered": {"brand offer": "offered", "brand decline": "offered", "brand close": "closed"},
    "declined": {"brand offer": "offered", "brand close": "closed"},
    "withdrawn": {"brand offer": "offered", "brand decline": "offered"},
    "accepted": {"brand confirm": "agreed", "brand refuse": "offered"},
    "closing": {"brand close": "closed"},
    "agreed": {"twin order": "ordering"},
    "ordering": {"brand handoff": "ordered", "brand refuse": "agreed"},
    "ordered": {
        "twin order": "ordering",
        "twin track": "tracking",
        "twin delivered": "received",
        "twin return": "returning",
        "twin outcome": "judged",
        "twin review": "reviewing",
    },
    "tracking": {"brand status": "ordered"},
    "received": {"brand remedy": "ordered", "brand noted": "ordered"},
    "returning": {"brand remedy": "ordered"},
    "judged": {"brand noted": "ordered"},
    "reviewing": {"brand noted": "ordered"},
    "closed": {},
}

AGREED = ["twin open", "brand offer", "twin accept", "brand confirm"]
ORDERED = [*AGREED, "twin order", "brand handoff"]
RECEIVED = [*ORDERED, "twin delivered"]
JUDGED = [*RECEIVED, "brand noted", "twin outcome"]

COMMITTED = ["twin open", "brand commit"]
MEDIATED = ["twin open", "brand grid"]
MATCHED = [*MEDIATED, "twin round", "brand marks", "twin package"]

WAYS = {
    "opened": ["twin open"],
    "offered": ["twin open", "brand offer"],
    "countered": ["twin open", "brand offer", "twin counter"],
    "declined": ["twin open", "brand offer", "twin decline"],
    "withdrawn": ["twin open", "brand offer", "twin counter", "brand offer", "twin withdraw"],
    "accepted": ["twin open", "brand offer", "twin accept"],
    "closing": ["twin open", "brand offer", "twin close"],
    "committed": COMMITTED,
    "listed": [*COMMITTED, "twin window"],
    "revealed": [*COMMITTED, "twin window", "brand reveal"],
    "mediated": MEDIATED,
    "marking": [*MEDIATED, "twin round"],
    "matched": MATCHED,
    "proposed": [*MATCHED, "brand offer"],
    "agreed": AGREED,
    "ordering": [*AGREED, "twin order"],
    "ordered": ORDERED,
    "tracking": [*ORDERED, "twin track"],
    "received": RECEIVED,
    "returning": [*RECEIVED, "brand noted", "twin return"],
    "judged": JUDGED,
    "reviewing": [*JUDGED, "brand noted", "twin review"],
    "closed": ["twin open", "brand refuse"],
}
"""A way to each state, with a counter on the table where the state asks for one."""

KINDS = (
    "offer", "counter", "decline", "withdraw", "accept", "confirm", "refuse", "close",
    "commit", "window", "reveal", "grid", "round", "marks", "package",
)  # fmt: skip
LATER = (
    "order", "handoff", "track", "status", "delivered", "return", "remedy", "outcome", "noted", "review",
)  # fmt: skip
"""The moves after an agreement; before one they are `no-deal` (FUL-1)."""
AFTER = (
    "agreed", "ordering", "ordered", "tracking", "received", "returning", "judged", "reviewing",
)  # fmt: skip

BEFORE = {
    ("offered", "twin withdraw"): ["twin counter", "brand offer"],
    ("mediated", "twin package"): ["twin round", "brand marks"],
    ("ordered", "twin return"): ["twin delivered", "brand noted"],
    ("ordered", "twin outcome"): ["twin delivered", "brand noted"],
    ("ordered", "twin review"): ["twin delivered", "brand noted", "twin outcome", "brand noted"],
}
"""What a move needs to have something to be about."""


def cases() -> list[Object]:
    """Input is `moves`, all legal but perhaps the last; `state` is what follows it."""
    first = vector(
        "NEG-1 open", "a thread starts with an open", {"moves": ["twin open"]}, {"state": "opened"}
    )
    no_open = vector(
        "NEG-1 no-open",
        "nothing else starts one",
        {"moves": ["twin counter"]},
        {"error": "wrong-sequence"},
    )
    return [
        first,
        no_open,
        *(_case(state, f"{party} {kind}") for state in WAYS for party in ("twin", "brand") for kind in KINDS),
        *(
            _case(state, f"{party} {kind}")
            for state in AFTER
            for party in ("twin", "brand")
            for kind in LATER
        ),
    ]


def _case(state: str, move: str) -> Object:
    after = MACHINE[state].get(move)
    why = (
        f"{state}: a {move.replace(' ', ' may ')}"
        if after
        else f"{state}: a {move.replace(' ', ' may not ')}"
    )
    way = [*WAYS[state], *BEFORE.get((state, move), ())]
    expect = {"state": after} if after else {"error": "out-of-turn"}
    return vector(f"NEG-3 {state}-{move.replace(' ', '-')}", why, {"moves": [*way, move]}, expect)
