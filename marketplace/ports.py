"""What a directory needs: a place to keep listings, the brands' did documents, and the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.listing import Listing
from protocol import DidDocument

Clock = Callable[[], int]
"""Milliseconds since 1970."""


@dataclass(frozen=True)
class Wanted:
    """What a twin looks for; None is any. `after` is the place behind which a page begins."""

    category: str | None = None
    region: str | None = None
    after: str = ""


class Listings(Protocol):
    """The listed profiles, inside one transaction."""

    def of(self, did: str) -> Listing | None:
        """Return the listing of *did*."""

    def put(self, listing: Listing) -> None:
        """Keep *listing* in place of any other of its DID."""

    def remove(self, listing: Listing) -> None:
        """Let go of *listing*, unless another one has taken its place."""

    def find(self, wanted: Wanted, limit: int) -> Sequence[Listing]:
        """Return at most *limit* listings that name what is wanted, in the order of `place_of`."""


class Documents(Protocol):
    """The way to the brands' domains."""

    async def fetch(self, did: str) -> DidDocument:
        """Return the did document as the domain of *did* serves it now.

        Raises a `ProtocolError` for a document that is none, and the network's errors.
        """
