"""Search and matching: speed and quality, and both in bulk on tables of your own.

    python -m benchmarks.search [--json] [--offers N]
    python -m benchmarks.search rank --catalog CSV --queries TSV [--k 10]
    python -m benchmarks.search match --left CSV --right CSV

A CSV may have any columns, with `id` and `title`; brand, model, barcode, category, price, colour and size are
used where they are there. The TSV has an id and a text on each line. `rank` prints a JSON line
{"query", "ids"} for every query, `match` a line {"left", "right", "probability"} for every left id: its best
match, however unlikely.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import SkippedError, machine
from benchmarks.search_quality import quality
from benchmarks.search_rows import TableError, read_offers, read_queries
from benchmarks.search_speed import OFFERS, speed
from catalog_search import EmptyQueryError, LocalIndex
from catalog_search.same import best_matches


def main() -> int:
    """Do what the command line says and return the exit code."""
    asked = _arguments()
    try:
        if asked.command is None:
            measure(asked.offers, as_json=asked.json)
        else:
            lines = (
                rank(asked.catalog, asked.queries, asked.k)
                if asked.command == "rank"
                else match(asked.left, asked.right)
            )
            for line in lines:
                print(json.dumps(line, ensure_ascii=False))
    except TableError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def measure(offers: int, *, as_json: bool) -> None:
    """Measure and print a table, or one JSON object."""
    results: list[dict[str, Any]] = []
    for name, work in (("search.quality", quality), ("search.p95", lambda: speed(offers))):
        try:
            results.extend(work())
        except SkippedError as error:
            results.append({"name": name, "value": None, "unit": "ratio", "anchor": None, "goal": "",
                            "holds": "skipped", "reason": str(error)})  # fmt: skip
    if as_json:
        print(json.dumps({"machine": machine(), "results": results}))
        return
    for row in results:
        if row["holds"] == "skipped":
            print(f"{row['name']:<26}skipped: {row['reason']}")
            continue
        goal = f"goal {row['goal']}: {'holds' if row['holds'] else 'MISSED'}" if row["goal"] else ""
        print(f"{row['name']:<26}{row['value']:>9.4f} {row['unit']}; {row['anchor'] or ''} {goal}")


def rank(catalog: Path, queries: Path, k: int) -> Iterator[dict[str, object]]:
    """Yield for every query the ids of its *k* best offers, best first; none for a query without a word."""
    index = LocalIndex()
    index.put(read_offers(catalog))
    for id, text in read_queries(queries):
        try:
            hits = index.search(text, limit=k)
        except EmptyQueryError:
            hits = ()
        yield {"query": id, "ids": [hit.offer.id for hit in hits]}


def match(left: Path, right: Path) -> Iterator[dict[str, object]]:
    """Yield the best match of every left id."""
    for found in best_matches(read_offers(left), read_offers(right)):
        yield {"left": found.left, "right": found.right, "probability": found.probability}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--offers", type=int, default=OFFERS, help="offers in the speed cases")
    commands = parser.add_subparsers(dest="command")
    ranking = commands.add_parser("rank")
    ranking.add_argument("--catalog", type=Path, required=True)
    ranking.add_argument("--queries", type=Path, required=True)
    ranking.add_argument("--k", type=_count, default=10)
    matching = commands.add_parser("match")
    matching.add_argument("--left", type=Path, required=True)
    matching.add_argument("--right", type=Path, required=True)
    return parser.parse_args()


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1000")
    return number


if __name__ == "__main__":
    sys.exit(main())
