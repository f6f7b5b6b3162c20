"""GTINs: the number on the packet, with its check digit.

Spec: spec/40-scan.md (SCAN-35).
"""

from __future__ import annotations

import re
from typing import Final

LENGTHS = (8, 12, 13, 14)
"""Digits of a GTIN-8, UPC, EAN and GTIN-14."""

_DIGITAL_LINK: Final = re.compile(
    r"https?://[^/?#\s]+(?:/[^?#\s]*)?/(?:01|gtin)/([0-9]{8,14})(?:[/?#]\S*)?", re.IGNORECASE
)


def read_gtin(text: str) -> str | None:
    """Return the digits of *text* if it is a GTIN, else None. Spaces and hyphens may stand between them.

    A number that has lost its leading zeros is no GTIN: which zeros were lost would be a guess. The address
    that a GS1 Digital Link is says the number after its key 01.

    Source: GS1 General Specifications, 7.9 (weights 3 and 1 from the right, modulo 10); GS1 Digital Link, URI
    syntax, 1.4.

    >>> read_gtin("4006381333931"), read_gtin("4006381333932")
    ('4006381333931', None)
    >>> read_gtin("https://id.gs1.org/01/09506000134352/10/ABC?17=260101")
    '09506000134352'
    """
    linked = _DIGITAL_LINK.fullmatch(text.strip()[:2000]) if "//" in text else None
    digits = linked[1] if linked else text.replace(" ", "").replace("-", "")
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        return None
    codes = digits.encode()  # of digits: 48 and up
    weighted = sum(codes[-1::-2]) + 3 * sum(codes[-2::-2]) - 48 * (len(codes[-1::-2]) + 3 * (len(codes) // 2))
    return digits if weighted % 10 == 0 else None
