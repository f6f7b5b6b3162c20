"""What negotiating costs: whole negotiations beside NegMAS's, and one decision beside a signature check.

    python -m benchmarks.negotiation [--json]
    python -m benchmarks.negotiation prices [--json]     haggling over real prices: negotiation_prices.py
    python -m benchmarks.negotiation modes [--json]      sealed bids, mediated play: negotiation_modes.py
    python -m benchmarks.negotiation questions [--json]  asking before the options: negotiation_questions.py

NegMAS is AGPL and is never imported here: it plays in a virtual environment of its own (`make tournament`
sets it up), driven by `../shared/tools/tournament/tournament.py`. Both sides play `Camera`, 3,600 outcomes,
20 rounds, reserves drawn from 0 to .6. Outcomes and preferences are made once for all negotiations on either
side; what is measured is negotiating: CPU time for each negotiation.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from nacl.signing import SigningKey

from benchmarks import negotiation_modes, negotiation_prices, negotiation_questions
from benchmarks.measure import Case, Prepare, SkippedError, Work, main, program, times
from benchmarks.negotiation_domain import both_stakes, games
from benchmarks.usage import read_arguments
from negotiation.strategies import STRATEGIES, Propose, Strategy, meet

ROOT: Final = Path(__file__).parents[1]
TOOL: Final = ROOT / "../shared/tools/tournament/tournament.py"
PYTHON: Final = Path(os.environ.get("DAILYME_TOURNAMENT", "~/.cache/tournament")).expanduser() / "bin/python"
"""The tournament's own environment; another one by DAILYME_TOURNAMENT."""
DOMAIN: Final = "Camera"
ROUNDS: Final = 20
THEIRS: Final = 40
"""Negotiations of NegMAS in one turn of measuring."""
OURS: Final = 10
"""Negotiations of ours in one turn."""


def house_speed() -> Case:
    """House against itself: a third of NegMAS's time is three times as many."""
    return _speed("negotiation.speed.house", STRATEGIES["house"], OURS, 1 / 3)


def boulware_speed() -> Case:
    """Boulware against itself: thirty times as many."""
    return _speed("negotiation.speed.boulware", STRATEGIES["boulware"], 40 * OURS, 1 / 30)


def decision() -> Case:
    """A whole game of the house, against one verification for each of its decisions."""
    first, second = both_stakes(DOMAIN)
    drawn = games((first, second), ROUNDS)
    decided = 0

    def play() -> None:
        nonlocal decided
        own, other = next(drawn)
        player = STRATEGIES["house"](own)
        for number in range(ROUNDS):
            # the other side never takes anything, so that every round is played
            standing = other.stakes.ranking[number]
            decided += 1
            if not isinstance(player.turn(number, standing), Propose):
                return

    key = SigningKey(sha256(b"benchmark, not a secret").digest())
    signed = key.sign(b"x" * 1_700)
    game = times(OURS, play)

    def each() -> float:
        nonlocal decided
        decided = 0
        spent = game()
        return spent / decided

    verify = times(1_000, lambda: key.verify_key.verify(signed))
    return Case(
        "negotiation.decision",
        anchor="one PyNaCl verify of 1,700 bytes",
        goal=50.0,
        work=each,
        anchor_work=lambda: verify() / 1_000,
    )


def _speed(name: str, strategy: Strategy, count: int, goal: float) -> Case:
    drawn = games(both_stakes(DOMAIN), ROUNDS)

    def play() -> None:
        first, second = next(drawn)
        meet(strategy(first), strategy(second), ROUNDS)

    ours = times(count, play)
    return Case(
        name,
        anchor=f"two NegMAS AspirationNegotiators on {DOMAIN}, {ROUNDS} steps",
        goal=round(goal, 4),
        work=lambda: ours() / count,
        anchor_work=_negmas(),
    )


def _negmas() -> Work:
    """CPU time of one negotiation in NegMAS: many in one process less one in another, over the difference."""
    if not TOOL.is_file() or not PYTHON.is_file():
        raise SkippedError("the tournament or its environment is not here: make tournament")
    command = [str(PYTHON), str(TOOL), "--only", "Aspiration", "--self-play", "--procs", "1"]
    command += ["--domains", DOMAIN, "--steps", str(ROUNDS), "--seeds"]
    one = program(*command, "0", folder=ROOT)
    many = program(*command, *map(str, range(THEIRS + 1)), folder=ROOT)
    return lambda: (many() - one()) / THEIRS


CASES: Final[list[tuple[str, Prepare]]] = [
    ("negotiation.speed.house", house_speed),
    ("negotiation.speed.boulware", boulware_speed),
    ("negotiation.decision", decision),
]

OTHERS: Final = {
    "prices": negotiation_prices.main,
    "modes": negotiation_modes.main,
    "questions": negotiation_questions.main,
}
"""What else there is, by subcommand."""


_DOCS: Final = {
    "prices": (negotiation_prices.__doc__, ""),
    "modes": (negotiation_modes.__doc__, ""),
    "questions": (negotiation_questions.__doc__, "people"),
}

if __name__ == "__main__":
    asked = read_arguments(__doc__, others=_DOCS).what
    if asked is None:
        main(CASES)
    else:
        OTHERS[asked]()
