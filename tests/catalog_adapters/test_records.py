"""Rows that come with types: Parquet files, and queries to a database."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars
import pytest

from catalog_adapters import CatalogError, SourceSettings
from catalog_adapters.tables.records import spelled
from tests.catalog_adapters.reading import read

MAPPED = SourceSettings(currency="EUR", columns={"id": "sku", "title": "name", "stock": "pieces"})


def parquet(path: Path) -> str:
    polars.DataFrame(
        {
            "sku": [1, 2, 3, 4],
            "name": ["Cup", "Bowl", None, "Jug"],
            "price": [14.9, 0.1 + 0.2, 5.0, 7.25],
            "pieces": [3, None, 1, 0],
            "stock_since": [date(2026, 9, 1), None, None, None],
        }
    ).write_parquet(path)
    return str(path)


def shop(path: Path) -> str:
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE products (sku TEXT, name TEXT, price REAL, pieces INTEGER)")
        store.executemany(
            "INSERT INTO products VALUES (?, ?, ?, ?)",
            [("a", "Cup", 14.9, 3), ("b", None, 5, 1), ("c", "Jug", 7, 0)],
        )
    store.close()
    return f"sqlite:///{path}"


def test_a_parquet_file(tmp_path: Path) -> None:
    found = read(parquet(tmp_path / "shop.parquet"), MAPPED)
    assert found.ids == ["1", "4"]
    assert [entry.product.price_range.min.words() for entry in found.entries] == ["14.90 EUR", "7.25 EUR"]
    assert found.codes == [("2", "price-too-fine"), ("3", "title-missing")]
    assert found.entries[0].stock == {"1": 3} and "1" in found.entries[0].since


def test_a_parquet_file_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    data = Path(parquet(tmp_path / "shop.parquet")).read_bytes()
    assert read("shop", MAPPED, data=data).ids == ["1", "4"]


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + b"\0" * 200, b"PAR1 and no more PAR1"])
def test_what_only_begins_like_one_is_an_error(data: bytes) -> None:
    with pytest.raises(CatalogError) as raised:
        read("shop.parquet", MAPPED, data=data)
    assert raised.value.code == "not-the-kind"


def test_a_query_to_a_database(tmp_path: Path) -> None:
    source = shop(tmp_path / "shop.db")
    found = read(source, replace(MAPPED, query="SELECT * FROM products ORDER BY sku"))
    assert found.ids == ["a", "c"] and found.codes == [("b", "title-missing")]
    assert found.entries[1].stock == {"c": 0}


@pytest.mark.parametrize(
    ("query", "code"),
    [(None, "bad-settings"), ("DELETE FROM products", "no-source"), ("SELECT * FROM nothing", "no-source"),
     ("SELECT name FROM products", "bad-columns"),
     ("WITH gone AS (SELECT 1) DELETE FROM products", "no-source")],
)  # fmt: skip
def test_a_query_that_is_none(tmp_path: Path, query: str | None, code: str) -> None:
    source = shop(tmp_path / "shop.db")
    with pytest.raises(CatalogError) as raised:
        read(source, replace(MAPPED, query=query))
    assert raised.value.code == code
    with sqlite3.connect(tmp_path / "shop.db") as store:
        assert store.execute("SELECT count(*) FROM products").fetchone() == (3,)
    store.close()


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as raised:
        read(f"sqlite:///{tmp_path}/absent.db", SourceSettings(query="SELECT 1"))
    assert raised.value.code == "no-source" and not (tmp_path / "absent.db").exists()


def test_a_password_is_shown_nowhere() -> None:
    with pytest.raises(CatalogError) as raised:
        read("postgresql+asyncpg://shop:geheim@127.0.0.1:1/db", SourceSettings(query="DROP TABLE x"))
    assert "geheim" not in str(raised.value) and "shop:***@" in str(raised.value)


def test_decimals_are_exact() -> None:
    assert [spelled(one) for one in (Decimal("19.90"), 7, b"x", "  a ")] == ["19.90", "7", "", "a"]
