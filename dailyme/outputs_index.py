"""What `market index` prints with `--json`."""

from __future__ import annotations

from pydantic import Field

from dailyme.outputs import Output


class IndexedBrand(Output):
    """How a brand stands in the index."""

    did: str
    products: int = Field(description="Products that slices show.")
    age_s: int | None = Field(None, description="Since it was last found to be so; none: it never was read.")
    failures: int = Field(description="How often in a row it could not be read since.")
    problem: str = Field(description="The code of the last failure; empty if there was none.")


class MarketIndexed(Output):
    """`dailyme market index MARKET --json`; with --every, a line after each round."""

    market: str
    brands: list[IndexedBrand]
    read: int = Field(description="Brands that were asked in this round.")
    new: int
    changed: int
    same: int = Field(description="Products of changed catalogs that are as they were.")
    gone: int = Field(description="No longer in a catalog, and withdrawn.")
    failed: int = Field(description="Brands that could not be read in this round.")
    proofs: int = Field(description="Pairs of signed pages that contradict each other, kept so far.")
