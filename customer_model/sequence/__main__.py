"""`python -m customer_model.sequence`: how well next baskets are foretold. See `program`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from customer_model.numpy_here import HERE, missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    if not HERE:
        sys.stderr.write(f"{missing()}\n")
        return 1
    from customer_model.sequence import program  # noqa: PLC0415  loads numpy

    return program.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
