"""CSV and TSV: every row is a product or a reject with its line."""

from __future__ import annotations

import codecs

import pytest

from catalog_adapters import CatalogError, SourceSettings
from tests.catalog_adapters.reading import fixture, read, row, table

OWN_SHOP = SourceSettings(
    encoding="cp1252",
    columns={
        "id": "Artikel",
        "title": "Bezeichnung",
        "price": "Preis",
        "stock": "Bestand",
        "brand": "Hersteller",
        "delivery_days": "Lieferzeit",
    },
    cost_column="Einkauf",
)


def test_a_template_of_google_reads_without_a_mapping() -> None:
    found = fixture("merchant.tsv")
    assert found.ids == ["B-1", "A"]
    belt, shirt = found.entries
    white, black = shirt.product.variants
    assert (white.price.words(), black.price.words()) == ("25.00 USD", "19.00 USD")
    assert black.list_price is not None and black.list_price.words() == "25.00 USD"
    assert [option.members() for option in shirt.product.options or ()] == [
        {"name": "Color", "values": [{"label": "white"}, {"label": "black"}]},
        {"name": "Size", "values": [{"label": "M"}]},
    ]
    assert shirt.stock == {"A-1": 3, "A-2": 0} and not black.available()
    assert white.metadata is not None and white.metadata.delivery_days == 5
    assert belt.product.metadata is not None and belt.product.metadata.condition == "used"
    assert found.codes == [("B-1", "gtin-wrong")]
    assert belt.product.variants[0].barcodes is None


def test_a_shop_of_its_own_reads_with_a_mapping() -> None:
    found = fixture("own_shop.csv", OWN_SHOP)
    assert found.ids == ["K-1", "K-2", "K-5"]
    assert [entry.product.variants[0].price.words() for entry in found.entries] == [
        "1299.00 EUR",
        "12.50 EUR",
        "7.00 EUR",
    ]
    assert found.entries[0].product.title == "Teekanne \u201eGr\u00fcn\u201c"
    assert {key: cost.words() for key, cost in found.entries[0].cost.items()} == {"K-1": "640.00 EUR"}
    assert [(reject.line, reject.id, reject.code, reject.dropped) for reject in found.rejects] == [
        (3, "K-2", "cost-unclear", "cost"),
        (5, "K-3", "price-unclear", "row"),
        (6, "K-4", "stock-unclear", "row"),
        (7, "K-5", "number-unclear", "delivery_days"),
        (7, "K-5", "cost-unclear", "cost"),
    ]


def test_private_facts_never_stand_in_the_product() -> None:
    for entry in [*fixture("own_shop.csv", OWN_SHOP).entries, *fixture("merchant.tsv").entries]:
        text = entry.product.model_dump_json()
        assert "cost" not in text and 'stock":' not in text and "quantity" not in text
        assert "64000" not in text


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_delimiters_and_line_ends_are_found_out(
    encoding: str, mark: bytes, delimiter: str, end: str
) -> None:
    text = end.join(
        delimiter.join(cells)
        for cells in [["id", "title", "price"], ["1", "T\u00e9", "5 EUR"], ["2", "", ""]]
    )
    found = read("any", SourceSettings(kind="csv"), data=mark + text.encode(encoding))
    assert found.entries[0].product.title == "T\u00e9"
    assert [(reject.line, reject.code) for reject in found.rejects] == [(3, "title-missing")]


def test_a_byte_order_mark_that_was_put_there_twice_is_no_part_of_a_name() -> None:
    assert read("a.csv", data=b"\xef\xbb\xbf" * 2 + b"id,title,price\n1,Lamp,5 EUR\n").ids == ["1"]
    variants = b'"variants": [{"id": 2, "price": "5.00"}]'
    products = b'{"products": [{"id": 1, "title": "Lamp", "handle": "l", ' + variants + b"}]}"
    found = read("a.json", SourceSettings(currency="EUR"), data=b"\xef\xbb\xbf" * 2 + products)
    assert len(found.entries) == 1


def test_excels_line_about_the_delimiter_is_understood() -> None:
    assert table("sep=;\nid;title;price\n1;A, b;5 EUR\n").entries[0].product.title == "A, b"


def test_bytes_of_another_encoding_spoil_their_row_only() -> None:
    data = b"id,title,price\n1,caf\xe9,5 EUR\n2,tea,5 EUR\n"
    found = read("t.csv", data=data)
    assert found.ids == ["2"]
    assert [(reject.line, reject.code) for reject in found.rejects] == [(2, "bad-encoding")]
    assert "encoding" in found.rejects[0].reason
    assert read("t.csv", SourceSettings(encoding="cp1252"), data=data).entries[0].product.title == "caf\u00e9"


def test_quoted_line_ends_keep_the_count_of_lines() -> None:
    found = table('id,title,price\n1,"a\nb\r\nc",5 EUR\n\n2,"d ""e""",bad\n3,f,5 EUR\n')
    assert found.entries[0].product.title == "a b c"
    assert [(reject.line, reject.id) for reject in found.rejects] == [(6, "2")]
    assert found.ids == ["1", "3"]


