"""Values that identify a person travel beside a signed message, which holds only their salted hashes.

Spec: spec/36-consent.md (CONS-1 to CONS-5).

Whoever has a value and its salt can show that it is the one that was signed for; whoever erased both holds
a hash that tells nothing, and the message still verifies. The salt is fresh each time, so two messages that
hold the same value have nothing in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Annotated, Any, Final

from pydantic import ConfigDict
from pydantic import Field as Member

from protocol.base64url import from_base64url, to_base64url
from protocol.canonical import spell
from protocol.errors import ProtocolError
from protocol.wire import Hash, Many, Token, Wire

DOMAIN: Final = "dailyme/value"
MAX_VALUES: Final = 32

Salt = Annotated[str, Member(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")]
"""32 fresh random bytes in base64url."""


class Committed(Wire):
    """A value that travels beside: which one it is, and its salted hash."""

    field: Token
    hash: Hash


class Beside(Wire):
    """A value beside a message. What it must be follows from the field; see the registry of fields."""

    model_config = ConfigDict(extra="forbid")  # CONS-2: nothing travels that no hash covers

    field: Token
    salt: Salt
    value: Any


class Carried(Wire):
    """What is posted when values travel: the signed message and what stands beside it."""

    model_config = ConfigDict(extra="forbid")  # CONS-2

    message: dict[str, Any]
    values: Annotated[Many[Beside], Member(max_length=MAX_VALUES)]


class StrayValueError(ProtocolError):
    """A value beside a message that the message does not commit to."""

    code = "stray-value"
    requirement = "CONS-3"
    advice = "Send exactly the values whose hashes stand in the message, each with its salt."

    def __init__(self, field: str) -> None:
        super().__init__(f"the value of {field} is not the one that the message commits to")
        self.field = field


class MissingValueError(ProtocolError):
    """A value that the message commits to was not sent beside it."""

    code = "missing-value"
    requirement = "CONS-4"
    advice = "Send each value that the message commits to beside it, with its salt."

    def __init__(self, field: str) -> None:
        super().__init__(f"the value of {field} was not sent beside the message")
        self.field = field


def commitment(field: str, value: Any, *, salt: str, message: str) -> str:
    """Return the hash of *value* for the message of id *message*, with *salt* in base64url (CONS-1).

    SHA-256 of the canonical bytes of `["dailyme/value", salt, message, field, value]`.
    """
    spelled = spell([DOMAIN, salt, message, field, value])
    return to_base64url(sha256(spelled).digest())


def commit(field: str, value: Any, *, salt: bytes, message: str) -> tuple[Committed, Beside]:
    """Return what stands in the message of id *message* for *value*, and what travels beside it.

    *salt* is 32 fresh random bytes.
    """
    beside = Beside(field=field, salt=to_base64url(salt), value=value)
    return Committed(field=field, hash=commitment(field, value, salt=beside.salt, message=message)), beside


def opened(committed: Sequence[Committed], values: Iterable[Beside], *, message: str) -> dict[str, Any]:
    """Return the value of each field in *committed*, from the *values* beside the message of id *message*.

    Raises `StrayValueError` (CONS-3) or `MissingValueError` (CONS-4).
    """
    wanted = {(one.field, one.hash) for one in committed}
    found: dict[str, Any] = {}
    for one in values:
        from_base64url(one.salt, "a salt")
        said = commitment(one.field, one.value, salt=one.salt, message=message)
        if (one.field, said) not in wanted or one.field in found:  # CONS-3
            raise StrayValueError(one.field)
        found[one.field] = one.value
    for left in committed:
        if left.field not in found:  # CONS-4
            raise MissingValueError(left.field)
    return found


def check_beside(committed: Sequence[Committed], values: Sequence[Beside], *, message: str) -> None:
    """Raise `StrayValueError` (CONS-3) for a value that nothing in *committed* commits to.

    Values may be missing: of an answer that is told again they don't travel a second time.
    """
    named = {one.field for one in values}
    opened([one for one in committed if one.field in named], values, message=message)
