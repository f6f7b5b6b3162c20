"""Which offers of many shops are one product, and how likely each is.

Spec: spec/50-match.md (MATCH-4, MATCH-9, MATCH-10, MATCH-11).

A group is a star. In its middle stands the offer that most others are surely the same as; every other is
weighed with that one itself, and is never in the group by way of a third: three links of .8 in a row would
join what is the same with .5. Nor are two in one group that state what can't be one offer, whatever the
middle leaves open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalog_search.offer import Offer
from catalog_search.same.article import Article, read
from catalog_search.same.matching import Pair, lead_between, likelihood, stated, weigh
from catalog_search.same.weighed import Weighed, Weight, weighed
from catalog_search.same.weights import NOBODY, Weights, read_weights
from catalog_search.same.worth import worth_weighing

SAME: Final = 0.7
"""The least probability with which two offers are held to be one product."""

Links = Mapping[int, Mapping[int, float]]
"""Place -> place -> how likely the two are one product, at least `SAME`; in both directions."""


@dataclass(frozen=True, slots=True)
class Member:
    """The group of an offer, by the place of its middle, and how likely it is the same product as that."""

    group: int
    probability: float


def grouped(offers: Sequence[Offer], weight: Weight, weights: Weights | None = None) -> list[Member]:
    """Return for each of *offers* its group; one that is like no other is a group of its own, surely.

    weight: how much a word says, over all that the shops sell. The order of *offers* only names the groups.
    """
    known = [read(offer) for offer in offers]
    links = _links([weighed(article, weight) for article in known], weights or read_weights())
    members: dict[int, Member] = {}
    for middle in sorted(links, key=lambda place: (-_reach(known, links[place]), known[place].id)):
        if middle in members:
            continue
        members[middle] = Member(middle, 1.0)
        for place in _star(known, middle, links[middle], members):
            members[place] = Member(middle, links[middle][place])  # MATCH-10
    return [members.get(place, Member(place, 1.0)) for place in range(len(known))]


def _reach(known: Sequence[Article], near: Mapping[int, float]) -> float:
    """How many sellers are likely to have the same: the sum of the likeliest of each."""
    best: dict[str, float] = {}
    for place, probability in near.items():
        best[known[place].seller] = max(probability, best.get(known[place].seller, 0.0))
    return round(sum(sorted(best.values())), 9)


def _star(
    known: Sequence[Article], middle: int, near: Mapping[int, float], taken: Mapping[int, Member]
) -> Iterator[int]:
    """Yield who joins *middle*, likeliest first: free, and at odds with nobody who has joined."""
    joined: list[int] = []
    for place in sorted(near, key=lambda place: (-near[place], known[place].id)):
        if place not in taken and not any(
            _at_odds(known[place], known[other])
            for other in joined  # MATCH-11
        ):
            joined.append(place)
            yield place


def _at_odds(left: Article, right: Article) -> bool:
    """Whether the two say that they are not one offer; colours in titles count here as stated.

    So do a brand's own model numbers, where neither number has to do with the other's offer: the matcher lets
    them weigh little, since shops put their own numbers there, but prices are not compared over them.
    """
    said = stated(left, right)
    if said is not None:
        return not said
    if left.colours and right.colours and not left.colours & right.colours:
        return True
    return left.brand == right.brand != "" and _of_other_models(left, right)


def _of_other_models(left: Article, right: Article) -> bool:
    ours, theirs = left.model, right.model
    if not ours or not theirs or ours in theirs or theirs in ours:
        return False
    return not left.named & right.named and ours not in right.words and theirs not in left.words


def _links(known: Sequence[Weighed], weights: Weights) -> Links:
    """Return every pair that is likely enough, each weighed beside the best others of both sellers."""
    pairs: list[tuple[int, Pair]] = []
    best: defaultdict[tuple[int, str], _Two] = defaultdict(_Two)
    for left, right in worth_weighing(known, weights):
        pair = weigh(known[left], known[right], right, weights)
        if pair.logit > NOBODY and not _at_odds(known[left].article, known[right].article):
            best[left, known[right].article.seller].add(pair.logit, right)
            best[right, known[left].article.seller].add(pair.logit, left)
            pairs.append((left, pair))
    links: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for left, pair in pairs:
        second = best[left, known[pair.right].article.seller].but(pair.right)
        rival = best[pair.right, known[left].article.seller].but(left)
        forth = likelihood(pair, lead_between(pair, second, rival), weights)
        probability = min(forth, likelihood(pair, lead_between(pair, rival, second), weights))
        if probability >= SAME:  # MATCH-9
            links[left][pair.right] = links[pair.right][left] = probability
    return links


class _Two:
    """The two best logits that one seller's offers have with a certain offer, and whose the best is."""

    __slots__ = ("best", "place", "second")

    def __init__(self) -> None:
        self.best, self.place, self.second = NOBODY, -1, NOBODY

    def add(self, logit: float, place: int) -> None:
        if logit > self.best:
            self.best, self.place, self.second = logit, place, self.best
        elif logit > self.second:
            self.second = logit

    def but(self, place: int) -> float:
        """Return the best of the others than the one at *place*."""
        return self.second if place == self.place else self.best
