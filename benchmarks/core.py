"""What the core costs: a message through it, and the command line's help.

    python -m benchmarks.core [--json]

Each case is a function that sets it up; register it in `CASES`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from benchmarks.core_round import core_round
from benchmarks.measure import Case, Prepare, main, program
from benchmarks.usage import read_arguments

ROOT: Final = Path(__file__).parents[1]


def cli_help() -> Case:
    """`dailyme --help`, against a Python that imports Typer and ends."""
    return Case(
        "cli.help",
        anchor='python -c "import typer"',
        goal=2.0,
        work=program(sys.executable, "-m", "dailyme", "--help", folder=ROOT),
        anchor_work=program(sys.executable, "-c", "import typer", folder=ROOT),
    )


CASES: Final[list[tuple[str, Prepare]]] = [
    ("core.round", core_round),
    ("cli.help", cli_help),
]

if __name__ == "__main__":
    read_arguments(__doc__)
    main(CASES)
