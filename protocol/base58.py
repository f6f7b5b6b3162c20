"""Base58 in Bitcoin's alphabet, as did:key spells keys (W3C Controlled Identifiers, section 2.4)."""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def to_base58(data: bytes) -> str:
    """Return *data* in base58.

    >>> to_base58(b"\\x00\\x01")
    '12'
    """
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str, size: int) -> bytes:
    """Return the *size* bytes that *text* spells.

    Raises ValueError if it spells another number of bytes or is no base58.
    """
    if len(text) > 2 * size:
        raise ValueError(f"more than {size} bytes")
    number = 0
    for character in text:
        number = number * 58 + ALPHABET.index(character)
    try:
        data = number.to_bytes(size)
    except OverflowError:
        raise ValueError(f"more than {size} bytes") from None
    if to_base58(data) != text:
        raise ValueError(f"not {size} bytes in base58")
    return data
