"""Which numbers a text says, in digits and words; a phrase may say none but the facts."""

# ruff: noqa: RUF001 - digits and letters that look like others are what is tested
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import Private, numbers_of, only_says, said, stands


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("98.50 and 98,50", [["98.50"], ["98.50"]]),
        ("1.299,00 EUR", [["1299.00"]]),
        ("1,299.00", [["1299.00"]]),
        ("1 299,50 kr", [["1299.50"]]),
        ("1'299.50", [["1299.50"]]),
        ("1.299", [["1.299", "1299"]]),
        ("12,34,567.00", [["1234567.00"]]),
        ("2k or 3 thousand or 1.5 Mio", [["2000"], ["3000"], ["1500000.0"]]),
        ("٣٤ and ３４ and ३४", [["34"], ["34"], ["34"]]),
        ("x² ½ ⅷ 〇", [["2"], ["0.5"], ["8.0"], ["0.0"]]),
        ("version 1.2.3", [["1", "2", "3"]]),
        ("USB3 and PH3100U", [["3"], ["3100"]]),
        ("twenty-one, twenty one, TWENTY-ONE", [["21"], ["21"], ["21"]]),
        ("two hundred and fifty", [["250"]]),
        ("three thousand four hundred", [["3400"]]),
        ("zweihundertfünfzig, einundzwanzig", [["250"], ["21"]]),
        ("dreißig, dreissig, zwölf", [["30"], ["30"], ["12"]]),
        ("eintausendzweihundert", [["1200"]]),
        ("half the price, twice as good, a dozen", [["0.5"], ["2"], ["12"]]),
        ("ein Becher, eine Tasse, einen Hut", []),
        ("the cheaper one", [["1"]]),
        ("often, bone, Zweifel, weight, tenant", []),
        ("", []),
    ],
)
def test_numbers_are_read_as_they_may_be_meant(text: str, values: list[list[str]]) -> None:
    assert [sorted(map(str, number.readings)) for number in said(text)] == values


@pytest.mark.parametrize("text", ["5 %", "5%", "5 percent", "5 Prozent", "five per cent", "５％"])
def test_a_percentage_is_no_plain_number(text: str) -> None:
    assert [number.percent for number in said(text)] == [True]
    assert not only_says(text, {5})
    assert only_says(text, (), percents={5})


@pytest.mark.parametrize(
    "text",
    [
        "You pay 98.50 instead of 120.00 and get it in 3 days.",
        "Du zahlst 98,50 statt 120 und hast es in drei Tagen.",
        "No number at all.",
        "The Mug 3000 XL costs 98.5.",
        "98.50 USD, 98.50 USD, 98.50 USD",
    ],
)
def test_a_phrase_that_says_the_facts_stands(text: str) -> None:
    assert only_says(text, {Decimal("98.5"), Decimal(120), 3}, names=["Mug 3000 XL"])


@pytest.mark.parametrize(
    "text",
    [
        "You pay 89.50 instead of 120.",
        "You pay 98.50, you save 21.50.",
        "You save twenty-one dollars.",
        "You save einundzwanzig Euro.",
        "You pay half.",
        "It costs 98.500 or so; that is 98500.",
        "Rated ④ of five.",
        "You pay ９８.４０.",
        "It takes 3.5 days.",
        "9850",
        "The Mug 3001 XL costs 98.5.",
        "3 % off",
    ],
)
def test_a_phrase_with_one_other_number_falls(text: str) -> None:
    assert not only_says(text, {Decimal("98.5"), Decimal(120), 3}, names=["Mug 3000 XL"])


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["{:.2f}", "{:,.2f}", "EUR {:.2f}!", "({:,.2f})"]))
def test_a_price_that_is_written_out_is_said(price: Decimal, shape: str) -> None:
    assert price in numbers_of(shape.format(price))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 <= number.start < number.end <= len(text) for number in said(text))
    assert only_says(text, numbers_of(text), percents=numbers_of(text)) or any(
        not number.readings for number in said(text)
    )


@pytest.mark.parametrize(
    "piece",
    ["1 ", "7", ".5", "1,111,", "one ", "hundert", "tausend", "einundzwanzig", "million ", "½", "% ", "und"],
)
def test_a_text_made_to_hurt_is_read_all_the_same(piece: str) -> None:
    text = piece * 3_000
    assert only_says(text, numbers_of(text), percents=numbers_of(text)) in {True, False}
    assert Private.of(numbers=[123456]).held_by(text) is None
    assert stands(text, piece * 50 + "x") is None
