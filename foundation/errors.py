"""What can go wrong below the protocol: the network, the store, a number in a text.

One base class; each error has a stable `code`, the `requirement` it enforces where the spec has one, and
an `advice` that says what the person or the shop can do.
"""

from __future__ import annotations

from typing import ClassVar


class FoundationError(Exception):
    """Something that all agents stand on did not hold."""

    code: ClassVar[str] = "foundation-error"
    requirement: ClassVar[str] = ""
    advice: ClassVar[str] = "Read the message; nothing was changed."
