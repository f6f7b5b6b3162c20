"""Base64url without padding, in one spelling.

Spec: spec/20-wire.md (WIRE-18). The last character of a base64 text can carry unused bits; sixteen
spellings of one signature would be sixteen messages, so a text must re-encode to itself.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

from protocol.errors import ProtocolError

_FROM_URL = bytes.maketrans(b"-_+/", b"+/..")


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
    return spelled(data).decode()


def spelled(data: bytes) -> bytes:
    """Return *data* in base64url without padding, as ASCII bytes."""
    return b2a_base64(data, newline=False).replace(b"+", b"-").replace(b"/", b"_").rstrip(b"=")


def from_base64url(text: str, what: str) -> bytes:
    """Return the bytes that *text* spells; *what* names it in the error.

    Raises `BadBase64Error` (WIRE-18).
    """
    try:
        spelling = text.encode("ascii")
        data = a2b_base64(spelling.translate(_FROM_URL) + b"==")
    except ValueError:
        raise BadBase64Error(what) from None
    if spelled(data) != spelling:
        raise BadBase64Error(what)
    return data
