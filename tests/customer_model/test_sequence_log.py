"""Logs of baskets: what is read, and what is said about what can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from customer_model.sequence import Basket, LogError, read_log


def log(path: Path, text: str | bytes) -> Path:
    file = path / "log.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_rows_in_any_order_become_baskets_in_order_of_time(tmp_path: Path) -> None:
    read = read_log(
        log(tmp_path, "time,shop,item,person\n9,x,tea,b\n3,x,tea,a\n1,x,milk,a\n3,x,rice,a\n3,x,tea,a\n")
    )
    assert read.log == {"a": (Basket(1, ("milk",)), Basket(3, ("rice", "tea"))), "b": (Basket(9, ("tea",)),)}
    assert not read.dated


def test_dates_are_seconds_and_without_a_zone_utc(tmp_path: Path) -> None:
    text = "person,item,time\na,tea,1970-01-02\na,tea,1970-01-03T01:00:00+01:00\na,tea,1970-01-03 00:00:00\n"
    read = read_log(log(tmp_path, text))
    assert read.dated
    assert [basket.at for basket in read.log["a"]] == [86_400, 172_800]


def test_a_byte_order_mark_empty_lines_and_quotes_are_no_trouble(tmp_path: Path) -> None:
    read = read_log(log(tmp_path, '\ufeffperson,item,time\r\n\r\na,"tea, green",1\r\n\r\n'))
    assert read.log == {"a": (Basket(1, ("tea, green",)),)}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, "", "has no column person, item, time"),
        ("person;item;time\na;tea;1\n", 1, "", "use commas"),
        ("person,item\na,tea\n", 1, "", "has no column time"),
        ("person,item,time,item\na,tea,1,x\n", 1, "item", "twice"),
        ("person,item,time\n", None, "", "no rows"),
        ("person,item,time\na,tea,1\na,tea\n", 3, "", "2 values for 3 columns"),
        ("person,item,time\n,tea,1\n", 2, "person", "1 to 200"),
        ("person,item,time\na,,1\n", 2, "item", "1 to 200"),
        ("person,item,time\na," + "x" * 201 + ",1\n", 2, "item", "1 to 200"),
        ("person,item,time\na,tea,1\na,tea,yesterday\n", 3, "time", "'yesterday'"),
        ("person,item,time\na,tea,1.5\n", 2, "time", "'1.5'"),
        ("person,item,time\na,tea,yesterday\n", 2, "time", "neither a whole number nor a time"),
        ("person,item,time\na,tea,1\na,tea,2026-12-01\n", 3, "time", "whole numbers"),
        ("person,item,time\na,tea,2026-12-01\na,tea,1\n", 3, "time", "dates"),
        ("person,item,time\na,tea,2026-13-01\n", 2, "time", "neither"),
        ('person,item,time\na,"two\nlines",1\nb,tea,x\n', 4, "time", "'x'"),
        ('person,item,time\na,"tea,1\n', 2, "", "is not a CSV"),
        (b"person,item,time\na,th\xe9,1\n", None, "", "not UTF-8"),
    ],
)
def test_a_broken_log_names_its_line_and_column(
    tmp_path: Path, text: str | bytes, line: int | None, column: str, words: str
) -> None:
    with pytest.raises(LogError, match=r"log\.csv") as caught:
        read_log(log(tmp_path, text))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in str(caught.value)


def test_a_log_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="can't be read"):
        read_log(tmp_path / "none.csv")
