"""What may not be done with a grant, one class per rule.

Spec: spec/36-consent.md (CONS-10 to CONS-17).
"""

from __future__ import annotations

from protocol.errors import ProtocolError


class BadGrantError(ProtocolError):
    """A disclosure that makes no grant."""

    code = "bad-grant"
    requirement = "CONS-10"
    status = 422
    advice = "Name each field and each purpose once, and an end that lies ahead, within 1,096 days."


class BadValueError(ProtocolError):
    """A value that its field can't have."""

    code = "bad-value"
    requirement = "CONS-11"
    status = 422
    advice = "See the registry of fields for what a value of each looks like."

    def __init__(self, field: str) -> None:
        super().__init__(f"this is no value of {field}")
        self.field = field


class WrongReceiptError(ProtocolError):
    """A receipt that says something else than what was granted or revoked."""

    code = "wrong-receipt"
    requirement = "CONS-12"
    status = 409
    advice = "Repeat in the receipt what the grant says: its hash, its fields, its purposes, its end."


class UseError(ProtocolError):
    """A use of a value that no grant allows."""

    status = 403

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field} may not be used: {why}")
        self.field = field


class NotGrantedError(UseError):
    """Nobody granted the value."""

    code = "not-granted"
    requirement = "CONS-13"
    advice = "Ask the person for a grant, or do without."

    def __init__(self, field: str) -> None:
        super().__init__(field, "it was not granted")


class PurposeError(UseError):
    """The value was granted for other purposes."""

    code = "purpose-not-granted"
    requirement = "CONS-14"
    advice = "Use it for the purposes of its grant only, or ask the person for another grant."

    def __init__(self, field: str, purpose: str) -> None:
        super().__init__(field, f"no grant of it names {purpose}")
        self.purpose = purpose


class RevokedGrantError(UseError):
    """The grant was taken back."""

    code = "grant-revoked"
    requirement = "CONS-15"
    advice = "Do without: the person took it back."

    def __init__(self, field: str) -> None:
        super().__init__(field, "its grant was revoked")


class ExpiredGrantError(UseError):
    """The grant has ended."""

    code = "grant-expired"
    requirement = "CONS-16"
    advice = "Do without, or ask the person for another grant."

    def __init__(self, field: str) -> None:
        super().__init__(field, "its grant has ended")


class UnknownGrantError(ProtocolError):
    """No grant of that hash was given by this key."""

    code = "unknown-grant"
    requirement = "CONS-17"
    status = 404
    advice = "Revoke a grant with the key that gave it, by the hash of its `disclose`."

    def __init__(self) -> None:
        super().__init__("this key gave no such grant")
