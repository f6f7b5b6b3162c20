"""The measure: what terms and brands are worth to the person in one market, in money, and why.

Spec: spec/50-match.md (MATCH-5, MATCH-6, MATCH-8).

To rank by the money left when all that is worth something is taken off the total is to rank by the model's
utility: one is the other, less a constant, over what money is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from consumer_twin.taste.choices import Choice, Offered
from consumer_twin.taste.experience import Experience
from negotiation import Package, Preferences, Weights, adjusted_minor, parts

BRAND: Final = "brand"
BETTER: Final[Mapping[str, tuple[str, str, Callable[[Offered], int]]]] = {
    "price": ("price", "the cheapest", lambda one: one.total.amount),
    "delivery-days": ("delivery", "the fastest delivery", lambda one: one.terms.delivery_days),
    "warranty-months": ("warranty", "the longest warranty", lambda one: -one.terms.warranty_months),
    "returns-days": ("returns", "the longest time to return it", lambda one: -one.terms.returns_days),
}
"""By issue: what a taste of it is called, the best of it in words, and what is lowest for the best."""


@dataclass(frozen=True)
class Measure:
    """What options are measured by: *preferences* and *brands* hold all the numbers of it."""

    preferences: Preferences
    brands: Mapping[str, float] = field(default_factory=dict)
    experience: Experience = field(default_factory=Experience)
    stated: bool = False

    def adjusted_minor(self, package: Package, brand: str) -> int:
        """Return the total less what the terms and the *brand* are worth: lower is better."""
        return adjusted_minor(package, self.preferences) - self.brand_minor(brand)

    def brand_minor(self, brand: str) -> int:
        """Return what an offer is worth for being *brand*'s; below 0 if the person would rather not."""
        return round(self.brands.get(brand, 0.0) * self.preferences.cheapest_minor)

    def worths(self, package: Package, brand: str) -> dict[str, int]:
        """Return what each issue of *package* is worth, in minor units; the price is worth its negative."""
        found: dict[str, int] = {part.issue: part.worth_minor for part in parts(package, self.preferences)}
        found["price"] = -package.total_minor
        return found | {BRAND: self.brand_minor(brand)} if self.brands else found

    @property
    def is_taught(self) -> bool:
        """Whether anything here comes from the person, so that a reason can say so."""
        return self.experience.learnt is not None or bool(self.experience.by_hand)

    def reason(self, issue: str) -> str:
        """Say why *issue* counts as it does here."""
        name, best, _ = BETTER[issue]
        if self.stated and issue != "price":
            return f"You set what {best} is worth for this wish"
        if name in self.experience.by_hand:
            return f"You set what {best} is worth"
        choices = self.experience.choices
        taken, of = tally((one for one in choices if not one.made_up), issue)
        said, asked = tally((one for one in choices if one.made_up), issue)
        if not of and not asked:
            return f"No choice of yours tells yet what {best} is worth to you; taken as usual"
        told = [f"You have taken {best} in {taken} of {count(of)}"] if of else []
        told += [f"you said you would take {best} in {said} of {count(asked, 'answer')}"] if asked else []
        words = ", and ".join(told)
        return f"{words[0].upper()}{words[1:]}"

    def reason_of(self, brand: str, name: str) -> str:
        """Say why the *brand*, called *name*, counts as it does here."""
        if f"brand:{brand}" in self.experience.by_hand:
            return f"You set what it is worth that {name} offers it"
        met = [one for one in self.experience.choices if brand in one.brands]
        times = sum(one.taken.brand == brand for one in met)
        return f"You have chosen {name} in {times} of {count(len(met))}"


def measured(
    preferences: Callable[[Weights], Preferences], stated: Weights | None, experience: Experience
) -> Measure:
    """Return the measure of a market: *preferences* puts weights on its scale.

    stated: weights that the person set for this wish.
    """
    weights = experience.weights(stated)
    return Measure(preferences(weights), experience.brands, experience, stated is not None)


def tally(choices: Iterable[Choice], issue: str) -> tuple[int, int]:
    """Return in how many of *choices* the best of *issue* was taken, and in how many the offers differed."""
    low = BETTER[issue][2]
    told = [one for one in choices if len(set(map(low, one.offers))) > 1]
    return sum(low(one.taken) == min(map(low, one.offers)) for one in told), len(told)


def count(number: int, what: str = "choice") -> str:
    """Return *number* of *what* in words.

    >>> count(1), count(2, "answer")
    ('1 choice', '2 answers')
    """
    return f"{number} {what}" + ("" if number == 1 else "s")
