"""Dice without dice: a number from the hash of a name."""

from __future__ import annotations

import hashlib


def draw(what: str, name: str, below: int) -> int:
    """Return a number from 0 up to (not including) *below* that *what* and *name* alone decide."""
    digest = hashlib.sha256(f"{what}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below
