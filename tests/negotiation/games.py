"""Games for the tests: random stakes of both sides, by seed, and partners that misbehave."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random

from negotiation.strategies import Accept, End, Game, Move, Propose, Stakes


def sides(seed: int, *, rounds: int, most: int = 400) -> tuple[Game, Game]:
    """Return both sides of a random negotiation with one to six issues and at most *most* outcomes."""
    dice = Random(f"stakes {seed}")
    sizes = [dice.randint(2, 6) for _ in range(dice.randint(1, 6))]
    while prod(sizes) > most:
        sizes.pop()
    issues = tuple(f"issue {number}" for number in range(len(sizes)))
    values = [
        [f"{issue}: {number}" for number in range(size)] for issue, size in zip(issues, sizes, strict=True)
    ]
    outcomes = tuple(product(*values))
    tables = [_table(sizes, dice) for _ in range(2)]
    first, second = (
        Game(Stakes(issues, outcomes, table), dice.uniform(0.0, 0.6), rounds, seed) for table in tables
    )
    return first, second


def _table(sizes: list[int], dice: Random) -> tuple[float, ...]:
    """Additive utilities from 0 to 1, the last issue the slowest to change."""
    sums = [0.0]
    for size in sizes:
        worths = [dice.random() for _ in range(size)]
        weight = dice.random() + 0.1
        sums = [before + weight * worth for before in sums for worth in worths]
    low, high = min(sums), max(sums)
    return tuple((one - low) / (high - low) for one in sums)


@dataclass(slots=True)
class Misbehaving:
    """Offers by a rule that no strategy would follow, and never takes anything."""

    game: Game
    rule: str
    """`repeats`, `backward` (each offer worse for the other side) or `random`."""

    def turn(self, number: int, standing: int | None) -> Move:
        """Make the offer of this round."""
        ranking = self.game.stakes.ranking
        match self.rule:
            case "repeats":
                return Propose(ranking[0])
            case "backward":
                return Propose(ranking[max(0, len(ranking) - 1 - number)])
        return Propose(Random(f"{self.game.seed} {number}").choice(ranking))


__all__ = ["Accept", "End", "Misbehaving", "sides"]
