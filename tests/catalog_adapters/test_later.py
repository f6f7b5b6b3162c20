"""What a source says of later is what it says when it is read later: to the millisecond, at each edge."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_adapters import SourceSettings, entry_at
from protocol.catalog import Product
from protocol.times import read_time
from tests.catalog_adapters.reading import AT_MS, Found, read, row

HOUR_MS = 3_600_000
WINDOWS = (
    "2026-12-01T12:00:00Z/2026-12-01T14:30:05Z",
    "2026-11-01T00:00Z/2026-12-01T10:00:00+01:00",
    "2026-12-01/2026-12-02",
    "2026-12-01T12:00/2026-12-01T20:00",
    "2026-12-02T00:00Z/2026-12-02T00:00Z",
    "0001-01-01T00:00Z/9999-12-31T23:59Z",
    "2020-01-01/2020-02-01",
)
PAGE = """<html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Product", "name": "Thing", "sku": "A",
 "offers": {"@type": "Offer", "price": "15.00", "priceCurrency": "USD", %s}}
</script></head></html>"""


def product_of(found: Found) -> Product | None:
    return found.entries[0].product if found.entries else None


def agrees(source: str, data: bytes, first_ms: int, then_ms: int) -> bool:
    """Whether what was read at one time says of another what is read then."""
    early, late = read(source, data=data, at_ms=first_ms), read(source, data=data, at_ms=then_ms)
    if not early.entries:
        return not late.entries or (early.rejects[0].again_ms or then_ms + 1) <= then_ms
    there = entry_at(early.entries[0], then_ms)
    said, then = (None if there is None else there.product), product_of(late)
    if said is None or then is None:
        return said is then
    return (
        said == then and said.members() == then.members() == Product.model_validate(said.members()).members()
    )


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WINDOWS),
    st.integers(-72, 72),
    st.integers(0, 96),
    st.sampled_from([0, 1, 999, 5_000, 5_001]),
)
def test_a_table_read_before_says_what_it_says_then(
    window: str, start: int, hours: int, more_ms: int
) -> None:
    data = row(sale_price="9.00 USD", sale_price_effective_date=window).encode()
    first_ms = AT_MS + start * HOUR_MS
    assert agrees("table.csv", data, first_ms, first_ms + hours * HOUR_MS + more_ms)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [
            '"priceValidUntil": "2026-12-01"',
            '"validFrom": "2026-12-01T12:00:00Z", "validThrough": "2026-12-02T12:00:00Z"',
            '"priceSpecification": {"@type": "UnitPriceSpecification", "priceType": "ListPrice",'
            ' "price": "20.00", "priceCurrency": "USD", "validFrom": "2026-12-01T12:00:00Z"}',
            # two sales that overlap: no price can be told while both last
            '"priceSpecification": [{"@type": "UnitPriceSpecification", "price": "15.00",'
            ' "priceCurrency": "USD", "validThrough": "2026-12-02T12:00:00Z"},'
            ' {"@type": "UnitPriceSpecification", "price": "11.00",'
            ' "priceCurrency": "USD", "validFrom": "2026-12-01T12:00:00Z"}]',
        ]
    ),
    st.integers(-48, 48),
    st.integers(0, 72),
)
def test_a_page_read_before_says_what_it_says_then(said: str, start: int, hours: int) -> None:
    first_ms = AT_MS + start * HOUR_MS
    assert agrees("page.html", (PAGE % said).encode(), first_ms, first_ms + hours * HOUR_MS)


@pytest.mark.parametrize(
    ("second", "more_ms", "cents", "listed"),
    [
        ("11:59:59", 999, 1500, None),
        ("12:00:00", 0, 900, 1500),
        ("14:30:05", 0, 900, 1500),
        ("14:30:05", 1, 1500, None),
    ],
)
def test_the_edges_of_a_sale_are_exact(second: str, more_ms: int, cents: int, listed: int | None) -> None:
    text = row(
        sale_price="9.00 USD", sale_price_effective_date=WINDOWS[0], expiration_date="2026-12-05T00:00Z"
    )
    (entry,) = read("table.csv", data=text.encode()).entries
    then = entry_at(entry, read_time(f"2026-12-01T{second}Z") + more_ms)
    assert then is not None
    (variant,) = then.product.variants
    assert (variant.price.amount, variant.list_price and variant.list_price.amount) == (cents, listed)
    assert (then.product.list_price_range is None) == (listed is None)
    assert entry_at(entry, read_time("2026-12-05T00:00:00Z")) is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"sale_price_effective_date": "2026-12-05/2026-12-01"}, "sale-window-unclear"),
        ({"sale_price_effective_date": "2026-12-01T10:00Z"}, "sale-window-unclear"),
        ({"sale_price_effective_date": "2026-13-01/2026-14-01"}, "sale-window-unclear"),
        ({"sale_price_effective_date": "99999-01-01/99999-02-01"}, "sale-window-unclear"),
        ({"sale_price_effective_date": "from May to June"}, "sale-window-unclear"),
        ({"sale_price_effective_date": "2026-12-01/2026-12-02/2026-12-03"}, "sale-window-unclear"),
        ({"expiration_date": "soon"}, "time-unclear"),
        ({"expiration_date": "2026-11-30"}, "price-expired"),
    ],
)
def test_a_time_that_is_none_is_a_reject_and_not_asked_again(cells: dict[str, Any], code: str) -> None:
    found = read("table.csv", data=row(sale_price="9.00 USD", **cells).encode())
    assert found.codes == [("A", code)]
    assert found.rejects[0].again_ms is None


def test_what_is_unclear_now_says_when_it_is_clear() -> None:
    text = row(sale_price="9.00 USD", sale_price_effective_date="2026-11-27/2026-12-01")
    (reject,) = read("table.csv", data=text.encode()).rejects
    assert reject.code == "sale-window-unclear"
    assert reject.again_ms == read_time("2026-12-02T12:00:00Z")  # when the day is over everywhere


def test_a_group_keeps_the_times_of_each_of_its_rows() -> None:
    window = WINDOWS[0]
    text = (
        "id,title,price,sale_price,sale_price_effective_date,item_group_id,expiration_date\n"
        f"A,Thing,15.00 USD,9.00 USD,{window},G,\n"
        "B,Thing,16.00 USD,,,G,2026-12-01T13:00Z\n"
    )
    (entry,) = read("table.csv", SourceSettings(), data=text.encode()).entries
    prices = []
    for clock in ("09:00", "12:30", "13:00", "15:00"):
        then = entry_at(entry, read_time(f"2026-12-01T{clock}:00Z"))
        assert then is not None
        prices.append([(one.id, one.price.amount) for one in then.product.variants])
    assert prices == [
        [("A", 1500), ("B", 1600)],
        [("A", 900), ("B", 1600)],
        [("A", 900)],
        [("A", 1500)],
    ]
