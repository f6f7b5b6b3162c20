"""The door of a brand's console: passwords that are tried, invitations that are used, sessions that end.

A try is counted before the password is looked at, in a transaction of its own: tries at one time are counted
one by one. Looking at a password takes long on purpose, so it is done outside of the writer.
"""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from brand_agent.console.errors import (
    BadInvitationError,
    TooManyTriesError,
    UnknownSessionError,
    WrongPasswordError,
)
from brand_agent.console.passwords import spelled
from brand_agent.console.people import Person, key_of
from brand_agent.console.roles import Role, check_role, may
from brand_agent.console.sessions import INVITATION_MS, TOUCH_MS, Invitation, Session, is_live, is_open
from brand_agent.console.throttle import Tries, after_try, wait_ms
from brand_agent.edge.console.hashing import fits, hashed, kept_of, new_token
from brand_agent.edge.console.people import add_person, kept_password, person
from brand_agent.edge.console.record import record
from brand_agent.edge.console.tables import INVITATIONS, SESSIONS, TRIES
from foundation.database import Database
from protocol.text import clean

_LONGEST_PASSWORD: Final = 1_000


async def log_in(store: Database, name: str, password: str, about: str, *, at_ms: int) -> str:
    """Return the token of a new session of who is called *name*.

    Raises `TooManyTriesError` or `WrongPasswordError`.
    """
    number = await proven(store, name, password, at_ms=at_ms)

    def enter(connection: Connection) -> str:
        if person(connection, number) is None:
            raise WrongPasswordError
        return begin_session(connection, number, about, at_ms=at_ms)

    return await store.write(enter)


async def proven(store: Database, name: str, password: str, *, at_ms: int) -> int:
    """Return the number of the account called *name*, if *password* is its own.

    Raises `TooManyTriesError` or `WrongPasswordError`.
    """
    bucket = sha256(key_of(name).encode()).hexdigest()[:4]
    found = await store.write(lambda connection: _counted(connection, bucket, name, at_ms=at_ms))
    kept = None if found is None else found[1]
    if not await asyncio.to_thread(fits, kept, spelled(password[:_LONGEST_PASSWORD])) or found is None:
        raise WrongPasswordError
    forgotten = delete(TRIES).where(TRIES.c.bucket == bucket)
    await store.write(lambda connection: connection.execute(forgotten).rowcount)
    return found[0]


def _counted(connection: Connection, bucket: str, name: str, *, at_ms: int) -> tuple[int, str | None] | None:
    row = connection.execute(select(TRIES).where(TRIES.c.bucket == bucket)).one_or_none()
    tries = Tries(0, at_ms) if row is None else Tries(row.tries, row.last_ms)
    left_ms = wait_ms(tries, at_ms=at_ms)
    if left_ms:
        raise TooManyTriesError(left_ms)
    after = after_try(tries, at_ms=at_ms)
    values = {"tries": after.count, "last_ms": after.last_ms}
    kept = upsert(TRIES).values(bucket=bucket, **values)
    connection.execute(kept.on_conflict_do_update(index_elements=["bucket"], set_=values))
    return kept_password(connection, name)


def begin_session(connection: Connection, number: int, about: str, *, at_ms: int) -> str:
    """Return the token of a new session of the account *number*."""
    token = new_token()
    row = {"token": kept_of(token), "person": number, "begun_ms": at_ms, "seen_ms": at_ms}
    connection.execute(insert(SESSIONS), row | {"about": clean(about, 120)})
    whose = person(connection, number)
    record(connection, "entered", whose.name if whose else "", {"with": clean(about, 120)}, at_ms=at_ms)
    return token


def find_session(connection: Connection, token: str, *, at_ms: int) -> tuple[Session, Person] | None:
    """Return the session of *token*, and whose it is; None if it opens nothing."""
    row = connection.execute(select(SESSIONS).where(SESSIONS.c.token == kept_of(token))).one_or_none()
    if row is None:
        return None
    session = _session(row)
    whose = person(connection, session.person) if is_live(session, at_ms=at_ms) else None
    return None if whose is None else (session, whose)


def needs_touch(session: Session, *, at_ms: int) -> bool:
    """Return whether it is time to write that *session* was seen."""
    return at_ms - session.seen_ms >= TOUCH_MS


def touch_session(connection: Connection, number: int, *, at_ms: int) -> None:
    """Write that the session *number* was seen."""
    live = (SESSIONS.c.number == number) & SESSIONS.c.ended_ms.is_(None)
    connection.execute(update(SESSIONS).where(live).values(seen_ms=at_ms))


def read_sessions(connection: Connection, *, at_ms: int) -> tuple[tuple[Session, Person], ...]:
    """Return the sessions that are open, the one seen last first."""
    query = select(SESSIONS).where(SESSIONS.c.ended_ms.is_(None)).order_by(SESSIONS.c.seen_ms.desc())
    live = [one for one in map(_session, connection.execute(query)) if is_live(one, at_ms=at_ms)]
    return tuple((one, whose) for one in live if (whose := person(connection, one.person)) is not None)


