"""GTINs: the number on the packet, with its check digit.

Spec: spec/40-scan.md (SCAN-35).
"""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)
"""Digits of a GTIN-8, UPC, EAN and GTIN-14."""


def read_gtin(text: str) -> str | None:
    """Return the digits of *text* if it is a GTIN, else None. Spaces and hyphens may stand between them.

    A number that has lost its leading zeros is no GTIN: which zeros were lost would be a guess.

    Source: GS1 General Specifications, 7.9 (weights 3 and 1 from the right, modulo 10).

    >>> read_gtin("4006381333931"), read_gtin("4006381333932")
    ('4006381333931', None)
    """
    digits = text.replace(" ", "").replace("-", "")
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        return None
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return digits if weighted % 10 == 0 else None
