"""The best match of every offer among those of another shop, with a calibrated probability.

Spec: spec/50-match.md (MATCH-4).

What is stated in so many words goes before what is likely: an equal barcode makes a pair almost certain, and
barcodes, options, sizes, amounts or conditions that are stated and differ make it almost impossible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from catalog_search.offer import Offer
from catalog_search.same.article import Article, read
from catalog_search.same.blocking import Blocks, keys
from catalog_search.same.evidence import Evidence, evidence
from catalog_search.same.rarity import Rarity
from catalog_search.same.weighed import Weighed, weighed
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


class Pair(NamedTuple):
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
    weight = Rarity(map(keys, (*ours, *theirs)))
    blocks = Blocks(theirs, weight)
    known = [weighed(article, weight) for article in theirs]
    found = []
    for article in ours:
        own = weighed(article, weight)
        near = [weigh(own, known[place], place, weights) for place in blocks.near(article, CANDIDATES)]
        found.append(sorted(near, key=lambda pair: (-pair.logit, theirs[pair.right].id)))
    return found


def stated(left: Article, right: Article) -> bool | None:
    """Say whether the two are the same by what they state in so many words; None where they do not say."""
    if left.condition != right.condition:
        return False
    if left.gtins and right.gtins:
        return bool(left.gtins & right.gtins)
    if left.options and right.options and _options_apart(dict(left.options), dict(right.options)):
        return False
    if left.sizes and right.sizes and not left.sizes & right.sizes:
        return False
    return None if _of_one_amount(left, right) else False


def _options_apart(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    return any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys())


def _of_one_amount(left: Article, right: Article) -> bool:
    """Whether what both say of memory, pieces, weight or volume agrees somewhere, for each of these."""
    if not left.amounts or not right.amounts:
        return True
    both = {kind for kind, _ in left.amounts} & {kind for kind, _ in right.amounts}
    return both <= {kind for kind, _ in left.amounts & right.amounts}


def scored(found: Evidence, place: int, weights: Weights) -> Pair:
    """Return the candidate at *place* with what *found* says of it."""
    apart = max(found.model_apart, found.named_apart)
    return Pair(place, weights.of_pair(found), found.colour_apart, apart)


def weigh(left: Weighed, right: Weighed, place: int, weights: Weights) -> Pair:
    """Return *right*, which stands at *place*, as a candidate for *left*."""
    said = stated(left.article, right.article)
    if said is not None:
        return Pair(place, _CERTAIN if said else _IMPOSSIBLE)
    return scored(evidence(left, right), place, weights)


def _chosen(
    ours: Sequence[Article], theirs: Sequence[Article], found: Sequence[Sequence[Pair]], weights: Weights
) -> Iterator[Match]:
    wanted = rivals(found)
    for place, (article, candidates) in enumerate(zip(ours, found, strict=True)):
        if not candidates:
            yield Match(article.id, theirs[0].id, 0.0)
            continue
        best = candidates[0]
        probability = likelihood(best, lead_of(candidates, place, wanted), weights)
        yield Match(article.id, theirs[best.right].id, probability)


def likelihood(pair: Pair, ahead: Lead, weights: Weights) -> float:
    """Return how likely *pair*, which is so far *ahead* of others, is one product, 0 to 1."""
    if abs(pair.logit) == _CERTAIN:
        return 0.999 if pair.logit > 0 else 0.001
    return round(weights.probability(ahead), 6)


def lead_of(
    candidates: Sequence[Pair], place: int, wanted: Mapping[int, Sequence[tuple[float, int]]]
) -> Lead:
    """Return how good the first of *candidates*, those of *place*, is, and how far ahead of others."""
    best = candidates[0]
    second = candidates[1].logit if len(candidates) > 1 else None
    rival = next((logit for logit, other in wanted[best.right] if other != place), None)
    return lead_between(best, second, rival)


def lead_between(pair: Pair, second: float | None, rival: float | None) -> Lead:
    """Return how far *pair* is ahead of the logits of its second best partner and of its best rival."""
    ahead = (lead(pair.logit, second), lead(pair.logit, rival))
    return Lead(*ahead, pair.colour_apart, pair.model_apart)


def rivals(found: Sequence[Sequence[Pair]]) -> dict[int, list[tuple[float, int]]]:
    """Return for each place on the right the two best logits that want it, and which left places want it."""
    wanted: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for place, candidates in enumerate(found):
        for pair in candidates:
            wanted[pair.right].append((pair.logit, place))
    return {right: sorted(by, key=lambda one: (-one[0], one[1]))[:2] for right, by in wanted.items()}
