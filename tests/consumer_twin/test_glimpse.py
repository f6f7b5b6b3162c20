"""What a person sees while their twin still asks: shelves as they are read, offers as they are heard."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from consumer_twin import Event, Nobody, Seller, Shelf, pursue
from consumer_twin.edge.watching import watched
from consumer_twin.events import Stage, What
from consumer_twin.glimpse import Glimpse
from tests.consumer_twin.mall import ROUTER, mall
from tests.consumer_twin.town import Brand, page_shelf, router, usd
from tests.consumer_twin.twins import wish_for

ALPHA, BETA = Brand("alpha", list_minor=10_000), Brand("beta", list_minor=9_000)


def shelf_of(brand: Brand) -> Shelf:
    return Shelf(brand.seller, (router(brand.list_minor),))


def heard(what: What, seller: str, total_minor: int | None = None, stage: Stage = "negotiate") -> Event:
    total = None if total_minor is None else usd(total_minor)
    return Event(stage, what, f"{seller}: {what}", seller, line=0, total=total)


def glimpse() -> Glimpse:
    seen = Glimpse(wish_for())
    assert seen.see(shelf_of(ALPHA)) and seen.see(shelf_of(BETA))
    return seen


def test_a_shelf_is_seen_before_anybody_is_asked() -> None:
    seen = glimpse()
    assert [(one.seller, one.shown.amount, one.standing) for one in seen.sights(0)] == [
        ("Beta", 9_000, "public"),
        ("Alpha", 10_000, "public"),
    ]
    assert (seen.read, seen.asked, seen.answered) == (2, 0, 0)


def test_an_offer_goes_before_a_shelf_however_cheap() -> None:
    seen = glimpse()
    assert seen.hear(heard("open-sent", "Alpha"))
    assert seen.hear(heard("offer-heard", "Alpha", 9_500))
    assert [one.seller for one in seen.sights(0)] == ["Alpha", "Beta"]
    assert seen.sights(0)[0].shown == usd(9_500)


def test_a_dearer_offer_takes_no_better_one_away() -> None:
    seen = glimpse()
    seen.hear(heard("offer-heard", "Alpha", 9_200))
    assert not seen.hear(heard("offer-heard", "Alpha", 9_400))
    assert seen.sights(0)[0].total == usd(9_200)


def test_who_is_left_out_comes_last_and_counts_as_answered() -> None:
    seen = glimpse()
    for name in ("Alpha", "Beta"):
        seen.hear(heard("open-sent", name))
    seen.hear(heard("thread-dropped", "Beta"))
    seen.hear(heard("option-held", "Alpha"))
    assert [(one.seller, one.standing) for one in seen.sights(0)] == [("Alpha", "settled"), ("Beta", "out")]
    assert (seen.asked, seen.answered) == (2, 2)


def test_a_shop_without_the_thing_is_read_and_not_shown() -> None:
    seen = glimpse()
    other = Seller("did:web:tea.example", "Tea", "https://tea.example")
    assert not seen.see(Shelf(other, (router(100, title="Green tea", metadata={"brand": "Leaf"}),)))
    assert seen.read == 3 and len(seen.sights(0)) == 2


def test_two_sellers_of_one_name_are_never_mixed_up() -> None:
    seen = glimpse()
    double = replace(BETA.seller, id="did:web:double.example", name="Alpha")
    seen.see(Shelf(double, (router(7_000),)))
    assert not seen.hear(heard("offer-heard", "Alpha", 6_000))
    assert all(one.total is None for one in seen.sights(0))


def test_what_happened_last_is_told_even_if_nothing_moves() -> None:
    seen = glimpse()
    assert not seen.hear(heard("ranked", "", stage="decide"))
    assert seen.words == ": ranked"


def test_a_public_page_is_seen_too() -> None:
    seen = glimpse()
    assert seen.see(page_shelf(8_000))
    assert seen.sights(0)[0].standing == "public"


async def test_shelves_are_shown_before_the_first_brand_is_asked(tmp_path: Path) -> None:
    order: list[str] = []
    async with mall(tmp_path) as market:
        twin = market.twin("twin", mandate=None, hear=lambda event: order.append(event.what))
        seeing = watched(twin, lambda shelf: order.append(f"saw {shelf.seller.name}"))
        await pursue(wish_for(ROUTER), Nobody(), seeing)
    shown = [place for place, what in enumerate(order) if what.startswith("saw ")]
    assert len(shown) == 3
    assert max(shown) < order.index("open-sent")


async def test_a_slow_shop_keeps_no_other_from_being_seen(tmp_path: Path) -> None:
    """The last brand never answers; those that do are seen before the scan ends."""
    seen: list[str] = []
    two = asyncio.Event()

    async with mall(tmp_path) as market:
        origin = "http://localhost:8002"
        served = market.apps[origin]

        async def slow(scope: object, receive: object, send: object) -> None:
            if "catalog" in str(scope["path"]):  # type: ignore[index]
                await two.wait()
            await served(scope, receive, send)  # type: ignore[arg-type]

        market.apps[origin] = slow

        def see(shelf: Shelf) -> None:
            seen.append(shelf.seller.name)
            if len(seen) == 2:
                two.set()

        await pursue(wish_for(ROUTER), Nobody(), watched(market.twin("twin", mandate=None), see))
    assert len(seen) == 3
