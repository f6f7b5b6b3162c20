"""A GTIN's check digit is checked."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalog_adapters.barcode import read_gtin


@pytest.mark.parametrize(
    "text",
    [
        "73513537",  # GTIN-8 in GS1's examples
        "036000291452",  # UPC-A in GS1 US's examples
        "4006381333931",  # EAN-13 in GS1's examples
        "10614141000415",  # GTIN-14 in GS1's examples
        "978-0-306-40615-7",  # ISBN-13 of the ISBN users' manual
    ],
)
def test_published_numbers_hold(text: str) -> None:
    assert read_gtin(text) == text.replace("-", "")


@pytest.mark.parametrize(
    "text",
    [
        "36000291452", "4006381333932", "400638133393", "123", "", "00000000", "0000000000000", "4.00638E+12",
        "4006381333931.0", "400638133393a", "\u0664006381333931", "0306406152",
    ],
)  # fmt: skip
def test_lost_zeros_wrong_digits_and_spreadsheets_numbers_do_not(text: str) -> None:
    assert read_gtin(text) is None


@given(st.integers(min_value=1, max_value=10**12 - 1), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: int, place: int, added: int) -> None:
    known = [f"{number:012d}{check}" for check in range(10)]
    (good,) = [text for text in known if read_gtin(text)]
    digits = list(good)
    digits[place] = str((int(digits[place]) + added) % 10)
    assume("".join(digits).strip("0"))
    assert read_gtin("".join(digits)) is None


@pytest.mark.parametrize(
    ("link", "gtin"),
    [
        ("https://id.gs1.org/01/09506000134352", "09506000134352"),  # GS1's example
        ("https://example.com/some/shop/01/09506000134352/10/ABC123?17=260101", "09506000134352"),
        ("https://brand.example/gtin/4006381333931/", "4006381333931"),
        ("https://id.gs1.org/01/09506000134353", None),
        ("https://id.gs1.org/00/095060001343520002", None),
        ("https://id.gs1.org/?01=09506000134352", None),
        ("https://id.gs1.org/01/09506000134352" + "a" * 3000, None),
    ],
)
def test_a_digital_link_says_its_number(link: str, gtin: str | None) -> None:
    assert read_gtin(link) == gtin
