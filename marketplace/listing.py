"""What a directory lists: a brand's own profile, verified under the keys of its domain.

Spec: spec/40-scan.md (DIR-1, DIR-4, DIR-7, DIR-8), spec/25-identity.md (ID-7, ID-10).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from marketplace.errors import FutureProfileError, OlderProfileError, ProfileTooLargeError
from protocol import (
    GRACE_MS,
    DidDocument,
    Profile,
    decode,
    did_web_origin,
    message_hash,
    read_signed,
    read_time,
    write_time,
)
from protocol.message import BadMessageError
from protocol.relation import token_of
from transport import check_endpoints

MAX_PROFILE_BYTES: Final = 16 * 1024


@dataclass(frozen=True)
class Listing:
    """A listed profile, in the brand's exact bytes."""

    did: str
    hash: str
    created_ms: int
    data: bytes

    def names(self) -> frozenset[tuple[str, str]]:
        """What the listing is found by: pairs of `category`, its `token`, or `region`, and a name."""
        members = _members(self.data)
        categories = {("category", name_of(category)) for category in members["categories"]}
        tokens = {("token", token) for name in members["categories"] if (token := token_of(name)) is not None}
        return frozenset(categories | tokens | {("region", region) for region in members["regions"]})


def claimed_did(data: bytes, *, local: bool) -> str:
    """Return the did:web that the profile in *data* says it is from; nothing is verified yet.

    Raises `ProfileTooLargeError` (DIR-7), what `decode` raises, `BadMessageError` (ENV-1) or `BadDidError`
    (ID-6).
    """
    if len(data) > MAX_PROFILE_BYTES:  # DIR-7
        raise ProfileTooLargeError(len(data))
    did = _members(data).get("from")
    if type(did) is not str:
        raise BadMessageError("from: it names no DID")
    did_web_origin(did, local=local)
    return did


def read_listing(data: bytes, document: DidDocument, *, at_ms: int, local: bool) -> Listing:
    """Return the listing of the profile in *data*, signed by a key that *document* holds at *at_ms*.

    Raises what `decode` and `read_signed` raise, `ForeignEndpointError` (ID-10) or `FutureProfileError`
    (DIR-8).
    """
    value = _members(data)
    profile = read_signed(value, Profile, document, at_ms=at_ms)  # DIR-1, ID-7
    check_endpoints(profile, local=local)  # ID-10
    created_ms = read_time(profile.created)
    if created_ms > at_ms + GRACE_MS:  # DIR-8
        raise FutureProfileError(profile.created)
    return Listing(profile.from_, message_hash(value), created_ms, data)


def replaces(new: Listing, held: Listing | None) -> bool:
    """Return whether *new* takes the place of *held*; False if it is the same.

    Raises `OlderProfileError` (DIR-8) if it is an older one, or another one of the same second.
    """
    if held is None:
        return True
    if new.hash == held.hash:
        return False
    if new.created_ms <= held.created_ms:  # DIR-8
        raise OlderProfileError(write_time(held.created_ms))
    return True


def name_of(category: str) -> str:
    """Return the form of a category's name in which two names are compared: capitals don't matter."""
    return category.casefold()


def _members(data: bytes) -> dict[str, Any]:
    value = decode(data)
    if type(value) is not dict:
        raise BadMessageError("a profile is a JSON object")
    return value
