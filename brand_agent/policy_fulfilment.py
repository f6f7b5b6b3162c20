"""What the brand does after an agreement, in its policy: its checkout, what it needs, what it makes good.

Spec: spec/85-fulfil.md (FUL-4, FUL-25).

What a policy leaves out is filled in by `REMEDIES`, and all of it is published in the brand's profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final, Self

from pydantic import Field, model_validator

from brand_agent.policy_values import Section, Share
from protocol.fulfilment import Points, RemedyCase, RemedyKind, RemedyTerms
from protocol.relation import FieldName

Path = Annotated[str, Field(pattern=r"^/[A-Za-z0-9/_.-]{0,200}$")]


class FulfilmentRule(Section):
    """The checkout (a path of the brand's own site), how long its code holds, and what delivering takes."""

    checkout: Path = "/checkout"
    code_valid_hours: Annotated[int, Field(ge=1, le=720)] = 48
    needs: Annotated[tuple[FieldName, ...], Field(strict=False, max_length=16)] = ()


class RemedyRule(Section):
    """What the brand does in a case.

    share: of the total; for late, per day. cap: never more than this share. points, cap_points: likewise.
    days: within how many it is done.
    """

    case: RemedyCase
    kind: RemedyKind
    share: Share | None = None
    cap: Share | None = None
    points: Points | None = None
    cap_points: Points | None = None
    days: Annotated[int, Field(ge=0, le=365)] = 14

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "price-reduction" and not self.share:
            raise ValueError('a price reduction has a share, such as share = "0.05"')
        if self.kind not in {"price-reduction", "refund"} and (self.share or self.cap):
            raise ValueError("share and cap belong to a price reduction or a refund")
        if (self.kind == "points") != (self.points is not None):
            raise ValueError("points belong to the kind points, and to no other")
        return self

    def terms(self) -> RemedyTerms:
        """Return the rule as it is published."""
        shares = {"basis_points": self.share, "cap_basis_points": self.cap}
        members: dict[str, Any] = {"case": self.case, "kind": self.kind, "days": self.days}
        members |= {name: int(share * 10_000) for name, share in shares.items() if share}
        counts = {"points": self.points, "cap_points": self.cap_points}
        members |= {name: count for name, count in counts.items() if count}
        return RemedyTerms(**members)


REMEDIES: Final[tuple[RemedyRule, ...]] = (
    RemedyRule(case="late", kind="none"),
    RemedyRule(case="faulty", kind="replacement"),
    RemedyRule(case="wrong", kind="replacement"),
    RemedyRule(case="incomplete", kind="replacement"),
    RemedyRule(case="missing", kind="refund"),
    RemedyRule(case="changed-mind", kind="refund"),
)
"""What a brand does that states nothing else."""


def remedy_terms(rules: Iterable[RemedyRule]) -> tuple[RemedyTerms, ...]:
    """Return what is done in every case: by *rules*, and by `REMEDIES` where they say nothing.

    Raises ValueError if two rules are of one case.
    """
    stated: dict[RemedyCase, RemedyRule] = {}
    for rule in rules:
        if rule.case in stated:
            raise ValueError(f"there are two remedies for {rule.case}; keep one")
        stated[rule.case] = rule
    return tuple(stated.get(usual.case, usual).terms() for usual in REMEDIES)
