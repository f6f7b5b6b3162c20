"""What a relationship costs: predicates, and what else goes on between a twin and a brand.

    python -m benchmarks.relationship [--json]

Each case is a function that sets it up; register it in `CASES`.
"""

from __future__ import annotations

from typing import Final

from benchmarks.measure import Prepare, main
from benchmarks.relationship_mailbox import mailbox
from benchmarks.relationship_predicates import predicates
from benchmarks.relationship_stream import stream
from benchmarks.usage import read_arguments

CASES: Final[list[tuple[str, Prepare]]] = [
    ("relationship.predicates", predicates),
    ("relationship.stream", stream),
    ("relationship.mailbox", mailbox),
]

if __name__ == "__main__":
    read_arguments(__doc__)
    main(CASES)
