"""What the shipped population lets choices teach: enough, and nothing that no person would pay."""

from __future__ import annotations

import pytest

from customer_model import Alternative, Taste, as_price, offers_prior, parts, sureness, weights

RANGES = {"delivery_days": (14, 0), "warranty_months": (0, 36), "returns_days": (0, 60)}
"""From the worst to the best that counts."""


def sides(number: int) -> tuple[str, str]:
    """Who offers what in a choice: in no order that a habit could explain (Thue and Morse)."""
    return ("a", "b") if bin(number).count("1") % 2 else ("b", "a")


def after(times: int, name: str, premium: float, *, takes: int = 1) -> Taste:
    """The taste of who had so many choices between the best of *name*, dearer by *premium*, and the worst."""
    taste = Taste.of(offers_prior())
    worst, best = RANGES[name]
    for number in range(times):
        plain, dear = sides(number)
        table = [
            Alternative("", plain, {"price": 1.0, name: worst}),
            Alternative("", dear, {"price": 1.0 + premium, name: best}),
        ]
        taste = taste.updated(table, takes)
    return taste


def worth(taste: Taste, name: str) -> float:
    """What the best of *name* is worth beside the worst, as a share of the price."""
    worst, best = RANGES[name]
    believed = weights(taste)
    return believed[name].mean * (best - worst) / -believed["price"].mean


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("premium", [0.05, 0.1, 0.15])
def test_no_term_is_worth_more_than_a_person_would_pay_however_often_it_is_paid_for(
    name: str, premium: float
) -> None:
    for times in range(1, 5):
        assert worth(after(times, name, premium), name) <= 0.3
    for times in (8, 20, 60):
        assert worth(after(times, name, premium), name) <= 0.5


@pytest.mark.parametrize("name", RANGES)
def test_what_is_paid_for_is_worth_more_and_what_is_left_is_worth_less(name: str) -> None:
    bare = worth(Taste.of(offers_prior()), name)
    paid = [worth(after(times, name, 0.1), name) for times in (1, 4, 12)]
    left = [worth(after(times, name, 0.1, takes=0), name) for times in (1, 4, 12)]
    assert bare < paid[0] < paid[1] < paid[2]
    assert bare > left[0] > left[1] > left[2] > 0.0


def test_who_pays_a_tenth_more_for_a_warranty_a_dozen_times_is_believed() -> None:
    assert worth(after(12, "warranty_months", 0.1), "warranty_months") >= 0.1


@pytest.mark.parametrize("premium", [0.0, 0.1])
def test_no_seller_is_worth_more_than_a_person_would_pay(premium: float) -> None:
    taste = Taste.of(offers_prior())
    for times in range(1, 21):
        table = [Alternative("", "a", {"price": 1.0}), Alternative("", "b", {"price": 1.0 + premium})]
        taste = taste.updated(table, 1)
        own = [part.utility for part in parts(taste, table[1]) if part.name in {"loyalty", "brand"}]
        assert 0.0 < as_price(taste, sum(own)) <= (0.3 if times <= 4 else 0.6)


def test_doubt_goes_with_every_choice_that_tells_and_little_elsewhere() -> None:
    names = ["price", *RANGES, "brand:a"]
    assert [sureness(Taste.of(offers_prior()), name) for name in names] == pytest.approx([0.0] * 5, abs=1e-4)
    for takes in (0, 1):
        steps = [after(times, "warranty_months", 0.1, takes=takes) for times in (1, 4, 16, 64)]
        sure = [sureness(taste, "warranty_months") for taste in steps]
        assert 0.0 < sure[0] < sure[1] < sure[2] < sure[3] < 1.0
        assert sure[2] > 2 * sureness(steps[2], "delivery_days")
