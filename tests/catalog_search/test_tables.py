"""The bulk commands of the search benchmark, on tables as real exports are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.search_rows import TableError, read_offers, read_queries

ROOT = Path(__file__).parents[2]
TABLE = "id,title,manufacturer,modelno,price\n1,HP 78A toner,HP,CE278A,$69.99\n2,garden hose,,,1.299\n3,,,,\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.search", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "t.csv", "id,title\n1,Café crème\n".encode(encoding))
    assert [offer.title for offer in read_offers(path)] == ["Café crème"]


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_a_table_is_read_with_any_usual_delimiter(tmp_path: Path, sign: str) -> None:
    path = written(tmp_path, "t.csv", TABLE.replace(",", sign))
    first = read_offers(path)[0]
    assert (first.id, first.brand, first.model, first.price_minor) == ("1", "HP", "CE278A", 6999)


def test_what_is_doubled_short_quoted_or_huge_harms_no_other_row(tmp_path: Path) -> None:
    huge = "word " * 100_000
    text = (
        'Title,ID,extra\n"a ""5"" inch\nscreen",1,x\nsecond,2\nagain,2,y\n'
        f'"{huge}",3,z\n,4,\nno id,,\nlast,5,\0\n'
    )
    offers = read_offers(written(tmp_path, "t.csv", text))
    assert [offer.id for offer in offers] == ["1", "2", "3", "4", "5"]
    assert offers[0].title == 'a "5" inch\nscreen'
    assert offers[1].title == "second"


def test_a_price_that_is_not_plain_is_unknown(tmp_path: Path) -> None:
    prices = ["12.50", "$1,299.00", "2 for $10", "from 5", "", "-3", "9.5", "1e9"]
    rows = "".join(f'{place},t,"{price}"\n' for place, price in enumerate(prices))
    offers = read_offers(written(tmp_path, "t.csv", "id,title,price\n" + rows))
    assert [offer.price_minor for offer in offers] == [1250, 129900, None, None, None, None, 950, None]


@pytest.mark.parametrize("text", ["", "name_of_thing,price\nx,1\n", "id\n1\n"])
def test_a_table_without_id_and_title_is_a_clear_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(TableError, match="no column"):
        read_offers(written(tmp_path, "t.csv", text))


def test_queries_are_read_line_by_line(tmp_path: Path) -> None:
    path = written(tmp_path, "q.tsv", 'id\ttext\n1\ta "quoted" text\twith a tab\r\n\n2\t\nno tab\n3\tlast')
    assert list(read_queries(path)) == [("1", 'a "quoted" text\twith a tab'), ("2", ""), ("3", "last")]


def test_rank_prints_a_line_for_every_query_and_the_same_each_time(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", TABLE)
    asked = written(tmp_path, "q.tsv", "a\thp toner 78a\nb\tthe of\nc\t\nd\tnothing like it\n")
    first, second = (run("rank", "--catalog", table, "--queries", asked, "--k", "2") for _ in range(2))
    assert first.stdout == second.stdout
    assert [json.loads(line) for line in first.stdout.splitlines()] == [
        {"query": "a", "ids": ["1"]},
        {"query": "b", "ids": []},
        {"query": "c", "ids": []},
        {"query": "d", "ids": []},
    ]


def test_match_prints_a_line_for_every_left_id(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", TABLE)
    done = run("match", "--left", table, "--right", table)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["left"] for line in lines] == ["1", "2", "3"]
    assert [line["right"] for line in lines[:2]] == ["1", "2"]
    assert all(0 <= line["probability"] <= 1 for line in lines)


def test_a_missing_file_ends_with_one_line_and_no_traceback(tmp_path: Path) -> None:
    done = run("match", "--left", tmp_path / "none.csv", "--right", tmp_path / "none.csv")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none.csv" in done.stderr
