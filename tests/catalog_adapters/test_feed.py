"""Merchant XML: streamed, grouped, and harmless."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog_adapters import CatalogError, Entry, Reject, SourceSettings, read_source
from protocol.times import read_time
from tests.catalog_adapters.reading import AT_MS, FIXTURES, PLAIN, Found, fixture, read

HEAD = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
TAIL = "</channel></rss>"


def item(id_: str, more: str = "") -> str:
    return f"<item><g:id>{id_}</g:id><g:title>Thing</g:title><g:price>5.00 EUR</g:price>{more}</item>"


def feed(*items: str, settings: SourceSettings = PLAIN) -> Found:
    return read("feed.xml", settings, data=(HEAD + "".join(items) + TAIL).encode())


def test_rss_is_read_whole() -> None:
    found = fixture("merchant_rss.xml")
    assert found.ids == ["KETTLE", "CUP"]
    kettle, cup = found.entries
    assert kettle.product.title == "Kettle, from RSS's own elements"
    assert (
        str(kettle.product.url) == "https://tea.example/kettle" and not kettle.product.variants[0].available()
    )
    small, large = cup.product.variants
    assert cup.product.description.plain == "Thin porcelain & gold."
    assert [media.url.rpartition("/")[2] for media in cup.product.media or ()] == [
        "cup-s-blue.jpg",
        "cup-back.jpg",
        "cup-box.jpg",
    ]
    assert small.metadata is not None and small.metadata.members() == {
        "brand": "Halm",
        "mpn": "H-100-S",
        "condition": "new",
        "delivery_days": 4,
    }
    assert cup.product.metadata is not None
    assert cup.product.metadata.members() == {"brand": "Halm", "condition": "new"}
    assert large.availability is not None and large.availability.status == "preorder"
    assert cup.stock == {"CUP-S-BLUE": 12}
    assert {key: cost.words() for key, cost in cup.cost.items()} == {"CUP-S-BLUE": "6.10 EUR"}
    assert [(reject.line, reject.id, reject.code) for reject in found.rejects] == [
        (42, "KETTLE", "gtin-wrong"),
        (66, "TIN", "price-unclear"),
    ]


@pytest.mark.parametrize(
    ("at", "small", "large"),
    [
        ("2026-11-26T22:59:00Z", (1800, None), (2400, None)),
        ("2026-12-01T09:00:00Z", (1500, 1800), (2400, None)),
        ("2027-01-15T09:00:00Z", (1800, None), (2000, 2400)),
    ],
)
def test_sale_prices_hold_in_their_windows(
    at: str, small: tuple[int, int | None], large: tuple[int, int | None]
) -> None:
    cup = fixture("merchant_rss.xml", at_ms=read_time(at)).entries[1]
    prices = [
        (variant.price.amount, variant.list_price.amount if variant.list_price else None)
        for variant in cup.product.variants
    ]
    assert prices == [small, large]


def test_atom_is_read_whole() -> None:
    found = fixture("merchant_atom.xml", SourceSettings(currency="SEK"))
    assert found.ids == ["DESK", "tag:lamps.example,2026:floor"] and not found.rejects
    desk = found.entries[0].product
    assert (desk.url, desk.description.plain) == ("https://lamps.example/desk", "Bends.")
    assert fixture("merchant_atom.xml").codes == [("tag:lamps.example,2026:floor", "currency-missing")]


def test_a_mapping_names_other_elements() -> None:
    settings = SourceSettings(columns={"stock": "c:on_hand", "cost": "g:custom_label_0"})
    data = (
        '<rss xmlns:g="http://base.google.com/ns/1.0" xmlns:c="http://base.google.com/cns/1.0"><channel>'
        + item(
            "A",
            "<c:on_hand>3</c:on_hand><g:custom_label_0>2.00 EUR</g:custom_label_0><g:quantity>9</g:quantity>",
        )
        + TAIL
    )
    (entry,) = read("feed.xml", settings, data=data.encode()).entries
    assert entry.stock == {"A": 3} and entry.cost["A"].amount == 200


def test_variants_far_apart_become_one_product_in_their_order() -> None:
    group = "<g:item_group_id>G</g:item_group_id>"
    between = [item(f"S{number}") for number in range(500)]
    found = feed(item("G2", group), *between, item("G1", group))
    assert found.ids[-1] == "G" and len(found.ids) == 501
    assert [variant.id for variant in found.entries[-1].product.variants] == ["G2", "G1"]


def test_variants_that_cannot_be_one_product_are_rejects() -> None:
    group = "<g:item_group_id>G</g:item_group_id>"
    pounds = item("GBP", group).replace("EUR", "GBP")
    found = feed(*(item(f"V{number}", group) for number in range(203)), pounds, item("V0", group))
    assert [len(entry.product.variants) for entry in found.entries] == [200]
    assert found.codes == [
        ("V0", "duplicate-id"),
        ("V200", "too-many-variants"),
        ("V201", "too-many-variants"),
        ("V202", "too-many-variants"),
        ("GBP", "currency-conflict"),
    ]


def test_a_group_and_an_article_of_one_id_are_not_both_products() -> None:
    found = feed(item("G"), item("V", "<g:item_group_id>G</g:item_group_id>"))
    assert found.ids == ["G"] and found.codes == [("V", "duplicate-id")]


def test_a_product_fits_into_a_catalog_page() -> None:
    group = "<g:item_group_id>G</g:item_group_id>"
    link = f"<g:link>https://x.example/{'y' * 1900}</g:link>"
    found = feed(*(item(f"V{number}", group + link) for number in range(60)))
    assert len(found.entries[0].product.model_dump_json(exclude_none=True).encode()) < 60_000
    assert len(found.entries[0].product.variants) + len(found.rejects) == 60


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("<g:price>6.00 EUR</g:price>", "field-twice"),
        ("<g:id>B</g:id>", "field-twice"),
        ("<x/>" * 1001, "row-width"),
        ("<x/>" * 100_000, "row-endless"),
        ("<g:shipping>" + "<g:country>US</g:country>" * 20_000 + "</g:shipping>", "row-endless"),
        ("<g:availability>who knows</g:availability>", "availability-unknown"),
    ],
)
def test_a_bad_item_is_a_reject_and_harms_no_other(more: str, code: str) -> None:
    found = feed(item("1"), item("2", more), item("3"))
    assert found.ids == ["1", "3"]
    assert [reject.code for reject in found.rejects] == [code]


def test_a_field_said_twice_alike_is_one() -> None:
    assert feed(item("1", "<g:price>5.00 EUR</g:price>")).ids == ["1"]


def test_googles_names_come_before_those_of_rss_and_inner_markup_is_text() -> None:
    found = feed(item("1", "<title>RSS's</title><description>Big <b>bold</b> words</description>"))
    assert found.entries[0].product.title == "Thing"
    assert found.entries[0].product.description.plain == "Big bold words"


LOL = "<!DOCTYPE lolz [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {this} '{('&' + before + ';') * 10}'>"
    for before, this in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMBS = {
    "billion laughs": LOL + "]>" + HEAD + item("&i;") + TAIL,
    "external entity": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + item("&x;") + TAIL,
    "external subset": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">' + HEAD + item("1") + TAIL,
    "harmless": "<!DOCTYPE rss>" + HEAD + item("1") + TAIL,
    "after comments": f"<?xml version='1.0'?><!--{'x' * 9000}--><!DOCTYPE rss>" + HEAD + item("1") + TAIL,
    "parameter entities": "<!DOCTYPE r [<!ENTITY % p '<!ENTITY q \"qq\">'>%p;]>" + HEAD + item("&q;") + TAIL,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_document_type_is_refused(bomb: str, encoding: str) -> None:
    with pytest.raises(CatalogError) as raised:
        read("feed.xml", SourceSettings(kind="merchant"), data=BOMBS[bomb].encode(encoding))
    assert raised.value.code == "dtd-refused"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<html></html>",
        "<products><product/></products>",
        HEAD + item("1", "&nbsp;") + TAIL,
        "<rss><channel>" + item("1") + TAIL,
        HEAD + "<item><g:id>1</item>" + TAIL,
        "<catalog>" + "<rss/>" + "</catalog>",
        "<a>" * 300 + "</a>" * 300,
        HEAD + item("1", f"<g:description>{'x' * 11_000_000}</g:description>") + TAIL,
    ],
    ids=lambda text: text[:30],
)
def test_what_is_no_feed_is_one_clear_error(text: str) -> None:
    with pytest.raises(CatalogError) as raised:
        read("feed.xml", SourceSettings(kind="merchant"), data=text.encode())
    assert raised.value.code == "not-a-feed"


def test_bytes_of_another_encoding_are_an_error_after_what_was_read() -> None:
    filler = "".join(item(f"F{number}") for number in range(2000))
    data = (HEAD + filler).encode() + item("1").encode().replace(b"Thing", b"caf\xe9") + TAIL.encode()
    assert after_what_was_read(data) == 2000
    assert feed(item("1")).ids == ["1"]


def test_a_feed_that_breaks_off_is_an_error_after_what_was_read() -> None:
    assert after_what_was_read((HEAD + item("1") + item("2") + "<item><g:id>3").encode()) == 2


def after_what_was_read(data: bytes) -> int:
    found: Iterator[Entry | Reject] = read_source("feed.xml", PLAIN, at_ms=AT_MS, data=data)
    seen = 0
    with pytest.raises(CatalogError) as raised:
        for _ in found:
            seen += 1
    assert raised.value.code == "not-a-feed"
    return seen


def test_a_feed_without_items_holds_nothing() -> None:
    assert feed() == ([], [])


def test_lines_are_right_far_down() -> None:
    found = feed("\n" * 70_000, item("1"), "\n", item(""))
    assert found.ids == ["1"]
    assert [(reject.line, reject.code) for reject in found.rejects] == [(70_002, "id-missing")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_xml_says_its_encoding(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{named}"?>' + HEAD + item("1").replace("Thing", "caf\u00e9") + TAIL
    found = read("feed.xml", SourceSettings(kind="merchant"), data=text.encode(encoding))
    assert found.entries[0].product.title == "caf\u00e9"


def test_the_fixture_is_read_from_its_path_as_from_its_bytes() -> None:
    path = FIXTURES / "merchant_rss.xml"
    assert read("x", data=path.read_bytes()).ids == read(str(path)).ids
