"""Make foundation/lookalike_table.py from Unicode's confusables, in the JSON of confusable_homoglyphs.

    python -m tests.tools.make_lookalikes ../shared/data/security/confusables/confusables.json

Of every group of characters that look alike one stands for all: the plain Latin one where there is one.
Left out are combining marks, what NFKD makes plain already, what may not travel (WIRE-6), and signs that look
like no ASCII character.
"""

from __future__ import annotations

import json
import sys
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from protocol.text import fault

TABLE = Path(__file__).parents[2] / "foundation" / "lookalike_table.py"

HEAD = '''"""Characters that look like others: `X:abc` says that a, b and c look like X; all in hexadecimal.

Made by `python -m tests.tools.make_lookalikes` from the facts of Unicode's confusables (UTS #39; see NOTICE);
do not edit.
"""

LOOKALIKES = (
'''


def made(source: Path) -> str:
    """Return the module, made from the JSON file *source*."""
    entries = defaultdict(list)
    for group in _groups(json.loads(source.read_text(encoding="utf-8"))):
        best = min(group, key=_plainness)
        for one in sorted(group - {best}):
            if _is_kept(one, best) and unicodedata.normalize("NFKD", one) not in group - {one}:
                entries[best].append(one)
    words = (f"{_hex(best)}:{','.join(map(_hex, ones))}" for best, ones in sorted(entries.items()))
    lines = textwrap.wrap(" ".join(_cut(words)), 100, break_on_hyphens=False, break_long_words=False)
    return HEAD + "".join(f'    "{line} "\n' for line in lines) + ")\n"


def _groups(known: dict[str, list[dict[str, str]]]) -> Iterable[set[str]]:
    """The characters (or pairs of them) that look alike, each with all that it is joined to."""
    member: dict[str, set[str]] = {}
    for one, others in known.items():
        for other in others:
            pair = [part.replace("\u200e", "") for part in (one, other["c"])]
            if all(pair):
                joined = set().union(*(member.get(part, {part}) for part in pair))
                member.update(dict.fromkeys(joined, joined))
    return {id(group): group for group in member.values()}.values()


def _plainness(text: str) -> tuple[bool, bool, bool, bool, str]:
    first = text in {"rn", "l", "O"}  # what UTS #39 takes for m, 1, I, | and 0
    return not first, not text.isascii(), not text.isalpha(), len(text) > 1, text


def _is_kept(one: str, best: str) -> bool:
    if len(one) != 1 or fault(one):
        return False
    return unicodedata.category(one)[0] in "LN" or (best.isascii() and unicodedata.category(one)[0] != "M")


def _cut(words: Iterable[str]) -> Iterator[str]:
    """Long entries in several, so that lines stay short."""
    for word in words:
        best, _, ones = word.partition(":")
        parts = ones.split(",")
        for at in range(0, len(parts), 12):
            yield f"{best}:{','.join(parts[at : at + 12])}"


def _hex(text: str) -> str:
    return "+".join(f"{ord(one):X}" for one in text)


if __name__ == "__main__":
    TABLE.write_text(made(Path(sys.argv[1])), encoding="utf-8")
