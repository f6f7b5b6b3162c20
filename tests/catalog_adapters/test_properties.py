"""Whatever the bytes: entries that may travel, rejects that say where, or one error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_adapters import CatalogError, Entry, Kind, Reject, SourceSettings, read_source
from protocol.canonical import encode
from protocol.catalog import Product
from tests.catalog_adapters.reading import AT_MS, FIXTURES

SEEDS: dict[Kind, list[bytes]] = {
    "csv": [(FIXTURES / name).read_bytes() for name in ("merchant.tsv", "own_shop.csv")],
    "merchant": [(FIXTURES / name).read_bytes() for name in ("merchant_rss.xml", "merchant_atom.xml")],
    "jsonld": [(FIXTURES / name).read_bytes() for name in ("product.html", "product_group.html")],
}
COLUMNS = {"id": "Artikel", "title": "Bezeichnung", "price": "Preis"}

WORDS = st.text(st.characters(codec="utf-8", exclude_characters='\t\r\n"'), max_size=30)
FACTS = (
    "link",
    "image_link",
    "gtin",
    "mpn",
    "brand",
    "color",
    "product_type",
    "description",
    "item_group_id",
)
CELLS = st.fixed_dictionaries(
    {"id": WORDS, "title": WORDS, "price": WORDS | st.sampled_from(["5 EUR", "$5", "1.299"])},
    optional=dict.fromkeys(FACTS, WORDS),
)


def check(kind: Kind, data: bytes, columns: dict[str, str]) -> int:
    """Read *data* and check all that comes; return how much came."""
    chosen = SourceSettings(kind=kind, currency="EUR", columns=columns)
    count = 0
    try:
        for one in read_source("any", chosen, at_ms=AT_MS, data=data):
            count += 1
            if isinstance(one, Reject):
                assert one.line >= 1 and one.code and one.reason and one.source == "any"
                continue
            check_entry(one)
    except CatalogError as error:
        assert error.code and error.advice
    return count


def check_entry(entry: Entry) -> None:
    members = entry.product.members()
    assert len(encode(members)) < 60_000
    assert Product.model_validate(members) == entry.product
    ids = {variant.id for variant in entry.product.variants}
    assert entry.stock.keys() <= ids and entry.cost.keys() <= ids
    assert all(variant.price.amount > 0 for variant in entry.product.variants)


@pytest.mark.parametrize("kind", SEEDS)
@given(data=st.data())
def test_changed_bytes_never_break_the_reader(kind: Kind, data: st.DataObject) -> None:
    seed = bytearray(data.draw(st.sampled_from(SEEDS[kind])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(seed) - 1))
        with_ = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"<", b">", b'"', b",", b"\n", b"&", b"\x00", b"{"])
        )
        seed[at : at + data.draw(st.integers(0, 3))] = with_
    check(kind, bytes(seed), data.draw(st.sampled_from([{}, COLUMNS])))


@pytest.mark.parametrize("kind", SEEDS)
@given(data=st.binary(max_size=400))
def test_any_bytes_end_in_entries_rejects_or_an_error(kind: Kind, data: bytes) -> None:
    check(kind, data, {})


@settings(max_examples=60)
@given(st.lists(CELLS, min_size=1, max_size=6))
def test_every_row_of_a_table_is_accounted_for(rows: list[dict[str, str]]) -> None:
    names = sorted({name for row in rows for name in row})
    lines = ["\t".join(names), *("\t".join(row.get(name, "") for name in names) for row in rows)]
    found = list(read_source("t", SourceSettings(kind="csv"), at_ms=AT_MS, data="\n".join(lines).encode()))
    blank = sum(not any(cell.strip() for cell in row.values()) for row in rows)
    variants = sum(len(one.product.variants) for one in found if isinstance(one, Entry))
    dropped = sum(isinstance(one, Reject) and one.dropped == "row" for one in found)
    assert variants + dropped + blank == len(rows)
    for one in found:
        if isinstance(one, Entry):
            check_entry(one)
