"""Signing in, and joining by an invitation: what is open to somebody who is not in yet."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from brand_agent.console.errors import BadNameError, NameTakenError, TooManyTriesError, WeakPasswordError
from brand_agent.console.errors import WrongPasswordError as WrongError
from brand_agent.console.passwords import MOST, password_of
from brand_agent.console.people import LONGEST_NAME, name_of
from brand_agent.console.roles import MEANS, Role
from brand_agent.edge.console.door import invitation_of, join, log_in
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.shell import Form, admit, posted, render, site_of

router = APIRouter()


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    """Show the form."""
    return render(request, "brand/sign_in.html")


@router.post("/sign-in")
async def sign_in(request: Request, office: OfficeDep) -> Response:
    """Let in whoever knows name and password."""
    form = await posted(request)
    name = form.text("name", most=LONGEST_NAME)
    password = secret(form, "password")
    status = 422
    if not form.faults:
        try:
            token = await log_in(office.database, name, password, browser(request), at_ms=office.now_ms())
            return admit(site_of(request), token)
        except (WrongError, TooManyTriesError) as error:
            form.blame("password", f"{sentence(error)} {error.advice}")
            status = error.status
    return render(request, "brand/sign_in.html", status=status, form=form)


@router.get("/join")
async def join_page(request: Request, office: OfficeDep, key: str = "") -> Response:
    """Show what the invitation is for."""
    return await _joining(request, office, key[:100], Form())


@router.post("/join")
async def joined(request: Request, office: OfficeDep) -> Response:
    """Make the account."""
    form = await posted(request)
    key = form.text("key", most=100)
    name, password = form.text("name", most=LONGEST_NAME), secret(form, "password")
    again = secret(form, "again")
    if not form.faults and password != again:
        form.blame("again", "This is not what stands above.")
    name = checked_name(form, "name", name)
    password = checked_password(form, "password", password, name)
    if not form.faults:
        try:
            token = await join(office.database, key, name, password, browser(request), at_ms=office.now_ms())
            return admit(site_of(request), token)
        except NameTakenError as error:
            form.blame("name", f"{sentence(error)} {error.advice}")
    return await _joining(request, office, key, form)


async def _joining(request: Request, office: Office, key: str, form: Form) -> Response:
    at_ms = office.now_ms()
    one = await office.database.read(lambda connection: invitation_of(connection, key, at_ms=at_ms))
    role = Role(one.role)
    return render(
        request,
        "brand/join.html",
        status=422 if form.faults else 200,
        form=form,
        key=key,
        role=role.value,
        means=MEANS[role],
        invited_by=one.by,
    )


def secret(form: Form, name: str) -> str:
    """Return what was typed into the password field *name*: as it was typed, blanks included."""
    given = form.given.get(name, ("",))
    if len(given) > 1:
        form.blame(name, "This came twice. Fill it in once.")
    elif not given[0]:
        form.blame(name, "Fill this in.")
    elif len(given[0]) > MOST:
        form.blame(name, f"At most {MOST} characters.")
    return "" if name in form.faults else given[0]


def checked_name(form: Form, field: str, name: str) -> str:
    """Return *name* as it is kept, or blame *field*."""
    if field in form.faults:
        return ""
    try:
        return name_of(name)
    except BadNameError as error:
        form.blame(field, sentence(error))
        return ""


def checked_password(form: Form, field: str, password: str, name: str) -> str:
    """Return *password* as it is kept, or blame *field*."""
    if field in form.faults:
        return ""
    try:
        return password_of(password, name=name)
    except WeakPasswordError as error:
        form.blame(field, f"{sentence(error)} {error.advice}")
        return ""


def sentence(error: Exception) -> str:
    """Return what *error* says, as a sentence."""
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."


def browser(request: Request) -> str:
    """Return what the browser calls itself."""
    return request.headers.get("user-agent", "")[:300]
