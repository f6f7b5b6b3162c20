"""The shell around every application: problem documents for all that goes wrong, and safe headers.

Spec: spec/20-wire.md (WIRE-20).

Nothing depends on how a proxy in front names the host or the scheme, no answer may be transformed on its
way (signed bytes would break), and no stack trace leaves the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

import orjson
import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from protocol import ProtocolError, problem
from transport.lingering import Body
from transport.media import PROBLEM
from transport.refusals import BadRequestError, InternalError, MethodNotAllowedError, NotFoundError

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_HEADERS: Final = (
    (b"cache-control", b"no-store, no-transform"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
"""Set unless the answer sets them itself."""

_log = structlog.get_logger("transport")


def application(*routers: APIRouter, lifespan: Lifespan | None = None) -> FastAPI:
    """Return an application of *routers*: no docs pages, no redirects, no CORS."""
    app = FastAPI(openapi_url=None, redirect_slashes=False, lifespan=lifespan)
    app.add_exception_handler(ProtocolError, _refused)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_middleware(Shell)
    for router in routers:
        app.include_router(router)
    return app


def problem_response(error: ProtocolError) -> Response:
    """Return *error* as a problem document (RFC 9457)."""
    return Response(orjson.dumps(problem(error)), error.status, media_type=PROBLEM)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProtocolError)
    return problem_response(error)


async def _not_served(_request: Request, error: Exception) -> Response:
    """Answer what the framework refuses by itself."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        response = problem_response(MethodNotAllowedError("this path is not served by that method"))
        response.headers.update({"allow": (error.headers or {}).get("Allow", "GET")})
        return response
    if error.status_code == 404:
        return problem_response(NotFoundError("nothing is served at this path"))
    return problem_response(BadRequestError("the request can't be understood"))


class Shell:
    """Adds the headers, waits for a body that still comes, and turns a fault of ours into a problem."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = Body(scope, receive)
        answer = _Answer(send, body)
        try:
            await self._app(scope, body.receive, answer.send)
        except ClientDisconnect:
            return
        except Exception:
            _log.exception("failed", method=scope["method"], path=scope["path"])
            if answer.started:
                raise
            await problem_response(InternalError("a fault of this server"))(scope, body.receive, answer.send)


class _Answer:
    """What is sent, with the headers that every answer has."""

    def __init__(self, send: Send, body: Body) -> None:
        self._send, self._body = send, body
        self.started = False

    async def send(self, message: Message) -> None:
        """Pass *message* on; the last one only when the request's body is out of the way."""
        if message["type"] == "http.response.start":
            self.started = True
            more = () if self._body.ended else ((b"connection", b"close"),)
            message = {**message, "headers": _with_defaults(message["headers"], (*_HEADERS, *more))}
        elif not self._body.ended and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._body.throw_away()
            message = {"type": "http.response.body"}
        await self._send(message)


def _with_defaults(headers: Any, defaults: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = list(headers)
    names = {name.lower() for name, _ in given}
    return given + [(name, value) for name, value in defaults if name not in names]
