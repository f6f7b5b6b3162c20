"""What a brand may write of mediated play, and what it is told when it writes something else."""

from __future__ import annotations

import pytest

from brand_agent import PolicyError, read_policy

BRAND = '[brand]\nname = "Shop"\n[mediation]\n'


def test_without_a_marketplace_nobody_mediates() -> None:
    assert read_policy('[brand]\nname = "Shop"\n').mediation.dids == ()


def test_a_marketplace_is_named_by_its_address_and_counts_once() -> None:
    text = (
        BRAND + 'mediators = ["https://market.example", "https://market.example/", "http://localhost:8000"]'
    )
    assert read_policy(text).mediation.dids == ("did:web:market.example", "did:web:localhost%3A8000")


@pytest.mark.parametrize(
    "line",
    [
        'mediators = ["market.example"]',
        'mediators = ["https://"]',
        'mediators = ["did:web:market.example"]',
        'mediators = "https://market.example"',
        "rounds = 0",
        "rounds = 41",
        "packages = 1",
        "packages = 129",
        "round = 20",
    ],
)
def test_what_cannot_be_is_said(line: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy(BRAND + line)
    assert [fault.path.partition(".")[0] for fault in caught.value.faults] == ["mediation"]
