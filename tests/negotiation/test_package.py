"""Packages: the wire's terms and back, and which covers which."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiation import Package
from protocol import Terms

PLAIN = Package(10_000, 5, 12, 30, frozenset({"gift-wrap"}))


def test_a_package_is_the_wires_terms_and_back() -> None:
    terms = Terms(delivery_days=2, warranty_months=24, returns_days=30, extras=("carry-case", "gift-wrap"))
    assert Package.of(999, terms).terms() == terms
    assert Package.of(999, terms).total_minor == 999


@pytest.mark.parametrize(
    "better",
    [
        replace(PLAIN, delivery_days=4),
        replace(PLAIN, warranty_months=13),
        replace(PLAIN, returns_days=31),
        replace(PLAIN, extras=frozenset({"gift-wrap", "carry-case"})),
    ],
)
def test_one_better_term_covers_and_is_not_covered(better: Package) -> None:
    assert better.covers(PLAIN)
    assert not PLAIN.covers(better)


def test_totals_do_not_count_for_covering() -> None:
    assert PLAIN.covers(PLAIN.at(1))
    assert PLAIN.at(1).covers(PLAIN)
