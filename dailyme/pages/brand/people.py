"""Who may do what in the console, one's own account, and the record of what was done."""

from __future__ import annotations

import asyncio
from typing import Final

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.responses import Response

from brand_agent.chain import BrokenLogError, follows
from brand_agent.console.errors import ConsoleError, NameTakenError
from brand_agent.console.people import LONGEST_NAME, Person
from brand_agent.console.roles import MEANS, Role
from brand_agent.edge.console.door import (
    end_others,
    end_session,
    invite,
    proven,
    read_invitations,
    read_sessions,
    withdraw_invitation,
)
from brand_agent.edge.console.hashing import hashed
from brand_agent.edge.console.people import (
    read_people,
    remove_person,
    rename,
    say_alone,
    says_alone,
    set_password,
    set_role,
)
from brand_agent.edge.console.record import latest, read_record
from dailyme.pages.brand.devices import device_words
from dailyme.pages.brand.door import checked_name, checked_password, secret, sentence
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.sessions import staff
from dailyme.pages.brand.told import Line, lines
from dailyme.pages.shell import Form, let_out, needs, posted, render, see, site_of

router = APIRouter()
ADMIN: Final = [Depends(needs("admin"))]
_PAGE: Final = 50
_ROLES: Final = tuple((role.value, role.value.capitalize(), MEANS[role]) for role in Role)
_NAMES: Final = tuple((role.value, role.value) for role in Role)


@router.get("/people")
async def people_page(request: Request, office: OfficeDep) -> Response:
    """Show who is there."""
    return await _people(request, office, Form())


@router.post("/people/invite", dependencies=ADMIN)
async def invited(request: Request, office: OfficeDep) -> Response:
    """Make a link and show it, once."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    role = form.choice("role", [each.value for each in Role])
    if form.faults:
        return await _people(request, office, form, status=422)
    token = await office.database.write(lambda connection: invite(connection, who, Role(role), at_ms=at_ms))
    return await _people(request, office, Form(), link=f"{site_of(request).origins[0]}/join?key={token}")


@router.post("/people/withdraw", dependencies=ADMIN)
async def withdrawn(request: Request, office: OfficeDep) -> Response:
    """Take an invitation back."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    number = form.count("invitation", least=1, most=2**31) or 0
    await office.database.write(lambda connection: withdraw_invitation(connection, who, number, at_ms=at_ms))
    return see(request, "/people", said="The invitation is taken back.")


@router.post("/people/role", dependencies=ADMIN)
async def role_given(request: Request, office: OfficeDep) -> Response:
    """Give somebody another role."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    name, role = form.text("name", most=LONGEST_NAME), form.choice("role", [each.value for each in Role])
    if form.faults:
        return await _people(request, office, form, status=422)
    whom = await office.database.write(
        lambda connection: set_role(connection, who, name, Role(role), at_ms=at_ms)
    )
    return see(request, "/people", said=f"{whom.name} is {whom.role.value} now.")


@router.post("/people/remove", dependencies=ADMIN)
async def removed(request: Request, office: OfficeDep) -> Response:
    """Take an account away."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    name = form.text("name", most=LONGEST_NAME)
    await office.database.write(lambda connection: remove_person(connection, who, name, at_ms=at_ms))
    return see(request, "/people", said=f"{name} is removed, and every session of theirs has ended.")


