"""The directory: brands list themselves with signed profiles, twins look them up by category and region."""

from marketplace.errors import (
    FutureProfileError,
    OlderProfileError,
    ProfileTooLargeError,
    UnreachableDomainError,
)
from marketplace.listing import MAX_PROFILE_BYTES, Listing, claimed_did, read_listing, replaces
from marketplace.pages import MAX_ON_PAGE, directory_page, place_of
from marketplace.ports import Clock, Documents, Listings, Wanted

__all__ = [
    "MAX_ON_PAGE",
    "MAX_PROFILE_BYTES",
    "Clock",
    "Documents",
    "FutureProfileError",
    "Listing",
    "Listings",
    "OlderProfileError",
    "ProfileTooLargeError",
    "UnreachableDomainError",
    "Wanted",
    "claimed_did",
    "directory_page",
    "place_of",
    "read_listing",
    "replaces",
]
