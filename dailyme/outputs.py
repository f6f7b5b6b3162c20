"""What the commands print with `--json`: one model per command, whose JSON Schema is published.

The schemas are in `docs/schemas/`, written by `python -m dailyme.schemas`; a test fails when they are stale.
Later members may be added; none is renamed or removed.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from protocol.catalog import Product
from protocol.money import Money, Price


class Output(BaseModel):
    """A printed object. Members without a value are left out."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Problem(Output):
    """An error, on standard error: an RFC 9457 problem document."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable: test this.")
    requirement: str = Field(description="The requirement of the spec that was broken, or empty.")
    advice: str = Field(description="What to do next.")


class Initialised(Output):
    """`dailyme init --json`."""

    settings: str = Field(description="Path of config.toml.")
    seed: str = Field(description="Path of the encrypted seed, mode 0600.")
    kept: bool = Field(description="Whether settings that were there already were left alone.")


class CatalogProduct(Output):
    """A line on standard output of `dailyme catalog read SOURCE --json`.

    Stock and cost are a brand's private facts: they are read for its own use, and never published.
    """

    source: str
    product: Product
    stock: dict[str, int] | None = Field(None, description="Variant id -> pieces, where the source says.")
    cost: dict[str, Price] | None = Field(None, description="Variant id -> unit cost, where the source says.")


class CatalogReject(Output):
    """A line on standard error of `dailyme catalog read SOURCE --json`: a row that can't be read."""

    source: str
    line: int | None = Field(None, description="Line of the source, counted from 1.")
    code: str = Field(description="Stable: test this.")
    reason: str
    dropped: str = Field("row", description="`row`, or the one field that a product is read without.")
    id: str | None = Field(None, description="The row's own id, where it has one.")


class Ready(Output):
    """`dailyme brand serve --json` and `dailyme market serve --json`: printed once requests are answered."""

    ready: Literal[True]
    did: str
    url: str
    name: str | None = Field(None, description="Of a brand: its name.")
    currency: str | None = Field(None, description="Of a brand: the one it sells in.")
    listed: bool | None = Field(None, description="Of a brand with --market: whether the market lists it.")
    products: int | None = Field(None, description="Of a brand: products in the catalog.")
    rejects: int | None = Field(None, description="Of a brand: rows of the catalog that can't be read.")
    notes: list[str] = Field(default_factory=list, description="What an operator must know.")


class DemoMarket(Output):
    """`dailyme market demo --json`: printed once the market and its brands answer requests."""

    ready: Literal[True]
    url: str = Field(description="Of the market.")
    brands: list[Ready]


class BrandInitialised(Output):
    """`dailyme brand init --json`."""

    policy: str = Field(description="Path of brand.toml.")
    key: str | None = Field(None, description="Path of the encrypted key, for a brand with an address.")


class BrandChecked(Output):
    """`dailyme brand check --json`."""

    name: str
    currency: str
    products: int
    rejects: list[CatalogReject]
    notes: list[str]


class BrandReport(Output):
    """`dailyme brand report --json`: the brand's own figures."""

    currency: str
    threads: int
    agreements: int
    without_deal: int
    sold: Price
    conceded: Money
    conceded_basis_points: int = Field(description="Of the list totals of what was sold.")
    margin: Money | None = Field(None, description="Net sales minus cost; absent where a cost is not known.")
    margin_basis_points: int | None = None
    subscriptions: int = Field(0, description="Of people who asked to be told, and did not end it.")
    news: int = Field(0, description="News that were put into mailboxes.")


class MarketInitialised(Output):
    """`dailyme market init --json`."""

    key: str = Field(description="Path of the encrypted key.")


class ListedBrand(Output):
    """A brand of a directory, as its own signed profile describes it."""

    did: str
    name: str
    url: str
    categories: list[str]
    regions: list[str]


class MarketList(Output):
    """`dailyme market list --json`."""

    market: str
    brands: list[ListedBrand]
    troubles: list[str] = Field(description="Listed, but the profile did not verify or answer.")
