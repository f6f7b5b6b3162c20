"""Changes of the limits that wait for a second person, on disk. What was decided is in the record.

A change takes effect in the transaction that says who approved it: if the effect fails, nobody approved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from brand_agent.console.errors import StaleChangeError, UnknownChangeError
from brand_agent.console.four_eyes import Change, check_decision, check_withdrawal, is_alone
from brand_agent.console.people import Person
from brand_agent.console.roles import Role, check_role
from brand_agent.edge.console.people import read_people, says_alone
from brand_agent.edge.console.record import record
from brand_agent.edge.console.tables import CHANGES
from brand_agent.edge.policy_file import replace_policy
from brand_agent.goals.edits import difference
from brand_agent.goals.errors import ChangedSinceError

Effect = Callable[[Connection, Change, Person], object]
"""What a change does when it is approved, in the transaction. Raises `StaleChangeError` if it is too late."""


def propose_change(
    connection: Connection,
    who: Person,
    kind: str,
    *,
    title: str,
    why: str,
    at_ms: int,
    before: str = "",
    after: str = "",
    about: str = "",
) -> Change:
    """Keep what *who* proposes. Raises `NotAllowedError`."""
    check_role(who.role, Role.MARKETER)
    row = {"kind": kind, "about": about, "title": title, "before": before, "after": after, "why": why}
    row |= {"by": who.name, "state": "open", "said": ""}
    made = connection.execute(insert(CHANGES), row | {"by_number": who.number, "at_ms": at_ms})
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    facts = {"change": number, "kind": kind, "title": title, "why": why, "diff": difference(before, after)}
    record(connection, "proposed", who.name, facts, at_ms=at_ms)
    return change(connection, number)


def change(connection: Connection, number: int) -> Change:
    """Return the change *number*. Raises `UnknownChangeError`."""
    row = connection.execute(select(CHANGES).where(CHANGES.c.number == number)).one_or_none()
    if row is None:
        raise UnknownChangeError(f"there is no change {number}")
    return Change(**row._mapping)


def open_changes(connection: Connection) -> tuple[Change, ...]:
    """Return the changes that wait, the oldest first."""
    query = select(CHANGES).where(CHANGES.c.state == "open").order_by(CHANGES.c.number)
    return tuple(Change(**row._mapping) for row in connection.execute(query))


def decided_changes(connection: Connection, limit: int, *, before: int | None = None) -> tuple[Change, ...]:
    """Return the last *limit* changes that were decided, with a number below *before*, newest first."""
    query = select(CHANGES).where(CHANGES.c.state != "open").order_by(CHANGES.c.number.desc()).limit(limit)
    query = query if before is None else query.where(CHANGES.c.number < before)
    return tuple(Change(**row._mapping) for row in connection.execute(query))


def approve_change(
    connection: Connection, who: Person, number: int, effect: Effect, said: str, *, at_ms: int
) -> Change:
    """Let the change *number* take *effect*, on the word of *who*.

    Raises `UnknownChangeError`, `NotAllowedError`, `FourEyesError`, `StaleChangeError`, or what the effect
    raises; then it is not approved.
    """
    one = change(connection, number)
    alone = is_alone(read_people(connection), says_alone(connection))
    check_decision(one, who, alone=alone)
    found = _decided(connection, one, who, "approved", said, at_ms=at_ms)
    try:
        effect(connection, one, who)
    except ChangedSinceError as error:
        raise StaleChangeError(str(error)) from None
    return found


def decline_change(connection: Connection, who: Person, number: int, said: str, *, at_ms: int) -> Change:
    """Keep that *who* does not want the change *number*.

    Raises `UnknownChangeError` or `NotAllowedError`.
    """
    one = change(connection, number)
    if one.state != "open":
        raise UnknownChangeError(f"change {number} is {one.state}")
    check_role(who.role, Role.APPROVER)
    return _decided(connection, one, who, "declined", said, at_ms=at_ms)


def withdraw_change(connection: Connection, who: Person, number: int, *, at_ms: int) -> Change:
    """Take one's own change *number* back. Raises `UnknownChangeError` or `FourEyesError`."""
    one = change(connection, number)
    check_withdrawal(one, who)
    return _decided(connection, one, who, "withdrawn", "", at_ms=at_ms)


def policy_effect(file: Path) -> Effect:
    """Return the effect of a change of the kind `policy`: *file* holds the new policy."""

    def replace(connection: Connection, one: Change, who: Person) -> None:
        replace_policy(file, one.before, one.after)

    return replace


def _decided(
    connection: Connection, one: Change, who: Person, state: str, said: str, *, at_ms: int
) -> Change:
    open_still = (CHANGES.c.number == one.number) & (CHANGES.c.state == "open")
    values = {"state": state, "decided_by": who.name, "decided_ms": at_ms, "said": said}
    if connection.execute(update(CHANGES).where(open_still).values(**values)).rowcount != 1:
        raise UnknownChangeError(f"change {one.number} was decided meanwhile")
    facts = {"change": one.number, "title": one.title, "proposed_by": one.by, "said": said}
    facts |= {"diff": difference(one.before, one.after)} if state == "approved" else {}
    record(connection, state, who.name, facts, at_ms=at_ms)
    return change(connection, one.number)


assert {one.name for one in fields(Change)} == set(CHANGES.columns.keys())
