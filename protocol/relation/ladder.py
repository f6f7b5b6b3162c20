"""The ladder: guest, known, registered, repeat; only the person climbs it, and steps down when they like.

Spec: spec/35-relate.md.

A brand publishes what each rung brings. What a rung brings follows from the rung, never from whose key it is.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from protocol.benefit import Rung
from protocol.terms import PersonalTerms
from protocol.times import Time
from protocol.wire import Did, Hash, Many, Token, Wire


class Introduce(Wire):
    """The twin makes one key known to this brand, in return for a published benefit."""

    benefit: Token
    personal_terms: PersonalTerms


class Show(Wire):
    """The twin shows agreements of its own: each link is signed by the key of that deal."""

    links: Annotated[tuple[dict[str, Any], ...], Field(strict=False, min_length=1, max_length=16)]


class Link(Wire):
    """A deal's key says that another key is the same person's. The signature beside is the deal key's."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["link"]
    from_: Annotated[Did, Field(alias="from")]
    agreement: Hash
    brand: Did
    key: Did
    """The key that the deal is linked to: the sender of the `show`."""
    created: Time


class Leave(Wire):
    """The twin steps down to a lower rung; the brand drops what the rungs above let it hold."""

    to: Literal["guest", "known", "registered"]


class Welcome(Wire):
    """Where the key stands now, and the ids of what that brings."""

    rung: Rung
    benefits: Annotated[Many[Token], Field(max_length=64)]
    received: Time
