"""One way in: a source's name and settings in, entries and rejects out, one by one.

Spec: spec/40-scan.md (SCAN-30 to SCAN-38).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from catalog_adapters.entry import BadSettingsError, Entry, Kind, NoSourceError, Reject, SourceSettings
from catalog_adapters.feeds.merchant import read_feed
from catalog_adapters.grouping import Gathering
from catalog_adapters.item import Item
from catalog_adapters.kind import find_kind
from catalog_adapters.mapping_file import settled
from catalog_adapters.packed import unpacked
from catalog_adapters.pages.page import read_page, read_pages
from catalog_adapters.rows import Row, read_rows
from catalog_adapters.shops.agent_feeds import read_agent_feed
from catalog_adapters.shops.documents import read_documents
from catalog_adapters.shops.shopify import read_products_json, read_storefront
from catalog_adapters.shops.shopify_table import read_shopify_table
from catalog_adapters.shops.woocommerce import read_store_api
from catalog_adapters.sync.reading import is_synced, read_synced
from catalog_adapters.tables.database import read_database
from catalog_adapters.tables.parquet import read_parquet
from catalog_adapters.tables.table import read_table
from foundation.currencies import active
from foundation.query import is_database

Rows = Iterator[Row | Reject]

READERS: Final[Mapping[Kind, Callable[[str, BinaryIO, SourceSettings], Rows]]] = {
    "csv": read_table,
    "parquet": read_parquet,
    "merchant": read_feed,
    "shopify-csv": read_shopify_table,
}
"""Readers of streams."""
DOCUMENTS: Final[Mapping[Kind, Callable[[str, Any], Rows]]] = {
    "shopify": read_products_json,
    "shopify-storefront": read_storefront,
    "woocommerce": read_store_api,
    "agent-feed": read_agent_feed,
}
"""Readers of JSON values."""


def read_source(
    source: str, settings: SourceSettings, *, at_ms: int, data: bytes | None = None
) -> Iterator[Entry | Reject]:
    """Yield what *source* holds at *at_ms*: its products, and what could not be read of them.

    source: path of a file or of a folder of pages, or `sync:` and the file of a sync; with *data* only the
    name to report (a URL serves as the base of relative links).

    Raises a `CatalogError` when the source can't be read at all, or, after what could be read, to its end.
    """
    settings = settled(settings)
    if settings.currency is not None and not active(settings.currency):
        raise BadSettingsError(source, f"the currency {settings.currency[:8]!r} is no active ISO 4217 code")
    with Gathering() as gathering:
        for found in _items(source, settings, at_ms, data):
            if isinstance(found, Reject):
                yield found
            else:
                yield from gathering.add(found)
        yield from gathering.groups()


def _items(source: str, settings: SourceSettings, at_ms: int, data: bytes | None) -> Iterator[Item | Reject]:
    if is_database(source):
        yield from read_rows(read_database(source, settings), settings, at_ms)
        return
    if data is None and _is_folder(source):
        if settings.kind not in (None, "jsonld"):
            raise BadSettingsError(source, f"a folder is read as pages, not as {settings.kind}")
        yield from read_pages(source, settings, at_ms)
        return
    if data is None and is_synced(source):
        yield from read_synced(source, settings, at_ms)
        return
    with _open(source, data) as packed, unpacked(source, packed) as stream:
        kind = settings.kind or find_kind(source, stream.read(4096))
        stream.seek(0)
        if kind == "jsonld":
            yield from read_page(source, stream, settings, at_ms)
        else:
            yield from read_rows(stream_rows(kind, source, stream, settings), settings, at_ms)


def stream_rows(kind: Kind, source: str, stream: BinaryIO, settings: SourceSettings) -> Rows:
    """Yield the rows of *stream*, which is a table, a feed or JSON. Raises a `CatalogError`."""
    if kind in READERS:
        yield from READERS[kind](source, stream, settings)
        return
    rows = document_rows(kind, source, settings)
    for found in read_documents(source, stream):
        if isinstance(found, Reject):
            yield found
        else:
            yield from rows(source, found[1])


def document_rows(kind: Kind, source: str, settings: SourceSettings) -> Callable[[str, Any], Rows]:
    """Return the reader of JSON values of *kind*. Raises `BadSettingsError`."""
    if kind == "mapped":
        return _mapped(source, settings)
    if kind in DOCUMENTS:
        return DOCUMENTS[kind]
    raise BadSettingsError(source, f"{kind} is not read from a file; `dailyme catalog sync` asks for it")


def _mapped(source: str, settings: SourceSettings) -> Callable[[str, Any], Rows]:
    if settings.mapping is None:
        raise BadSettingsError(source, "a mapped source needs its mapping file")
    from catalog_adapters.shops.mapping import mapped_by  # noqa: PLC0415  an extra: loads jmespath

    return mapped_by(settings.mapping)


def _is_folder(source: str) -> bool:
    try:
        return Path(source).is_dir()
    except (OSError, ValueError):
        return False


def _open(source: str, data: bytes | None) -> BinaryIO:
    if data is not None:
        return io.BytesIO(data)
    try:
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        raise NoSourceError(source, getattr(error, "strerror", None) or "it can't be opened") from None
