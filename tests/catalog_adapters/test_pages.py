"""Pages with JSON-LD: what they sell, in one price, or why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_adapters import CatalogError, SourceSettings
from tests.catalog_adapters.reading import FIXTURES, PLAIN, SHARED, fixture, product, read


def page(*scripts: str, head: str = "") -> bytes:
    marked = "".join(f'<script type="application/ld+json">{script}</script>\n' for script in scripts)
    return f"<!doctype html>\n<html><head>{head}\n{marked}</head><body></body></html>".encode()


def thing(sku: str, price: str = "5.00", more: str = "") -> str:
    offer = f'{{"@type": "Offer", "price": "{price}", "priceCurrency": "EUR"}}'
    return f'{{"@type": "Product", "sku": "{sku}", "name": "Thing {sku}", "offers": {offer}{more}}}'


def test_a_merchant_listing_is_read_whole() -> None:
    found = fixture("product.html")
    (entry,) = found.entries
    (variant,) = entry.product.variants
    assert not found.rejects
    assert (entry.product.id, entry.product.title) == ("TRAVEL-1", "Travel anvil & case")
    assert entry.product.description.plain == "Falls straight down."
    assert variant.price.words() == "119.99 USD"
    assert variant.list_price is not None and variant.list_price.words() == "149.99 USD"
    assert (entry.product.url, variant.url) == (
        "https://anvils.example/travel",
        "https://anvils.example/travel?ref=ld",
    )
    assert [media.url for media in entry.product.media or ()] == [
        "https://anvils.example/1x1.jpg",
        "https://anvils.example/4x3.jpg",
    ]
    assert variant.barcodes is not None and variant.barcodes[0].value == "4006381333931"
    assert variant.availability is not None and variant.availability.status == "limited_stock"
    assert variant.metadata is not None and variant.metadata.members() == {
        "brand": "Anvil & Sons",
        "mpn": "925872",
        "condition": "new",
        "delivery_days": 6,
        "warranty_months": 24,
        "returns_days": 60,
    }
    assert entry.stock == {"TRAVEL-1": 4}
    assert "inventory" not in entry.product.model_dump_json().lower()


def test_a_product_group_is_one_product_of_its_variants() -> None:
    found = fixture("product_group.html")
    (entry,) = found.entries
    green, blue = entry.product.variants
    assert (entry.product.id, entry.product.title) == ("44E01", "Wool winter coat")
    assert (green.id, green.price.amount, blue.id, blue.price.amount) == (
        "44E01-M11000",
        3999,
        "44E01-K11000",
        3499,
    )
    assert blue.title == "Wool winter coat" and blue.options is not None
    assert [option.label for option in blue.options] == ["blue", "small", "wool"]
    assert blue.availability is not None and blue.availability.status == "backorder"
    assert found.codes == [("44E01-X1100", "price-range")]


@pytest.mark.parametrize(
    "script",
    [
        thing("A"),
        f"[{thing('A')}]",
        f'{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite"}}, {thing("A")}]}}',
        f'{{"@type": "WebPage", "mainEntity": {thing("A")}}}',
        f'{{"@type": "ItemList", "itemListElement": [{{"@type": "ListItem", "item": {thing("A")}}}]}}',
        thing("A").replace('"@type": "Product"', '"@type": ["Product", "Car"]'),
        thing("A").replace('"Product"', '"http://schema.org/Product"').replace('"offers"', '"schema:offers"'),
        thing("A").replace('"Product"', '"schema:Product"').replace('"price"', '"https://schema.org/price"'),
        thing("A").replace('"Thing A"', '{"@value": "Thing A", "@language": "en"}'),
        thing("A").replace('"5.00"', "5.00"),
        thing("A").replace("Offer", "AggregateOffer"),
        '{"@graph": [{"@type": "Product", "sku": "A", "name": "Thing A", "offers": {"@id": "#o"}},'
        ' {"@id": "#o", "@type": "Offer", "price": "5.00", "priceCurrency": "EUR"}]}',
    ],
)
def test_a_product_is_found_wherever_pages_put_it(script: str) -> None:
    found = read("page.html", data=page(script))
    assert found.ids == ["A"] and not found.rejects
    assert found.entries[0].product.title == "Thing A"
    assert found.entries[0].product.variants[0].price.words() == "5.00 EUR"


def test_nodes_of_one_id_in_two_scripts_are_one_node() -> None:
    found = read(
        "page.html",
        data=page(
            '{"@id": "#p", "@type": "Product", "sku": "A", "name": "Thing"}',
            '{"@id": "#p", "offers": {"@type": "Offer", "price": 5, "priceCurrency": "EUR"}}',
        ),
    )
    assert found.ids == ["A"] and not found.rejects


def test_related_products_are_not_sold_here() -> None:
    found = read("page.html", data=page(thing("A", more=f', "isSimilarTo": [{thing("B")}]')))
    assert found.ids == ["A"]


def test_references_in_circles_end() -> None:
    found = read(
        "page.html",
        data=page(
            '{"@graph": [{"@id": "a", "@type": "WebPage", "name": {"@id": "a"}, "mainEntity": {"@id": "b"}},'
            ' {"@id": "b", "mainEntity": {"@id": "a"}},'
            ' {"@type": "ProductGroup", "@id": "g", "productGroupID": "G", "hasVariant": [{"@id": "v"}]},'
            ' {"@id": "v", "@type": "Product", "sku": "V", "name": {"@id": "v"},'
            ' "isVariantOf": {"@id": "g"}}]}'
        ),
    )
    assert found.codes == [("V", "offer-missing")]


def test_a_broken_script_spoils_no_other_and_its_line_is_said() -> None:
    found = read("page.html", data=page(thing("A"), '\n\n{"@type": "Product",, }', thing("B")))
    assert found.ids == ["A", "B"]
    assert [(reject.line, reject.code) for reject in found.rejects] == [(6, "bad-json")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html></html>", "no-json-ld"),
        (b"", "no-json-ld"),
        (b"\t\x00", "no-json-ld"),
        (page(""), "no-json-ld"),
        (page('{"@type": "Organization"}'), "no-product"),
        (page("[]"), "no-product"),
        (page("5"), "no-product"),
        (page('{"@graph": ' + "[" * 40 + "]" * 40 + "}"), "bad-json"),
        (page('{"@type": "Product", "name": "x"}'), "offer-missing"),
        (page('{"@type": "Product", "name": "x", "offers": "https://x.example"}'), "offer-missing"),
        (b"<html>" * 5000, "no-json-ld"),
        (b"<div>" * 100_000, "no-json-ld"),
    ],
    ids=range(12),
)
def test_a_page_that_sells_nothing_readable_is_a_reject(data: bytes, code: str) -> None:
    found = read("page.html", SourceSettings(kind="jsonld"), data=data)
    assert not found.entries and [reject.code for reject in found.rejects] == [code]


def test_a_page_without_end_is_one_clear_error() -> None:
    with pytest.raises(CatalogError) as raised:
        read("page.html", data=b"<html>" + b" " * 9_000_000)
    assert raised.value.code == "source-too-large"


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset=shift_jis>", "shift_jis"),
        ('<meta charset="no-such-thing">', "utf-8"),
        ("", "utf-16"),
    ],
)
def test_a_page_says_its_encoding(named: str, encoding: str) -> None:
    word = "\u304a\u8336" if encoding == "shift_jis" else "Th\u00e9"
    data = page(thing("A").replace("Thing", word), head=named).decode().encode(encoding)
    assert read("page.html", data=data).entries[0].product.title == f"{word} A"


def test_a_price_in_bytes_that_cannot_be_read_is_a_reject() -> None:
    data = page(thing("A").replace("5.00", "5.00 \u20ac")).decode().encode("cp1252")
    assert read("page.html", data=data).codes == [("A", "price-unclear")]


def test_relative_links_need_to_know_where_the_page_stands() -> None:
    more = ', "url": "/a", "image": "a.jpg"'
    by_name = read("https://shop.example/x/", data=page(thing("A", more=more)))
    assert by_name.entries[0].product.url == "https://shop.example/a"
    assert [media.url for media in by_name.entries[0].product.media or ()] == ["https://shop.example/x/a.jpg"]
    by_word = read("a.html", data=page(thing("A", more=more), head='<base href="https://b.example/">'))
    assert by_word.entries[0].product.url == "https://b.example/a"
    nowhere = read("a.html", data=page(thing("A", more=more)))
    assert nowhere.entries[0].product.url is None
    assert [reject.dropped for reject in nowhere.rejects] == ["link", "image_link"]
    plain = read("https://shop.example/x/", data=page(thing("A")))
    assert plain.entries[0].product.url == "https://shop.example/x/"


@pytest.mark.parametrize(
    ("members", "id_"),
    [
        ('"sku": "S", "mpn": "M", "gtin": "4006381333931"', "S"),
        ('"productID": "P", "mpn": "M"', "P"),
        ('"mpn": "M", "gtin": "4006381333931"', "M"),
        ('"gtin13": "4006381333931"', "4006381333931"),
        ('"@id": "https://x.example/a#p"', "https://x.example/a#p"),
        ('"@id": "#p", "url": "https://x.example/a"', "https://x.example/a"),
        ('"color": "red"', "page.html#1"),
    ],
)
def test_a_product_is_called_what_it_calls_itself(members: str, id_: str) -> None:
    script = (
        f'{{"@type": "Product", "name": "x", {members}, "offers": {{"@type": "Offer", "price": "5 EUR"}}}}'
    )
    assert read("folder/page.html", data=page(script)).ids == [id_]


def test_two_products_that_name_nothing_have_places() -> None:
    script = '{"@type": "Product", "name": "x", "offers": {"@type": "Offer", "price": "5 EUR"}}'
    assert read("page.html", data=page(script, script)).ids == ["page.html#1", "page.html#2"]


def test_two_prices_for_one_product_contradict_each_other() -> None:
    found = read("page.html", data=page(thing("A", "5.00"), thing("A", "6.00"), thing("B")))
    assert found.ids == ["B"]
    assert found.codes == [("A", "price-conflict"), ("A", "price-conflict")]


def test_the_same_said_twice_is_one_product_and_a_duplicate() -> None:
    found = read("page.html", data=page(thing("A"), thing("A")))
    assert found.ids == ["A"] and found.codes == [("A", "duplicate-id")]


def test_a_folder_of_pages_is_one_catalog(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(page(thing("B"), thing("A")))
    (tmp_path / "a.htm").write_bytes(page(thing("A")))
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/c.jsonld").write_text(thing("C"))
    (tmp_path / "deep/d.html").write_bytes(b"<html>" + b" " * 9_000_000)
    (tmp_path / "readme.txt").write_text("not a page")
    found = read(str(tmp_path))
    assert found.ids == ["A", "B", "C"]
    assert [(Path(reject.source).name, reject.code) for reject in found.rejects] == [
        ("b.html", "duplicate-id"),
        ("d.html", "source-too-large"),
    ]


def test_a_group_whose_variants_have_pages_of_their_own_comes_together(tmp_path: Path) -> None:
    group = '"@type": "ProductGroup", "productGroupID": "G", "name": "Coat"'
    for sku in ("L", "M"):
        script = f'{{{group}, "hasVariant": [{thing(sku)}, {{"url": "https://x.example/other"}}]}}'
        (tmp_path / f"{sku}.html").write_bytes(page(script))
    found = read(str(tmp_path))
    assert found.ids == ["G"] and not found.rejects
    assert [variant.id for variant in found.entries[0].product.variants] == ["L", "M"]


def test_a_folder_without_pages_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as raised:
        read(str(tmp_path))
    assert raised.value.code == "no-source"


def test_a_folder_is_nothing_but_pages(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as raised:
        read(str(tmp_path), SourceSettings(kind="csv"))
    assert raised.value.code == "bad-settings"


def test_the_page_is_read_from_its_path_as_from_its_bytes() -> None:
    path = FIXTURES / "product.html"
    assert read("x.html", PLAIN, data=path.read_bytes()).entries == read(str(path)).entries


@pytest.mark.parametrize(
    ("members", "metadata"),
    [
        ('"brand": "Acme"', {"brand": "Acme"}),
        ('"brand": [{"name": "Acme"}, "Other"]', {"brand": "Acme"}),
        ('"manufacturer": {"name": "Acme"}', {"brand": "Acme"}),
        ('"itemCondition": "UsedCondition"', {"condition": "used"}),
        (
            '"additionalProperty": {"name": "assumed", "value": "price stock"}',
            {"assumed": ["price", "stock"]},
        ),
    ],
)
def test_facts_of_the_product_are_kept(members: str, metadata: dict[str, object]) -> None:
    found = product(members + ', "offers": {"price": "5", "priceCurrency": "EUR"}')
    assert found.entries[0].product.metadata is not None
    assert found.entries[0].product.metadata.members() == metadata


MICRODATA = """<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Anvil</b>
<i itemprop="sku">A-1</i><span itemprop="offers" itemscope itemtype="https://schema.org/Offer">
<meta itemprop="priceCurrency" content="USD">$<b itemprop="price">119.99</b>
<link itemprop="availability" href="https://schema.org/OutOfStock"></span></div>"""
RDFA = """<html><body vocab="https://schema.org/" typeof="Product"><b property="name">Anvil</b>
<i property="sku">A-1</i><div property="offers" typeof="Offer"><b property="price" content="119.99">$119</b>
<meta property="priceCurrency" content="USD"><link property="availability" href="https://schema.org/OutOfStock">
</div></body></html>"""


@pytest.mark.parametrize("text", [MICRODATA, RDFA])
def test_markup_in_the_page_itself_is_read_where_there_is_no_json_ld(text: str) -> None:
    found = read("https://shop.example/anvil", data=f"<!doctype html>{text}".encode())
    assert found.codes == []
    variant = found.entries[0].product.variants[0]
    assert (found.ids, variant.price.words(), variant.available()) == (["A-1"], "119.99 USD", False)


def test_json_ld_comes_before_the_same_again_in_microdata() -> None:
    script = """<script type="application/ld+json">{"@type": "Product", "sku": "B", "name": "Bell",
    "offers": {"price": "5.00", "priceCurrency": "EUR"}}</script>"""
    assert read("a.html", data=f"<html>{script}{MICRODATA}".encode()).ids == ["B"]


@pytest.mark.parametrize(
    "text",
    [
        "<div itemscope itemtype='https://schema.org/Product'>" * 3000,
        "<p itemscope itemtype=//schema.org/Product itemref=a id=a><b itemprop=offers itemscope itemref=a>",
        "<body vocab='https://schema.org/' typeof='Product' prefix='::: :: \x00'><b property='name'>x",
        "<div itemscope itemtype='https://schema.org/Product'><b itemprop='price'>5",
    ],
)
def test_hostile_markup_ends_in_a_reject(text: str) -> None:
    found = read("a.html", data=f"<!doctype html>{text}".encode())
    assert not found.entries and found.rejects


LAMP = '{"@type": "Product", "sku": "L", "name": "Lamp", "offers": {"price": "5.00", "priceCurrency": "EUR"}}'


@pytest.mark.parametrize(
    "more",
    [
        " ".join(f'a{number}="x"' for number in range(300_000)),
        "/".join(f"a{number}" for number in range(100_000)),
        "".join(f"a{number}='>'" for number in range(100_000)),
    ],
)
def test_a_tag_of_many_attributes_is_a_reject_at_once(more: str) -> None:
    found = read("a.html", data=f"<html><div {more}>".encode() + page(LAMP))
    assert [reject.code for reject in found.rejects] == ["page-unreadable"]


def test_long_text_and_long_values_are_no_wide_tag() -> None:
    words = 'it\'s "quoted" <b>and</b> 5 < 6 ' * 20_000
    image = f'<img alt="{"a b c " * 10_000}" src="data:image/png;base64,{"A" * 500_000}">'
    assert read("a.html", data=f"<html><p>{words}</p>{image}".encode() + page(LAMP)).ids == ["L"]


def test_a_published_page_with_microdata() -> None:
    path = SHARED / "catalogs/pages/product_microdata.html"
    if not path.exists():
        pytest.skip(f"no data at {path}")
    found = read(str(path))
    assert [reject.code for reject in found.rejects] == ["price-expired"]
