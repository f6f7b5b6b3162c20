"""MiCRO: concede one outcome for each new outcome that the other side has offered.

Source: de Jonge, "An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy",
IJCAI 2022. It asks neither for the time nor for a model of the other side.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from negotiation.strategies.game import Accept, End, Game, Move, Propose


@dataclass(slots=True)
class Micro:
    """Walk down the ranking, never faster than the other side; else repeat something offered before."""

    game: Game
    made: int = 0
    """How many different outcomes this side has offered: the first so many of the ranking."""
    heard: set[int] = field(default_factory=set)

    def turn(self, number: int, standing: int | None) -> Move:
        """Take what is as good as the least that this side is ready to offer."""
        game, ranking = self.game, self.game.stakes.ranking
        if not game.choices:
            return End()
        if standing is not None:
            self.heard.add(standing)
        concedes = self.made <= len(self.heard) and self.made < game.choices
        lowest = ranking[self.made if concedes else self.made - 1]
        if standing is not None and game.worth(standing) >= game.worth(lowest):
            return Accept()
        if concedes:
            self.made += 1
            return Propose(lowest)
        return Propose(ranking[self._again(number)])

    def _again(self, number: int) -> int:
        """One of those already offered. The paper draws it at random; here seed and round tell."""
        return (self.game.seed * 2_654_435_761 + number * 40_503) % 2**32 % self.made
