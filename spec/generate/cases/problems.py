"""Problem documents: what is answered to bytes that are refused (WIRE-20)."""

from __future__ import annotations

from spec.generate.vector import vector
from spec.generate.world import Object

TYPE = "https://dailyme.dev/problems/"


def cases() -> list[Object]:
    """Input are bytes as in `bytes`; `problem` is the answer without the members that are for people."""
    return [
        _case("too-deep", "seventeen arrays", {"repeat": [["[", 17], ["]", 17]]}, 400, "WIRE-7"),
        _case("too-large", "a byte too many", {"repeat": [['"', 1], ["a", 65535], ['"', 1]]}, 413, "WIRE-1"),
        _case("duplicate-member", "a member twice", {"text": '{"a":1,"a":1}'}, 400, "WIRE-3"),
        _case("bad-number", "a float", {"text": "[0.5]"}, 400, "WIRE-4"),
    ]


def _case(code: str, why: str, given: Object, status: int, requirement: str) -> Object:
    problem = {
        "type": TYPE + code,
        "title": code.replace("-", " "),
        "status": status,
        "code": code,
        "requirement": requirement,
    }
    return vector(f"WIRE-20 {code}", why, given, {"problem": problem})
