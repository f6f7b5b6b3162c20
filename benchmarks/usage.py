"""The command line of a benchmark: `--help` says what is measured instead of measuring it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

Doc = str | None
"""What a module says of itself."""
Others = Mapping[str, tuple[Doc, str]]
"""What else there is: its own doc, and the name of its number, if it takes one."""


def read_arguments(
    doc: Doc, *, others: Others | None = None, count: str = "", prints_json: bool = True
) -> argparse.Namespace:
    """Return what the command line asks for: `json`, `what` of *others*, and the number named *count*.

    *doc* is shown by `--help`. Ends the program where something else is asked.
    """
    parser = _parser(doc, prints_json=prints_json)
    _counted(parser, count)
    if others:
        ways = parser.add_subparsers(dest="what", metavar="|".join(others))
        for name, (about, counted) in others.items():
            one = ways.add_parser(name, description=about, formatter_class=parser.formatter_class)
            one.add_argument("--json", action="store_true", help="print one object (DESIGN 10)")
            _counted(one, counted)
    return parser.parse_args()


def _counted(parser: argparse.ArgumentParser, count: str) -> None:
    if count:
        parser.add_argument(count, metavar=count.upper(), nargs="?", type=int)


def _parser(doc: Doc, *, prints_json: bool) -> argparse.ArgumentParser:
    name = getattr(sys.modules["__main__"].__spec__, "name", "benchmarks")
    parser = argparse.ArgumentParser(
        prog=f"python -m {name}", description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if prints_json:
        parser.add_argument("--json", action="store_true", help="print one object (DESIGN 10)")
    return parser
