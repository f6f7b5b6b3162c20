"""A grant: who may use which value, for what, until when; and every use that it does not allow.

Spec: spec/36-consent.md (CONS-10 to CONS-17).

A grant comes from the signed `disclose` and from nothing else. `allowing` is the gate that both sides share:
the brand asks it before each use, and the twin can ask it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from protocol.relation.consent import Disclose, Purpose
from protocol.relation.grant_errors import (
    BadGrantError,
    ExpiredGrantError,
    NotGrantedError,
    PurposeError,
    RevokedGrantError,
)
from protocol.relation.letter import Letter
from protocol.times import read_time

DAY_MS: Final = 86_400_000
MAX_DAYS: Final = 1096
"""How long a grant may hold: three years. Whoever wants it longer asks again."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a twin granted: the message (*hash*) of the key *key*, its fields and purposes, from when to when.

    ended_ms: when its revocation was received, if it was.
    """

    hash: str
    key: str
    fields: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    since_ms: int
    until_ms: int
    ended_ms: int | None = None

    def revoked(self, at_ms: int) -> Self:
        """Return the grant as it is once its revocation was received; the first one counts."""
        return self if self.ended_ms is not None else replace(self, ended_ms=at_ms)

    def is_live(self, at_ms: int) -> bool:
        """Whether anything may be used under it at *at_ms*."""
        return at_ms < self.until_ms and (self.ended_ms is None or at_ms < self.ended_ms)


def grant_of(letter: Letter) -> Grant:
    """Return the grant that a `disclose` makes. Raises `BadGrantError` (CONS-10)."""
    body = letter.body
    if not isinstance(body, Disclose):
        raise BadGrantError(f"a {letter.type} grants nothing")
    fields = tuple(one.field for one in body.disclosed)
    since_ms, until_ms = read_time(letter.envelope.created), read_time(body.until)
    if len(set(fields)) != len(fields) or len(set(body.purposes)) != len(body.purposes):  # CONS-10
        raise BadGrantError("a grant names each field and each purpose once")
    if not since_ms < until_ms <= since_ms + MAX_DAYS * DAY_MS:  # CONS-10
        raise BadGrantError(f"a grant ends after it was made, within {MAX_DAYS} days")
    return Grant(letter.hash, letter.sender, fields, body.purposes, since_ms, until_ms)


def allowing(grants: Iterable[Grant], field: str, purpose: Purpose, at_ms: int) -> Grant:
    """Return the grant among *grants*, all of one key, that allows this use at *at_ms*: the latest.

    Raises `NotGrantedError` (CONS-13), `PurposeError` (CONS-14), `RevokedGrantError` (CONS-15) or
    `ExpiredGrantError` (CONS-16).
    """
    of_field = [one for one in grants if field in one.fields]
    if not of_field:  # CONS-13
        raise NotGrantedError(field)
    named = sorted((one for one in of_field if purpose in one.purposes), key=_made)
    if not named:  # CONS-14
        raise PurposeError(field, purpose)
    live = [one for one in named if one.is_live(at_ms)]
    if live:
        return live[-1]
    if named[-1].ended_ms is not None and named[-1].ended_ms <= at_ms:  # CONS-15
        raise RevokedGrantError(field)
    raise ExpiredGrantError(field)  # CONS-16


def _made(grant: Grant) -> tuple[int, str]:
    return grant.since_ms, grant.hash
