"""A strategy of ours as the brand of a thread: it names totals of a list, on one set of terms.

For the lab and the benchmarks: how the twin's private play fares against a brand that is no Co-Marketer. The
strategy plays league: it leans on the floor. What it takes it offers, since only a twin commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiation.article import Article
from negotiation.package import Package
from negotiation.seller import Better, NoBetter
from negotiation.strategies import Accept, Game, Player, Propose, Stakes, Strategy


@dataclass
class ListedBrand:
    """A brand in one thread; it keeps what it has heard.

    totals: on the table, the highest first. first: its first offer.
    """

    player: Player
    totals: tuple[int, ...]
    first: Package

    def answer(self, *, turn: int, counter: Package | None, offered: Sequence[Package]) -> Better | NoBetter:
        """Return what the strategy says to the twin's *turn*-th counter or decline."""
        heard = None if counter is None else self._heard(counter.total_minor)
        match self.player.turn(turn, heard):
            case Propose(place):
                return Better(self.first.at(self.totals[place]), meets=False)
            case Accept() if counter is not None:
                return Better(self.first.at(counter.total_minor), meets=True)
        return NoBetter()

    def _heard(self, total_minor: int) -> int:
        """The place of a counter: the highest total on the table that it reaches."""
        last = len(self.totals) - 1
        return next((place for place, total in enumerate(self.totals) if total <= total_minor), last)


def listed_brand(
    article: Article, listed: Package, strategy: Strategy, *, rounds: int, count: int
) -> ListedBrand:
    """Return the brand of *article* that plays by *strategy* against a twin with so many counters."""
    totals = article.totals(count)
    room = max(1, totals[0] - totals[-1])
    stakes = Stakes(
        ("total",),
        tuple((str(total),) for total in totals),
        tuple((total - totals[-1]) / room for total in totals),
    )
    player = strategy(Game(stakes, (article.floor_minor - totals[-1]) / room, rounds + 1))
    move = player.turn(0, None)
    return ListedBrand(player, totals, listed.at(totals[move.place]) if isinstance(move, Propose) else listed)
