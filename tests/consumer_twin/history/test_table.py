"""Tables of purchases: columns guessed by name, mapped or known, and every bad row a reject with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consumer_twin.history import HistorySettings, NotAHistoryError, UnknownColumnError
from protocol import Price
from tests.consumer_twin.history.papers import AMAZON_NEW, TODAY, amazon, read


def settings(**more: object) -> HistorySettings:
    return HistorySettings(TODAY, **more)  # type: ignore[arg-type]


def test_columns_are_guessed_by_their_names(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Bestelldatum;Artikel;Menge;Einzelpreis;Währung;Kategorie\n"
        "2026-03-01;Kaffee 1 kg;2;14,99;EUR;Lebensmittel\n",
    )
    assert found.layout == "table"
    assert found.columns == {
        "category": "Kategorie", "currency": "Währung", "date": "Bestelldatum", "price": "Einzelpreis",
        "quantity": "Menge", "title": "Artikel",
    }  # fmt: skip
    (one,) = found.purchases
    assert (one.day, one.title, one.quantity) == (date(2026, 3, 1), "Kaffee 1 kg", 2)
    assert one.price == Price(amount=1499, currency="EUR")
    assert (one.category, one.source) == ("Lebensmittel", "history.csv:2")


def test_the_persons_mapping_wins_over_a_guess(tmp_path: Path) -> None:
    table = "date,when,what,name,cost\n2020-01-01,2026-03-01,Tea,A. Person,4.20 USD\n"
    mapped = {"date": "when", "title": "what", "price": "Cost"}
    (one,) = read(tmp_path, table, settings(columns=mapped)).purchases
    assert (one.day.year, one.title, one.price) == (2026, "Tea", Price(amount=420, currency="USD"))


@pytest.mark.parametrize(
    ("mapped", "words"),
    [({"titel": "what"}, "no name of ours"), ({"title": "wat"}, "is missing"), ({}, "no column says the")],
)
def test_columns_that_are_not_there_are_one_clear_error(
    tmp_path: Path, mapped: dict[str, str], words: str
) -> None:
    with pytest.raises(UnknownColumnError, match=words) as caught:
        read(tmp_path, "when,what\n2026-03-01,Tea\n", settings(columns=mapped))
    assert (caught.value.code, caught.value.requirement) == ("bad-columns", "LEARN-20")
    assert "--map" in caught.value.advice


@pytest.mark.parametrize("columns", [None, AMAZON_NEW])
def test_the_export_of_a_large_shop_is_known(tmp_path: Path, columns: list[str] | None) -> None:
    row = {"Quantity": "2", "Original Quantity": "2", "Unit Price": "1,219.49", "Unit Price Tax": "219.51"}
    found = read(tmp_path, amazon(row, columns=columns) if columns else amazon(row))
    assert (found.layout, found.rejects) == ("amazon", [])
    (one,) = found.purchases
    assert (one.shop, one.order, one.sku) == ("Amazon.com", "111-0000001-0000001", "B000SYNTH1")
    assert (one.day, one.quantity) == (date(2026, 8, 4), 2)
    assert one.price == Price(amount=143900, currency="USD")


def test_that_export_says_nothing_in_many_words(tmp_path: Path) -> None:
    rows = [
        {"Product Name": "Not Available"}, {"Order Status": "Cancelled"}, {"Order Date": "Not Available"},
        {"Unit Price": "Not Available", "Unit Price Tax": "Not Available"},
    ]  # fmt: skip
    found = read(tmp_path, amazon(*rows))
    assert [code for _, code, _ in found.codes] == ["title-missing", "not-bought", "day-missing"]
    assert [one.price for one in found.purchases] == [None]


BAD = """date,title,price,quantity,status
2026-01-02,Tea,3.50 USD,1,
03/04/2026,Two readings,3.50 USD,1,
2026-01-03,,3.50 USD,1,
2026-01-04,No sense,3.50 USD,many,
2026-01-05,Nothing,3.50 USD,0,
2026-01-06,Price of two readings,1.299 EUR,1,
2026-01-07,Money back,-3.50 USD,1,
2026-01-08,Called off,3.50 USD,1,Cancelled
2027-05-01,Not yet,3.50 USD,1,
1850-05-01,Long ago,3.50 USD,1,
2026-01-09,Too,many,columns,here,x
2026-01-10,No currency,3.50,1,
2026-01-11,Coffee,4.50 USD,0.734,
2026-01-12,"Quote that never ends,3.50 USD,1,
2026-01-13,After it,3.50 USD,1,
"""


def test_every_bad_row_is_a_reject_with_line_reason_and_code(tmp_path: Path) -> None:
    found = read(tmp_path, BAD)
    assert found.codes == [
        (3, "day-unclear", "row"), (4, "title-missing", "row"), (5, "quantity-unclear", "row"),
        (6, "quantity-unclear", "row"), (7, "price-unclear", "price"), (8, "price-negative", "row"),
        (9, "not-bought", "row"), (10, "day-unlikely", "row"), (11, "day-unlikely", "row"),
        (12, "row-width", "row"), (13, "currency-missing", "price"), (15, "row-endless", "row"),
    ]  # fmt: skip
    assert all(reject.reason and reject.source == "history.csv" for reject in found.rejects)
    assert [(one.title, one.quantity) for one in found.purchases] == [
        ("Tea", 1), ("Price of two readings", 1), ("No currency", 1), ("Coffee", 1), ("After it", 1),
    ]  # fmt: skip


def test_what_the_person_states_makes_one_reading(tmp_path: Path) -> None:
    table = "date,title,price\n03/04/2026,Lamp,1.299\n"
    (one,) = read(tmp_path, table, settings(currency="EUR", decimal_mark=",", day_order="dmy")).purchases
    assert (one.day, one.price) == (date(2026, 4, 3), Price(amount=129900, currency="EUR"))


def test_a_total_is_shared_evenly_or_left_out(tmp_path: Path) -> None:
    table = "date,title,qty,total\n2026-01-02,Tea,2,7.00 USD\n2026-01-03,Tea,3,7.00 USD\n"
    found = read(tmp_path, table)
    assert [one.price for one in found.purchases] == [Price(amount=350, currency="USD"), None]
    assert found.codes == [(3, "price-unclear", "price")]


def test_encodings_stated_marked_and_wrong(tmp_path: Path) -> None:
    table = "date,title\n2026-01-02,Müesli\n2026-01-03,Tea\n"
    for data in (table.encode("utf-16"), table.encode("utf-8-sig"), table.encode("utf-16-le")):
        assert [one.title for one in read(tmp_path, data).purchases] == ["Müesli", "Tea"]
    wrong = read(tmp_path, table.encode("cp1252"))
    assert (wrong.codes, [one.title for one in wrong.purchases]) == ([(2, "bad-encoding", "row")], ["Tea"])
    stated = read(tmp_path, table.encode("cp1252"), settings(encoding="cp1252"))
    assert [one.title for one in stated.purchases] == ["Müesli", "Tea"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\n",
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"\x1f\x8b\x08",
        b"\x00\x01\x02\x03",
        b"SQLite format 3\x00",
    ],
)
def test_what_is_no_history_is_one_clear_error(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotAHistoryError) as caught:
        read(tmp_path, data)
    assert caught.value.code == "not-a-history" and caught.value.advice
