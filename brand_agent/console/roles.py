"""The four roles. Each may do what the one before may.

A viewer looks; a marketer acts within the limits (goals, offers, threads); an approver signs and decides
changes of the limits; an admin says who is who.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from brand_agent.console.errors import NotAllowedError


class Role(StrEnum):
    """What a person may do, from least to most."""

    VIEWER = "viewer"
    MARKETER = "marketer"
    APPROVER = "approver"
    ADMIN = "admin"


_RANK: Final = {role: rank for rank, role in enumerate(Role)}
MEANS: Final = {
    Role.VIEWER: "sees everything, changes nothing",
    Role.MARKETER: "sets goals and offers, takes part in negotiations, proposes limits",
    Role.APPROVER: "signs goals, and approves limits that somebody else proposed",
    Role.ADMIN: "says who may do what",
}


def may(role: Role, needed: Role) -> bool:
    """Return whether *role* goes as far as *needed*.

    >>> may(Role.APPROVER, Role.MARKETER), may(Role.MARKETER, Role.APPROVER)
    (True, False)
    """
    return _RANK[role] >= _RANK[needed]


def check_role(role: Role, needed: Role) -> None:
    """Return if *role* goes as far as *needed*. Raises `NotAllowedError`."""
    if not may(role, needed):
        raise NotAllowedError(f"this takes the role {needed.value}, and yours is {role.value}")
