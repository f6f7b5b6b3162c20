"""Lives for the tests: short histories of what a person was shown and did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from consumer_twin.memory import Lesson, edit

BRANDS = ("did:web:acme.example", "did:web:beta.example", "did:web:corner.example")
CATEGORIES = ("Electronics", "Garden")
AT_MS = 1_796_115_600_000


def offer(
    brand: str,
    total_minor: int,
    *,
    rank: int,
    delivery: int = 5,
    warranty: int = 12,
    returns: int = 30,
    category: str = "Electronics",
) -> dict[str, Any]:
    """An option as it was shown."""
    return {
        "hash": f"hash-{brand}-{rank}",
        "brand": brand,
        "seller": brand.removeprefix("did:web:").partition(".")[0].title(),
        "title": "wireless router",
        "total": {"amount": total_minor, "currency": "USD"},
        "terms": {
            "delivery_days": delivery,
            "warranty_months": warranty,
            "returns_days": returns,
            "extras": [],
        },
        "categories": [category],
        "rank": rank,
        "fits": True,
    }


def shown(wish: int, *offers: dict[str, Any]) -> Lesson:
    """The lesson that *offers* stood before the person."""
    return Lesson(AT_MS, "shown", wish, 0, facts={"offers": list(offers)})


def approved(wish: int, offer: dict[str, Any], by: str = "person") -> Lesson:
    """The lesson that *offer* was approved."""
    facts = {name: offer[name] for name in ("brand", "seller", "title", "total", "rank", "categories")}
    return Lesson(AT_MS, "approved", wish, 0, offer["hash"], facts | {"reason": by})


def declined(wish: int, reason: str, *offers: dict[str, Any], named: str = "") -> Lesson:
    """The lesson that *offers* were declined."""
    facts = {"reason": reason, "offers": [one["hash"] for one in offers]}
    return Lesson(AT_MS, "declined", wish, 0, named, facts)


def agreed(wish: int, offer: dict[str, Any], kind: Any = "agreed") -> Lesson:
    """The lesson of how an accept of *offer* ended."""
    facts = {name: offer[name] for name in ("brand", "seller", "total")}
    return Lesson(AT_MS, kind, wish, 0, offer["hash"], facts)


def numbered(lessons: list[Lesson]) -> list[Lesson]:
    """*lessons* as a log would number them."""
    return [replace(lesson, number=number) for number, lesson in enumerate(lessons, 1)]


_offers = st.lists(
    st.builds(
        offer,
        st.sampled_from(BRANDS),
        st.integers(1_000, 20_000),
        rank=st.integers(1, 3),
        delivery=st.integers(0, 9),
        warranty=st.sampled_from([0, 12, 24]),
        returns=st.sampled_from([14, 30]),
        category=st.sampled_from(CATEGORIES),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one["rank"],
)


@st.composite
def _episodes(draw: st.DrawFn) -> list[Lesson]:
    """A wish that was shown something, and what the person did then."""
    wish, offers = draw(st.integers(1, 5)), draw(_offers)
    taken = draw(st.sampled_from(offers))
    end = draw(
        st.sampled_from(
            [
                [approved(wish, taken), agreed(wish, taken)],
                [approved(wish, taken, by="mandate"), agreed(wish, taken, "refused")],
                *[
                    [declined(wish, reason, *offers, named=taken["hash"])]
                    for reason in ("price", "warranty", "brand", "not-now", "elsewhere")
                ],
            ]
        )
    )
    return [shown(wish, *offers), *end]


_others = st.one_of(
    st.builds(
        lambda title, make, category: Lesson(
            AT_MS, "bought", facts={"title": title, "make": make, "category": category}
        ),
        st.sampled_from(["milk", "coffee"]),
        st.sampled_from(["", "Oat & Co"]),
        st.sampled_from(["", *CATEGORIES]),
    ),
    st.builds(
        edit,
        st.sampled_from([f"brand:{BRANDS[0]}", "warranty", "price:Garden"]),
        st.sampled_from(["yes", "no", "unsure", "0.5", "-0.25"]),
        st.just(AT_MS),
    ),
).map(lambda lesson: [lesson])

lives = st.lists(st.one_of(_episodes(), _others), max_size=12).map(
    lambda parts: [lesson for part in parts for lesson in part]
)
"""Whole histories, not numbered yet."""
