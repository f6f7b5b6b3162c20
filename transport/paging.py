"""Pages of what is signed: a cursor comes in, a page with its tag goes out, or that it is as it was.

Spec: spec/40-scan.md (SCAN-5, SCAN-6), spec/41-slices.md (DIR-18).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from transport.media import MESSAGE
from transport.refusals import UnknownPageError

FRESH: Final = {"cache-control": "no-cache, no-transform"}
"""May be kept, and is asked about each time."""


@dataclass(frozen=True)
class Page:
    """A signed page: its bytes, and its hash as `etag` (without quotes)."""

    data: bytes
    etag: str


def shown(request: Request, page: Page | None) -> Response:
    """Return *page*, or that it is as it was. Raises `UnknownPageError` (SCAN-5) where there is none."""
    if page is None:  # SCAN-5
        raise UnknownPageError("there is no page of that cursor")
    headers = {**FRESH, "etag": f'"{page.etag}"'}
    if _is_held(request, page.etag):  # SCAN-6
        return Response(status_code=304, headers=headers)
    return Response(page.data, headers=headers, media_type=MESSAGE)


def cursor_of(request: Request) -> str | None:
    """Return the asked cursor. Raises `UnknownPageError` (SCAN-5) for what can be none."""
    cursor = request.query_params.get("cursor")
    if cursor is not None and not 0 < len(cursor) <= 200:
        raise UnknownPageError("a cursor has 1 to 200 characters")
    return cursor


def _is_held(request: Request, etag: str) -> bool:
    """Whether If-None-Match names *etag*; weak names and lists count too (RFC 9110, 13.1.2)."""
    held = request.headers.get("if-none-match", "")
    names = {name.strip().removeprefix("W/") for name in held.split(",")}
    return f'"{etag}"' in names or "*" in names
