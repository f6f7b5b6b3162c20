"""What taking one option tells, seen beside those that were left.

A person who pays more for a better term shows that it matters; one who leaves it for a lower price shows that
price does. Only firm offers are compared: a public page states neither shipping nor terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from consumer_twin.memory.facts import Seen
from consumer_twin.memory.topic import About, topic
from protocol import Terms

_ISSUES: Final[tuple[tuple[About, str], ...]] = (
    ("delivery", "a faster delivery"),
    ("warranty", "a longer warranty"),
    ("returns", "more time to return it"),
)


def compared(chosen: Seen, others: Sequence[Seen]) -> Iterator[tuple[str, int, str, str]]:
    """Yield topic, 1 (for) or -1 (against), words and name for what *chosen* beside *others* tells."""
    rivals = [one for one in others if one.fits and one.terms and one.total.currency == chosen.total.currency]
    if chosen.terms is None or not rivals:
        return
    yield from _price(chosen, rivals)
    for about, better in _ISSUES:
        paid = [one for one in rivals if _gap(chosen, one) > 0 and _better(about, chosen, one)]
        saved = [one for one in rivals if _gap(chosen, one) < 0 and _better(about, one, chosen)]
        if paid:
            gap = chosen.total.of(max(_gap(chosen, one) for one in paid)).words()
            yield about, 1, f"You paid {gap} more for {better}.", ""
        if saved:
            gap = chosen.total.of(max(-_gap(chosen, one) for one in saved)).words()
            yield about, -1, f"You saved {gap} and went without {better}.", ""


def no_worse(one: Seen, than: Seen) -> bool:
    """Whether *one* costs no more than the other and is as good in every term."""
    if one.terms is None or than.terms is None or one.total.currency != than.total.currency:
        return False
    return _gap(one, than) <= 0 and not any(_better(about, than, one) for about, _ in _ISSUES)


def _price(chosen: Seen, rivals: Sequence[Seen]) -> Iterator[tuple[str, int, str, str]]:
    cheapest = min(rivals, key=lambda one: one.total.amount)
    gap = _gap(chosen, cheapest)
    if gap == 0:
        return
    if gap < 0:
        words = f"You took the cheapest, {chosen.total.words()}."
    else:
        words = f"You took {chosen.total.words()} with {cheapest.total.words()} to be had."
    for category in [name for name in chosen.categories if name] or [""]:
        yield topic("price", category), 1 if gap < 0 else -1, words, category


def _gap(one: Seen, other: Seen) -> int:
    """How much dearer *one* is than *other*, in minor units."""
    return one.total.amount - other.total.amount


def _better(about: About, one: Seen, other: Seen) -> bool:
    """Whether *one* is better than *other* in that issue."""
    return (
        one.terms is not None
        and other.terms is not None
        and _worth(about, one.terms) > _worth(about, other.terms)
    )


def _worth(about: About, terms: Terms) -> int:
    """A number that is higher for better terms."""
    worths = {
        "delivery": -terms.delivery_days,
        "warranty": terms.warranty_months,
        "returns": terms.returns_days,
    }
    return worths[about]
