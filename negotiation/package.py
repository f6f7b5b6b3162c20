"""A package: everything one side proposes, as one value.

Spec: spec/60-negotiate.md.

Currency and articles are fixed for a thread, so a package carries neither; of quantity it says how many
pieces there are beyond those needed. The total is all-in, in minor units. Two packages compare term by term:
one covers another if no term of it is worse for the twin.

Source: packages over several issues instead of one issue at a time, as Fatima, Wooldridge and Jennings
recommend, "Multi-issue negotiation with deadlines", Journal of Artificial Intelligence Research 27 (2006).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from protocol import Extra, Terms


@dataclass(frozen=True, slots=True)
class Package:
    """A total with the terms that come for it. spares: pieces beyond those that are needed."""

    total_minor: int
    delivery_days: int
    warranty_months: int
    returns_days: int
    extras: frozenset[Extra] = frozenset()
    points: int = 0
    spares: int = 0

    @classmethod
    def of(cls, total_minor: int, terms: Terms) -> Self:
        """Return the package of a total and the wire's terms."""
        return cls(
            total_minor,
            terms.delivery_days,
            terms.warranty_months,
            terms.returns_days,
            frozenset(terms.extras),
        )

    def terms(self) -> Terms:
        """The terms as they stand on the wire, extras sorted."""
        return Terms(
            delivery_days=self.delivery_days,
            warranty_months=self.warranty_months,
            returns_days=self.returns_days,
            extras=tuple(sorted(self.extras)),
        )

    def at(self, total_minor: int) -> Self:
        """Return the same terms for another total."""
        return replace(self, total_minor=total_minor)

    def covers(self, other: Package) -> bool:
        """Say whether no term of this is worse for the twin than in *other*; totals and pieces don't count.

        >>> Package(900, 2, 24, 30).covers(Package(800, 5, 12, 30))
        True
        """
        return (
            self.delivery_days <= other.delivery_days
            and self.warranty_months >= other.warranty_months
            and self.returns_days >= other.returns_days
            and self.extras >= other.extras
        )
