"""Finds the weights of `catalog_search/same/weights.json` on the train half of two real shops.

    python -m benchmarks.search_train

The train half is the left ids whose SHA-256 is odd; nothing here looks at the others' labels. So that the
weights hold for catalogs that know less, every pair is also seen without model, brand and price, and with the
shops exchanged. The second model also sees each offer with its true partner taken away, as one that nobody
else sells: three of these for ten others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from benchmarks.search_shops import Shops, is_train, shops
from benchmarks.usage import read_arguments
from catalog_search import Offer
from catalog_search.same.article import read
from catalog_search.same.blocking import Blocks, keys
from catalog_search.same.evidence import Evidence, evidence
from catalog_search.same.matching import lead_of, rivals, scored
from catalog_search.same.rarity import Rarity
from catalog_search.same.weighed import weighed
from catalog_search.same.weights import FILE, Lead, Weights

_UNKNOWN: Final = (
    (), ("model",), ("brand",), ("price_minor",), ("brand", "model"), ("brand", "model", "price_minor"),
)  # fmt: skip
_EMPTY: Final[Mapping[str, Any]] = {"model": "", "brand": "", "price_minor": None}
_ALONE: Final = 0.3
"""Offers without a partner for each with one."""


@dataclass(frozen=True)
class View:
    """The train half of the shops, with something left out: left id -> candidates and their evidence."""

    found: list[list[tuple[int, Evidence]]]
    """By place on the left; all of the left shop, since rivals need no label."""
    partners: Mapping[int, frozenset[int]]
    """By place on the left, of the train half only."""


def views(known: Shops) -> Iterator[View]:
    """Yield the shops with nothing, something or all but the title left out, twice also exchanged."""
    back: dict[str, frozenset[str]] = {}
    for left, partners in known.same.items():
        for right in partners:
            back[right] = back.get(right, frozenset()) | {left}
    forth = {left: partners for left, partners in known.same.items() if is_train(left)}
    back = {right: lefts for right, lefts in back.items() if all(map(is_train, lefts))}
    for unknown in _UNKNOWN:
        blank = {name: _EMPTY[name] for name in unknown}
        ours = [replace(offer, **blank) for offer in known.left]
        theirs = [replace(offer, **blank) for offer in known.right]
        yield _view(ours, theirs, forth)
        if unknown in (_UNKNOWN[0], _UNKNOWN[-1]):
            yield _view(theirs, ours, back)


def _view(left: Sequence[Offer], right: Sequence[Offer], same: Mapping[str, frozenset[str]]) -> View:
    ours, theirs = [read(offer) for offer in left], [read(offer) for offer in right]
    weight = Rarity(map(keys, (*ours, *theirs)))
    blocks = Blocks(theirs, weight)
    own, known = ([weighed(one, weight) for one in shop] for shop in (ours, theirs))
    places = {article.id: place for place, article in enumerate(theirs)}
    return View(
        [[(near, evidence(one, known[near])) for near in blocks.near(one.article, 20)] for one in own],
        {
            place: frozenset(places[partner] for partner in same[one.id])
            for place, one in enumerate(ours)
            if one.id in same
        },
    )


def fit(values: Any, truth: Any, share: Any, ridge: float) -> Any:
    """Return bias and weights of a logistic regression by Newton's method, with *ridge* on the weights."""
    table = np.column_stack([np.ones(len(values)), values])
    held = np.eye(table.shape[1]) * ridge
    held[0, 0] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(100):
        likely = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (share * (likely - truth)) + held @ found
        bend = (table * (share * likely * (1 - likely))[:, None]).T @ table + held
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-10:
            break
    return found


def train(seen: Sequence[View]) -> Weights:
    """Return the weights that *seen* teaches."""
    rows = [
        ([getattr(found, name) for name in Evidence._fields], partner in view.partners[place])
        for view in seen
        for place in view.partners
        for partner, found in view.found[place]
    ]
    share = np.full(len(rows), 1 / len(seen))
    pair = fit(np.array([row for row, _ in rows]), np.array([truth for _, truth in rows], float), share, 1.0)
    draft = Weights(round(float(pair[0]), 4), _named(Evidence._fields, pair[1:]), 0.0, {})
    best = [one for view in seen for one in _best(view, draft)]
    second = fit(
        np.array([row for row, _, _ in best]), np.array([truth for _, truth, _ in best], float),
        np.array([share for _, _, share in best]) / len(seen), 0.1,
    )  # fmt: skip
    return replace(draft, best_bias=round(float(second[0]), 4), best=_named(Lead._fields, second[1:]))


def _named(names: Sequence[str], values: Any) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _best(view: View, draft: Weights) -> Iterator[tuple[list[float], bool, float]]:
    """Yield each offer's best pair, as leads, whether it is true and its weight; with partner and without."""
    every = [[scored(found, place, draft) for place, found in near] for near in view.found]
    wanted = rivals(every)
    for place, partners in view.partners.items():
        others = [pair for pair in every[place] if pair.right not in partners]
        for pairs, share in ((every[place], 1.0), (others, _ALONE)):
            likeliest = sorted(pairs, key=lambda pair: (-pair.logit, pair.right))
            if likeliest:
                yield list(lead_of(likeliest, place, wanted)), likeliest[0].right in partners, share


def main() -> None:
    """Write the weights into the package."""
    known = shops()
    found = train(list(views(known)))
    members = {
        "provenance": {
            "data": "two_shops (megagonlabs/ditto, Walmart-Amazon, training split; repository Apache-2.0)",
            "half": f"{sum(map(is_train, known.same))} left ids whose SHA-256 is odd",
            "made_by": "python -m benchmarks.search_train",
        },
        "weights": {
            "pair_bias": found.pair_bias,
            "pair": dict(found.pair),
            "best_bias": found.best_bias,
            "best": dict(found.best),
        },
    }
    FILE.write_text(json.dumps(members, indent=2) + "\n", "utf-8")
    print(FILE.name, "written")


if __name__ == "__main__":
    read_arguments(__doc__, prints_json=False)
    main()