def test_a_quote_that_is_never_closed_costs_its_own_line() -> None:
    lines = "".join(f"{number},thing,5 EUR\n" for number in range(2, 9_000))
    found = table('id,title,price\n1,"open,5 EUR\n' + lines)
    assert len(found.entries) == 8_998
    assert [(reject.line, reject.code) for reject in found.rejects] == [(2, "row-endless")]


def test_many_quotes_that_are_never_closed_end_soon() -> None:
    found = table("id,title,price\n" + 'x","\n' * 40_000)
    assert not found.entries and found.rejects


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ('2,"a"b,5 EUR', "row-unreadable"),
        ("2,a", "row-width"),
        ("2,a,5 EUR,more", "row-width"),
        ("2," + "a" * 200_000 + ",5 EUR", "row-endless"),
        ("2" + ",a" * 200_000, "row-endless"),
        ("2" + ",a" * 20_000, "row-width"),
        (",a,5 EUR", "id-missing"),
        ("2,,5 EUR", "title-missing"),
        ("2,<b></b>,5 EUR", "title-missing"),
        ("2,a,", "price-missing"),
        ("2,a,5", "currency-missing"),
        ("2,a,0 EUR", "price-zero"),
        ("2,a,-5 EUR", "price-negative"),
        ("2,a,1.299 EUR", "price-unclear"),
        ("2,a,2 for $10", "price-unclear"),
        ("2,a,99999999999999999 EUR", "price-too-large"),
        ("x" * 129 + ",a,5 EUR", "id-unfit"),
        ("a\u200bb,a,5 EUR", "id-unfit"),
        ("a\u202eb,a,5 EUR", "id-unfit"),
        ("1,a,5 EUR", "duplicate-id"),
    ],
)
def test_a_bad_row_is_a_reject_and_harms_no_other(bad: str, code: str) -> None:
    found = table(f"id,title,price\n1,good,5 EUR\n{bad}\n3,good,5 EUR\n")
    assert found.ids == ["1", "3"]
    assert [(reject.line, reject.code, reject.dropped) for reject in found.rejects] == [(3, code, "row")]


def test_empty_columns_beyond_the_header_and_blank_rows_are_nothing() -> None:
    found = table("id,title,price\n1,a,5 EUR,,\n,,\n\n   \n2,b,5 EUR\n")
    assert found.ids == ["1", "2"] and not found.rejects


