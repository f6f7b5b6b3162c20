"""One vector: an input, what must come of it, the requirement that says so, and why."""

from __future__ import annotations

from spec.generate.world import Object


def vector(requirement: str, name: str, why: str, given: Object, expect: Object) -> Object:
    """Return the vector `<requirement>-<name>`."""
    return {
        "id": f"{requirement.lower()}-{name}",
        "requirement": requirement,
        "why": why,
        "input": given,
        "expect": expect,
    }
