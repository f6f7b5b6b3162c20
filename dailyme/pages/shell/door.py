"""The door: the one-time address that whoever started the program opens, and the way out."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dailyme.pages.shell.errors import ForgedError, KeyUsedError, NotEnteredError
from dailyme.pages.shell.forms import posted
from dailyme.pages.shell.gate import SAFE
from dailyme.pages.shell.sessions import MOST_MS, Session, digest, new_token
from dailyme.pages.shell.site import Site, session_of, site_of
from dailyme.pages.shell.who import Role, Who


class Entrance:
    """The addresses that let somebody in, each once."""

    def __init__(self) -> None:
        self._open: dict[bytes, Who] = {}

    def key(self, who: Who) -> str:
        """Return a new key that lets *who* in, once."""
        key = new_token()
        self._open[digest(key)] = who
        return key

    def use(self, key: str) -> Who | None:
        """Return who *key* lets in, and take it out of use."""
        return self._open.pop(digest(key), None)


def door_router(entrance: Entrance) -> APIRouter:
    """Return the router of `/enter`, which needs no session."""
    router = APIRouter()

    @router.get("/enter")
    async def enter(request: Request, key: str = "") -> Response:
        site = site_of(request)
        who = entrance.use(key[:100])
        if who is None:
            raise KeyUsedError(site.entrance)
        return await let_in(site, who)

    return router


async def let_in(site: Site, who: Who, to: str = "/") -> Response:
    """Return the answer that lets *who* in and shows them *to*."""
    return admit(site, await site.sessions.open(who, site.clock()), to)


def admit(site: Site, token: str, to: str = "/") -> Response:
    """Return the answer that gives the browser the session of *token* and shows it *to*."""
    answer = RedirectResponse(to, 303)
    answer.set_cookie(
        site.cookie,
        token,
        max_age=MOST_MS // 1000,
        path="/",
        secure=site.secure,
        httponly=True,
        samesite="strict",
    )
    return answer


async def let_out(request: Request, to: str = "/") -> Response:
    """Return the answer that ends the session of *request*."""
    site = site_of(request)
    await site.sessions.close(request.cookies.get(site.cookie, ""))
    answer = RedirectResponse(to, 303)
    answer.delete_cookie(site.cookie, path="/", secure=site.secure, httponly=True, samesite="strict")
    return answer


async def inside(request: Request) -> None:
    """Return if somebody is in, and what they change comes from a form of theirs.

    Raises `NotEnteredError` or `ForgedError`.
    """
    session = await recognise(request)
    if session is None:
        raise NotEnteredError(site_of(request).entrance)
    if request.method not in SAFE and not await _carries(request, session.csrf):
        raise ForgedError("the form carries no valid mark of this session")


async def recognise(request: Request) -> Session | None:
    """Return the session that *request* came in by, and keep it for what is drawn; None for a stranger."""
    site = site_of(request)
    token = request.cookies.get(site.cookie, "")
    request.state.session = await site.sessions.find(token, site.clock()) if token else None
    return session_of(request)


async def _carries(request: Request, csrf: str) -> bool:
    sent = request.headers.get("x-csrf")
    if sent is None:
        sent = (await posted(request)).typed("csrf")
    return hmac.compare_digest(sent.encode(), csrf.encode())


def needs(role: Role) -> Callable[[Request], None]:
    """Return what a route depends on so that only *role* and higher may use it."""

    def check(request: Request) -> None:
        session = session_of(request)
        if session is None:
            raise NotEnteredError(site_of(request).entrance)
        session.who.must(role)

    return check
