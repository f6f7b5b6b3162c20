"""The house strategy: it knows how many turns are left, and plans them.

Three parts. `rival.py` guesses what each outcome is worth to the other side, from how often it offers which
value. `belief.py` holds a Bayesian belief over what the other side will demand at each round, its reserve
included. `plan.py` looks for the offers that make the most of the turns left, among those on the Pareto line
of this side's utility and the guessed one. Before the last turns no offer goes far below the best, and each
fresh one is a free question; but whoever comes down early is met on the way, since waiting would win most of
what there is and leave the other side little.

Before the last turns an offer is taken when it is as good as the one that would answer it: what was offered
once can mostly be had later. In the last turns it is taken when it is as good as what the plan is expected to
bring; in the very last move, when it is not below the reserve. Nothing below the reserve is ever offered or
taken.

Sources: in the three modules; taking an offer by what the turns left may bring is the optimal stopping of
Baarslag and Hindriks, "Accepting optimally in automated negotiation with incomplete information", AAMAS 2013.
"""

from __future__ import annotations

from typing import Final

from negotiation.strategies.belief import Level, believe
from negotiation.strategies.game import Accept, End, Game, Move, Propose
from negotiation.strategies.plan import STEP, WIDTH, Option, Plan, plan
from negotiation.strategies.rival import Rival, Worths

FIRM: Final = 3.0
"""Exponent of the time gone in what is asked at least: late, like Boulware."""
LOOKS: Final = 4
"""Turns that a plan looks at: this one, the last, and some between."""
LAST_TURNS: Final = 4
"""Turns before the end from which a new plan is made in each."""
PLANS: Final = 3
"""Plans made before that, spread evenly."""
WINDOW: Final = 48
"""Outcomes just above what is asked, of which the one is offered that the other side seems to like best."""
MANY: Final = 2000
"""Outcomes that are looked at; of more than that an even part."""
KEEPS: Final = 0.65
"""How likely the other side still takes what it has offered itself; measured: some always do, some never."""
RECOIL: Final = 0.15
"""Worth by which all its latest offers lie above that one when it no longer does."""
SLOPE: Final = 0.7
"""Advantage that this side usually gains for each unit of worth that the other gives up."""
LOSS: Final = 0.9
"""Share of that gain to count on for its last offer."""
BONUS: Final = 0.4
"""What a deal as such is worth, in shares of the most that there could be."""
FAIR: Final = 1.0
"""How much more a deal counts that gives the other side all it wants, if it has been open itself."""
MEET: Final = 0.4
"""How far what is asked from one who is open comes down from its course towards `EVEN`."""
EVEN: Final = 0.55
"""About half, as an advantage: an even deal is often somewhat better than that for both."""
OPEN: Final = 0.25
"""Worth given up, on average over its offers, from which the other side is met with all of that."""
SAMPLED: Final = 12
"""Offers, spread evenly, that this average is taken of at most, or nearly."""
START: Final = 0.5
"""The value of the game before there is a plan."""


