"""What reading a catalog yields: entries, rejects, and one error when there is nothing to read.

Spec: spec/40-scan.md (SCAN-31 to SCAN-34).

An entry keeps the brand's private facts (cost, count of the stock) beside the public product, never in it.
A reject says what was left out and why: the whole row, or one field of a product that is read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, get_args

from protocol.catalog import Product
from protocol.money import Price

Kind = Literal[
    "csv",
    "parquet",
    "sql",
    "merchant",
    "jsonld",
    "shopify",
    "shopify-csv",
    "shopify-storefront",
    "woocommerce",
    "agent-feed",
    "mapped",
    "sitemap",
]
"""The kinds of source: a CSV or TSV table, a Parquet file, a query to a database; a Google Merchant XML feed;
pages with schema.org markup; Shopify's products.json, its table, an answer of its Storefront API;
WooCommerce's Store API; UCP's and ACP's feeds; JSON that a mapping file explains; the pages that a
sitemap lists (by a sync alone)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked from a moment on, in milliseconds since 1970. No price: the variant is not for sale."""

    from_ms: int
    price: Price | None = None
    list_price: Price | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A product of the catalog, and what only the brand may know about it."""

    product: Product
    stock: Mapping[str, int] = field(default_factory=dict)
    """Pieces in stock by variant id; a variant that is missing here is not counted by the source."""
    cost: Mapping[str, Price] = field(default_factory=dict)
    """What a piece costs the brand, by variant id; missing: not known, so no concession."""
    since: Mapping[str, int] = field(default_factory=dict)
    """Since when the pieces lie in stock, by variant id, in milliseconds since 1970."""
    later: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)
    """What will be asked after the reading, by variant id, ascending in time; see `later.entry_at`."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read; every other row is unharmed."""

    source: str
    """Name of the file or page."""
    line: int
    """Line of the source where the row begins, from 1; of a page, the line of its script; of a JSON
    document, the number of the product."""
    reason: str
    """In words, for the shopkeeper; never parsed."""
    code: str
    """Stable: one of `CODES`, such as `price-unclear`."""
    id: str | None = None
    """The row's own id, where it could be read."""
    dropped: str = "row"
    """What is missing from the catalog: `row`, or the name of one field of a product that was read."""
    again_ms: int | None = None
    """When it can be read, if the source says so: a price that holds from then on."""

    def members(self) -> dict[str, Any]:
        """The JSON members, for `dailyme catalog read --json`."""
        said = {"source": self.source, "line": self.line, "code": self.code, "reason": self.reason}
        return {**said, "dropped": self.dropped, **({} if self.id is None else {"id": self.id})}


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How to read a source. What is None is found out from the source itself, or else is an error."""

    kind: Kind | None = None
    currency: str | None = None
    """ISO 4217 code of prices that state none; a currency in the source comes first."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our name -> the table's column or the feed's element; what is not mapped has Merchant's name."""
    delimiter: str | None = None
    encoding: str | None = None
    """`utf-8`, `utf-16` or `cp1252`; None: by byte order mark, else UTF-8."""
    decimal_mark: Literal[".", ","] | None = None
    """What `1.299` means; None: it has two readings and is a reject."""
    cost_column: str | None = None
    """Short for `columns["cost"]`."""
    query: str | None = None
    """What is selected of a database."""
    mapping: str | None = None
    """Path of a mapping file (see `mapping_file`)."""


class CatalogError(Exception):
    """The source can't be read at all, or not to its end. Carries a code and what to do next."""

    code: ClassVar[str] = "catalog-error"
    requirement: ClassVar[str] = "SCAN-33"
    advice: ClassVar[str] = "Look at the source."

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}. {self.advice}")
        self.source, self.reason = source, reason


class NoSourceError(CatalogError):
    """No file, folder or data of that name."""

    code = "no-source"
    advice = "Give the path of a file, or of a folder of pages, that can be read."


class UnknownKindError(CatalogError):
    """Neither name nor content says what kind of source this is."""

    code = "unknown-kind"
    advice = f"Say the kind: {', '.join(get_args(Kind))}."


class MappingAsSourceError(CatalogError):
    """The file is TOML: it says how a catalog is read, and is none."""

    code = "mapping-as-source"
    advice = (
        "Name the catalog, and hand this file over beside it: `dailyme catalog read CATALOG --mapping FILE`."
    )


class BadSettingsError(CatalogError):
    """A setting makes no sense."""

    code = "bad-settings"
    advice = "Correct the setting."


class BadColumnsError(CatalogError):
    """The table's first row doesn't name the columns that are needed."""

    code = "bad-columns"
    advice = (
        "Name the columns in the first row; or map ours to theirs: `dailyme catalog map FILE` proposes how."
    )


class BadEncodingError(CatalogError):
    """The bytes are not text in the encoding that was stated or found."""

    code = "bad-encoding"
    advice = "Save it as UTF-8, or state the encoding: utf-8, utf-16 or cp1252."


class NotAFeedError(CatalogError):
    """Not well-formed XML, or XML that is neither RSS 2.0 nor Atom."""

    code = "not-a-feed"
    advice = "Export the feed again as RSS 2.0 or Atom with Google's g: names."


class NotTheKindError(CatalogError):
    """The source is not of the kind that it is read as."""

    code = "not-the-kind"
    advice = "Look whether it is the right file, and say its kind."


class DtdRefusedError(CatalogError):
    """The XML has a document type declaration, by which a small file can swell without bound."""

    code = "dtd-refused"
    requirement = "SCAN-34"
    advice = "Export the feed without a DOCTYPE; feeds need none."


class SourceTooLargeError(CatalogError):
    """A page larger than what is read into memory at once."""

    code = "source-too-large"
    advice = "Give a smaller page."
