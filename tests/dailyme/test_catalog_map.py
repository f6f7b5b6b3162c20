"""`dailyme catalog map`: what is proposed can be kept, and is then read by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dailyme.main import run
from tests.dailyme.test_catalog_read import schema

ROWS = ["A-1;Teekanne;19,90;3", "A-2;Becher;viel;1", *(f"B-{number};Dose;7,00;1" for number in range(4))]
TABLE = "\n".join(["Artikel;Bezeichnung;Preis;Bestand", *ROWS]) + "\n"


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "artikel.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def test_a_proposal_is_written_and_read_by(
    table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mapping.toml"
    assert run(["catalog", "map", table, "--currency", "EUR", "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    schema("catalog-map").validate(said)
    assert said["preview"][0] == {
        "id": "A-1",
        "title": "Teekanne",
        "price": {"amount": 1990, "currency": "EUR"},
    }
    assert len(said["rejects"]) == 1 and "price-unclear" in said["rejects"][0]
    assert run(["catalog", "read", table, "--mapping", str(out), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5 and json.loads(lines[0])["stock"] == {"A-1": 3}


def test_a_mapping_is_never_written_over(
    table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mapping.toml"
    out.write_text("mine")
    assert run(["catalog", "map", table, "--out", str(out)]) == 1
    assert "will-not-overwrite" in capsys.readouterr().err and out.read_text() == "mine"


def test_for_people_it_says_what_to_do_next(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "map", table, "--currency", "EUR"]) == 0
    printed = capsys.readouterr()
    assert 'title = "Bezeichnung"' in printed.out and "--out mapping.toml" in printed.err


def test_a_brand_reads_by_the_mapping_beside_its_settings(
    table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["catalog", "map", table, "--currency", "USD", "--out", str(tmp_path / "mapping.toml")]) == 0
    brand = '[brand]\nname = "Kanne"\n[catalog]\nsource = "artikel.csv"\nmapping = "mapping.toml"\n'
    (tmp_path / "brand.toml").write_text(brand)
    capsys.readouterr()
    assert run(["brand", "check", "--config", str(tmp_path / "brand.toml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["products"] == 5


def test_what_is_said_of_a_column_is_not_missing_and_the_rest_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Foo,title,bar\nA-1,Jug,7.00 USD\n")
    assert run(["catalog", "map", str(path), "--column", "id=Foo"]) == 0
    assert "No column seems to be: price. Say it: --column price=THEIRS" in capsys.readouterr().err
    said = ["--column", "id=Foo", "--column", "price=bar", "--json"]
    assert run(["catalog", "map", str(path), *said]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["missing"] == found["unused"] == []
    assert found["preview"] == [{"id": "A-1", "title": "Jug", "price": {"amount": 700, "currency": "USD"}}]
