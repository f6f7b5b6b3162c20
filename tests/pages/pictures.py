"""The pictures of the documents, from what the tests saw: `make pictures`.

A document names a picture as docs/pictures/<site>-<name>-<kind>.png; the tests write
build/screenshots/<site>/<name>-<kind>.png. This copies those that a document names, and says what is missing.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEN, KEPT = ROOT / "build" / "screenshots", ROOT / "docs" / "pictures"
_NAMED = re.compile(r"\]\(pictures/((?:twin|brand|shell)-[a-z0-9-]+\.png)\)")


def named() -> list[str]:
    """Return the pictures that the documents name."""
    pages = sorted((ROOT / "docs").glob("*.md"))
    return sorted({name for page in pages for name in _NAMED.findall(page.read_text("utf-8"))})


def seen(name: str) -> Path:
    """Return where the tests write the picture *name*.

    >>> seen("brand-webhook-light.png").relative_to(SEEN).as_posix()
    'brand/webhook-light.png'
    """
    site, _, rest = name.partition("-")
    return SEEN / site / rest


def main() -> int:
    """Copy what is named; return 1 if the tests did not see all of it."""
    KEPT.mkdir(exist_ok=True)
    missing = [name for name in named() if not seen(name).exists()]
    for name in named():
        if name not in missing:
            shutil.copyfile(seen(name), KEPT / name)
    for name in missing:
        print(f"{name}: no test saw it", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
