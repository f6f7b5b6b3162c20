"""The API's door: a key in place of a session, and problem documents in place of pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import orjson
import structlog
from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.responses import Response

from brand_agent.api_keys import ApiKey, BadApiKeyError, Scope
from brand_agent.edge.api_keys import SqlApiKeys, is_stale
from dailyme.errors import PROBLEM_TYPE, describe
from dailyme.pages.brand.office import OfficeDep

PROBLEM = "application/problem+json"

_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="A key from Webhooks and keys.")
_log = structlog.get_logger("pages")


class ProgramRoute(APIRoute):
    """A route for programs: whatever goes wrong is a problem document."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """Return the handler, with what it raises put into words."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                return _malformed(error)
            except Exception as error:
                return _problem(request, error)

        return answer


def _malformed(error: RequestValidationError) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])[:200]
    shown = {"type": f"{PROBLEM_TYPE}bad-request", "title": "bad request", "status": 422}
    shown |= {"detail": f"{where}: {first['msg']}.", "code": "bad-request", "requirement": ""}
    return _shown(shown | {"advice": "See the API's description under Webhooks and keys."})


def _problem(request: Request, error: Exception) -> Response:
    shown = describe(error)
    if not isinstance(getattr(error, "code", None), str):
        _log.error("failed", method=request.method, path=request.url.path, exc_info=error)
        shown |= {"status": 500, "detail": "Something went wrong here.", "advice": "Try again later."}
    return _shown(shown)


def _shown(problem: dict[str, Any]) -> Response:
    headers = {"www-authenticate": "Bearer"} if problem["status"] == 401 else None
    return Response(orjson.dumps(problem), problem["status"], headers, media_type=PROBLEM)


async def _key(
    office: OfficeDep, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> ApiKey:
    """Return the valid key of a request. Raises `BadApiKeyError`."""
    if given is None:
        raise BadApiKeyError("no key came with this request")
    at_ms, sent = office.now_ms(), given.credentials
    key = await office.database.read(lambda found: SqlApiKeys(found).find(sent))
    if is_stale(key, at_ms=at_ms):
        await office.database.write(lambda found: SqlApiKeys(found).used(key.number, at_ms=at_ms))
    return key


KeyDep = Annotated[ApiKey, Depends(_key)]


def takes(scope: Scope) -> Any:
    """Return what a route depends on that takes a key with *scope*."""

    def check(key: KeyDep) -> None:
        key.must(scope)

    return Depends(check)
