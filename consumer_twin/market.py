"""The market: what is public about one wish line once every first offer is in.

Spec: spec/60-negotiate.md (NEG-34, NEG-35), spec/50-match.md.

What a thread may know of the other sellers is in `Others`, and nothing else of them reaches its moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consumer_twin.match import Find
from consumer_twin.scan import Trouble
from consumer_twin.thread import Thread
from negotiation import Preferences, Weights


@dataclass(frozen=True)
class Asked:
    """What a seller asks of everybody for the quantity wished, before anybody haggled, in minor units.

    total_minor: the first offer, all-in. public_minor: the same at list prices; of a page, its price.
    piece_minor: the list price of one piece; None where only totals are known.
    """

    seller: str
    group: int
    total_minor: int
    public_minor: int
    piece_minor: int | None = None


@dataclass(frozen=True)
class Others:
    """All that a thread may know of the other sellers of its wish line, in minor units (NEG-35).

    rival_minor: the lowest total that any of them asked first for the same product, None if that is not below
    the seller's own public total. cheapest_minor: the lowest public total of the line, the seller's own
    included; the person's weights are shares of it. piece_minor: the lowest list price of a piece of the
    line, the seller's own included; what a spare piece is worth is a share of it.
    """

    rival_minor: int | None
    cheapest_minor: int
    piece_minor: int = 0

    def preferences(self, weights: Weights, own_minor: int, spare_share: float = 0.0) -> Preferences:
        """Return what the person weighs; *own_minor* is the seller's own public total."""
        lowest = min(self.cheapest_minor, own_minor)
        return Preferences(
            cheapest_minor=lowest,
            dearest_minor=max(lowest, own_minor),
            weights=weights,
            spare_minor=spare_share * self.piece_minor,
        )


@dataclass(frozen=True)
class Market:
    """What is public about one wish line once every first offer is in."""

    asked: tuple[Asked, ...]

    def others(self, seller: str, group: int) -> Others:
        """Return what the thread with *seller* about the product of *group* may know of everybody else."""
        same = [one for one in self.asked if one.group == group]
        own = min((one.public_minor for one in same if one.seller == seller), default=0)
        rivals = (one.total_minor for one in same if one.seller != seller and one.total_minor < own)
        cheapest = min((one.public_minor for one in self.asked), default=0)
        return Others(min(rivals, default=None), cheapest, self.piece_minor())

    def piece_minor(self, group: int | None = None) -> int:
        """Return the lowest list price of a piece of the line, or of its product of *group*; 0 if none is."""
        named = [one for one in self.asked if group in {None, one.group}]
        return min((one.piece_minor for one in named if one.piece_minor is not None), default=0)

    def public_minor(self, group: int) -> int | None:
        """Return the lowest public total for the product of *group*, None if nobody named one."""
        return min((one.public_minor for one in self.asked if one.group == group), default=None)

    def preferences(self, weights: Weights) -> Preferences:
        """Return what the person weighs, on the scale of this market's public totals."""
        ends = [one.public_minor for one in self.asked] or [0]
        return Preferences(cheapest_minor=min(ends), dearest_minor=max(ends), weights=weights)


@dataclass(frozen=True)
class Bargain:
    """What the haggling over one wish line came to: threads, public *pages* beside them, who dropped out.

    baskets: threads about this line and later ones together.
    """

    threads: tuple[Thread, ...]
    pages: tuple[Find, ...]
    market: Market
    troubles: tuple[Trouble, ...]
    baskets: tuple[Thread, ...] = ()


def survey(threads: Sequence[Thread], pages: Sequence[Find], quantity: int) -> Market:
    """Return the market of one wish line: first offers of *threads*, and the prices of public *pages*.

    Of a grid, its public package is what was asked first (MED-9).
    """
    first = [(one.record, one.first_offer) for one in threads if one.talk.grid is None]
    offered = (
        Asked(
            record.seller.id,
            record.group,
            offer.total.amount,
            offer.list_total.amount,
            offer.lines[0].list_price.amount,
        )
        for record, offer in first
        if offer is not None
    )
    listed = (
        (thread.record, thread.talk.grid.packages[0].total.amount)
        for thread in threads
        if thread.talk.grid is not None
    )
    gridded = (Asked(record.seller.id, record.group, total, total) for record, total in listed)
    shown = (
        Asked(find.seller.id, find.group, piece * quantity, piece * quantity, piece)
        for find, piece in ((find, find.unit_price.amount) for find in pages)
    )
    return Market((*offered, *gridded, *shown))
