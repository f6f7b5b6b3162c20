"""What `dailyme catalog map --json` and `catalog sync --json` print."""

from __future__ import annotations

from pydantic import Field

from dailyme.outputs import Output
from protocol.money import Price


class PreviewedProduct(Output):
    """A product that would be read."""

    id: str
    title: str
    price: Price = Field(description="The lowest of its variants.")


class CatalogMap(Output):
    """`dailyme catalog map FILE --json`."""

    source: str
    mapping: str = Field(description="The text of the mapping file (TOML).")
    columns: dict[str, str] = Field(description="Our name -> the table's heading.")
    unused: list[str] = Field(description="Headings that nothing is proposed for.")
    missing: list[str] = Field(description="Of id, title and price, those that no column seems to be.")
    preview: list[PreviewedProduct] = Field(description="The first products that would be read.")
    rejects: list[str] = Field(description="The first rows that would be left out: line, code, reason.")
    written: str | None = Field(None, description="Where the mapping was written, with --out.")


class CatalogSynced(Output):
    """`dailyme catalog sync SOURCE --into FILE --json`; with --every, a line after each pass."""

    source: str
    into: str
    live: int = Field(description="How many articles are there now; of a sitemap, pages with articles.")
    new: int
    changed: int
    same: int = Field(description="Asked for or listed, and as they were.")
    gone: int = Field(description="No longer listed, and withdrawn.")
    rejects: int = Field(description="Rows or fields left out: JSON lines on standard error.")
    requests: int
