"""Key rings of the command line: where the keys come from that a signature is checked with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocol import KeyRing, PublicKey, UnknownKeyError, did_key_ring, from_base64url


def listed_ring(keys: Mapping[str, Mapping[str, Any]]) -> KeyRing:
    """Return the ring of *keys*, DID URL -> public JWK, and of every did:key, which spells itself out."""

    def find(kid: str) -> PublicKey:
        if kid.startswith("did:key:"):
            return did_key_ring(kid)
        if kid not in keys:
            raise UnknownKeyError(kid)
        return PublicKey(kid, from_base64url(str(keys[kid].get("x", "")), "x"))

    return find


async def fetched_ring(did: str, *, at_ms: int, local: bool) -> KeyRing:
    """Return the keys that the brand *did* held at *at_ms*, from its domain, and every did:key.

    Raises what fetching and reading the did document raises.
    """
    from dailyme.clock import now_ms
    from foundation.fetch import Guard, open_client
    from protocol import ring_of
    from transport import Courier

    guard = Guard(local=local)
    async with open_client(guard) as client:
        document = await Courier(client, guard, clock=now_ms).document(did)
    return ring_of({did: document}, at_ms)
