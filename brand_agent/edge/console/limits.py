"""Whether one person may change the limits: asked wherever brand.toml is written for somebody."""

from __future__ import annotations

from sqlalchemy import Connection

from brand_agent.console.four_eyes import check_alone, guarded
from brand_agent.edge.console.people import read_people, says_alone
from brand_agent.policy_reader import read_policy


def check_two(connection: Connection, before: str, after: str) -> None:
    """Return if one person may change the policy from *before* to *after*. Raises `FourEyesError`."""
    names = guarded(read_policy(before), read_policy(after))
    check_alone(read_people(connection), names, said=says_alone(connection))
