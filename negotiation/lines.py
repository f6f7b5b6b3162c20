"""A strategy driven by JSON lines: what is read, and what is answered.

A session is a `start` line, then a `turn` line for each of our moves, then a `result` line:

    {"type": "start", "rounds": 20, "issues": ["price"], "outcomes": [["10"], ["12"]],
     "utility": [1.0, 0.4], "reserve": 0.3, "seed": 7}
    {"type": "turn", "round": 0, "offer": null}            null: nothing has been offered yet
    {"type": "result", "agreement": ["12"]}                null: no deal

A turn is answered with one line, and nothing else is answered:

    {"move": "counter", "offer": ["10"]}    {"move": "accept"}    {"move": "end"}

What can't be read is not a turn. A turn before a readable start, or after the last round, is answered with
`end`; an offer that is not among the outcomes counts as none. Rounds only go forward, whatever a line says.
"""

from __future__ import annotations

import json
from typing import Any, Final

from negotiation.strategies.game import Accept, Game, Outcome, Player, Propose, Stakes, Strategy

MAX_ROUNDS: Final = 10_000
"""Of a longer game so many are played."""
END: Final = json.dumps({"move": "end"})


class Lines:
    """One player after the other, a new one at each `start`."""

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy
        self._game: Game | None = None
        self._player: Player | None = None
        self._next = 0

    def hear(self, line: str) -> str | None:
        """Return the answer to *line*, without a line's end, or None if there is none to give."""
        message = _read(line)
        match message.get("type"):
            case "start":
                self._game = read_game(message)
                self._player = None if self._game is None else self._strategy(self._game)
                self._next = 0
            case "turn":
                return self._turn(message)
            case "result":
                self._game = self._player = None
        return None

    def _turn(self, message: dict[str, Any]) -> str:
        game, player = self._game, self._player
        said = message.get("round")
        number = max(self._next, said) if isinstance(said, int) and not isinstance(said, bool) else self._next
        if game is None or player is None or number >= game.rounds:
            return END
        self._next = number + 1
        standing = game.stakes.places.get(_outcome(message.get("offer")))
        match player.turn(number, standing):
            case Propose(place):
                return json.dumps({"move": "counter", "offer": game.stakes.outcomes[place]})
            case Accept() if standing is not None:
                return json.dumps({"move": "accept"})
        return END


def read_game(message: dict[str, Any]) -> Game | None:
    """Return the game that a `start` line describes, or None if it describes none."""
    try:
        stakes = Stakes(
            tuple(map(str, message["issues"])),
            tuple(map(_outcome, message["outcomes"])),
            tuple(map(float, message["utility"])),
        )
        return Game(
            stakes,
            reserve=float(message["reserve"]),
            rounds=min(int(message["rounds"]), MAX_ROUNDS),
            seed=int(message.get("seed", 0)),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _read(line: str) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _outcome(value: object) -> Outcome:
    """The values of an outcome; none of what is not a list of texts."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return ()
