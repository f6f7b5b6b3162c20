"""Who the brand is: its did document and its signed profile.

Spec: spec/25-identity.md (ID-4, ID-7).
"""

from __future__ import annotations

from brand_agent.policy import BrandPolicy
from brand_agent.policy_fulfilment import remedy_terms
from protocol import (
    CAPABILITIES,
    MAX_BYTES,
    VERSION,
    SigningKey,
    did_document,
    encode,
    sign,
    write_time,
)
from protocol.profile import MEDIATED


def brand_document(key: SigningKey) -> bytes:
    """Return the did document that lists *key*."""
    return encode(did_document(key.did, (key.public,)))


def brand_profile(policy: BrandPolicy, key: SigningKey, *, origin: str, created_ms: int) -> bytes:
    """Return the signed profile of the brand that serves at *origin*, such as `https://shop.example`."""
    ladder = [one.members() for one in policy.ladder]
    mediators = list(policy.mediation.dids)
    members = {
        "protocol": VERSION,
        "type": "profile",
        "from": key.did,
        "name": policy.brand.name,
        "versions": [VERSION],
        "capabilities": [*CAPABILITIES, *([MEDIATED] if mediators else []), "fulfil"],
        "endpoints": {
            "catalog": f"{origin}/catalog",
            "negotiate": f"{origin}/negotiate",
            "relate": f"{origin}/relate",
            **({"offers": f"{origin}/offers"} if policy.promotion else {}),
            "stream": f"{origin}/stream",
        },
        "categories": list(policy.brand.categories),
        "regions": list(policy.brand.regions),
        "currencies": [policy.currency],
        "personal_terms": list(policy.personal_terms.accept),
        "remedies": [one.members() for one in remedy_terms(policy.remedies)],
        "limits": {"message_bytes": MAX_BYTES, "counters": policy.guardrails.counters},
        **({"mediators": mediators} if mediators else {}),
        **({"ladder": ladder} if ladder else {}),
        **({"volume": [one.terms().members() for one in policy.volume]} if policy.volume else {}),
        **({"bundles": [one.terms().members() for one in policy.bundle]} if policy.bundle else {}),
        "created": write_time(created_ms),
    }
    return encode(sign(members, key))
