"""Scan: which brands to look at, and what stands on their shelves.

Spec: spec/40-scan.md.

Every page of a catalog is fetched, so no brand learns what is looked for; and neither who is asked nor what
is read depends on the ceiling. Nothing here waits: the edge fetches, this says what fits together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from consumer_twin.errors import BrokenCatalogError
from consumer_twin.wish import Wish
from protocol import VERSION, CatalogPage, Product, Profile
from protocol.bodies import Mode
from protocol.profile import MEDIATED

NEGOTIATE: Final = "negotiate.alternating"
MODES: Final[Mapping[Mode, str]] = MappingProxyType({"sealed": "negotiate.sealed", "mediated": MEDIATED})
"""The capability that each mode needs."""
MAX_PAGES: Final = 2000
"""Pages of one catalog that are read: 64 KiB each, so 128 MB at most."""
MAX_SELLERS: Final = 200
"""Brands that one scan looks at."""


@dataclass(frozen=True)
class Seller:
    """Who sells: a brand that negotiates at *endpoint*, or (None) a public page that only shows prices.

    id: the brand's DID, or the page's address.
    counters: how many counters the brand takes in one thread. relate: where it takes requests, if it does.
    offers: where it makes public offers, if it does. modes: the ways to play that it takes beside turns;
    mediators: the marketplaces (DIDs) that it takes for mediated play.
    """

    id: str
    name: str
    url: str
    endpoint: str | None = None
    counters: int = 0
    relate: str | None = None
    offers: str | None = None
    modes: tuple[Mode, ...] = ()
    mediators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """Where to look: URLs of directories and of brands, and public feeds or pages (files or URLs)."""

    markets: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Everything that a seller sells."""

    seller: Seller
    products: tuple[Product, ...]


See = Callable[[Shelf], None]
"""Somebody who is shown a shelf, and must not keep anybody waiting."""


def blind(shelf: Shelf) -> None:
    """Look at nothing."""


@dataclass(frozen=True)
class Trouble:
    """A seller that could not be used, and why. The rest goes on without it."""

    seller: str
    code: str
    reason: str


@dataclass(frozen=True)
class Scan:
    """What the scan brought: shelves in order of seller, and who could not be read."""

    shelves: tuple[Shelf, ...]
    troubles: tuple[Trouble, ...]


def unfit(profile: Profile, wish: Wish) -> str | None:
    """Say why the brand can't serve *wish*; None if it can. The ceiling plays no part."""
    if VERSION not in profile.versions:
        return f"speaks {', '.join(profile.versions)[:80]} and not {VERSION}"
    if not {"catalog", NEGOTIATE} <= set(profile.capabilities):
        return f"does not offer a catalog and {NEGOTIATE}"
    if wish.region.partition("-")[0] not in {region.partition("-")[0] for region in profile.regions}:
        return f"does not deliver to {wish.region}"
    if wish.currency not in profile.currencies:
        return f"does not sell in {wish.currency}"
    if wish.personal_terms not in profile.personal_terms:
        return f"does not take the terms {wish.personal_terms}"
    return None


def following(pages: Sequence[CatalogPage]) -> str | None:
    """Return the cursor after *pages*, None at the end of the catalog.

    Raises `BrokenCatalogError` (SCAN-7) if they are not the first pages of one version, each following the
    one before, or if there is no end to them.
    """
    last = pages[-1]
    if last.version != pages[0].version:
        raise BrokenCatalogError("the catalog changed while it was read")
    if len(pages) > 1 and last.cursor != pages[-2].next:
        raise BrokenCatalogError("a page is not the one that was asked for")
    if any(page.cursor == last.next for page in pages):
        raise BrokenCatalogError("the pages run in a circle")
    if len(pages) >= MAX_PAGES:
        raise BrokenCatalogError(f"the catalog has more than {MAX_PAGES} pages")
    return last.next


def stock_shelf(seller: Seller, pages: Sequence[CatalogPage]) -> Shelf:
    """Return the shelf that all *pages* make together. Raises `BrokenCatalogError` for a product twice."""
    products = tuple(product for page in pages for product in page.products)
    if len({product.id for product in products}) != len(products):
        raise BrokenCatalogError("two products have one id")
    return Shelf(seller, products)
