"""The desk for slices: signed pages from the shelves that all workers share.

Spec: spec/41-slices.md (DIR-10, DIR-11, DIR-18, DIR-24).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from catalog_search import BadCursorError, EmptyQueryError, Filters, UnreachableIndexError
from catalog_search.shelves import Shelves, Shown
from marketplace.errors import IndexAwayError
from marketplace.slices import MAX_ITEMS, read_asked, read_text, slice_page
from protocol import SigningKey
from transport.paging import Page
from transport.refusals import BadSliceError, UnknownPageError

_FOUND: Final = 40
"""Offers that a search answers with at most."""


class SliceDesk:
    """A `SliceSite` over *shelves*, signing with *key*."""

    def __init__(self, shelves: Shelves, key: SigningKey) -> None:
        self._shelves, self._key = shelves, key

    async def slice(self, asked: Mapping[str, str], cursor: str | None) -> Page:
        """See `SliceSite`. Raises `BadSliceError`, `UnknownPageError` or `IndexAwayError`."""
        wanted = read_asked(asked)
        try:
            shown = await self._shelves.slice(wanted, cursor, MAX_ITEMS + 1)
        except BadCursorError:
            raise UnknownPageError("no slice gave that cursor") from None
        except UnreachableIndexError as error:
            raise IndexAwayError(error.reason) from error
        return Page(*slice_page(shown, wanted, self._key, cursor=cursor or ""))

    async def search(self, asked: Mapping[str, str]) -> Page:
        """See `SliceSite`. Raises `BadSliceError` or `IndexAwayError`. Nothing of it is logged (DIR-24)."""
        wanted, query = read_asked(asked), read_text(asked.get("q", ""), "a query")
        filters = Filters(currency=wanted.currency, region=wanted.region)
        try:
            found = await self._shelves.search(query, filters, _FOUND)
            state = await self._shelves.slice(wanted, None, 1)
        except EmptyQueryError:
            raise BadSliceError("the query has no word to search for") from None
        except UnreachableIndexError as error:
            raise IndexAwayError(error.reason) from error
        shown = Shown(state.version, state.at_ms, tuple(found))
        return Page(*slice_page(shown, wanted, self._key, cursor="", query=query))
