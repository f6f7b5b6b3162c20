"""A price is read right or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.reading import DecimalMark, ReadingError, read_feed_price, read_price
from protocol.money import MAX_INTEGER, exponent, major
from tests.foundation.price_corpus import CORPUS, Case

CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KWD", "CLF", "INR", "CHF"])
AMOUNTS = st.integers(min_value=0, max_value=MAX_INTEGER)


def outcome(case: Case) -> str:
    try:
        price = read_price(case.text, case.currency, default=case.default)
    except ReadingError as error:
        assert error.requirement == "SCAN-30" and error.advice
        return error.code
    return f"{price.amount} {price.currency}"


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: "|".join(map(str, case)))
def test_the_corpus_is_read_without_a_mistake(case: Case) -> None:
    assert outcome(case) == case.answer


def test_the_corpus_has_at_least_two_hundred_strings() -> None:
    assert len({case[:3] for case in CORPUS}) == len(CORPUS) >= 200


@pytest.mark.parametrize(
    ("text", "mark", "answer"),
    [
        ("1.299", ",", "129900 EUR"),
        ("1,299", ".", "129900 EUR"),
        ("1.299,50", ",", "129950 EUR"),
        ("1,299.50", ".", "129950 EUR"),
        ("15,50", ",", "1550 EUR"),
        ("1.299", ".", "price-too-fine"),
        ("1,299", ",", "price-too-fine"),
        ("15,50", ".", "price-unclear"),
        ("15.50", ",", "price-unclear"),
        ("1.299,50", ".", "price-unclear"),
        ("1,299.50", ",", "price-unclear"),
        ("1 299", ",", "129900 EUR"),
        ("1299", ".", "129900 EUR"),
    ],
)
def test_who_knows_the_decimal_mark_reads_more_and_contradictions_less(
    text: str, mark: DecimalMark, answer: str
) -> None:
    try:
        price = read_price(text, "EUR", decimal_mark=mark)
    except ReadingError as error:
        assert error.code == answer
    else:
        assert f"{price.amount} {price.currency}" == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("12.500 KWD", 12500), ("12,500 KWD", None), ("1.234.567 KWD", 1234567000),
        ("1,299.500 KWD", 1299500), ("1.299 EUR", None), ("1.000 EUR", None), ("1.299 JPY", None),
        ("15.00 EUR", 1500), ("15,00 EUR", 1500),
    ],
)  # fmt: skip
def test_a_feed_settles_three_decimals_only_where_the_currency_has_three(
    text: str, answer: int | None
) -> None:
    try:
        assert read_feed_price(text).amount == answer
    except ReadingError:
        assert answer is None


@given(AMOUNTS, CURRENCIES)
def test_every_amount_reads_back_from_plain_major_units(amount: int, currency: str) -> None:
    plain = major(amount, currency)
    try:
        assert read_price(f"{plain} {currency}").amount == amount
    except ReadingError as error:  # three decimals after up to three digits have two readings
        assert exponent(currency) == 3 and error.code == "price-unclear"
        assert read_feed_price(f"{plain} {currency}").amount == amount


@given(AMOUNTS, st.sampled_from([",.", ".,", " ,", " .", "'."]))
def test_every_amount_reads_back_when_grouped(amount: int, marks: str) -> None:
    whole, _, part = major(amount, "USD").partition(".")
    grouped = f"{int(whole):,}".replace(",", marks[0]) + marks[1] + part
    assert read_price(grouped, "USD").amount == amount


@given(st.text(max_size=80), st.none() | CURRENCIES)
def test_any_text_is_a_price_or_a_reading_error(text: str, currency: str | None) -> None:
    try:
        price = read_price(text, currency, default="USD")
    except ReadingError:
        return
    assert 0 <= price.amount <= MAX_INTEGER


@given(st.text(alphabet="0123456789., '$€-", max_size=24))
def test_two_marks_never_give_two_prices(text: str) -> None:
    """What is read without the mark is read with one of the marks as well, and as the same price."""
    try:
        price = read_price(text, default="EUR")
    except ReadingError:
        return
    with_mark = set()
    for mark in (".", ","):
        try:
            with_mark.add(read_price(text, default="EUR", decimal_mark=mark).amount)
        except ReadingError:
            continue
    assert with_mark == {price.amount}
