"""Bundles among the options: what one purchase of several lines costs, beside the same things one by one.

Spec: spec/70-decide.md (DEC-20, DEC-21).

A bundle stands in the list of each line that it answers. What it counts there is its adjusted total less the
best that the other lines cost one by one; so it comes first in one of its lines just when it beats all of
them together, and comes first in every one of them then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consumer_twin.basket import scale
from consumer_twin.fresh import Clock
from consumer_twin.market import Bargain
from consumer_twin.memory import AVOIDED, Beliefs, avoided_last, by_promises
from consumer_twin.option import Option, Piece
from consumer_twin.ranking import best_of, measure_of
from consumer_twin.records import WishRecord
from consumer_twin.taste import Experience
from consumer_twin.thread import Thread
from consumer_twin.why import why
from negotiation import Weights

Ranked = tuple[Option, ...]


def with_bundles(
    record: WishRecord,
    bargains: Sequence[Bargain],
    ranked: Sequence[Ranked],
    clock: Clock,
    *,
    weights: Weights | None,
    experience: Experience,
    point_minor: float,
    beliefs: Beliefs,
) -> list[Ranked]:
    """Return the options of each line, best first, with the bundles of *bargains* among them.

    ranked: of each line one by one, in the order in which they are shown. Every bundle names what it
    replaces, and says what that costs together.
    """
    lists = [[(option, float(option.adjusted_minor)) for option in options] for options in ranked]
    markets = [one.market for one in bargains]
    for thread in (thread for one in bargains for thread in one.baskets):
        places = thread.record.places
        measure = measure_of(scale(places, markets), weights, experience, point_minor)
        public_minor = _sum([markets[line].public_minor(group) for line, group in places])
        option = best_of(record, thread, public_minor, measure, clock)
        if option is None:
            continue
        best = [next((one for one in ranked[line] if one.fits), None) for line, _ in places]
        made = _of(option, thread, best)
        (counted,) = by_promises((replace(made, why=why(made, (made,), measure)),), beliefs)
        (shown,) = avoided_last((counted,), beliefs)
        bundle = replace(shown, why=(*_compared(shown, best), *shown.why))
        avoided = beliefs.brand_standing(bundle.seller.id) <= AVOIDED
        for line in bundle.lines:
            insert(lists[line], bundle, math.inf if avoided else share_minor(bundle, best, line))
    return [_numbered(options) for options in lists]


def _numbered(options: Sequence[tuple[Option, float]]) -> Ranked:
    return tuple(replace(option, rank=place) for place, (option, _) in enumerate(options, start=1))


def _of(option: Option, thread: Thread, best: Sequence[Option | None]) -> Option:
    """Return *option* with its pieces, and what it replaces."""
    found = [one for one in best if one is not None]
    apart = sum(one.total.amount for one in found)
    lines = thread.offers[option.hash].lines
    pieces = tuple(
        Piece(place, one.product, one.variant, one.title, one.quantity)
        for (place, _), one in zip(thread.record.places, lines, strict=True)
    )
    return replace(
        option,
        title=" + ".join(one.title for one in pieces),
        quantity=sum(one.quantity for one in pieces),
        pieces=pieces,
        replaces=tuple(one.hash for one in found),
        saves_minor=apart - option.total.amount if len(found) == len(best) else 0,
    )


def share_minor(option: Option, best: Sequence[Option | None], line: int) -> float:
    """Return what *option* counts in *line*; more than anything, if another line has nothing to compare."""
    others = [one for place, one in zip(option.lines, best, strict=True) if place != line]
    found = [one.adjusted_minor for one in others if one is not None]
    return option.adjusted_minor - sum(found) if len(found) == len(others) else math.inf


def insert(options: list[tuple[Option, float]], bundle: Option, share_minor: float) -> None:
    """Put *bundle* before the first option that counts more than *share_minor*; what fits comes first."""
    for place, (one, counts) in enumerate(options):
        if (bundle.fits and not one.fits) or (bundle.fits == one.fits and counts > share_minor):
            options.insert(place, (bundle, share_minor))
            return
    options.append((bundle, share_minor))


def _compared(option: Option, best: Sequence[Option | None]) -> Iterator[str]:
    """What it replaces and what that saves, in sentences."""
    yield f"One purchase for {len(option.pieces)} lines of your wish, with one delivery."
    found = [one for one in best if one is not None]
    if len(found) < len(best):
        yield "For some of them there is nothing that fits one by one."
        return
    apart = " and ".join(f"{one.total.words()} from {one.seller.name}" for one in found)
    gap = option.total.of(abs(option.saves_minor)).words()
    how = "saves" if option.saves_minor >= 0 else "costs more by"
    yield f"Instead of {apart}: {how} {gap}."


def _sum(amounts: Sequence[int | None]) -> int | None:
    found = [one for one in amounts if one is not None]
    return sum(found) if len(found) == len(amounts) else None
