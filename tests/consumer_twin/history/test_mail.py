"""Orders in mails: JSON-LD and microdata, however the mail is written; all else is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin.history.mail import read_mail, read_mails
from protocol import Price
from tests.consumer_twin.history.papers import PLAIN, mail, mbox, order, page, read

MICRODATA = """<html><body><div itemscope itemtype="http://schema.org/Order">
<div itemprop="merchant" itemscope itemtype="http://schema.org/Organization">
<meta itemprop="name" content="Shop"/></div>
<meta itemprop="orderNumber" content="M-7"/><meta itemprop="priceCurrency" content="USD"/>
<meta itemprop="price" content="539.00"/>
<time itemprop="orderDate" datetime="2026-09-03T10:00:00Z">Thursday</time>
<div itemprop="acceptedOffer" itemscope itemtype="http://schema.org/Offer">
 <div itemprop="itemOffered" itemscope itemtype="http://schema.org/Product">
 <span itemprop="name">Synthetic <b>kettle</b></span><meta itemprop="sku" content="K-1"/><a itemprop="url" href="https://shop.example/k1">see</a></div>
 <meta itemprop="price" content="249.99"/><meta itemprop="priceCurrency" content="USD"/>
 <div itemprop="eligibleQuantity" itemscope itemtype="http://schema.org/QuantitativeValue">
 <meta itemprop="value" content="2"/></div></div>
