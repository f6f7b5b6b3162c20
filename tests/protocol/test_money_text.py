"""Reading plain decimal text as minor units."""

from __future__ import annotations

import pytest

from protocol import MAX_BYTES, minor


def test_leading_zeros_do_not_hide_the_amount() -> None:
    assert minor("0" * 45 + "5", "USD") == 500


@pytest.mark.parametrize("text", ["9" * 17, "1" * MAX_BYTES, "90071992547409.92"])
def test_more_than_an_integer_may_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="more than"):
        minor(text, "USD")


def test_finer_than_the_minor_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="finer"):
        minor("1.005", "USD")
    assert minor("1.000", "USD") == 100
