"""How politely brands are read: when next, how much at most, and what belongs together.

Spec: spec/41-slices.md (DIR-19).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from catalog_search.shelves import Brand
from marketplace.listing import Listing
from protocol import Profile, decode

MAX_PAGES: Final = 2000
"""Pages of one catalog: 64 KiB each, so 128 MB at most."""
LEASE_MS: Final = 45_000
"""How long a brand is held for whoever reads it, anew with each page: longer than any answer may take."""
LONGEST_MS: Final = 24 * 3_600_000
"""The longest pause before a brand that fails is asked again."""
AT_ONCE: Final = 4
"""Brands that one worker reads at a time: each gets one request at a time."""


@dataclass(frozen=True)
class Pace:
    """How often a brand is asked, and how many pages it may have."""

    every_ms: int = 15 * 60_000
    max_pages: int = MAX_PAGES

    def after(self, failures: int, now_ms: int) -> int:
        """Return when a brand that failed so often in a row is asked next: twice as late each time.

        >>> Pace(60_000).after(0, 0), Pace(60_000).after(3, 0)
        (60000, 480000)
        """
        pause_ms = self.every_ms << min(failures, 20)
        return now_ms + max(self.every_ms, min(pause_ms, LONGEST_MS))


def brand_of(listing: Listing) -> Brand | None:
    """Return who is to be read for *listing*; None if it serves no catalog."""
    profile = Profile.model_validate(decode(listing.data))
    if "catalog" not in profile.capabilities:
        return None
    countries = tuple(sorted({region.partition("-")[0] for region in profile.regions}))
    return Brand(listing.did, listing.hash, profile.endpoints.catalog, countries, profile.categories)
