"""The pages of a directory: as many profiles as fit, each as its brand signed it, under one signature.

Spec: spec/40-scan.md (DIR-3 to DIR-5).

The order is that of the hash of each DID: it stays while brands come and go, so a cursor stays good, and no
name is better placed for its first letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

from marketplace.listing import Listing
from protocol import MAX_BYTES, VERSION, SigningKey, decode, encode, sign, to_base64url, write_time

MAX_ON_PAGE: Final = 100
_ROOM_BYTES: Final = MAX_BYTES - 4 * 1024
"""For the profiles; the rest is for names, the cursor and the signature."""


def place_of(did: str) -> str:
    """Return where *did* stands in the directory's order; it serves as the cursor."""
    return to_base64url(sha256(did.encode()).digest())


def that_fit(listings: Sequence[Listing]) -> Sequence[Listing]:
    """Return as many of *listings*, from the first on, as one page holds."""
    room = _ROOM_BYTES
    for count, listing in enumerate(listings[:MAX_ON_PAGE]):
        room -= len(listing.data) + 1
        if room < 0:
            return listings[:count]
    return listings[:MAX_ON_PAGE]


def directory_page(
    found: Sequence[Listing], key: SigningKey, *, created_ms: int, capabilities: Sequence[str] = ()
) -> bytes:
    """Return the signed page of what fits of *found*; `next` is there if something was left over (DIR-5).

    To learn whether there is more, find one more than `MAX_ON_PAGE`.
    """
    shown = that_fit(found)
    page: dict[str, Any] = {
        "protocol": VERSION,
        "type": "directory-page",
        "from": key.did,
        "created": write_time(created_ms),
        "brands": [decode(listing.data) for listing in shown],  # DIR-4
    }
    if capabilities:
        page["capabilities"] = list(capabilities)  # DIR-9
    if len(shown) < len(found):
        page["next"] = place_of(shown[-1].did)
    return encode(sign(page, key))  # DIR-3
