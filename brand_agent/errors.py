"""What can go wrong inside a brand: never on the wire, always with a code.

What a twin may be told is a `protocol.ProtocolError`; the errors here are for the brand's people and logs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class BrandError(Exception):
    """Something about the brand itself is wrong: its policy, its figures, its own next message."""

    code: ClassVar[str] = "brand-error"
    requirement: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a policy: where it stands, what stands there, and what to write instead."""

    path: str
    found: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}: {self.found} - {self.instead}" if self.found else f"{self.path}: {self.instead}"


class PolicyError(BrandError):
    """The brand's policy can't be read. `faults` has everything that is wrong with it."""

    code = "bad-policy"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class RestartNeededError(BrandError):
    """What was read anew would make another brand of this one: its name, what it says in its listing."""

    code = "restart-needed"

    def __init__(self) -> None:
        super().__init__(
            "[brand] and [mediation] of brand.toml are read when the brand starts: start it again"
        )


class UnsettledError(BrandError):
    """Other processes over the same store keep bringing other policies into force."""

    code = "unsettled"

    def __init__(self) -> None:
        super().__init__("processes over one store read different policies: give them one brand.toml")


class UnguardedError(BrandError):
    """The guard stopped an offer or a confirm of the brand's own before it was signed."""

    code = "unguarded"
    requirement = "NEG-40"
