"""The paths of a marketplace with an index, over what serves its slices.

Spec: spec/41-slices.md (DIR-10, DIR-11, DIR-24). Import this where an application is wired: it needs FastAPI.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from fastapi import APIRouter, Request, Response

from transport.paging import Page, cursor_of, shown
from transport.refusals import BadSliceError

SLICES_PATH: Final = "/offers"
SEARCH_PATH: Final = "/search"
_SLICE: Final = ("category", "region", "currency")


class SliceSite(Protocol):
    """Where slices are served. What it raises as a `ProtocolError` is answered as a problem document."""

    async def slice(self, asked: Mapping[str, str], cursor: str | None) -> Page:
        """The signed page at *cursor* of the slice of `category`, `region` and `currency`, where given.

        Behind the last product it is empty.
        """

    async def search(self, asked: Mapping[str, str]) -> Page:
        """The signed answer to `q` in a `region` and `currency`: the person lets the marketplace know."""


def slice_router(site: SliceSite) -> APIRouter:
    """Return the routes `/offers` and `/search`."""

    async def slices(request: Request) -> Response:
        asked = _only(request, *_SLICE, "cursor")
        return shown(request, await site.slice(asked, cursor_of(request)))

    async def search(request: Request) -> Response:
        return shown(request, await site.search(_only(request, "region", "currency", "q")))

    router = APIRouter()
    router.add_route(SLICES_PATH, slices, ["GET"])
    router.add_route(SEARCH_PATH, search, ["GET"])
    return router


def _only(request: Request, *names: str) -> dict[str, str]:
    """Return what is asked, if it is only *names*, each once. Raises `BadSliceError` (DIR-11)."""
    asked = request.query_params.multi_items()
    if len({name for name, _ in asked} & set(names)) != len(asked):  # DIR-11
        raise BadSliceError("the request says more than a slice needs, or one thing twice")
    return dict(asked)
