"""Reading what a sync keeps, as a source like any other: `sync:FILE`.

Spec: spec/40-scan.md (SCAN-30 to SCAN-38).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from catalog_adapters.entry import CatalogError, Reject, SourceSettings
from catalog_adapters.item import Item, Place
from catalog_adapters.pages.page import read_page
from catalog_adapters.rows import read_rows
from catalog_adapters.sync.records import PAGE, unpack_page, unpack_row
from catalog_adapters.sync.store import Store

SCHEME: Final = "sync:"


def is_synced(source: str) -> bool:
    """Whether *source* is the file of a sync, as in `sync:shop.db`."""
    return source.startswith(SCHEME)


def read_synced(source: str, settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    """Yield what the file of a sync holds, read at *at_ms*.

    The settings of the sync hold where *settings* say nothing. Raises a `CatalogError`.
    """
    with Store(source.removeprefix(SCHEME), reading=True) as store:
        held = store.source()
        settled = _settled(settings, {} if held is None else held[1])
        for _, place, form, line, body in store.records():
            if form == PAGE:
                yield from _page(place, unpack_page(body), settled, at_ms)
            else:
                yield from read_rows([unpack_row(place, line, body)], settled, at_ms)


def _page(place: str, data: bytes, settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    try:
        yield from read_page(place, io.BytesIO(data), settings, at_ms)
    except CatalogError as error:
        yield Place(place, 1).reject(error.code, error.reason)


def _settled(settings: SourceSettings, kept: dict[str, Any]) -> SourceSettings:
    return replace(
        settings,
        currency=settings.currency or kept.get("currency"),
        decimal_mark=settings.decimal_mark or kept.get("decimal_mark"),
        encoding=settings.encoding or kept.get("encoding"),
    )
