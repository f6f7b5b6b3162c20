"""`python -m customer_model.choice`: how well choices are foretold, beside four simple ways to do it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from customer_model.choice.fit import Progress, quiet
from customer_model.choice.forecast import Forecast, forecast
from customer_model.choice.panel import read_panel
from customer_model.choice.scoring import Score
from customer_model.errors import TasteError

_ABOUT: Final = """\
Learn how homes choose from one panel, and foretell each occasion of another, one step ahead: from all
occasions before it, those of the test included once they are past. A household in both files goes on; one
that is new starts from what the training homes have in common.

A panel is a CSV, one row per alternative of each occasion:

  household,occasion,alternative,price,feature,display,chosen
  1,0,heinz28,5.20,0,0,1
  1,0,hunts32,3.40,1,0,0

occasion is a whole number that rises with time; one row of each occasion is chosen (1). Any further column
in numbers is an attribute.
"""
_EXAMPLES: Final = """\
examples:
  python -m customer_model.choice --train catsup-train.csv --test catsup-test.csv
  python -m customer_model.choice --train catsup-train.csv --test catsup-test.csv --json

Printed are means over the occasions of the test: the natural log-likelihood of what was chosen (0 is best),
the share of occasions whose likeliest alternative was chosen, and the calibration error: ten bins over the
probabilities of all alternatives, mean distance of what was foretold to what came.
Exit codes: 0 done, 1 a file breaks the format, 2 usage.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        done = forecast(read_panel(asked.train), read_panel(asked.test), _progress())
    except TasteError as error:
        sys.stderr.write(f"{error}\n{error.advice}\n")
        return 1
    sys.stdout.write(json.dumps(_members(done)) if asked.json else _table(done))
    sys.stdout.write("\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m customer_model.choice",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--train", type=Path, required=True, metavar="CSV", help="the panel to learn from")
    parser.add_argument("--test", type=Path, required=True, metavar="CSV", help="the panel to foretell")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _progress() -> Progress:
    """Shown on a terminal only."""
    if not sys.stderr.isatty():
        return quiet

    def show(turn: int, turns: int) -> None:
        end = "\r\033[K" if turn == turns else ""
        sys.stderr.write(f"\rLearning: turn {turn} of {turns}{end}")
        sys.stderr.flush()

    return show


def _members(done: Forecast) -> dict[str, Any]:
    return {
        **asdict(done.score),
        "wrong_sign_homes": done.wrong_sign_homes,
        "n_occasions": done.occasions,
        "n_homes": done.homes,
        "best_anchor": done.best_anchor,
        "anchors": {name: asdict(one) for name, one in done.anchors.items()},
    }


def _table(done: Forecast) -> str:
    head = f"{'':<18}{'log-likelihood':>15}{'hit rate':>10}{'calibration error':>19}"
    rows = [_row("taste", done.score), *(_row(name, one) for name, one in done.anchors.items())]
    wrong = f"{done.wrong_sign_homes} of them with a price that attracts"
    end = f"{done.occasions} occasions of {done.homes} homes, {wrong}"
    return "\n".join((head, *rows, end))


def _row(name: str, one: Score) -> str:
    words = name.replace("_", " ")
    return f"{words:<18}{one.log_likelihood:>15.4f}{one.hit_rate:>10.3f}{one.calibration_error:>19.4f}"
