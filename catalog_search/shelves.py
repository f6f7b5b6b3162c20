"""What a directory keeps of its brands' catalogs: whose turn it is, signed pages, and slices of products.

Spec: spec/41-slices.md.

Beside the search index, which knows offers, stand here the products as their brands signed them, each with
the page that it stands on. A new version of a catalog comes page by page and is shown only once it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from catalog_search.ports import Filters


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand to be read. profile: its hash; regions: countries; url: of its catalog."""

    did: str
    profile: str
    url: str
    regions: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A brand whose turn it is, and how far it was read.

    version, etag, read_ms: of what is shown; None, "" and 0 where nothing is. coming: the version that was
    begun; cursor: its page that comes next, None where it was read to its end; pages: how many of it are
    kept. holder: whoever reads it.
    """

    brand: Brand
    holder: str
    version: str | None = None
    etag: str = ""
    read_ms: int = 0
    failures: int = 0
    coming: str | None = None
    cursor: str | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A page of a catalog, verified, with its hash, and its bytes as signed."""

    version: str
    cursor: str
    next: str | None
    hash: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sums:
    """What a new version of a catalog changed, in products."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A slice; None is any."""

    category: str | None = None
    region: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """A product as it stood on a page of its brand's catalog, when that was last looked at.

    place: in the order of slices. data: its canonical JSON.
    """

    place: bytes
    brand: str
    version: str
    read_ms: int
    cursor: str
    page: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """Products of a slice in order, and the names of the slice's state and time."""

    version: str
    at_ms: int
    items: tuple[Stood, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How a brand stands: how many products are shown, how old, and what went wrong since."""

    did: str
    products: int
    read_ms: int
    failures: int
    problem: str


Kept = Literal["new", "same", "contradicts", "again", "lost"]
"""What keeping a page came to: it contradicts one that is held (both are kept as a proof); its version has
that page already; or somebody else reads the brand by now."""


class Shelves(Protocol):
    """The shelves of a directory's brands, on a machine that many workers share."""

    async def enrol(self, brands: Iterable[Brand], *, now_ms: int) -> int:
        """Read just *brands* from now on; what is shown of others goes. Returns how many went."""

    async def hurry(self, now_ms: int) -> None:
        """Make it every brand's turn."""

    async def claim(self, now_ms: int, lease_ms: int) -> Reading | None:
        """Return a brand whose turn it is, for the caller alone while the lease lasts; None: nobody's."""

    async def waiting(self, now_ms: int) -> int:
        """Return how many are due or being read."""

    async def begin(self, reading: Reading, version: str) -> None:
        """Forget what was begun, and begin *version*."""

    async def keep(self, reading: Reading, page: SignedPage, *, now_ms: int, lease_ms: int) -> Kept:
        """Keep *page* of the version that is coming, and who holds it for longer."""

    async def finish(self, reading: Reading, version: str, *, now_ms: int, due_ms: int) -> Sums | None:
        """Show *version*, every page of which is kept, in place of what is shown; None if another did."""

    async def still(self, reading: Reading, *, now_ms: int, due_ms: int) -> None:
        """Note that the catalog is as it was."""

    async def failed(self, reading: Reading, problem: str, *, due_ms: int) -> None:
        """Note that *reading* came to nothing: what is shown stays, what was begun too."""

    async def slice(self, asked: Asked, after: str | None, limit: int) -> Shown:
        """Return at most *limit* products behind the cursor *after*. Raises `BadCursorError`."""

    async def search(self, query: str, filters: Filters, limit: int) -> Sequence[Stood]:
        """Return the products of the best offers for *query*, best first. Raises `EmptyQueryError`."""

    async def states(self) -> Sequence[State]:
        """Return how every brand stands, in order of DID."""

    async def proofs(self) -> Sequence[tuple[Any, Any]]:
        """Return the pairs of pages that contradict each other, as signed."""
