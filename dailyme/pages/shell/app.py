"""A site's application: the gate outside, the door open, and all else only for who is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Final

import structlog
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response

from dailyme.errors import Exit, describe
from dailyme.pages.shell.door import inside, recognise
from dailyme.pages.shell.errors import BadFormError, NoPageError, NotEnteredError, PageError
from dailyme.pages.shell.gate import Gate
from dailyme.pages.shell.live import Live, live_router
from dailyme.pages.shell.render import assets, is_fragment, render
from dailyme.pages.shell.site import Site, session_of

_KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER: Final = "public, max-age=31536000, immutable"

_log = structlog.get_logger("pages")

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(
    site: Site,
    *,
    live: Live,
    public: Iterable[APIRouter],
    pages: Iterable[APIRouter],
    lifespan: Lifespan | None = None,
) -> FastAPI:
    """Return the application of *site*: *public* is for everybody, *pages* for who is in."""
    app = FastAPI(
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=[Middleware(Gate, site=site, failed=failed)],
    )
    app.state.site, app.state.newsroom = site, live
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(RequestValidationError, _framework)
    app.include_router(_files())
    for router in public:
        app.include_router(router)
    for router in (*pages, live_router(live)):
        app.include_router(router, dependencies=[Depends(inside)])
    return app


def _files() -> APIRouter:
    router = APIRouter()

    @router.get("/static/{path:path}")
    @router.get("/vendor/{path:path}")
    async def file(request: Request, v: str = "") -> Response:
        path = request.url.path.removeprefix("/")
        found = assets().get(path)
        if found is None:
            raise NoPageError
        plain, packed, mark = found
        headers = {"cache-control": _FOREVER if v == mark else "no-cache", "vary": "accept-encoding"}
        kind = _KINDS[f".{path.rpartition('.')[2]}"]
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, headers={**headers, "content-encoding": "gzip"}, media_type=kind)
        return Response(plain, headers=headers, media_type=kind)

    return router


async def _framework(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses by itself."""
    missing = isinstance(error, HTTPException) and error.status_code in {404, 405}
    return await failed(request, NoPageError() if missing else BadFormError())


async def failed(request: Request, error: Exception) -> Response:
    """Return the page of *error*: what it says, its code and what to do; nothing of how it came about."""
    site: Site = request.app.state.site
    if isinstance(error, NotEnteredError) and site.door is not None and not is_fragment(request):
        return RedirectResponse(site.door, 303)
    if isinstance(error, NoPageError) and session_of(request) is None:
        await recognise(request)  # whoever is in finds the way back
    shown = describe(error)
    status = _status(error)
    if status >= 500:
        _log.error("failed", method=request.method, path=request.url.path, exc_info=error)
        shown |= {
            "code": "internal-error",
            "detail": "Something went wrong here. It is our fault, not yours.",
            "advice": "Nothing was changed by halves. Try again; the program's log says more.",
        }
    answer = render(
        request,
        "shell/failed_part.html" if is_fragment(request) else "shell/failed.html",
        status=status,
        detail=shown["detail"],
        advice=shown["advice"],
        code=shown["code"],
    )
    if is_fragment(request):
        answer.headers.update({"hx-retarget": "#said", "hx-reswap": "innerHTML"})
    return answer


def _status(error: Exception) -> int:
    if isinstance(error, PageError):
        return error.status
    if isinstance(error, SQLAlchemyError) or not isinstance(getattr(error, "code", None), str):
        return 500  # a database's errors have codes of their own, and tell its statements
    said = getattr(error, "status", None)
    if isinstance(said, int) and 400 <= said < 500:
        return said
    return 422 if getattr(error, "exit", None) is Exit.USAGE else 400
