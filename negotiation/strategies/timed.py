"""Time-dependent strategies: how much is demanded depends on the time gone, and on nothing else.

Source: Faratin, Sierra and Jennings, "Negotiation decision functions for autonomous agents", Robotics and
Autonomous Systems 24 (1998): polynomial tactics. Taking an offer that is as good as the demand is AC_next of
Baarslag, Hindriks and Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
Support Systems 60 (2014). The eagernesses a quarter, 1 and 4 are customary.
"""

from __future__ import annotations

from dataclasses import dataclass

from negotiation.concession import concession
from negotiation.strategies.game import Accept, End, Game, Move, Propose


@dataclass(frozen=True, slots=True)
class Timed:
    """Demand from the best outcome down to the reserve; *eagerness*: see `concession`."""

    game: Game
    eagerness: float

    def demand(self, number: int) -> float:
        """Return the utility demanded in round *number*: the best at the first, the reserve at the last."""
        game = self.game
        elapsed = min(1.0, number / max(1, game.rounds - 1))
        return game.best - (game.best - game.reserve) * concession(elapsed, self.eagerness)

    def turn(self, number: int, standing: int | None) -> Move:
        """Take what is as good as the demand, else offer the least that is not below it."""
        game = self.game
        if not game.choices:
            return End()
        demand = max(self.demand(number), game.reserve)
        if standing is not None and game.worth(standing) >= demand:
            return Accept()
        return Propose(game.least(demand))


def boulware(game: Game) -> Timed:
    """Firm, and down late."""
    return Timed(game, eagerness=0.25)


def linear(game: Game) -> Timed:
    """Down evenly."""
    return Timed(game, eagerness=1.0)


def conceder(game: Game) -> Timed:
    """Down early."""
    return Timed(game, eagerness=4.0)
