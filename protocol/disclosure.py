"""What to disclose: as little as makes a predicate true.

Spec: spec/45-claim.md (CLAIM-32).

Of all sets of known facts that suffice, the one that tells least is taken: by the weights of the registry,
then by the number of facts, then by name. Of several words only those are said that are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from protocol.facts import FACTS, Facts, Value
from protocol.predicate import Predicate


def least_disclosure(predicate: Predicate, known: Facts, said: Facts) -> dict[str, Value] | None:
    """Return what of *known* to say, beside what is *said* already, so that *predicate* is true.

    Nothing need be said if the result is empty; None if not even all of it would do.
    """
    held = {name: known[name] for name in predicate.facts if name in known and name not in said}
    if not predicate.holds({**held, **said}):  # most people, most offers
        return None
    for names in _cheapest_first(held):
        chosen = {name: held[name] for name in names}
        if predicate.holds({**chosen, **said}):
            return _trimmed(predicate, chosen, said)
    raise AssertionError("all of it was seen to do")


def weight_of(names: Iterable[str]) -> int:
    """Return how much it tells to say the facts of *names*."""
    return sum(FACTS[name].weight for name in names)


def _cheapest_first(held: Facts) -> Iterator[tuple[str, ...]]:
    """Yield every set of names, those that tell least first; a predicate asks for eight facts at most."""
    names = sorted(held)
    every = (chosen for size in range(len(names) + 1) for chosen in combinations(names, size))
    yield from sorted(every, key=lambda chosen: (weight_of(chosen), len(chosen), chosen))


def _trimmed(predicate: Predicate, chosen: dict[str, Value], said: Facts) -> dict[str, Value]:
    """*chosen* with no word in it that could be left out."""
    for name, value in chosen.items():
        if isinstance(value, frozenset):
            left = value
            for word in sorted(value):
                without = left - {word}
                if without and predicate.holds({**chosen, name: without, **said}):
                    left = without
            chosen = {**chosen, name: left}
    return chosen
