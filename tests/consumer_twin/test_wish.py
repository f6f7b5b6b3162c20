"""Reading a wish: words become lines, numbers come from options, and the ceiling shows nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from consumer_twin import read_wish
from consumer_twin.errors import BadWishError
from protocol import Price
from tests.consumer_twin.town import usd


def test_a_semicolon_parts_lines_that_share_the_quantity() -> None:
    wish = read_wish(" usb hub ;; hdmi cable ", currency="USD", region="US", quantity=2)
    assert [(line.text, line.quantity) for line in wish.lines] == [("usb hub", 2), ("hdmi cable", 2)]


def test_a_line_is_taken_as_often_as_needed_or_up_to_the_most() -> None:
    (exact,) = read_wish("router", currency="USD", region="US", quantity=2).lines
    (more,) = read_wish("router", currency="USD", region="US", quantity=2, at_most=6).lines
    assert (exact.at_most, exact.most) == (None, 2)
    assert (more.quantity, more.at_most, more.most) == (2, 6, 6)


def test_numbers_in_the_words_stay_words() -> None:
    wish = read_wish("3 routers below 100 dollars", currency="USD", region="US")
    assert (wish.lines[0].quantity, wish.ceiling) == (1, None)


def test_the_ceiling_is_in_no_repr() -> None:
    wish = read_wish("router", currency="USD", region="US", ceiling=usd(98_765_43))
    assert "9876543" not in repr(wish)
    assert "98765" not in str(wish)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " ; "},
        {"text": ";".join(["thing"] * 21)},
        {"quantity": 0},
        {"quantity": 1_000_001},
        {"quantity": 3, "at_most": 2},
        {"at_most": 1_000_001},
        {"spare_share": 1.01},
        {"spare_share": float("nan")},
        {"region": "Europe"},
        {"region": "us"},
        {"currency": "XXX"},
        {"personal_terms": "whatever"},
        {"deliver_by_days": -1},
        {"ceiling": Price(amount=1, currency="EUR")},
    ],
)
def test_what_can_not_be_followed_is_refused(wrong: dict[str, Any]) -> None:
    options: dict[str, Any] = {"text": "router", "currency": "USD", "region": "US", **wrong}
    with pytest.raises(BadWishError) as caught:
        read_wish(options.pop("text"), **options)
    assert caught.value.code == "bad-wish"
    assert caught.value.advice