@router.post("/people/alone", dependencies=ADMIN)
async def alone(request: Request, office: OfficeDep) -> Response:
    """Keep that one person runs this shop, or that it is so no more."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    said = form.choice("alone", ("yes", "no")) == "yes"
    await office.database.write(lambda connection: say_alone(connection, who, said, at_ms=at_ms))
    return see(request, "/people", said="That is recorded.")


@router.get("/people/record")
async def record_page(
    request: Request, office: OfficeDep, before: int | None = None, check: str = ""
) -> Response:
    """Show the record, and whether these entries follow from each other; check: whether all of them do."""

    def read(connection: Connection) -> tuple[list[Line], bool]:
        entries = latest(connection, _PAGE + 1, before=before)
        return lines(entries), _is_whole(connection) if check else follows(entries[::-1])

    found, whole = await office.database.read(read)
    older = f"/people/record?before={found[_PAGE - 1].number}" if len(found) > _PAGE else ""
    newer = "/people/record" if before is not None else ""
    return render(
        request,
        "brand/record.html",
        lines=found[:_PAGE],
        whole=whole,
        checked=bool(check),
        older=older,
        newer=newer,
    )


def _is_whole(connection: Connection) -> bool:
    try:
        read_record(connection)
    except BrokenLogError:
        return False
    return True


@router.get("/me")
async def me_page(request: Request, office: OfficeDep) -> Response:
    """Show one's own account."""
    return await _me(request, office, Form())


@router.post("/me/name")
async def renamed(request: Request, office: OfficeDep) -> Response:
    """Call oneself by another name."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    name = checked_name(form, "name", form.text("name", most=LONGEST_NAME))
    if not form.faults:
        try:
            await office.database.write(lambda connection: rename(connection, who, name, at_ms=at_ms))
            return see(request, "/me", said=f"You are called {name} here now.")
        except NameTakenError as error:
            form.blame("name", f"{sentence(error)} {error.advice}")
    return await _me(request, office, form)


@router.post("/me/password")
async def new_password(request: Request, office: OfficeDep) -> Response:
    """Set a password; every other session ends."""
    form, session, at_ms = await posted(request), staff(request), office.now_ms()
    who = session.person
    now = secret(form, "now") if who.has_password else ""
    password = checked_password(form, "password", secret(form, "password"), who.name)
    if not form.faults and who.has_password:
        try:
            await proven(office.database, who.name, now, at_ms=at_ms)
        except ConsoleError as error:
            form.blame("now", f"{sentence(error)} {error.advice}")
    if form.faults:
        return await _me(request, office, form)
    kept = await asyncio.to_thread(hashed, password)

    def work(connection: Connection) -> None:
        set_password(connection, who, kept, at_ms=at_ms)
        end_others(connection, who, session.number, at_ms=at_ms)

    await office.database.write(work)
    return see(request, "/me", said="The password is set, and your other sessions have ended.")


@router.post("/me/end")
async def ended(request: Request, office: OfficeDep) -> Response:
    """End a session."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    number = form.count("session", least=1, most=2**31) or 0
    await office.database.write(lambda connection: end_session(connection, who, number, at_ms=at_ms))
    back = "/people" if form.typed("back") == "/people" else "/me"
    return see(request, back, said="The session has ended.")


@router.post("/out")
async def out(request: Request) -> Response:
    """Sign out."""
    return await let_out(request, "/sign-in")


async def _people(
    request: Request, office: Office, form: Form, *, status: int = 200, link: str = ""
) -> Response:
    at_ms = office.now_ms()

    def read(connection: Connection) -> dict[str, object]:
        return {
            "people": read_people(connection),
            "invitations": read_invitations(connection, at_ms=at_ms),
            "sessions": read_sessions(connection, at_ms=at_ms),
            "alone": says_alone(connection),
            "lines": lines(latest(connection, 8)),
        }

    found = await office.database.read(read)
    return render(
        request,
        "brand/people.html",
        status=status,
        form=form,
        link=link,
        roles=_ROLES,
        role_names=_NAMES,
        **found,
    )


async def _me(request: Request, office: Office, form: Form) -> Response:
    session, at_ms = staff(request), office.now_ms()
    every = await office.database.read(lambda connection: read_sessions(connection, at_ms=at_ms))
    mine: list[object] = [one for one, whose in every if _same(whose, session.person)]
    return render(
        request,
        "brand/me.html",
        status=422 if form.faults else 200,
        form=form,
        me=session.person,
        means=MEANS[session.person.role],
        sessions=mine,
        device=device_words,
        here_number=session.number,
    )


def _same(one: Person, other: Person) -> bool:
    return one.number == other.number
