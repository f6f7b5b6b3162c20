"""The table of code points that Unicode 14.0 leaves unassigned, from this Python's database."""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections.abc import Iterator

VERSION = "14.0.0"

HEAD = '''"""The code points that Unicode 14.0 leaves unassigned, as hexadecimal ranges.

Generated from the Unicode Character Database 14.0.0 by `python -m spec.generate unicode`; do not edit.
"""

UNASSIGNED = (
'''


def files() -> dict[str, str]:
    """Return the module with the table. Raises SystemExit on a Python with another version of Unicode."""
    if unicodedata.unidata_version != VERSION:
        raise SystemExit(
            f"this Python knows Unicode {unicodedata.unidata_version}, the table is of {VERSION}"
        )
    lines = textwrap.wrap(" ".join(_ranges()), 100, break_on_hyphens=False)
    body = "".join(f'    "{line} "\n' for line in lines)
    return {"protocol/unicode14_table.py": f"{HEAD}{body})\n"}


def _ranges() -> Iterator[str]:
    first = None
    for point in range(sys.maxunicode + 2):
        unknown = point <= sys.maxunicode and unicodedata.category(chr(point)) == "Cn"
        if unknown and first is None:
            first = point
        elif not unknown and first is not None:
            yield f"{first:X}" if first == point - 1 else f"{first:X}-{point - 1:X}"
            first = None
