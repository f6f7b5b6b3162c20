"""Saved: the cheapest comparable public price found in the scan, minus the agreed one.

Spec: spec/50-match.md (MATCH-7); DESIGN, section 5.

Comparable is the same product. Public is what anybody is asked: a brand's all-in total at list prices, or a
public page's price. A page that states no shipping counts as if shipping were free, so what was saved is
never overstated. A seller's own list total is shown apart: brands invent list prices.
"""

from __future__ import annotations

from consumer_twin.option import Option
from protocol import Price


def saved(option: Option) -> Price:
    """Return what an agreement on *option* saves against the cheapest public total; never below 0."""
    return option.total.of(max(0, option.public_total.amount - option.total.amount))