def end_session(connection: Connection, who: Person, number: int, *, at_ms: int) -> None:
    """End the session *number*: one's own, or as an admin any. Raises `UnknownSessionError`."""
    row = connection.execute(select(SESSIONS).where(SESSIONS.c.number == number)).one_or_none()
    if row is None or row.ended_ms is not None or not (row.person == who.number or may(who.role, Role.ADMIN)):
        raise UnknownSessionError("there is no such session of yours")
    connection.execute(update(SESSIONS).where(SESSIONS.c.number == number).values(ended_ms=at_ms))
    whose = person(connection, row.person)
    record(connection, "session-ended", who.name, {"of": whose.name if whose else ""}, at_ms=at_ms)


def close_session(connection: Connection, token: str) -> None:
    """End the session of *token*: whoever has it goes."""
    connection.execute(
        update(SESSIONS)
        .where(SESSIONS.c.token == kept_of(token), SESSIONS.c.ended_ms.is_(None))
        .values(ended_ms=SESSIONS.c.seen_ms)
    )


def end_others(connection: Connection, who: Person, kept: int, *, at_ms: int) -> None:
    """End every session of *who* but the one *kept*: after another password."""
    others = (SESSIONS.c.person == who.number) & (SESSIONS.c.number != kept) & SESSIONS.c.ended_ms.is_(None)
    connection.execute(update(SESSIONS).where(others).values(ended_ms=at_ms))


def invite(connection: Connection, who: Person, role: Role, *, at_ms: int) -> str:
    """Return the token of an invitation as *role*. Raises `NotAllowedError`."""
    check_role(who.role, Role.ADMIN)
    token = new_token()
    row = {"token": kept_of(token), "role": role.value, "by": who.name, "until_ms": at_ms + INVITATION_MS}
    connection.execute(insert(INVITATIONS), row)
    record(connection, "invited", who.name, {"role": role.value}, at_ms=at_ms)
    return token


def read_invitations(connection: Connection, *, at_ms: int) -> tuple[Invitation, ...]:
    """Return the invitations that can be used."""
    rows = connection.execute(select(INVITATIONS).order_by(INVITATIONS.c.number))
    return tuple(one for one in map(_invitation, rows) if is_open(one, at_ms=at_ms))


def withdraw_invitation(connection: Connection, who: Person, number: int, *, at_ms: int) -> None:
    """Take the invitation *number* back. Raises `NotAllowedError` or `BadInvitationError`."""
    check_role(who.role, Role.ADMIN)
    unused = (INVITATIONS.c.number == number) & INVITATIONS.c.used_ms.is_(None)
    unused &= INVITATIONS.c.withdrawn_ms.is_(None)
    if connection.execute(update(INVITATIONS).where(unused).values(withdrawn_ms=at_ms)).rowcount != 1:
        raise BadInvitationError
    record(connection, "invitation-withdrawn", who.name, {}, at_ms=at_ms)


def invitation_of(connection: Connection, token: str, *, at_ms: int) -> Invitation:
    """Return the invitation of *token*. Raises `BadInvitationError` if it can't be used."""
    row = connection.execute(select(INVITATIONS).where(INVITATIONS.c.token == kept_of(token))).one_or_none()
    if row is None or not is_open(_invitation(row), at_ms=at_ms):
        raise BadInvitationError
    return _invitation(row)


async def join(store: Database, token: str, name: str, password: str, about: str, *, at_ms: int) -> str:
    """Use the invitation of *token* for an account with *name* and *password*; return a session's token.

    Raises `BadInvitationError`, `BadNameError` or `NameTakenError`; then the invitation stays unused.
    """
    await store.read(lambda connection: invitation_of(connection, token, at_ms=at_ms))
    kept = await asyncio.to_thread(hashed, password)

    def enter(connection: Connection) -> str:
        one = invitation_of(connection, token, at_ms=at_ms)
        made = add_person(connection, name, Role(one.role), kept, by=one.by, at_ms=at_ms)
        this = INVITATIONS.c.number == one.number
        connection.execute(update(INVITATIONS).where(this).values(used_ms=at_ms))
        return begin_session(connection, made.number, about, at_ms=at_ms)

    return await store.write(enter)


def _session(row: object) -> Session:
    return Session(
        **{
            name: getattr(row, name)
            for name in ("number", "person", "begun_ms", "seen_ms", "about", "ended_ms")
        }
    )


def _invitation(row: object) -> Invitation:
    names = ("number", "role", "by", "until_ms", "used_ms", "withdrawn_ms")
    return Invitation(**{name: getattr(row, name) for name in names})
