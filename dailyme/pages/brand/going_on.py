"""Letting a paused agent go on, which takes two people; pausing it takes one."""

from __future__ import annotations

from sqlalchemy import Connection

from brand_agent.console.four_eyes import is_alone
from brand_agent.console.people import Person
from brand_agent.controls import FOR_ALL
from brand_agent.edge.console.changes import open_changes, propose_change
from brand_agent.edge.console.people import read_people, says_alone
from brand_agent.edge.controls import read_standing, write_control


def going_on(connection: Connection, who: Person, why: str, *, at_ms: int) -> bool:
    """Return whether the agent goes on at the word of *who*; else it is proposed, once, to somebody else."""
    if not read_standing(connection).is_paused:
        return True
    if is_alone(read_people(connection), says_alone(connection)):
        let_go_on(connection, who.name, who.name, why, at_ms=at_ms)
        return True
    if not any(one.kind == "resume" for one in open_changes(connection)):
        title = "Let the paused agent go on"
        propose_change(connection, who, "resume", title=title, why=why, at_ms=at_ms)
    return False


def let_go_on(connection: Connection, by: str, second: str, why: str, *, at_ms: int) -> None:
    """Let the agent go on, as *by* proposed and *second* approved."""
    write_control(connection, "resume", FOR_ALL, second, {"why": why, "proposed_by": by}, at_ms=at_ms)
