"""How a source is asked page by page: which question comes first, and which follows an answer.

Each is plain values in and out; `PAGED` are the kinds that come in pages by themselves, and a mapping file's
`[request]` says it of any other.

Sources: Shopify's public `products.json` (`limit` at most 250, `page`); WooCommerce, Store API, Products
(`per_page` at most 100, `page`, `X-WP-TotalPages`, `after` with `date_column`, `type=variation`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalog_adapters.entry import Kind
from catalog_adapters.sync.asking import Request
from protocol import write_time

MAX_STEPS: Final = 20_000
"""Pages of one source: whoever has more is endless."""
OVERLAP_MS: Final = 5 * 60_000
"""Asked for what changed since a time, we ask from so much earlier: two clocks never agree."""

_SHOPIFY: Final = 250
_WOOCOMMERCE: Final = 100


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a pass is. list: of several lists, which. page: from 1. skip: rows before it. after: theirs."""

    list: int = 0
    page: int = 1
    skip: int = 0
    after: str | None = None

    def members(self) -> dict[str, Any]:
        """The cursor as it is kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Met:
    """What an answer held.

    rows: how many, those that can't be read too. new: how many of them this pass had not met yet; 0 if the
    answer is the one before again.
    """

    headers: Mapping[str, str]
    document: Any
    rows: int
    new: int


class Pages(Protocol):
    """A source that comes in pages."""

    @property
    def kind(self) -> Kind:
        """How a page is read."""

    @property
    def passes(self) -> int:
        """How many complete passes must miss an article before it is withdrawn.

        2 where pages have numbers: what is deleted on a page before moves others over the border, unseen.
        """

    @property
    def expected(self) -> frozenset[str]:
        """Codes of rejects that say nothing here."""

    def knows_since(self) -> bool:
        """Say whether it can be asked for what changed since a time."""

    def request(self, source: str, cursor: Cursor, since_ms: int | None) -> Request:
        """Return the question for the page at *cursor*."""

    def following(self, cursor: Cursor, met: Met) -> Cursor | None:
        """Return where it goes on after a page, None at the end."""


class ShopifyPages:
    """`products.json`, page by page to the first that is empty or brings nothing new."""

    kind: Final[Kind] = "shopify"
    passes: Final = 2
    expected: Final[frozenset[str]] = frozenset()

    def knows_since(self) -> bool:
        """Say no: the public list can't be asked so."""
        return False

    def request(self, source: str, cursor: Cursor, since_ms: int | None) -> Request:
        """Return the question for a page."""
        return Request(with_parameters(source, limit=_SHOPIFY, page=cursor.page))

    def following(self, cursor: Cursor, met: Met) -> Cursor | None:
        """Return the next page."""
        return replace(cursor, page=cursor.page + 1) if met.rows and met.new else None


class WooCommercePages:
    """The Store API: the products in the order of their ids, then the variations."""

    kind: Final[Kind] = "woocommerce"
    passes: Final = 2
    expected: Final = frozenset({"price-range"})
    """Of a variable product; its variations have prices of their own."""

    def knows_since(self) -> bool:
        """Say yes."""
        return True

    def request(self, source: str, cursor: Cursor, since_ms: int | None) -> Request:
        """Return the question for a page."""
        said: dict[str, Any] = {
            "per_page": _WOOCOMMERCE,
            "page": cursor.page,
            "orderby": "id",
            "order": "asc",
        }
        if cursor.list == 1:
            said["type"] = "variation"
        if since_ms is not None:
            said |= {"after": write_time(since_ms), "date_column": "modified_gmt"}
        return Request(with_parameters(source, **said))

    def following(self, cursor: Cursor, met: Met) -> Cursor | None:
        """Return the next page, or the beginning of the variations."""
        total = met.headers.get("x-wp-totalpages", "")
        last = cursor.page >= int(total) if total.isascii() and total.isdigit() else not met.new
        if met.rows and not last:
            return replace(cursor, page=cursor.page + 1)
        return Cursor(list=1) if cursor.list == 0 else None


PAGED: Final[Mapping[Kind, Pages]] = {"shopify": ShopifyPages(), "woocommerce": WooCommercePages()}


def paged_by_address(source: str) -> Kind | None:
    """Return the kind of a source in pages, or of a sitemap, where its address says it."""
    path = urlsplit(source).path.lower()
    if path.endswith("/products.json"):
        return "shopify"
    if "/wp-json/wc/store/" in path:
        return "woocommerce"
    name = path.rpartition("/")[2].removesuffix(".gz")
    if "sitemap" in name and name.endswith((".xml", ".txt")):
        return "sitemap"
    return None


def with_parameters(url: str, **said: Any) -> str:
    """Return *url* with the parameters *said* in place of those of the same names.

    >>> with_parameters("https://a.example/x?page=1&b=2", page=3)
    'https://a.example/x?b=2&page=3'
    """
    parts = urlsplit(url)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in said
    ]
    return urlunsplit(parts._replace(query=urlencode([*kept, *said.items()])))
