"""`dailyme search`: a table for people, one JSON object for programs, and hard filters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.main import run
from dailyme.schemas import schema_files

SHOP = """id,title,price,brand,mpn,availability,color,product_type
1,Blue cotton towel,12.50 USD,Linen & Co,LC-100,in stock,blue,Home > Bath
2,Red cotton towel,14.00 USD,Linen & Co,LC-101,in stock,red,Home > Bath
3,Red wool blanket,80.00 USD,Linen & Co,WB-7,out of stock,red,Home > Beds
4,Broken price,abc,Linen & Co,,in stock,,
"""


@pytest.fixture
def shop(tmp_path: Path) -> str:
    (tmp_path / "shop.csv").write_text(SHOP)
    return str(tmp_path / "shop.csv")


def found(shop: str, query: str, capsys: pytest.CaptureFixture[str], *flags: str) -> dict[str, Any]:
    assert run(["search", "--catalog", shop, "--query", query, "--json", *flags]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator(json.loads(schema_files()["search.schema.json"])).validate(result)
    return result


def test_json_says_what_was_found_and_where(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = found(shop, "red cotton towel", capsys)
    assert (result["offers"], result["rejects"]) == (3, 1)
    first, *rest = result["hits"]
    assert first["title"] == "Red cotton towel"
    assert first["price"] == {"amount": 1400, "currency": "USD"}
    assert (first["found_by"], first["matched"]) == ("all", ["title", "options"])
    assert [hit["title"] for hit in rest] == ["Blue cotton towel", "Red wool blanket"]


def test_a_model_number_is_found_in_another_spelling(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    (hit,) = found(shop, "lc100", capsys)["hits"]
    assert (hit["title"], hit["found_by"], hit["matched"]) == ("Blue cotton towel", "code", ["model"])


@pytest.mark.parametrize(
    ("flags", "titles"),
    [
        (["--highest", "13 USD"], ["Blue cotton towel"]),
        (["--attribute", "color=red", "--in-stock"], ["Red cotton towel"]),
        (["--category", "beds"], ["Red wool blanket"]),
        (["--limit", "1"], ["Red cotton towel"]),
        (["--highest", "13 EUR"], []),
    ],
)
def test_what_is_asked_for_beside_the_words_is_hard(
    shop: str, capsys: pytest.CaptureFixture[str], flags: list[str], titles: list[str]
) -> None:
    assert [hit["title"] for hit in found(shop, "red cotton towel blanket", capsys, *flags)["hits"]] == titles


def test_a_table_for_people(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "--catalog", shop, "--query", "red towel"]) == 0
    told = capsys.readouterr()
    assert "14.00 USD" in told.out and "out of stock" in told.out
    assert max(map(len, told.out.splitlines())) <= 80
    assert "1 reject" in told.err


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (["--query", "the"], 1),
        (["--query", "towel", "--highest", "30"], 2),
        (["--query", "towel", "--attribute", "red"], 2),
        (["--query", "towel", "--limit", "0"], 2),
        (["--query", "towel", "--catalog", "none.csv"], 1),
        ([], 2),
    ],
)
def test_what_makes_no_sense_ends_with_one_line(
    shop: str, capsys: pytest.CaptureFixture[str], flags: list[str], code: int
) -> None:
    assert run(["search", "--catalog", shop, *flags]) == code
    assert capsys.readouterr().err.count("\n") == 1
