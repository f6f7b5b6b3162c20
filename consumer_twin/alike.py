"""Which finds are worth comparing: those that share something without which they can't be the same product.

Spec: spec/50-match.md (MATCH-4).

`same` takes two for one product by a barcode, a model number, or titles that overlap enough. Overlapping that
much needs a common word among the heaviest of both: where there is none, what is left to share weighs too
little (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006). So nothing that `same` would join is lost,
and each find is compared with a few instead of with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from consumer_twin.same import MODEL_LENGTH, STRONG_OVERLAP, Marks, Weight, same
from foundation.words import is_number

_ROUNDED = 1 - 1e-9
"""Sums of the same weights in another order differ by less."""


def groups(known: Sequence[Marks], weight: Weight) -> list[int]:
    """Return a number for each of *known*, the same for what is one product, also by way of a third."""
    above = list(range(len(known)))

    def root(place: int) -> int:
        while above[place] != place:
            place = above[place]
        return place

    for left, right in pairs(known, weight):
        first, second = sorted((root(left), root(right)))
        if first != second and same(known[left], known[right], weight):
            above[second] = first
    return [root(place) for place in range(len(known))]


def pairs(known: Sequence[Marks], weight: Weight) -> Iterator[tuple[int, int]]:
    """Yield each pair of places that is worth comparing, once, the earlier place first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for right, marks in enumerate(known):
        met: set[int] = set()
        for key in keys(marks, weight):
            met.update(holders[key])
            holders[key].append(right)
        yield from ((left, right) for left in sorted(met))


def keys(marks: Marks, weight: Weight) -> frozenset[str]:
    """Return what another must share, at least one of it, to be the same as *marks*."""
    heaviest = sorted(marks.words, key=lambda word: (-weight(word), word))
    rest = sum(map(weight, heaviest))
    needed = rest * STRONG_OVERLAP
    prefix = set()
    for word in heaviest:
        if rest < needed * _ROUNDED:
            break
        prefix.add(f"word:{word}")
        rest -= weight(word)
    numbers = (word for word in marks.words if len(word) >= MODEL_LENGTH and is_number(word))
    models = {f"model:{model}" for model in (*marks.models, *numbers)}
    return frozenset(prefix | models | {f"code:{code}" for code in marks.barcodes})
