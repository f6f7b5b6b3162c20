"""Usual spellings take a short way: it must lead where the long one does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalog_adapters.barcode import LENGTHS, read_gtin
from catalog_adapters.words import plain_words
from foundation.reading import ReadingError, read_feed_price, read_price
from protocol.catalog import Media
from protocol.money import Price
from protocol.text import clean

AMOUNTS = st.from_regex(r"[0-9]{0,11}[.,]?[0-9]{0,3}", fullmatch=True)
CODES = st.sampled_from(["USD", "EUR", "JPY", "KWD", "XXX", "usd", "ALL", "all", ""])
MARKS = st.sampled_from([None, ".", ","])


def said(text: str, stated: str | None, *, feed: bool, mark: str | None) -> Price | str:
    """The price that *text* states, or the code of the error."""
    read = read_feed_price if feed else read_price
    try:
        return read(text, stated, decimal_mark=mark)  # type: ignore[arg-type]
    except ReadingError as error:
        return error.code


@given(AMOUNTS, CODES, st.sampled_from([None, "USD", "EUR"]), MARKS)
def test_a_price_as_merchant_prescribes_it_is_read_as_any_other(
    amount: str, code: str, stated: str | None, mark: str | None
) -> None:
    text = f"{amount} {code}"
    prescribed = said(text, stated, feed=True, mark=mark)
    # two spaces are one price tag and no prescribed form: the long way
    assert prescribed == said(f"{amount}  {code}", stated, feed=True, mark=mark)
    if code != "KWD":
        assert prescribed == said(text, stated, feed=False, mark=mark)


@given(
    st.text(st.characters(min_codepoint=9, max_codepoint=126, exclude_characters="<&")), st.integers(1, 50)
)
def test_plain_text_is_what_cleaning_makes_of_it(text: str, limit: int) -> None:
    assert plain_words(text, limit) == clean(text, limit)


@given(st.sampled_from(LENGTHS), st.integers(1, 10**14 - 1))
def test_a_gtin_has_the_check_digit_of_weights_three_and_one(length: int, number: int) -> None:
    digits = f"{number % 10**length:0{length}d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    right = weighted % 10 == 0 and bool(digits.strip("0"))
    assert read_gtin(digits) == (digits if right else None)


def test_an_address_has_a_length() -> None:
    longest = "https://" + "a" * 2000
    assert Media(type="image", url=longest).url == longest
    for wrong in (longest + "a", "https://", "https://a b", "ftp://a", "https://a\n"):
        with pytest.raises(ValidationError):
            Media(type="image", url=wrong)
