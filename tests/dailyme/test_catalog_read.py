"""`dailyme catalog read`: products on standard output, rejects on standard error, each line by its schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dailyme.main import run
from dailyme.schemas import schema_files

SHOP = """id,title,price,brand,quantity,cost_of_goods_sold
1,Blue cotton towel,12.50 USD,Linen & Co,5,8.00 USD
2,Red wool blanket,80.00 USD,Linen & Co,,
3,Broken price,abc,Linen & Co,2,
"""


@pytest.fixture
def shop(tmp_path: Path) -> str:
    (tmp_path / "shop.csv").write_text(SHOP)
    return str(tmp_path / "shop.csv")


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_files()[f"{name}.schema.json"]))


def test_json_lines_of_products_and_rejects(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "read", shop, "--json"]) == 0
    told = capsys.readouterr()
    products = [json.loads(line) for line in told.out.splitlines()]
    rejects = [json.loads(line) for line in told.err.splitlines()]
    for line in products:
        schema("catalog-read-product").validate(line)
    for line in rejects:
        schema("catalog-read-reject").validate(line)
    assert [line["product"]["id"] for line in products] == ["1", "2"]
    assert products[0]["stock"] == {"1": 5}
    assert products[0]["cost"] == {"1": {"amount": 800, "currency": "USD"}}
    assert "stock" not in products[1] and "cost" not in products[1]
    assert [(line["line"], line["code"]) for line in rejects] == [(4, "price-unclear")]


def test_a_table_for_people(shop: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "read", shop]) == 0
    told = capsys.readouterr()
    assert "12.50 USD" in told.out and max(map(len, told.out.splitlines())) <= 80
    assert "shop.csv:4: price-unclear" in told.err and "2 products, 1 reject\n" in told.err


@pytest.mark.parametrize("head", ['currency = "USD"\n', "# A shop, read with this, that and more\n"])
def test_a_mapping_file_is_no_catalog_and_says_where_it_belongs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str
) -> None:
    file = tmp_path / "x.toml"
    file.write_text(f'{head}[columns]\nid = "sku"\n')
    assert run(["catalog", "read", str(file)]) == 1
    told = capsys.readouterr().err
    assert "mapping-as-source" in told and "--mapping FILE" in told and told.count("\n") == 1


def test_a_mapping_file_that_is_not_there_is_named_once(
    tmp_path: Path, shop: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["catalog", "read", shop, "--mapping", str(tmp_path / "gone.toml")]) == 1
    told = capsys.readouterr().err
    assert told.count("gone.toml") == 1 and "No such file" in told and "Errno" not in told


def test_columns_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.csv"
    file.write_text("sku;name;preis\na;Lampe;1.299,00\n")
    mapped = ["--column", "id=sku", "--column", "title=name", "--column", "price=preis"]
    assert (
        run(["catalog", "read", str(file), "--json", "--currency", "EUR", "--decimal-mark", ",", *mapped])
        == 0
    )
    product = json.loads(capsys.readouterr().out)["product"]
    assert product["price_range"]["min"] == {"amount": 129900, "currency": "EUR"}


@pytest.mark.parametrize("wrong", [["--column", "title"], ["--kind", "excel"], ["--decimal-mark", ";"]])
def test_a_flag_that_cannot_be_read_is_a_usage_error(
    shop: str, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["catalog", "read", shop, *wrong]) == 2
    assert capsys.readouterr().err.startswith("error: usage: ")


def test_titles_are_never_read_as_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.csv"
    file.write_text("id,title,price\n1,[bold red]Sale[/] :fire:,5.00 USD\n")
    assert run(["catalog", "read", str(file)]) == 0
    assert "[bold red]Sale[/] :fire:" in capsys.readouterr().out
