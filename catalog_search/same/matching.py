"""The best match of every offer among those of another shop, with a calibrated probability.

Spec: spec/50-match.md (MATCH-4).

What is stated in so many words goes before what is likely: an equal barcode makes a pair almost certain, and
barcodes, options, sizes, amounts or conditions that are stated and differ make it almost impossible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalog_search.offer import Offer
from catalog_search.same.article import Article, read
from catalog_search.same.blocking import Blocks, Rarity
from catalog_search.same.evidence import Evidence, evidence
from catalog_search.same.weights import Lead, Weights, lead, read_weights

CANDIDATES: Final = 20
"""Offers that each is compared with. On two shops, 99.6 % of the pairs that people marked are among them."""
_CERTAIN: Final = 12.0
_IMPOSSIBLE: Final = -12.0


@dataclass(frozen=True, slots=True)
class Match:
    """The likeliest partner of an offer, and how likely it is the same product."""

    left: str
    right: str
    probability: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The place of a candidate, the logit of its being the same product, and what speaks against it."""

    right: int
    logit: float
    colour_apart: float = 0.0
    model_apart: float = 0.0


def best_matches(
    left: Sequence[Offer], right: Sequence[Offer], weights: Weights | None = None
) -> list[Match]:
    """Return the best match among *right* of every offer of *left*, in *left*'s order.

    It is the best at whatever probability: an offer that shares no word with any other gets the first of
    *right*, with probability 0. No *right*, no matches.
    """
    if not right:
        return []
    weights = weights or read_weights()
    ours, theirs = [read(offer) for offer in left], [read(offer) for offer in right]
    return list(_chosen(ours, theirs, pairs(ours, theirs, weights), weights))


def pairs(ours: Sequence[Article], theirs: Sequence[Article], weights: Weights) -> list[list[Pair]]:
    """Return for each of *ours* its candidates among *theirs*, likeliest first."""
    weight = Rarity((*ours, *theirs))
    blocks = Blocks(theirs, weight)
    found = []
    for article in ours:
        near = blocks.near(article, CANDIDATES)
        near_by = [_pair(article, theirs[place], place, weight, weights) for place in near]
        found.append(sorted(near_by, key=lambda pair: (-pair.logit, theirs[pair.right].id)))
    return found


def stated(left: Article, right: Article) -> bool | None:
    """Say whether the two are the same by what they state in so many words; None where they do not say."""
    if left.condition != right.condition:
        return False
    if left.gtins and right.gtins:
        return bool(left.gtins & right.gtins)
    ours, theirs = dict(left.options), dict(right.options)
    if any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys()):
        return False
    if left.sizes and right.sizes and not left.sizes & right.sizes:
        return False
    return None if _of_one_amount(left, right) else False


def _of_one_amount(left: Article, right: Article) -> bool:
    """Whether what both say of memory, pieces, weight or volume agrees somewhere, for each of these."""
    both = {kind for kind, _ in left.amounts} & {kind for kind, _ in right.amounts}
    return both <= {kind for kind, _ in left.amounts & right.amounts}


def scored(found: Evidence, place: int, weights: Weights) -> Pair:
    """Return the candidate at *place* with what *found* says of it."""
    apart = max(found.model_apart, found.named_apart)
    return Pair(place, weights.of_pair(found), found.colour_apart, apart)


def _pair(left: Article, right: Article, place: int, weight: Rarity, weights: Weights) -> Pair:
    said = stated(left, right)
    if said is not None:
        return Pair(place, _CERTAIN if said else _IMPOSSIBLE)
    return scored(evidence(left, right, weight), place, weights)


def _chosen(
    ours: Sequence[Article], theirs: Sequence[Article], found: Sequence[Sequence[Pair]], weights: Weights
) -> Iterator[Match]:
    wanted = rivals(found)
    for place, (article, candidates) in enumerate(zip(ours, found, strict=True)):
        if not candidates:
            yield Match(article.id, theirs[0].id, 0.0)
            continue
        best = candidates[0]
        probability = weights.probability(lead_of(candidates, place, wanted))
        if abs(best.logit) == _CERTAIN:
            probability = 0.999 if best.logit > 0 else 0.001
        yield Match(article.id, theirs[best.right].id, round(probability, 6))


def lead_of(
    candidates: Sequence[Pair], place: int, wanted: Mapping[int, Sequence[tuple[float, int]]]
) -> Lead:
    """Return how good the first of *candidates*, those of *place*, is, and how far ahead of others."""
    best = candidates[0]
    second = candidates[1].logit if len(candidates) > 1 else None
    rival = next((logit for logit, other in wanted[best.right] if other != place), None)
    ahead = (lead(best.logit, second), lead(best.logit, rival))
    return Lead(*ahead, best.colour_apart, best.model_apart)


def rivals(found: Sequence[Sequence[Pair]]) -> dict[int, list[tuple[float, int]]]:
    """Return for each place on the right the two best logits that want it, and which left places want it."""
    wanted: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for place, candidates in enumerate(found):
        for pair in candidates:
            wanted[pair.right].append((pair.logit, place))
    return {right: sorted(by, key=lambda one: (-one[0], one[1]))[:2] for right, by in wanted.items()}
