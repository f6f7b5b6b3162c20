"""What `dailyme brand people …` does. Whoever runs it on the brand's machine is the owner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import Connection

from brand_agent.console.people import Person
from brand_agent.console.roles import Role
from brand_agent.console.sessions import INVITATION_MS
from brand_agent.edge.console.door import invite, read_invitations
from brand_agent.edge.console.people import (
    owner,
    read_people,
    remove_person,
    say_alone,
    says_alone,
    set_role,
)
from brand_agent.edge.console.record import read_record
from dailyme.clock import now_ms
from dailyme.outputs_people import BrandPeople, RecordLine, ShownPerson
from dailyme.show import console, count, print_json
from dailyme.wiring.goals import GoalPlace
from protocol import write_time

_SHOWN = 20

Work = Callable[[Connection, Person, int], str | None]
"""What the owner does, at a time; what it returns is the token of an invitation."""


def show_people(place: GoalPlace, *, as_json: bool) -> None:
    """Show who has an account."""
    _tell(asyncio.run(_worked(place, None)), as_json=as_json)


def invite_person(place: GoalPlace, role: str, *, console_url: str, as_json: bool) -> None:
    """Make a link that lets somebody in once, as *role*."""

    def work(connection: Connection, who: Person, at_ms: int) -> str:
        return invite(connection, who, Role(role), at_ms=at_ms)

    told = asyncio.run(_worked(place, work, console_url))
    _tell(told, as_json=as_json)


def change_role(place: GoalPlace, name: str, role: str, *, as_json: bool) -> None:
    """Give who is called *name* another role."""

    def work(connection: Connection, who: Person, at_ms: int) -> None:
        set_role(connection, who, name, Role(role), at_ms=at_ms)

    _tell(asyncio.run(_worked(place, work)), as_json=as_json)


def remove_one(place: GoalPlace, name: str, *, as_json: bool) -> None:
    """Take the account of who is called *name* away."""

    def work(connection: Connection, who: Person, at_ms: int) -> None:
        remove_person(connection, who, name, at_ms=at_ms)

    _tell(asyncio.run(_worked(place, work)), as_json=as_json)


def state_alone(place: GoalPlace, said: bool, *, as_json: bool) -> None:
    """Say, or say no more, that one person runs this shop."""

    def work(connection: Connection, who: Person, at_ms: int) -> None:
        say_alone(connection, who, said, at_ms=at_ms)

    _tell(asyncio.run(_worked(place, work)), as_json=as_json)


async def _worked(place: GoalPlace, work: Work | None, console_url: str = "") -> BrandPeople:
    at_ms, token = now_ms(), None
    store = place.store() if work is not None else place.kept()

    def done(connection: Connection) -> str | None:
        return None if work is None else work(connection, owner(connection, at_ms=at_ms), at_ms)

    try:
        if work is not None:
            token = await store.write(done)
        return await store.read(lambda connection: _shown(connection, token, console_url, at_ms))
    finally:
        store.close()


def _shown(connection: Connection, token: str | None, console_url: str, at_ms: int) -> BrandPeople:
    log = read_record(connection)
    return BrandPeople(
        people=[
            ShownPerson(
                name=one.name,
                role=one.role.value,
                owner=one.is_owner,
                since=write_time(one.made_ms),
                by=one.made_by,
            )
            for one in read_people(connection)
        ],
        invitations=len(read_invitations(connection, at_ms=at_ms)),
        alone=says_alone(connection),
        link=None if token is None else f"{console_url.rstrip('/')}/join?key={token}",
        until=None if token is None else write_time(at_ms + INVITATION_MS),
        record=[
            RecordLine(number=one.number, at=write_time(one.at_ms), kind=one.kind, who=one.who, hash=one.hash)
            for one in log[-_SHOWN:]
        ],
    )


def _tell(told: BrandPeople, *, as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    out = console()
    for one in told.people:
        out.print(f"{one.name:<30} {one.role}{' (the owner)' if one.owner else ''}", soft_wrap=True)
    if not told.people:
        out.print("Nobody has an account yet: dailyme brand console, or dailyme brand people add approver")
    if told.invitations:
        out.print(f"{count(told.invitations, 'invitation')} can still be used")
    if told.alone:
        out.print("One person runs this shop: changes of the limits take no second one.")
    if told.link is not None:
        out.print(f"\nSend this link to one person; it works once, until {told.until}:", soft_wrap=True)
        out.print(told.link, soft_wrap=True)
    if told.record:
        out.print(f"The record is whole; its last entry is {told.record[-1].hash}", soft_wrap=True)
