"""Options to tell of, made without a market."""

from __future__ import annotations

from dataclasses import replace

from consumer_twin import Option, Seller
from protocol import Terms
from tests.consumer_twin.town import usd


def option(
    name: str = "Alpha", total: int = 8_600, *, rank: int = 1, listed: int = 10_000, **more: int
) -> Option:
    """A brand's firm offer, of that *total* in cents."""
    terms = Terms(
        delivery_days=more.get("days", 5),
        warranty_months=more.get("months", 12),
        returns_days=more.get("returns", 30),
    )
    return Option(
        hash=f"{name:A<43}",
        wish=1,
        line=0,
        seller=Seller(
            f"did:web:{name.lower()}.example", name, "https://shop.example", "https://shop.example/n"
        ),
        product="router",
        variant="router-1",
        title="Netgear WNDR37AV",
        quantity=1,
        total=usd(total),
        list_total=usd(listed),
        public_total=usd(listed),
        terms=terms,
        breakdown=(),
        valid_until_ms=None,
        thread="T" * 43,
        group=0,
        categories=frozenset(),
        adjusted_minor=total,
        rank=rank,
    )


def pair(**more: int) -> tuple[Option, Option]:
    """The best, which is quicker and dearer, and the next."""
    return option("Alpha", days=2, months=24, **more), option("Gamma", 8_200, rank=2, listed=10_300)


def named(one: Option, name: str, title: str = "") -> Option:
    """*one* with another seller's name."""
    return replace(one, seller=replace(one.seller, name=name), title=title or one.title)
