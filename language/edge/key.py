"""A key to a hosted model: sent to one host, and shown nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Key:
    """A secret text. Printing it, in a log or an error, shows nothing of it."""

    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.secret.isascii() or not self.secret.isprintable() or " " in self.secret:
            raise ValueError("a key is one word of ASCII")

    def __str__(self) -> str:
        return "Key(...)"

    def header(self) -> str:
        """Return the value of the Authorization header."""
        return f"Bearer {self.secret}"