class House:
    """One negotiation of the house strategy."""

    def __init__(self, game: Game) -> None:
        self._game = game
        self._rival = Rival(game.stakes, game.rounds)
        self._heard: list[tuple[int, int]] = []
        """Places of the offers heard, with the other side's round."""
        self._made: dict[int, int] = {}
        """Places of the offers made, with the round in which the other side answered the latest."""
        self._opens: bool | None = None
        """Whether this side speaks first in each round."""
        self._best: int | None = None
        """The best offer heard, if it is not below the reserve."""
        self._value = START
        self._spare = 0.0
        """What the other side's reserve seems to be."""
        self._open = 0.0
        """How open the other side is, 0 to 1: how much it has given up without waiting for the end."""
        self._planned = -game.rounds

    def turn(self, number: int, standing: int | None) -> Move:
        """Take the standing offer or make one."""
        game = self._game
        if not game.choices:
            return End()
        if self._opens is None:
            self._opens = standing is None
        if standing is not None:
            self._hear(standing, number)
        offered = (
            None if standing is None or game.worth(standing) < game.reserve else self._advantage(standing)
        )
        if offered is not None and number >= game.rounds - 1 and not self._opens:
            return Accept()
        place = self._offer(number, standing if offered is not None else None)
        if offered is not None and (place is None or offered >= self._advantage(place)):
            return Accept()
        assert place is not None
        self._made.pop(place, None)
        self._made[place] = number if self._opens else number + 1
        return Propose(place)

    def _hear(self, place: int, number: int) -> None:
        self._rival.hear(place, number)
        self._heard.append((place, max(0, number - 1) if self._opens else number))
        worth = self._game.worth(place)
        if worth >= self._game.reserve and (self._best is None or worth > self._game.worth(self._best)):
            self._best = place

    def _offer(self, number: int, offered: int | None) -> int | None:
        """What to offer in this round, or None to take what is offered."""
        last = max(number, self._game.rounds - (1 if self._opens else 2))
        worths = self._rival.worths()
        self._open = self._openness(worths)
        late = last - number < LAST_TURNS
        planned: Plan | None = None
        if late or (number - self._planned) * PLANS >= self._game.rounds:
            planned = self._plan(worths, number, last)
            self._value, self._planned = planned.value, number
        if late and planned is not None and offered is not None:
            stands = self._deal(self._advantage(offered), self._rival.worth(worths, offered))
            if stands >= planned.value:
                return None
        if planned is not None and number >= last:
            return planned.option.place
        least = self._least((number + 1) / (last + 1))
        if planned is not None and self._advantage(planned.option.place) >= least:
            return planned.option.place
        return self._question(worths, least)

    def _least(self, gone: float) -> float:
        """What to ask for at least with that share of the time gone, as an advantage."""
        course: float = self._value + (1.0 - self._value) * (1.0 - gone**FIRM)
        return course - MEET * self._open * max(0.0, course - EVEN)

    def _openness(self, worths: Worths) -> float:
        if not self._heard:
            return 0.0
        heard = self._heard[:: 1 + len(self._heard) // SAMPLED]
        given: float = 1.0 - sum([self._rival.worth(worths, place) for place, _ in heard]) / len(heard)
        return min(1.0, max(0.0, given) / OPEN)

    def _question(self, worths: Worths, least: float) -> int:
        """Return what the other seems to like best of the outcomes just above *least*, if any a fresh one."""
        game = self._game
        ranking = game.stakes.ranking
        end = ranking.index(game.least(game.reserve + least * (game.best - game.reserve))) + 1
        window = ranking[max(0, end - WINDOW) : end]
        fresh = [place for place in window if place not in self._made] or window
        return max(fresh, key=lambda place: self._rival.worth(worths, place))

    def _plan(self, worths: Worths, number: int, last: int) -> Plan:
        game, rival = self._game, self._rival
        later = 0 if self._opens else 1
        heard = [(rival.worth(worths, place), at) for place, at in _some(self._heard)]
        refused = [(rival.worth(worths, place), at) for place, at in list(self._made.items())[-8:]]
        looks = {number + round((last - number) * look / (LOOKS - 1)) for look in range(LOOKS)} | {
            max(number, last - 1)
        }
        answers = [look + later for look in sorted(looks)]
        levels = believe(game.rounds, number, heard, refused, {*answers, game.rounds - 1})
        self._spare = _reserve(levels, game.rounds - 1)
        at_end = [0.0] * len(levels) if self._opens else self._last_offers(worths, levels)
        return plan(levels, self._options(worths), answers, at_end, self._known(worths))

    def _options(self, worths: Worths) -> list[Option]:
        """The Pareto line: what is not worse for both than something else, thinned evenly."""
        game = self._game
        places = game.stakes.ranking[: game.choices : 1 + game.choices // MANY]
        fresh = game.choices > 4 * game.rounds
        line, most = [], -1.0
        for place, worth in zip(places, self._rival.worth_of_all(worths, places), strict=True):
            if worth > most + STEP and not (fresh and place in self._made):
                most = worth
                line.append(Option(self._deal(self._advantage(place), worth), worth, place))
        if not line:
            line = [Option(self._deal(1.0, 0.0), 0.0, places[0])]
        if len(line) > WIDTH:
            line = [line[round(number * (len(line) - 1) / (WIDTH - 1))] for number in range(WIDTH)]
        if self._best is not None:
            line.append(
                Option(self._advantage(self._best), self._rival.worth(worths, self._best), self._best)
            )
        return line

    def _known(self, worths: Worths) -> tuple[int | None, float]:
        """The best offer heard, and how likely the other side still stands by it."""
        if self._best is None:
            return None, 0.0
        latest = min(self._rival.worth(worths, place) for place, _ in self._heard[-4:])
        stands = latest <= self._rival.worth(worths, self._best) + RECOIL
        return self._best, KEEPS if stands else 0.0

    def _last_offers(self, worths: Worths, levels: tuple[Level, ...]) -> list[float]:
        """What the other side's last offer would be worth to this side at each level."""
        last = self._game.rounds - 1
        if not self._heard:
            return [self._deal(SLOPE * LOSS * (1.0 - level.path[last]), level.path[last]) for level in levels]
        (first, _), (latest, _) = self._heard[0], self._heard[-1]
        from_worth, to_worth = (self._rival.worth(worths, place) for place in (first, latest))
        from_own, to_own = self._advantage(first), self._advantage(latest)
        slope = SLOPE
        if from_worth - to_worth > 0.05:
            slope = min(1.5, max(0.0, (SLOPE + (to_own - from_own) / (from_worth - to_worth)) / 2))
        ends = []
        for level in levels:
            own = min(1.0, to_own + slope * LOSS * max(0.0, to_worth - level.path[last]))
            ends.append(self._deal(own, min(to_worth, level.path[last])) if own >= 0.0 else 0.0)
        return ends

    def _advantage(self, place: int) -> float:
        """What an outcome is worth above the reserve, as a share of the most that there could be."""
        reserve = self._game.reserve
        return (self._game.worth(place) - reserve) / max(1e-9, self._game.best - reserve)

    def _deal(self, advantage: float, worth: float) -> float:
        """What a deal counts in a plan: its advantage, being one, and being good for the other side."""
        shared = max(0.0, worth - self._spare) / (1.0 - self._spare)
        fair = FAIR * self._open
        return (advantage + BONUS) * (1.0 + fair * shared) / ((1.0 + BONUS) * (1.0 + fair / 2))


def _reserve(levels: tuple[Level, ...], last: int) -> float:
    """What the other side's reserve seems to be: what it is expected to demand at the end."""
    return min(0.9, sum(level.share * level.path[last] for level in levels))


def _some(heard: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first, the latest and some between: what a belief needs of a long talk."""
    return heard if len(heard) <= 12 else [*heard[: -8 : max(1, (len(heard) - 8) // 4)], *heard[-8:]]
