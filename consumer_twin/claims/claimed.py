"""A claim that is about to be made: what stands in the open, what travels beside it, what is remembered.

Spec: spec/45-claim.md (CLAIM-30 to CLAIM-35), spec/36-consent.md (CONS-1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from consumer_twin.claims.choosing import Asked, Choice
from consumer_twin.memory import Lesson
from consumer_twin.scan import Seller
from protocol.claim import Claim
from protocol.commitment import Beside, commit
from protocol.facts import spelled


@dataclass(frozen=True)
class Claimed:
    """The claim for the open of one id, and the values that travel beside it."""

    claim: Claim
    values: tuple[Beside, ...] = ()


class NoClaims:
    """A twin that claims nothing."""

    async def claim(self, seller: Seller, asked: Asked, *, wish: int, line: int, message: str) -> None:
        """Return nothing."""


def claimed(choice: Choice, *, message: str, salt: Callable[[str], bytes]) -> Claimed | None:
    """Return the claim that *choice* makes in the open of id *message*; None if it makes none.

    salt: fresh 32 bytes for a fact's name.
    """
    if choice.promotion is None:
        return None
    disclosed = sorted((choice.disclosed or {}).items())
    pairs = [commit(name, spelled(value), salt=salt(name), message=message) for name, value in disclosed]
    claim = Claim(promotion=choice.promotion.id, disclosed=tuple(one for one, _ in pairs))
    return Claimed(claim, tuple(beside for _, beside in pairs))


def made(choice: Choice, seller: Seller, *, wish: int, line: int, at_ms: int) -> Lesson:
    """Return the lesson that *choice* was claimed of *seller*."""
    assert choice.promotion is not None
    facts = {
        "brand": seller.id,
        "seller": seller.name,
        "promotion": choice.promotion.id,
        "title": choice.promotion.title,
        "disclosed": {name: spelled(value) for name, value in (choice.disclosed or {}).items()},
    }
    return Lesson(at_ms, "claimed", wish, line, facts=facts)


def not_claimed(seller: Seller, promotion: str, code: str, at_ms: int) -> Lesson:
    """Return the lesson that *promotion* of *seller* was not claimed, for the refusal *code*."""
    facts = {"brand": seller.id, "seller": seller.name, "promotion": promotion, "code": code}
    return Lesson(at_ms, "not-claimed", facts=facts)
