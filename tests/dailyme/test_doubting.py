"""Which words of a wish are doubted: an amount without a currency, and only where no limit was said."""

from __future__ import annotations

from datetime import date

import pytest

from consumer_twin import read_wish
from dailyme.doubting import doubts_of
from protocol import Price

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "words", "minor"),
    [
        ("wireless router under 120", "under 120", 12_000),
        ("WLAN-Router bis 120", "bis 120", 12_000),
        ("usb hub, max 50.-", "max 50.-", 5_000),
    ],
)
def test_an_amount_without_a_currency_is_doubted(text: str, words: str, minor: int) -> None:
    (doubt,) = doubts_of(read_wish(text, currency="USD", region="US"), TODAY)
    assert (doubt.words, doubt.ceiling) == (words, Price(amount=minor, currency="USD"))
    assert "120" not in repr(doubt).replace(words, "")


@pytest.mark.parametrize(
    "text", ["wireless router", "router under 120 kr", "router 1 TB", "router under 120 EUR"]
)
def test_nothing_else_is(text: str) -> None:
    assert doubts_of(read_wish(text, currency="USD", region="US"), TODAY) == ()


def test_where_a_limit_was_said_nothing_is() -> None:
    ceiling = Price(amount=9_900, currency="USD")
    wish = read_wish("router under 120", currency="USD", region="US", ceiling=ceiling)
    assert doubts_of(wish, TODAY) == ()
