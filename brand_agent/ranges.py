"""Ranges: for how many pieces more a published rule takes more off, where a twin would take more.

Spec: spec/60-negotiate.md (NEG-51, NEG-58, NEG-61).

It looks at the open and the published rules alone, so everybody who asks for the same is offered the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from brand_agent.policy import BrandPolicy
from brand_agent.stockroom import Item
from brand_agent.together import goods_of
from protocol import Open
from protocol.together import Goods, VolumeTerms


def next_step(opening: Open, items: Sequence[Item], policy: BrandPolicy) -> tuple[int, ...] | None:
    """Return the fewest pieces of each line, within the range, that reach a volume rule which gives more.

    items: what *opening* asks for, as few as it does. None if there is no such rule.
    """
    lines = [goods_of(item) for item in items]
    rules = [rule.terms() for rule in policy.volume]
    most = [line.most for line in opening.lines]
    steps = [_reached(rule, lines, most) for rule in rules if _gives_more(rule, rules, lines)]
    return min((step for step in steps if step is not None), key=sum, default=None)


def _gives_more(rule: VolumeTerms, rules: Sequence[VolumeTerms], lines: Sequence[Goods]) -> bool:
    """Whether *rule* is not reached by *lines*, and takes more off one of them than any that is."""
    reached = [one for one in rules if _count(one, lines) >= one.pieces]
    return rule not in reached and any(
        rule.covers(line) and all(one.basis_points < rule.basis_points for one in reached if one.covers(line))
        for line in lines
    )


def _reached(rule: VolumeTerms, lines: Sequence[Goods], most: Sequence[int]) -> tuple[int, ...] | None:
    """Return *lines* with as many pieces as *rule* needs, the first ones first; None if the range ends."""
    missing = rule.pieces - _count(rule, lines)
    quantities = []
    for line, limit in zip(lines, most, strict=True):
        more = min(missing, limit - line.quantity) if rule.covers(line) else 0
        quantities.append(line.quantity + more)
        missing -= more
    return None if missing else tuple(quantities)


def _count(rule: VolumeTerms, lines: Sequence[Goods]) -> int:
    return sum(line.quantity for line in lines if rule.covers(line))
