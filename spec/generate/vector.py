"""One vector: an input, what must come of it, the requirement that says so, and why."""

from __future__ import annotations

from spec.generate.world import Object


def vector(key: str, why: str, given: Object, expect: Object) -> Object:
    """Return the vector of *key*, which is a requirement, a space, and a name: `WIRE-7 17-arrays`."""
    requirement, name = key.split()
    return {
        "id": f"{requirement.lower()}-{name}",
        "requirement": requirement,
        "why": why,
        "input": given,
        "expect": expect,
    }
