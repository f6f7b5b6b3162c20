"""`python -m customer_model.sequence`: how well next baskets are foretold, beside three simple ways."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from customer_model.sequence.anchors import anchors
from customer_model.sequence.basket import Log
from customer_model.sequence.errors import SequenceError, TwoUnitsError
from customer_model.sequence.evaluate import Score, evaluate
from customer_model.sequence.fit import learn
from customer_model.sequence.log_file import LogFile, Progress, quiet, read_log
from customer_model.sequence.prior_file import read_prior, write_prior

_ABOUT: Final = """\
Learn what people take again and what follows what from one log of baskets, and foretell each basket of
another, one step ahead: from all of the person's baskets before it, those of the test included once they
are past. With one basket per person in the test this is the usual "last basket" measure. All known items
are ranked, with no sampling; a person in neither log's past gets what is popular.

A log is a CSV, one row per purchase, in any order:

  person,item,time
  17,oat milk,2026-11-28T10:05:00Z
  17,rye bread,2026-11-28T10:05:00Z

time is a whole number of any unit, or ISO 8601; what a person took at one time is one basket. The weights
of the blend are learnt by holding out the last training basket of each person, never from the test.
"""
_EXAMPLES: Final = """\
examples:
  python -m customer_model.sequence --train before.csv --test last.csv
  python -m customer_model.sequence --train before.csv --test last.csv --k 10 --json
  python -m customer_model.sequence --train others.csv --write-prior prior.json
  python -m customer_model.sequence --train mine.csv --test last.csv --prior prior.json

Printed are means over the baskets of the test, 0 to 1: hr (at least one item among the first k), ndcg (how
far up what was taken stands) and recall (share of the basket among the first k). Exit codes: 0 done, 1 a
file breaks the format, 2 usage.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not asked.test and not asked.write_prior:
        parser.error("give --test, --write-prior or both")
    progress = _progress()
    try:
        done = _run(asked, progress)
    except SequenceError as error:
        progress("", 0)
        sys.stderr.write(f"{error}\n{error.advice}\n")
        return 1
    progress("", 0)
    if done:
        sys.stdout.write((json.dumps(done) if asked.json else _table(done)) + "\n")
    return 0


def _run(asked: argparse.Namespace, progress: Progress) -> dict[str, Any]:
    """Learn, write the prior if asked to, and return what was measured; nothing if there is no test."""
    train = read_log(asked.train, progress)
    test = read_log(asked.test, progress) if asked.test else None
    if test and train.dated != test.dated:
        raise TwoUnitsError(*_counted_first(train, test))
    blend, prior = learn(train.log, read_prior(asked.prior) if asked.prior else None, progress)
    if asked.write_prior:
        write_prior(prior, asked.write_prior)
    if not test:
        return {}
    scores = evaluate({"blend": blend, **anchors(train.log)}, train.log, test.log, asked.k, progress)
    return _members(scores, test.log, asked.k) | {"weights": dict(blend.weights)}


def _counted_first(one: LogFile, two: LogFile) -> tuple[str, str]:
    return (two.source, one.source) if one.dated else (one.source, two.source)


def _members(scores: Mapping[str, Score], test: Log, k: int) -> dict[str, Any]:
    return {
        "k": k,
        **asdict(scores["blend"]),
        "n_baskets": sum(map(len, test.values())),
        "n_people": len(test),
        "anchors": {name: asdict(one) for name, one in scores.items() if name != "blend"},
    }


def _table(done: Mapping[str, Any]) -> str:
    k = done["k"]
    head = f"{'':<22}{f'HR@{k}':>12}{f'NDCG@{k}':>12}{f'recall@{k}':>12}"
    rows = {"blend": done, **done["anchors"]}.items()
    lines = [
        f"{name.replace('_', ' '):<22}{one['hr']:>12.4f}{one['ndcg']:>12.4f}{one['recall']:>12.4f}"
        for name, one in rows
    ]
    return "\n".join((head, *lines, f"{done['n_baskets']} baskets of {done['n_people']} people"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m customer_model.sequence",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--train", type=Path, required=True, metavar="CSV", help="the log to learn from")
    parser.add_argument("--test", type=Path, metavar="CSV", help="the baskets to foretell")
    parser.add_argument("--k", type=_places, default=10, metavar="N", help="places that count (10)")
    parser.add_argument("--prior", type=Path, metavar="FILE", help="what is known of others, to build on")
    parser.add_argument("--write-prior", type=Path, metavar="FILE", help="write what was learnt as a prior")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _places(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 10_000):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from 1 to 10000")
    return int(text)


def _progress() -> Progress:
    """Shown on a terminal only; a line without words wipes it."""
    if not sys.stderr.isatty():
        return quiet

    def show(doing: str, done: int) -> None:
        words = f"{doing[:1].upper()}{doing[1:]}" + (f": {done}" if done else "")
        if done % 50 == 0:
            sys.stderr.write(f"\r\033[K{words}")
            sys.stderr.flush()

    return show
