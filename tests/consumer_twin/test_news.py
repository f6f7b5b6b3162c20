"""What counts as news about a wish line, whatever the order, and in what order digests tell it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consumer_twin.calendar import BACK_MS, Mark, clock_notes, is_trusted
from consumer_twin.digest import QUIET, Item, ItemKind, of_prices, ordered
from consumer_twin.news import Seen, Sighting, changes, kept
from tests.consumer_twin.town import BASE_MS, usd

NONE: frozenset[str] = frozenset()


def sighting(seller: str, minor: int, product: str = "hub") -> Sighting:
    name = seller.title()
    return Sighting(seller, name, f"https://{seller}", product, "v", "A hub", usd(minor), True, True)


SHELVES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), max_size=6).map(
    lambda prices: tuple(sighting(seller, minor) for seller, minor in prices.items())
)


@given(SHELVES)
def test_the_same_again_is_no_news(now: tuple[Sighting, ...]) -> None:
    assert changes(Seen(now), tuple(reversed(now)), NONE) == ()


@given(SHELVES, SHELVES)
def test_every_difference_is_one_change(before: tuple[Sighting, ...], now: tuple[Sighting, ...]) -> None:
    old, new = ({one.seller: one.total.amount for one in side} for side in (before, now))
    found = {one.sighting.seller: one.kind for one in changes(Seen(before), now, NONE)}
    for seller in old.keys() | new.keys():
        if seller not in old:
            assert found[seller] == "new"
        elif seller not in new:
            assert found[seller] == "gone"
        elif old[seller] == new[seller]:
            assert seller not in found
        else:
            assert found[seller] == ("cheaper" if new[seller] < old[seller] else "dearer")


@given(SHELVES, st.frozensets(st.sampled_from("abcdef")))
def test_who_could_not_be_read_is_no_news_now_nor_when_it_is_back(
    before: tuple[Sighting, ...], unread: frozenset[str]
) -> None:
    now = tuple(one for one in before if one.seller not in unread)
    assert changes(Seen(before), now, unread) == ()
    assert changes(Seen(kept(Seen(before), now, unread)), before, NONE) == ()


def test_what_was_never_seen_is_first_and_says_from_how_many() -> None:
    now = (sighting("alder", 2_000), sighting("birch", 2_100))
    item = of_prices((1, 0), "hub", now, changes(None, now, NONE))
    assert item is not None and item.kind == "found"
    assert item.words == "A hub: 2 sellers have it, from 20.00 USD (Alder)."
    assert item.why == ("That is 1.00 USD less than Birch asks in public.",)


def test_the_deepest_fall_leads_unless_its_seller_is_avoided() -> None:
    before = Seen((sighting("alder", 2_000), sighting("birch", 2_000)))
    now = (sighting("alder", 1_900), sighting("birch", 1_000))
    news = changes(before, now, NONE)
    first, second = (
        of_prices((1, 0), "hub", now, news),
        of_prices((1, 0), "hub", now, news, frozenset({"birch"})),
    )
    assert first is not None and first.words.startswith("Birch came down to 10.00 USD")
    assert second is not None and second.words.startswith("Alder")
    assert of_prices((1, 0), "hub", now, news, frozenset({"alder", "birch"})) == first


def test_what_the_person_must_settle_comes_first_and_the_quiet_apart() -> None:
    kinds: tuple[ItemKind, ...] = ("dearer", "found", "cheaper", "in-doubt", "bought", "waiting", "no-deal")
    items = [Item(kind, number, 0, "hub", "") for number, kind in enumerate(kinds)]
    deep = Item("cheaper", 9, 0, "hub", "", share=0.5)
    worth, quiet = ordered([*items, deep])
    assert [one.kind for one in worth] == ["in-doubt", "bought", "waiting", "cheaper", "cheaper", "found"]
    assert worth[3] is deep and {one.kind for one in quiet} <= QUIET


def test_a_clock_is_trusted_from_a_minute_before_the_last_digest() -> None:
    last = Mark(3, BASE_MS)
    assert is_trusted(BASE_MS - BACK_MS, last) and not is_trusted(BASE_MS - BACK_MS - 1, last)
    assert clock_notes(BASE_MS, last) == () and clock_notes(0, None) == ()
