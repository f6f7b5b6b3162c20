"""The console's sessions, kept in the brand's store: they can be listed and ended, and outlive a restart."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Connection

from brand_agent.console.people import Person, key_of
from brand_agent.console.roles import Role
from brand_agent.edge.console.door import (
    begin_session,
    close_session,
    find_session,
    needs_touch,
    touch_session,
)
from brand_agent.edge.console.people import add_person, owner, read_people
from dailyme.pages.shell import NotEnteredError, Session, Who, csrf_of, session_of, site_of
from foundation.database import Database


@dataclass(frozen=True)
class StaffSession(Session):
    """A session of somebody with an account. number: of the session."""

    number: int
    person: Person


class StoredSessions:
    """The sessions in *store*.

    By the printed address comes an admin, who is the owner, or whom the owner's program lets in beside: an
    account of that name, made with that role where there is none.
    """

    def __init__(self, store: Database) -> None:
        self._store = store

    async def open(self, who: Who, at_ms: int) -> str:
        """Let *who* in, who came by the printed address."""

        def work(connection: Connection) -> str:
            whose = _account(connection, who, at_ms=at_ms)
            return begin_session(connection, whose.number, "the address printed at the start", at_ms=at_ms)

        return await self._store.write(work)

    async def find(self, token: str, at_ms: int) -> Session | None:
        """Return the session of *token*."""
        found = await self._store.read(lambda connection: find_session(connection, token, at_ms=at_ms))
        if found is None:
            return None
        session, person = found
        if needs_touch(session, at_ms=at_ms):
            await self._store.write(lambda connection: touch_session(connection, session.number, at_ms=at_ms))
        who = Who(person.name, person.role.value)
        return StaffSession(who, csrf_of(token), session.begun_ms, at_ms, session.number, person)

    async def close(self, token: str) -> None:
        """End the session of *token*."""
        await self._store.write(lambda connection: close_session(connection, token))


def _account(connection: Connection, who: Who, *, at_ms: int) -> Person:
    machine = owner(connection, at_ms=at_ms)
    if who.role in {"admin", "person"}:
        return machine
    there = [one for one in read_people(connection) if key_of(one.name) == key_of(who.name)]
    return (
        there[0]
        if there
        else add_person(connection, who.name, Role(who.role), None, by=machine.name, at_ms=at_ms)
    )


def staff(request: Request) -> StaffSession:
    """Return the session that *request* came in by. Raises `NotEnteredError`."""
    session = session_of(request)
    if not isinstance(session, StaffSession):
        raise NotEnteredError(site_of(request).entrance)
    return session
