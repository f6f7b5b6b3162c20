"""A feed of 100,000 items streams: memory doesn't grow with the feed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

GROWTH_MIB = 24
"""More than this between a tenth of the feed and the whole of it is no streaming."""

_READ = """
import json, re, resource, sys
from pathlib import Path
from catalog_adapters import CatalogError, Entry, SourceSettings, read_source
entries = rejects = variants = 0
try:
    for one in read_source(sys.argv[1], SourceSettings(), at_ms=1796117400000):
        if isinstance(one, Entry):
            entries += 1
            variants += len(one.product.variants)
        else:
            rejects += 1
except CatalogError:
    rejects = -1
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss begins with the size of the process that started this one
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(json.dumps([entries, variants, rejects, peak]))
"""


def measured(path: Path) -> tuple[int, int, int, float]:
    """Read *path* in a process of its own: products, variants, rejects (-1: an error), its peak in MiB."""
    ran = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    entries, variants, rejects, peak = json.loads(ran.stdout)
    return entries, variants, rejects, peak


def cells(count: int) -> Iterator[tuple[str, str, str]]:
    """Id, title and group of *count* rows: every fourth is of a group, whose rows lie far apart."""
    for number in range(count):
        group = f"G{number // 4 % (count // 16)}" if number % 4 == 0 else ""
        yield f"ID-{number}", f"Thing {number} of many, with a title of ordinary length", group


def write_xml(path: Path, count: int) -> None:
    """Write a Merchant feed of *count* items."""
    with path.open("w") as file:
        file.write('<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n')
        for id_, title, group in cells(count):
            price = "from 5" if id_ == "ID-3" else "5.00 EUR"
            grouped = f"<g:item_group_id>{group}</g:item_group_id>" if group else ""
            words = "<g:description>" + "Words. " * 20 + "</g:description>"
            file.write(f"<item><g:id>{id_}</g:id><g:title>{title}</g:title><g:price>{price}</g:price>")
            file.write(f"{grouped}{words}<g:availability>in_stock</g:availability></item>\n")
        file.write("</channel></rss>\n")


def write_csv(path: Path, count: int) -> None:
    """Write a table of *count* rows."""
    with path.open("w") as file:
        file.write("id,title,price,item_group_id,description\n")
        for id_, title, group in cells(count):
            price = "from 5" if id_ == "ID-3" else "5.00 EUR"
            file.write(f'{id_},"{title}",{price},{group},{"Words. " * 20}\n')


@pytest.mark.parametrize(("name", "write"), [("feed.xml", write_xml), ("table.csv", write_csv)])
def test_a_hundred_thousand_rows_take_the_memory_of_ten_thousand(tmp_path: Path, name: str, write) -> None:  # type: ignore[no-untyped-def]
    peaks = []
    for count in (10_000, 100_000):
        write(tmp_path / name, count)
        entries, variants, rejects, peak = measured(tmp_path / name)
        assert (entries, variants, rejects) == (count * 3 // 4 - 1 + count // 16, count - 1, 1)
        peaks.append(peak)
    assert peaks[1] - peaks[0] < GROWTH_MIB, peaks


@pytest.mark.parametrize(("begin", "more", "end"), [('<item a="', ">x", '"></item>'), ("<!--", "> ", "-->")])
def test_a_tag_or_a_comment_without_an_end_takes_bounded_memory(
    tmp_path: Path, begin: str, more: str, end: str
) -> None:
    with (tmp_path / "feed.xml").open("w") as file:
        file.write(f"<rss><channel>{begin}")
        for _ in range(200):
            file.write(more * 500_000)
        file.write(f"{end}</channel></rss>")
    entries, _, rejects, peak = measured(tmp_path / "feed.xml")
    assert (entries, rejects) == (0, -1)
    assert peak < 220


def test_a_million_columns_and_an_endless_item_take_no_more(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text("id,title,price\n1,a,5 EUR\n" + "x," * 20_000_000 + "\n2,b,5 EUR\n")
    (tmp_path / "wide.xml").write_text(
        '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>'
        + "<item><g:id>1</g:id>" + "<g:x>y</g:x>" * 3_000_000 + "</item>"
        + "<item><g:id>2</g:id><g:title>b</g:title><g:price>5 EUR</g:price></item></channel></rss>"
    )  # fmt: skip
    assert measured(tmp_path / "wide.csv")[:3] == (2, 2, 1)
    assert measured(tmp_path / "wide.csv")[3] < 120
    assert measured(tmp_path / "wide.xml")[:3] == (1, 1, 1)
    assert measured(tmp_path / "wide.xml")[3] < 120
