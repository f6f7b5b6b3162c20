"""Under which key the twin speaks to a brand.

Spec: spec/25-identity.md (ID-9), spec/35-relate.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from consumer_twin.keys import known_key, thread_key
from protocol import SigningKey


@dataclass(frozen=True)
class Guest:
    """A key for this one time; *nonce* is 32 fresh bytes, and is stored so that the key can be made again."""

    nonce: bytes

    def key(self, seed: bytes, brand: str) -> SigningKey:
        """Return the key, for the person of *seed*."""
        return thread_key(seed, self.nonce)


@dataclass(frozen=True)
class Known:
    """The key under which the brand knows the person, after *step* times of having stepped down."""

    step: int = 0

    def key(self, seed: bytes, brand: str) -> SigningKey:
        """Return the key, for the person of *seed*."""
        return known_key(seed, brand, self.step)


Who = Guest | Known


def is_known(who: Who) -> bool:
    """Whether the brand may know that it heard that key before."""
    return isinstance(who, Known)
