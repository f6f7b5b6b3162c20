"""Private play: a policy that does not know the reserve, and a gate that knows nothing else.

DESIGN, section 5 (Ceiling). The policy is any strategy, played as if the reserve were `PRESUMED`, the same
for everyone. The gate lets its move out unless it lies below the true reserve; then it holds it and this side
says again what it last said, or leaves when there is nothing more to say. So for two reserves the moves
are the same until the policy first offers or takes something below the higher one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from negotiation.strategies.game import Accept, End, Game, Move, Player, Propose, Strategy

PRESUMED: Final = 0.1
"""The reserve that the policy plays with; measured: much less gives deals away, much more misses them."""


@dataclass(slots=True)
class Gated:
    """A policy behind its gate; *said* is the last offer that was let out."""

    policy: Player
    game: Game
    said: int | None = None

    def turn(self, number: int, standing: int | None) -> Move:
        """Return the policy's move if the gate lets it out."""
        game, move = self.game, self.policy.turn(number, standing)
        match move:
            case Propose(place) if game.worth(place) >= game.reserve:
                self.said = place
                return move
            case Accept() if standing is not None and game.worth(standing) >= game.reserve:
                return move
            case Propose() | Accept() if self.said is not None and number < game.rounds - 1:
                return Propose(self.said)
        return End()


def gated(strategy: Strategy) -> Strategy:
    """Return *strategy* played privately."""

    def play(game: Game) -> Gated:
        return Gated(strategy(replace(game, reserve=PRESUMED)), game)

    return play
