"""A strategy as a program that others drive.

    python -m negotiation.play --strategy house [--private]

It reads JSON lines on its input and answers on its output; `negotiation/lines.py` says which. With
`--private` the strategy plays without knowing its own reserve, and a gate holds what lies below it.
"""

from __future__ import annotations

import argparse
import sys
from io import TextIOWrapper
from typing import Final

from negotiation.lines import Lines
from negotiation.strategies import STRATEGIES, gated

MAX_LINE: Final = 200_000_000
"""Characters of a line that are read; a million outcomes take less."""

EXAMPLE: Final = """example of what is read; every "turn" is answered, nothing else is:
  {"type": "start", "rounds": 20, "issues": ["price"], "outcomes": [["10"], ["12"]],
   "utility": [1.0, 0.4], "reserve": 0.2, "seed": 7}          (one line)
  {"type": "turn", "round": 0, "offer": null}
  {"type": "turn", "round": 1, "offer": ["12"]}
  {"type": "result", "agreement": ["12"]}

what is answered:
  {"move": "counter", "offer": ["10"]}   {"move": "accept"}   {"move": "end"}
"""


def main() -> None:
    """Play until the input ends."""
    parser = argparse.ArgumentParser(
        prog="python -m negotiation.play",
        description="Play a strategy, driven by JSON lines on the input: a move on the output for each turn.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--strategy", choices=sorted(STRATEGIES), required=True)
    parser.add_argument(
        "--private", action="store_true", help="don't lean on the reserve; a gate holds what lies below it"
    )
    asked = parser.parse_args()
    strategy = STRATEGIES[asked.strategy]
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    lines = Lines(gated(strategy) if asked.private else strategy)
    while line := sys.stdin.readline(MAX_LINE):
        answer = lines.hear(line)
        if answer is not None:
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