@pytest.mark.parametrize(
    ("data", "settings", "code"),
    [
        (b"", SourceSettings(kind="csv"), "bad-columns"),
        (b"\n\n", SourceSettings(kind="csv"), "bad-columns"),
        (b"1,thing,5 EUR\n", SourceSettings(kind="csv"), "bad-columns"),
        (b"id,title\n1,thing\n", SourceSettings(kind="csv"), "bad-columns"),
        (b"id,title,price,price\n", SourceSettings(kind="csv"), "bad-columns"),
        (b"id,title,price\n", SourceSettings(kind="csv", columns={"brand": "make"}), "bad-columns"),
        (b"id,title,price\n", SourceSettings(kind="csv", columns={"colour": "id"}), "bad-columns"),
        (b"id,title,price" + b",x" * 2000 + b"\n", SourceSettings(kind="csv"), "bad-columns"),
        (b"id,title,price," + b"x" * 100_000, SourceSettings(kind="csv"), "bad-columns"),
        (b'id,"title,price\n1,a,5 EUR\n', SourceSettings(kind="csv"), "bad-columns"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00", SourceSettings(kind="csv"), "bad-columns"),
        (b"id,title,pr\xe9is\n", SourceSettings(kind="csv", columns={"price": "pr\u00e9is"}), "bad-encoding"),
        (b"id,title,price\n", SourceSettings(kind="csv", delimiter="::"), "bad-settings"),
        (b"id,title,price\n", SourceSettings(kind="csv", encoding="ebcdic"), "bad-settings"),
        (b"id,title,price\n", SourceSettings(kind="csv", currency="DOLLAR"), "bad-settings"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_clear_error(
    data: bytes, settings: SourceSettings, code: str
) -> None:
    with pytest.raises(CatalogError) as raised:
        read("table", settings, data=data)
    assert raised.value.code == code
    assert raised.value.advice in str(raised.value) and str(raised.value).startswith("table: ")


def test_a_header_alone_holds_nothing() -> None:
    found = table("id,title,price\n")
    assert not found.entries and not found.rejects


def test_prices_in_minor_units_need_a_currency() -> None:
    text = "id,title,price_minor,currency\n1,a,1999,EUR\n2,b,1999,\n3,c,19.99,EUR\n4,d,0,EUR\n5,e,1999,XYZ\n"
    found = table(text)
    assert found.entries[0].product.variants[0].price.words() == "19.99 EUR"
    assert found.codes == [
        ("2", "currency-missing"),
        ("3", "price-unclear"),
        ("4", "price-zero"),
        ("5", "currency-unknown"),
    ]
    assert (
        table(text, SourceSettings(currency="JPY")).entries[1].product.variants[0].price.words() == "1999 JPY"
    )


def test_the_sources_currency_comes_before_the_settings() -> None:
    found = table("id,title,price\n1,a,5 EUR\n2,b,5\n3,c,$5\n", SourceSettings(currency="CAD"))
    assert [entry.product.variants[0].price.currency for entry in found.entries] == ["EUR", "CAD", "CAD"]


def test_a_stated_decimal_mark_settles_what_has_two_readings() -> None:
    prices = [
        table("id;title;price\n1;a;1.299 EUR\n", SourceSettings(decimal_mark=mark)).entries
        for mark in (None, ",", ".")
    ]
    assert [[entry.product.variants[0].price.amount for entry in found] for found in prices] == [
        [],
        [129900],
        [],
    ]


@pytest.mark.parametrize(
    ("cells", "dropped", "code"),
    [
        ({"link": "javascript:alert(1)"}, "link", "url-unfit"),
        ({"link": "thing.html"}, "link", "url-unfit"),
        ({"link": "https://user:pw@shop.example/"}, "link", "url-unfit"),
        ({"image_link": "data:image/png;base64,AA=="}, "image_link", "url-unfit"),
        ({"mpn": "x" * 71}, "mpn", "mpn-too-long"),
        ({"warranty_months": "lifelong"}, "warranty_months", "number-unclear"),
        ({"returns_days": "-1"}, "returns_days", "number-unclear"),
        ({"list_price": "0.00 USD"}, "list_price", "price-zero"),
        ({"list_price": "9.00 USD"}, "list_price", "price-conflict"),
        ({"list_price": "about 20"}, "list_price", "price-unclear"),
        ({"gtin": "4006381333932"}, "gtin", "gtin-wrong"),
        ({"cost_of_goods_sold": "8.00 EUR"}, "cost", "cost-unclear"),
        ({"cost_of_goods_sold": "0"}, "cost", "cost-unclear"),
    ],
)
def test_a_bad_fact_is_left_out_and_said(cells: dict[str, str], dropped: str, code: str) -> None:
    found = table(row(**cells))
    assert found.ids == ["A"]
    assert [(reject.dropped, reject.code, reject.id) for reject in found.rejects] == [(dropped, code, "A")]
    assert not found.entries[0].cost


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"availability": "maybe"}, "availability-unknown"),
        ({"condition": "gebraucht"}, "condition-unknown"),
        ({"quantity": "-2"}, "stock-unclear"),
        ({"quantity": "10+"}, "stock-unclear"),
        ({"sale_price": "20.00 USD"}, "price-conflict"),
        ({"sale_price": "9.00 EUR"}, "currency-conflict"),
        ({"sale_price": "2 for 20"}, "price-unclear"),
        ({"sale_price": "9.00 USD", "sale_price_effective_date": "soon"}, "sale-window-unclear"),
        ({"item_group_id": "x" * 200}, "id-unfit"),
    ],
)
def test_a_row_whose_bad_fact_decides_is_a_reject(cells: dict[str, str], code: str) -> None:
    found = table(row(**cells))
    assert found.codes == [("A", code)] and not found.entries


@pytest.mark.parametrize(
    ("window", "price"),
    [
        ("2026-11-27T00:00+0100/2026-12-01T10:00+0100", "9.00 USD"),
        ("2026-11-27T00:00+0100/2026-12-01T09:59+0100", "15.00 USD"),
        ("2026-12-01T10:00+0100/2026-12-24T00:00+0100", "9.00 USD"),
        ("2026-12-01T10:01+0100/2026-12-24T00:00+0100", "15.00 USD"),
        ("2026-11-27/2026-12-24", "9.00 USD"),
        ("2026-12-24/2026-12-31", "15.00 USD"),
        ("2026-11-27T08:00/2026-12-24T08:00", "9.00 USD"),
        ("2026-11-27/2026-12-01", None),
        ("2026-12-01T08:00/2026-12-24T08:00", None),
    ],
)
def test_a_sale_holds_in_its_window_and_is_never_guessed_at_its_edges(window: str, price: str | None) -> None:
    found = table(row(sale_price="9.00 USD", sale_price_effective_date=window))
    if price is None:
        assert found.codes == [("A", "sale-window-unclear")]
        return
    (variant,) = found.entries[0].product.variants
    assert variant.price.words() == price
    assert (variant.list_price is not None) == (price == "9.00 USD")


def test_a_sale_that_is_over_needs_no_readable_price() -> None:
    found = table(row(sale_price="half", sale_price_effective_date="2026-01-01/2026-01-31"))
    assert found.ids == ["A"] and not found.rejects
