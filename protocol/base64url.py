"""Base64url without padding, in one spelling.

Spec: spec/20-wire.md (WIRE-18). The last character of a base64 text can carry unused bits; sixteen
spellings of one signature would be sixteen messages, so a text must re-encode to itself.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from protocol.errors import ProtocolError


class BadBase64Error(ProtocolError):
    """No base64url, or another spelling of the same bytes."""

    code = "bad-base64url"
    requirement = "WIRE-18"
    advice = "Encode with the URL alphabet, without padding, unused bits zero."

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not base64url in its one spelling")
        self.what = what


def to_base64url(data: bytes) -> str:
    """Return *data* in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str, what: str) -> bytes:
    """Return the bytes that *text* spells; *what* names it in the error.

    Raises `BadBase64Error` (WIRE-18).
    """
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise BadBase64Error(what) from None
    if to_base64url(data) != text:
        raise BadBase64Error(what)
    return data
