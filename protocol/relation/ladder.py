"""The ladder: guest, known, registered, repeat; only the person climbs it, and steps down when they like.

Spec: spec/35-relate.md.

A brand publishes what each rung brings. What a rung brings follows from the rung, never from whose key it is.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationError

from protocol.benefit import Rung
from protocol.envelope import VERSION
from protocol.errors import ProtocolError
from protocol.keys import SigningKey, did_key_ring
from protocol.message import BadMessageError, shape_fault
from protocol.signature import sign, verify
from protocol.terms import PersonalTerms
from protocol.times import Time, write_time
from protocol.wire import Did, Hash, Many, Token, Wire

MAX_LINKS: Final = 16
"""In one `show`; more deals are shown by another."""


class BadLinkError(ProtocolError):
    """A link that is not its deal's key's own, or is about another brand or key than those it is shown to."""

    code = "bad-link"
    requirement = "REL-16"
    status = 422
    advice = "Sign each link with the key of its deal; name the brand, and the key that shows it."


class DoubleLinkError(ProtocolError):
    """Two links of one `show` are about the same agreement."""

    code = "double-link"
    requirement = "REL-17"
    status = 422
    advice = "Show each agreement once."


class Introduce(Wire):
    """The twin makes one key known to this brand, in return for a published benefit."""

    benefit: Token
    personal_terms: PersonalTerms


class Show(Wire):
    """The twin shows agreements of its own: each link is signed by the key of that deal."""

    links: Annotated[tuple[dict[str, Any], ...], Field(strict=False, min_length=1, max_length=MAX_LINKS)]


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


def link(agreement: str, deal_key: SigningKey, *, brand: str, key: str, created_ms: int) -> dict[str, Any]:
    """Return the signed link that says of the agreement of hash *agreement* that it is the DID *key*'s too.

    deal_key: the key that the agreement was signed with. brand: the DID of the brand that signed it.
    """
    members = {
        "protocol": VERSION,
        "type": "link",
        "from": deal_key.did,
        "agreement": agreement,
        "brand": brand,
        "key": key,
        "created": write_time(created_ms),
    }
    return sign(members, deal_key)


def read_links(show: Show, *, brand: str, key: str) -> tuple[Link, ...]:
    """Return the links in *show*, which the DID *key* sent to the DID *brand*.

    Whether the agreements are the brand's own is the brand's to look up.

    Raises `BadLinkError` (REL-16), `DoubleLinkError` (REL-17), `BadMessageError` (ENV-1) or what `verify`
    raises.
    """
    links = tuple(_read_link(value, brand, key) for value in show.links)
    if len({one.agreement for one in links}) != len(links):  # REL-17
        raise DoubleLinkError("an agreement is shown twice")
    return links


def _read_link(value: dict[str, Any], brand: str, key: str) -> Link:
    kids = verify(value, did_key_ring)
    try:
        found = Link.model_validate(value)
    except ValidationError as error:
        raise BadMessageError(shape_fault(error)) from None
    if kids[0].partition("#")[0] != found.from_:  # REL-16
        raise BadLinkError("a link is signed by another key than its deal's")
    if (found.brand, found.key) != (brand, key):  # REL-16
        raise BadLinkError("a link is about another brand or key")
    return found