<div itemprop="acceptedOffer" itemscope itemtype="http://schema.org/Offer">
 <div itemprop="itemOffered" itemscope itemtype="http://schema.org/Product">
 <meta itemprop="name" content="Filter"/></div>
 <meta itemprop="price" content="9.99"/></div></div></body></html>"""


def test_json_ld(tmp_path: Path) -> None:
    found = read(tmp_path, mail(page(order())), name="order.eml")
    assert (found.layout, found.rejects, found.columns) == ("mail", [], {})
    (one,) = found.purchases
    assert (one.title, one.quantity, one.price) == (
        "Synthetic dish soap",
        2,
        Price(amount=350, currency="EUR"),
    )
    assert (one.day, one.shop, one.order) == (date(2026, 10, 1), "Synthetic Shop", "A-1")
    assert (one.sku, one.category, one.source) == ("S-1", "Household", "order.eml:1")


def test_microdata(tmp_path: Path) -> None:
    found = read(tmp_path, mail(MICRODATA), name="order.eml")
    assert [(one.title, one.sku, one.quantity) for one in found.purchases] == [
        ("Synthetic kettle", "K-1", 2),
        ("Filter", "", 1),
    ]
    assert [one.price for one in found.purchases] == [
        Price(amount=24999, currency="USD"),
        Price(amount=999, currency="USD"),
    ]
    assert {(one.day, one.shop, one.order) for one in found.purchases} == {(date(2026, 9, 3), "Shop", "M-7")}


@pytest.mark.parametrize("cte", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "windows-1252", "utf-16"])
def test_every_way_to_write_a_mail(tmp_path: Path, charset: str, cte: str) -> None:
    named = order(merchant={"@type": "Organization", "name": "Bücherei"})
    html = page(named).replace("B\\u00fccherei", "Bücherei")
    (one,) = read(tmp_path, mail(html, charset=charset, cte=cte), name="order.eml").purchases
    assert one.shop == "Bücherei"


@pytest.mark.parametrize("charset", ["klingon-8", "rot13", "base64", "idna", ""])
def test_an_encoding_that_is_none_harms_nothing(tmp_path: Path, charset: str) -> None:
    data = mail(page(order())).replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    assert len(read(tmp_path, data, name="order.eml").purchases) == 1


ITEMS: list[tuple[dict[str, Any], list[tuple[str, int, int | None]]]] = [
    ({"acceptedOffer": None, "orderedItem": {"@type": "Product", "name": "Alone"}}, [("Alone", 1, None)]),
    (
        {
            "acceptedOffer": None,
            "orderedItem": [
                {
                    "@type": "OrderItem",
                    "orderQuantity": 3,
                    "orderedItem": {"@type": "Product", "name": "Pens"},
                },
                {
                    "@type": "OrderItem",
                    "orderQuantity": "1",
                    "price": "2.00 EUR",
                    "orderedItem": {"name": "Ink"},
                },
            ],
        },
        [("Pens", 3, None), ("Ink", 1, 200)],
    ),
    ({"orderedItem": {"@type": "Product", "name": "synthetic DISH soap"}}, [("Synthetic dish soap", 2, 350)]),
    ({"@type": "http://schema.org/Order", "orderDate": "2026-10-01"}, [("Synthetic dish soap", 2, 350)]),
]


@pytest.mark.parametrize(("more", "expected"), ITEMS)
def test_offers_and_items(
    tmp_path: Path, more: dict[str, Any], expected: list[tuple[str, int, int | None]]
) -> None:
    found = read(tmp_path, mail(page(order(**more))), name="order.eml").purchases
    assert [(one.title, one.quantity, one.price and one.price.amount) for one in found] == expected


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"orderStatus": "http://schema.org/OrderCancelled"}, "not-bought"),
        ({"orderDate": "04/05/2026"}, "day-unclear"),
        ({"orderDate": "2031-01-01"}, "day-unlikely"),
        ({"acceptedOffer": []}, "order-empty"),
        ({"acceptedOffer": {"@type": "Offer", "itemOffered": {"@type": "Product"}}}, "title-missing"),
    ],
)
def test_what_is_no_purchase_is_a_reject(tmp_path: Path, more: dict[str, Any], code: str) -> None:
    found = read(tmp_path, mail(page(order(**more))), name="order.eml")
    assert (found.purchases, [reject.code for reject in found.rejects]) == ([], [code])
    assert found.rejects[0].id == "A-1"


def test_an_order_without_a_day_was_made_when_the_mail_was_sent(tmp_path: Path) -> None:
    (one,) = read(tmp_path, mail(page(order(orderDate=None)), day="5 Oct 2026"), name="order.eml").purchases
    assert one.day == date(2026, 10, 5)


def test_a_price_of_two_readings_is_left_out_and_the_purchase_kept(tmp_path: Path) -> None:
    offer = {"itemOffered": {"name": "Lamp"}, "price": "1.299", "priceCurrency": "EUR"}
    found = read(tmp_path, mail(page(order(acceptedOffer=offer))), name="order.eml")
    assert ([one.price for one in found.purchases], found.codes) == ([None], [(1, "price-unclear", "price")])


def test_a_mailbox_mail_by_mail(tmp_path: Path) -> None:
    letters = [
        mail("<p>From here on nothing.</p>"),
        mail(page(order("A-1"))),
        mail('<script type="application/ld+json">{"@type": "Order" oh no schema.org</script>'),
        mail(page(order("A-2"), order("A-3"))),
    ]
    data = mbox(*letters)
    found = read(tmp_path, data, name="all.mbox")
    starts = [place for place, line in enumerate(data.split(b"\n"), 1) if line.startswith(b"From shop")]
    assert [(one.order, one.source) for one in found.purchases] == [
        ("A-1", f"all.mbox:{starts[1]}"), ("A-2", f"all.mbox:{starts[3]}"), ("A-3", f"all.mbox:{starts[3]}"),
    ]  # fmt: skip
    assert found.codes == [(starts[2], "bad-json", "row")]


def test_a_mail_that_is_forwarded_as_a_file_is_read(tmp_path: Path) -> None:
    inner = mail(page(order()))
    outer = b"From: a@b.example\r\nSubject: see\r\nMIME-Version: 1.0\r\n"
    outer += b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    outer += b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--x--\r\n"
    assert len(read(tmp_path, outer, name="order.eml").purchases) == 1


def test_a_mail_nested_without_end_is_no_crash(tmp_path: Path) -> None:
    data = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    found = read(tmp_path, b"From: a@b.example\r\nSubject: x\r\n" + data, name="deep.eml")
    assert found.purchases == [] and {code for _, code, _ in found.codes} <= {"mail-unreadable"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.data())
def test_any_bytes_are_read_or_refused(noise: bytes, data: st.DataObject) -> None:
    import io

    letter = mail(page(order()))
    cut = data.draw(st.integers(0, len(letter)))
    for spoiled in (noise, letter[:cut] + noise + letter[cut:]):
        list(read_mail("x.eml", io.BytesIO(spoiled), PLAIN))
        list(read_mails("x.mbox", io.BytesIO(b"From x\n" + spoiled), PLAIN))
