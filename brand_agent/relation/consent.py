"""What the brand answers to a disclosure and to its revocation.

Spec: spec/36-consent.md (CONS-10 to CONS-19).
"""

from __future__ import annotations

from typing import Final

from brand_agent.relation.heard import Heard
from brand_agent.relation.ports import Books
from brand_agent.relation.register import Kept, end_grant
from protocol.relation import (
    Body,
    Disclose,
    ExpiredGrantError,
    Grant,
    Receipt,
    Revoke,
    Revoked,
    UnknownGrantError,
    check_value,
    grant_of,
)

MAX_LIVE: Final = 64
"""Grants of one key that may hold at one time."""


def to_disclose(heard: Heard, books: Books) -> Body:
    """Keep the grant and give a receipt; or say no, and keep nothing.

    Raises `BadGrantError` (CONS-10), `BadValueError` (CONS-11) or `ExpiredGrantError` (CONS-16).
    """
    body, grant = heard.letter.body, grant_of(heard.letter)
    assert isinstance(body, Disclose)
    for field, value in heard.values.items():
        check_value(field, value)
    if not grant.is_live(heard.at_ms):  # CONS-16
        raise ExpiredGrantError(grant.fields[0])
    policy = heard.desk.policy
    if body.personal_terms not in policy.personal_terms.accept:
        return heard.sorry("personal-terms")
    if not set(grant.fields) <= set(policy.consent.fields) or not set(grant.purposes) <= set(
        policy.consent.purposes
    ):
        return heard.sorry("fields")
    live = [one for one in books.register.of_key(grant.key) if one.grant.is_live(heard.at_ms)]
    if len(live) >= MAX_LIVE:
        return heard.sorry("limit")
    books.register.keep(Kept(grant, "consent", dict.fromkeys(grant.fields, grant.hash)))
    return Receipt(
        grant=grant.hash,
        fields=grant.fields,
        purposes=grant.purposes,
        until=body.until,
        received=heard.received,
    )


def to_revoke(heard: Heard, books: Books) -> Body:
    """End the grant and erase its values. Raises `UnknownGrantError` (CONS-17)."""
    body = heard.letter.body
    assert isinstance(body, Revoke)
    kept = books.register.kept(body.grant)
    if kept is None or kept.grant.key != heard.letter.sender:  # CONS-17
        raise UnknownGrantError
    stays = end_grant(books, kept, heard.desk.policy.keeping, at_ms=heard.at_ms)
    return Revoked(grant=body.grant, received=heard.received, kept=stays)


def grant_by_contract(
    books: Books, message: str, key: str, fields: tuple[str, ...], *, at_ms: int, until_ms: int
) -> None:
    """Keep that the values beside *message*, an order of *key*, may be used to carry it out until then."""
    grant = Grant(message, key, fields, ("fulfilment",), at_ms, until_ms)
    books.register.keep(Kept(grant, "contract", dict.fromkeys(fields, message)))
