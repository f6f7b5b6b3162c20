"""What a twin said that can be counted: a kind, one word of the protocol's, and what the thread was about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Source = Literal["declined", "refused", "returned", "delivered", "outcome", "review"]

_MEMBER: Final[Mapping[str, tuple[Source, str]]] = {
    "decline": ("declined", "reason"),
    "refuse": ("refused", "reason"),
    "return": ("returned", "reason"),
    "delivered": ("delivered", "condition"),
    "outcome": ("outcome", "how"),
    "review": ("review", "stars"),
}
"""Message type -> what it counts as, and the member that is enumerated. No other member is looked at."""
KINDS: Final = tuple(_MEMBER)
FINE: Final = frozenset({("delivered", "as-agreed"), ("outcome", "kept")})
"""What needs nothing: counted like the rest, shown last."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said. group: of the thread, for telling threads apart and for nothing else."""

    source: Source
    reason: str
    about: str | None
    group: int
    at_ms: int


def said(
    kind: str, body: Mapping[str, Any], *, by_twin: bool, about: str | None, group: int, at_ms: int
) -> Said | None:
    """Return what a message says, None if it is nothing that is counted.

    A decline is the twin's, a refusal the brand's own: what it had to say no to. Both say why.
    """
    found = _MEMBER.get(kind)
    if found is None or by_twin is (kind == "refuse"):
        return None
    value = body.get(found[1])
    reason = f"{value} stars" if found[0] == "review" else str(value)
    return Said(found[0], reason, about, group, at_ms)
