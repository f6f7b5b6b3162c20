"""Reading a source in a test: what came of it, entries and rejects apart."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from catalog_adapters import Entry, Reject, SourceSettings, read_source
from protocol.times import read_time

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[2] / "../shared/data"
AT_MS = read_time("2026-12-01T09:00:00Z")

PLAIN = SourceSettings()


class Found(NamedTuple):
    """What a source held."""

    entries: list[Entry]
    rejects: list[Reject]

    @property
    def ids(self) -> list[str]:
        """Ids of the products, in order."""
        return [entry.product.id for entry in self.entries]

    @property
    def codes(self) -> list[tuple[str | None, str]]:
        """Id and code of each reject, in order."""
        return [(reject.id, reject.code) for reject in self.rejects]


def read(
    source: str, settings: SourceSettings = PLAIN, *, data: bytes | None = None, at_ms: int = AT_MS
) -> Found:
    """Return all that *source* holds."""
    found = Found([], [])
    for one in read_source(source, settings, at_ms=at_ms, data=data):
        if isinstance(one, Entry):
            found.entries.append(one)
        else:
            found.rejects.append(one)
    return found


def fixture(name: str, settings: SourceSettings = PLAIN, at_ms: int = AT_MS) -> Found:
    """Return all that a fixture holds."""
    return read(str(FIXTURES / name), settings, at_ms=at_ms)


def table(text: str, settings: SourceSettings = PLAIN) -> Found:
    """Return all that a table with *text* holds."""
    return read("table.csv", settings, data=text.encode())


def row(**cells: str) -> str:
    """A table of one row: id, title and price, and what *cells* say."""
    said = {"id": "A", "title": "Thing", "price": "15.00 USD"} | cells
    return "\t".join(said) + "\n" + "\t".join(said.values()) + "\n"


def product(members: str, settings: SourceSettings = PLAIN, name: str = "page.jsonld") -> Found:
    """Return all that a JSON-LD document with one Product of *members* holds."""
    text = (
        '{"@context": "https://schema.org", "@type": "Product", "sku": "A", "name": "Thing", ' + members + "}"
    )
    return read(name, settings, data=text.encode())


def offer(members: str, settings: SourceSettings = PLAIN) -> Found:
    """Return all that a JSON-LD document with one Offer of *members* holds."""
    return product('"offers": {"@type": "Offer", ' + members + "}", settings)
