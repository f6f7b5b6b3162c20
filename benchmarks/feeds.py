"""`feeds`: reading a catalog, against the bare parser over the same file.

    python -m benchmarks.feeds [--json]

`feeds.xml` reads a Merchant feed of 100,000 items to entries and rejects: names, rules, prices, groups, and
the protocol's models. Its anchor parses the same file with `lxml.iterparse`, an event at the end of each
`item`: it reads the text of each child into a dict, clears the item and takes the ones before it out of the
tree. It does not look into `shipping`. `feeds.csv` is the same for a table, against `csv.DictReader` to its
last row. `feeds.memory` compares the peaks (VmHWM) of two processes that read 100,000 and 10,000 items.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from lxml import etree

from benchmarks.feeds_rows import write_csv, write_xml
from benchmarks.measure import Case, Prepare, SkippedError, Work, main, times
from benchmarks.usage import read_arguments
from catalog_adapters import Entry, SourceSettings, read_source

MANY: Final = 100_000
FEW: Final = 10_000
AT_MS: Final = 1_796_117_400_000
_STATUS: Final = Path("/proc/self/status")


def read(path: Path) -> int:
    """Return how many variants the source at *path* has; they are read one by one, and let go."""
    found = read_source(str(path), SourceSettings(), at_ms=AT_MS)
    return sum(len(one.product.variants) for one in found if isinstance(one, Entry))


def bare_xml(path: Path) -> int:
    """Return how many items a feed has, reading each element's text."""
    count = 0
    for _, item in etree.iterparse(path, events=("end",), tag="item"):
        said = {child.tag: child.text for child in item}
        count += bool(said)
        item.clear()
        parent = item.getparent()
        while parent is not None and item.getprevious() is not None:
            del parent[0]
    return count


def bare_csv(path: Path) -> int:
    """Return how many rows a table has."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(bool(row) for row in csv.DictReader(file))


def _xml(path: Path) -> Case:
    write_xml(path, MANY)
    anchor = "lxml.iterparse, each child's text into a dict"
    work, bare = _works(read, bare_xml, path)
    return Case("feeds.xml", anchor=anchor, goal=2, work=work, anchor_work=bare)


def _csv(path: Path) -> Case:
    write_csv(path, MANY)
    work, bare = _works(read, bare_csv, path)
    return Case("feeds.csv", anchor="csv.DictReader", goal=None, work=work, anchor_work=bare)


def _works(act: Callable[[Path], int], bare: Callable[[Path], int], path: Path) -> tuple[Work, Work]:
    def whole(read_all: Callable[[Path], int]) -> None:
        assert read_all(path) == MANY

    return times(1, partial(whole, act)), times(1, partial(whole, bare))


def _memory(folder: Path) -> Case:
    """The peaks of both readers, in KiB where other cases have seconds."""
    if not _STATUS.exists():
        raise SkippedError("the system does not tell a process's own peak (VmHWM)")
    return Case(
        "feeds.memory",
        anchor=f"peak memory of reading {FEW:,} items",
        goal=1.25,
        work=_peak(folder / "many.xml", MANY),
        anchor_work=_peak(folder / "few.xml", FEW),
        repeats=1,
    )


def _peak(path: Path, count: int) -> Work:
    def work() -> float:
        if not path.exists():
            write_xml(path, count)
        command = [sys.executable, "-m", "benchmarks.feeds", "peak", str(path)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        variants, peak_kib = map(int, ran.stdout.split())
        assert variants == count, f"{variants} of {count} items were read"
        return float(peak_kib)

    return work


def _peak_kib() -> int:
    lines = _STATUS.read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _cases(folder: Path) -> tuple[tuple[str, Prepare], ...]:
    return (
        ("feeds.xml", lambda: _xml(folder / "many.xml")),
        ("feeds.memory", lambda: _memory(folder)),
        ("feeds.csv", lambda: _csv(folder / "many.csv")),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["peak"]:
        print(read(Path(sys.argv[2])), _peak_kib())
    else:
        read_arguments(__doc__)
        with TemporaryDirectory() as place:
            main(_cases(Path(place)))
