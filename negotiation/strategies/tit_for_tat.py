"""Tit for tat: concede as much as the other side has, and never below the reserve.

Source: behaviour-dependent tactics in Faratin, Sierra and Jennings, Robotics and Autonomous Systems 24
(1998); concession measured in one's own utility, over the way from the other's first offer to one's best, as
in Baarslag, Hindriks and Jonker, "A tit for tat negotiation strategy for real-time bilateral negotiations"
(2013). What counts is the best offer so far: a partner who goes backward takes nothing away.
"""

from __future__ import annotations

from dataclasses import dataclass

from negotiation.strategies.game import Accept, End, Game, Move, Propose


@dataclass(slots=True)
class TitForTat:
    """Mirror the share of the way from its first offer to this side's best that the other has come."""

    game: Game
    first: float | None = None
    """What the other's first offer is worth to this side; the reserve if that is more."""
    most: float = 0.0
    """What the best of its offers is worth."""

    def turn(self, number: int, standing: int | None) -> Move:
        """Take what is as good as the demand; in the last round whatever is not below the reserve."""
        game = self.game
        if not game.choices:
            return End()
        offered = None if standing is None else game.worth(standing)
        demand = self.demand(offered)
        least = game.reserve if number >= game.rounds - 1 else max(demand, game.reserve)
        if offered is not None and offered >= least:
            return Accept()
        return Propose(game.least(demand))

    def demand(self, offered: float | None) -> float:
        """Return the utility to demand once the other has offered what is worth *offered*."""
        best, reserve = self.game.best, self.game.reserve
        if offered is None:
            return best
        if self.first is None:
            self.first = self.most = max(offered, reserve)
        self.most = max(self.most, offered)
        came = (self.most - self.first) / (best - self.first) if best > self.first else 0.0
        return best - (best - reserve) * came
