"""The table, line by line: every move of either party in every state (NEG-1, NEG-3).

This is the machine written a second time, by state rather than by move, to hold against the code's table.
"""

from __future__ import annotations

from spec.generate.vector import vector
from spec.generate.world import Object

MACHINE = {
    "start": {"twin open": "opened"},
    "opened": {"brand offer": "offered", "brand refuse": "closed"},
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
    "agreed": {},
    "closed": {},
}

WAYS = {
    "opened": ["twin open"],
    "offered": ["twin open", "brand offer"],
    "countered": ["twin open", "brand offer", "twin counter"],
    "declined": ["twin open", "brand offer", "twin decline"],
    "withdrawn": ["twin open", "brand offer", "twin counter", "brand offer", "twin withdraw"],
    "accepted": ["twin open", "brand offer", "twin accept"],
    "closing": ["twin open", "brand offer", "twin close"],
    "agreed": ["twin open", "brand offer", "twin accept", "brand confirm"],
    "closed": ["twin open", "brand refuse"],
}
"""A way to each state, with a counter on the table where the state asks for one."""

KINDS = ("offer", "counter", "decline", "withdraw", "accept", "confirm", "refuse", "close")


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
    ]


def _case(state: str, move: str) -> Object:
    after = MACHINE[state].get(move)
    why = (
        f"{state}: a {move.replace(' ', ' may ')}"
        if after
        else f"{state}: a {move.replace(' ', ' may not ')}"
    )
    way = _with_counter(WAYS[state]) if move == "twin withdraw" and state == "offered" else WAYS[state]
    expect = {"state": after} if after else {"error": "out-of-turn"}
    return vector(f"NEG-3 {state}-{move.replace(' ', '-')}", why, {"moves": [*way, move]}, expect)


def _with_counter(way: list[str]) -> list[str]:
    return [*way, "twin counter", "brand offer"]
