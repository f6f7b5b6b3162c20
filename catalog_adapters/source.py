"""One way in: a source's name and settings in, entries and rejects out, one by one.

Spec: spec/40-scan.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_adapters.entry import Entry, NoSourceError, Reject, SourceSettings


def read_source(
    source: str, settings: SourceSettings, *, at_ms: int, data: bytes | None = None
) -> Iterator[Entry | Reject]:
    """Yield what *source* holds at *at_ms*: its products, and what could not be read of them.

    source: path of a file or of a folder of pages; with *data* only the name to report (a URL serves as
    the base of relative links).

    Raises a `CatalogError` when the source can't be read at all, or, after what could be read, to its end.
    """
    raise NoSourceError(source, f"nothing is read yet at {at_ms} ({settings.kind}, {data is None})")
    yield
