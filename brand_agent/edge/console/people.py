"""The accounts of a brand's console, on disk. Each change of them is in the record."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from brand_agent.console.people import Person, check_change, check_free, key_of, name_of, named
from brand_agent.console.roles import Role, check_role
from brand_agent.edge.console.record import last_of, record
from brand_agent.edge.console.tables import PEOPLE, SESSIONS

OWNER: Final = "Owner"


def read_people(connection: Connection) -> tuple[Person, ...]:
    """Return whoever has an account, in the order in which they came."""
    rows = connection.execute(select(PEOPLE).where(PEOPLE.c.gone_ms.is_(None)).order_by(PEOPLE.c.number))
    return tuple(_person(row) for row in rows)


def person(connection: Connection, number: int) -> Person | None:
    """Return who has the account *number*; None if nobody has it any more."""
    query = select(PEOPLE).where(PEOPLE.c.number == number, PEOPLE.c.gone_ms.is_(None))
    row = connection.execute(query).one_or_none()
    return None if row is None else _person(row)


def kept_password(connection: Connection, name: str) -> tuple[int, str | None] | None:
    """Return the account called *name* and what is kept of its password; None if nobody is called that."""
    query = select(PEOPLE.c.number, PEOPLE.c.password).where(
        PEOPLE.c.key == key_of(name), PEOPLE.c.gone_ms.is_(None)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (int(row.number), row.password)


def add_person(
    connection: Connection, name: str, role: Role, password: str | None, *, by: str, at_ms: int
) -> Person:
    """Make an account with what is kept of its *password*. Raises `BadNameError` or `NameTakenError`."""
    spelled = name_of(name)
    everyone = [_person(row) for row in connection.execute(select(PEOPLE))]
    check_free(everyone, spelled)
    row: dict[str, Any] = {"key": key_of(spelled), "name": spelled, "role": role.value, "password": password}
    row |= {"is_owner": False, "made_ms": at_ms, "made_by": by}
    connection.execute(insert(PEOPLE), row)
    record(connection, "joined", spelled, {"role": role.value, "invited_by": by}, at_ms=at_ms)
    if says_alone(connection):
        record(connection, "not-alone", spelled, {"why": "somebody else is there"}, at_ms=at_ms)
    return named(read_people(connection), spelled)


def owner(connection: Connection, *, at_ms: int) -> Person:
    """Return the owner's account, made when it is asked for first."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.is_owner)).one_or_none()
    if row is None:
        made = {"key": key_of(OWNER), "name": OWNER, "role": Role.ADMIN.value, "is_owner": True}
        connection.execute(insert(PEOPLE), made | {"password": None, "made_ms": at_ms, "made_by": OWNER})
        record(connection, "joined", OWNER, {"role": Role.ADMIN.value, "owner": True}, at_ms=at_ms)
        row = connection.execute(select(PEOPLE).where(PEOPLE.c.is_owner)).one()
    return _person(row)


def set_role(connection: Connection, who: Person, name: str, role: Role, *, at_ms: int) -> Person:
    """Give who is called *name* the *role*, on the word of *who*.

    Raises `NotAllowedError`, `UnknownPersonError` or `OwnerStaysError`.
    """
    whom = named(read_people(connection), name)
    check_change(who, whom)
    if whom.role is not role:
        _set(connection, whom, role=role.value)
        facts = {"name": whom.name, "before": whom.role.value, "after": role.value}
        record(connection, "role", who.name, facts, at_ms=at_ms)
    return named(read_people(connection), name)


def remove_person(connection: Connection, who: Person, name: str, *, at_ms: int) -> None:
    """Take the account of who is called *name* away, with every session of it, on the word of *who*.

    Raises `NotAllowedError`, `UnknownPersonError` or `OwnerStaysError`.
    """
    whom = named(read_people(connection), name)
    check_change(who, whom)
    _set(connection, whom, gone_ms=at_ms, password=None)
    live = (SESSIONS.c.person == whom.number) & SESSIONS.c.ended_ms.is_(None)
    connection.execute(update(SESSIONS).where(live).values(ended_ms=at_ms))
    record(connection, "removed", who.name, {"name": whom.name, "role": whom.role.value}, at_ms=at_ms)


def rename(connection: Connection, who: Person, name: str, *, at_ms: int) -> Person:
    """Call *who* by another name. Raises `BadNameError` or `NameTakenError`."""
    spelled = name_of(name)
    rows = connection.execute(select(PEOPLE).where(PEOPLE.c.number != who.number))
    check_free([_person(row) for row in rows], spelled)
    if spelled != who.name:
        _set(connection, who, name=spelled, key=key_of(spelled))
        record(connection, "renamed", spelled, {"before": who.name, "after": spelled}, at_ms=at_ms)
    found = person(connection, who.number)
    assert found is not None
    return found


def set_password(connection: Connection, who: Person, kept: str, *, at_ms: int) -> None:
    """Keep another password of *who*."""
    _set(connection, who, password=kept)
    record(connection, "password", who.name, {}, at_ms=at_ms)


def say_alone(connection: Connection, who: Person, said: bool, *, at_ms: int) -> None:
    """Keep that *who* says whether one person runs the shop. Raises `NotAllowedError`."""
    check_role(who.role, Role.ADMIN)
    if says_alone(connection) is not said:
        record(connection, "alone" if said else "not-alone", who.name, {}, at_ms=at_ms)


def says_alone(connection: Connection) -> bool:
    """Return whether it was said that one person runs the shop."""
    found = last_of(connection, "alone", "not-alone")
    return found is not None and found.kind == "alone"


def _set(connection: Connection, whom: Person, **values: Any) -> None:
    connection.execute(update(PEOPLE).where(PEOPLE.c.number == whom.number).values(**values))


def _person(row: Any) -> Person:
    return Person(
        number=row.number,
        name=row.name,
        role=Role(row.role),
        made_ms=row.made_ms,
        made_by=row.made_by,
        is_owner=row.is_owner,
        has_password=row.password is not None,
    )
