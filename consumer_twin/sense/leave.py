"""Leave to act: whether a sensed need may leave the machine.

Spec: spec/90-learn.md (LEARN-22).
"""

from __future__ import annotations

from consumer_twin.sense.suggestion import State, Suggestion
from negotiation import Deal, GuardError, Mandate, guard_accept
from protocol import Price


def may_act(
    suggestion: Suggestion, state: State, mandate: Mandate | None, spent: Price | None, at_ms: int
) -> bool:
    """Say whether a brand may hear of *suggestion*: the person confirmed it, or *mandate* covers it.

    spent: by mandate this calendar month; None for nothing.
    """
    if state == "confirmed":
        return True
    return state == "suggested" and mandate is not None and covered(suggestion, mandate, spent, at_ms)


def covered(suggestion: Suggestion, mandate: Mandate, spent: Price | None, at_ms: int) -> bool:
    """Say whether *mandate* covers a need that nobody has spoken of.

    It does so only if it names the category and bounds the deal, and what the thing cost last is within all
    its limits: a mandate for everything is one for wishes, and a sensed need is none yet.
    """
    if mandate.categories is None or mandate.per_deal is None or suggestion.price is None:
        return False
    deal = Deal(suggestion.price, 1, frozenset(filter(None, [suggestion.category])), terms="")
    none_spent = mandate.per_deal.of(0)
    try:
        guard_accept(
            deal, ceiling=None, quantity=1, authority=mandate, spent=spent or none_spent, at_ms=at_ms
        )
    except GuardError:
        return False
    return True
