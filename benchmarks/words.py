"""What reading a wish costs and how well it reads.

    python -m benchmarks.words [--json] [--file JSONL]

`words.read` is the median wish of the labelled ones, read without a model, over one PyNaCl verification of a
signature. Beside it, per member, precision and recall on the labelled wishes, or on those of FILE: lines of
`{"text", "expect"}` in the conventions of `tests/data/wishes`; `today` is Monday 2026-11-23.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, Final

from nacl.signing import SigningKey

from benchmarks.measure import REPEATS, Work, machine, times
from consumer_twin.wish.reading import read_words
from tests.consumer_twin.reading.labelled import LABELLED, MEMBERS, Score, score, wishes

TODAY: Final = date(2026, 11, 23)
GOAL: Final = 50.0
LEAST: Final = {"precision": 0.98, "recall": 0.93}


def main() -> None:
    """Measure, and print the results; ends with 0 when the measuring worked."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.words",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--file", type=Path, default=LABELLED)
    given = parser.parse_args()
    rows = wishes(given.file)
    results = [_speed([row["text"] for row in rows]), *_quality(score(rows, TODAY))]
    if given.json:
        print(json.dumps({"machine": machine(), "results": results}))
        return
    for result in results:
        goal = (
            f"  goal {result['goal']}: {'holds' if result['holds'] else 'MISSED'}" if result["goal"] else ""
        )
        print(f"{result['name']:<28}{result['value']:>8.3f} {result['unit']}{goal}")


def _speed(texts: Sequence[str]) -> dict[str, Any]:
    """The median wish over one verification, in turns, the median of all turns."""
    key = SigningKey.generate()
    signed = key.sign(b"a message of a negotiation, of ordinary length" * 8)
    verify = times(200, lambda: key.verify_key.verify(signed))
    for text in texts:  # word lists are read once
        read_words(text, today=TODAY)
    ratios = []
    for _ in range(REPEATS):
        anchor = verify() / 200
        ratios.append(median(_reads(text)() for text in texts) / anchor)
    value = median(ratios)
    shown = {
        "name": "words.read",
        "value": round(value, 2),
        "unit": "verifications",
        "anchor": "pynacl.verify",
    }
    return shown | {"goal": f"<={GOAL:g}", "holds": value <= GOAL}


def _reads(text: str) -> Work:
    return times(1, lambda: read_words(text, today=TODAY))


def _quality(found: Score) -> list[dict[str, Any]]:
    """Precision and recall of each member that is labelled, and of all together."""
    results = []
    for member in MEMBERS:
        if found.right[member] + found.missed[member]:
            results.append(_share(f"words.{member}.precision", found.precision(member), LEAST["precision"]))
            results.append(_share(f"words.{member}.recall", found.recall(member), LEAST["recall"]))
    right, wrong, missed = (count.total() for count in (found.right, found.wrong, found.missed))
    results.append(_share("words.all.precision", right / max(1, right + wrong), LEAST["precision"]))
    results.append(_share("words.all.recall", right / max(1, right + missed), LEAST["recall"]))
    return results


def _share(name: str, value: float, least: float) -> dict[str, Any]:
    shown = {"name": name, "value": round(value, 4), "unit": "share", "anchor": None}
    return shown | {"goal": f">={least:g}", "holds": value >= least}


if __name__ == "__main__":
    main()
