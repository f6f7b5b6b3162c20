"""Caps: whatever is accepted in whatever order, by whoever says yes, none is ever passed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin.autonomy import (
    AskAboveError,
    AskAlwaysError,
    Autonomy,
    BadAutonomyError,
    Caps,
    CategoryCap,
    CategoryCapError,
    DayCapError,
    DealCapError,
    Mode,
    MonthCapError,
    covers,
    day_start_ms,
)
from consumer_twin.mandate import month_start_ms
from foundation.database import Database
from negotiation import CategoryError, CurrencyError, DealLimitError, GuardError, Mandate
from tests.consumer_twin.autonomy.books import DAY_MS, HOUR_MS, Books, Purchase
from tests.consumer_twin.town import BASE_MS, usd

CAPS = Caps(
    per_deal=usd(6_000),
    per_day=usd(9_000),
    per_month=usd(15_000),
    categories=(CategoryCap("Electronics", usd(8_000)), CategoryCap("Books", usd(3_000))),
)


@asynccontextmanager
async def opened(folder: Path | str) -> AsyncIterator[Books]:
    database = Database(f"sqlite:///{folder}/twin.db")
    try:
        yield Books(database)
    finally:
        database.close()


purchases = st.builds(
    Purchase,
    total_minor=st.sampled_from([1, 1_500, 3_000, 3_001, 4_500, 6_000, 6_001]) | st.integers(1, 7_000),
    category=st.sampled_from(["Electronics > Routers", "Electronics", "Books", "Garden", "Electronics2"]),
    after_ms=st.sampled_from([0, 0, 1, 2, 30, -40, 400]).map(lambda halves: halves * 12 * HOUR_MS),
    approved=st.booleans(),
)


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(purchases, min_size=2, max_size=10))
def test_no_sequence_of_accepts_exceeds_any_cap(wanted: list[Purchase]) -> None:
    async def run() -> None:
        with TemporaryDirectory() as folder:
            async with opened(folder) as books:
                await books.say(Autonomy("mandate", caps=replace(CAPS)))
                bought = []
                for one in wanted:
                    try:
                        await books.buy(one)
                    except GuardError:
                        continue
                    bought.append(one)
        assert_within(bought)

    asyncio.run(run())


def assert_within(bought: list[Purchase]) -> None:
    """The days and months are those of each accept, so clocks that jump forth and back are in it too."""
    times = [BASE_MS + one.after_ms for one in bought]
    days = {day_start_ms(when) for when in times}
    months = {month_start_ms(when) for when in times}

    def spent(start_ms: int, length_ms: int | None, name: str = "") -> int:
        return sum(
            one.total_minor
            for one, when in zip(bought, times, strict=True)
            if start_ms <= when
            and (length_ms is None or when < start_ms + length_ms)
            and (not name or covers(name, one.category))
        )

    assert all(one.total_minor <= 6_000 for one in bought)
    assert all(spent(day, DAY_MS) <= 9_000 for day in days)
    for month in months:
        ends_ms = month_start_ms(month + 32 * DAY_MS)
        assert spent(month, ends_ms - month) <= 15_000
        assert spent(month, ends_ms - month, "Electronics") <= 8_000
        assert spent(month, ends_ms - month, "Books") <= 3_000


@pytest.mark.parametrize(
    ("caps", "bought", "next_one", "error"),
    [
        (Caps(per_deal=usd(5_000)), [], Purchase(5_001), DealCapError),
        (Caps(per_day=usd(5_000)), [Purchase(3_000)], Purchase(2_001), DayCapError),
        (Caps(per_month=usd(5_000)), [Purchase(3_000, after_ms=DAY_MS)], Purchase(2_001), MonthCapError),
        (
            Caps(categories=(CategoryCap("Electronics", usd(5_000)),)),
            [Purchase(3_000)],
            Purchase(2_001, "Electronics"),
            CategoryCapError,
        ),
    ],
)
async def test_a_cap_holds_for_what_the_person_approves_too(
    tmp_path: Path, caps: Caps, bought: list[Purchase], next_one: Purchase, error: type[GuardError]
) -> None:
    async with opened(tmp_path) as books:
        await books.say(Autonomy(caps=caps))
        for one in bought:
            await books.buy(replace(one, approved=True))
        with pytest.raises(error):
            await books.buy(replace(next_one, approved=True))
        await books.buy(replace(next_one, approved=True, total_minor=next_one.total_minor - 1))


async def test_two_processes_at_the_edge_of_a_cap_book_one_accept(tmp_path: Path) -> None:
    async with opened(tmp_path) as books, opened(tmp_path) as others:
        await books.say(Autonomy("mandate", caps=Caps(per_day=usd(9_000))))
        tries = [(books, others)[place % 2].buy(Purchase(5_000)) for place in range(8)]
        ends = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(end).__name__ for end in ends) == ["Accepted", *["DayCapError"] * 7]
        assert (await books.autonomy.allowance(BASE_MS)).used.day_minor == 5_000


async def test_what_came_to_nothing_is_free_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        await books.say(Autonomy(caps=Caps(per_day=usd(9_000))))
        first = await books.buy(Purchase(9_000))
        with pytest.raises(DayCapError):
            await books.buy(Purchase(1))
        await books.end(first, "refused")
        await books.end(await books.buy(Purchase(9_000)), "agreed")
        with pytest.raises(DayCapError):
            await books.buy(Purchase(1))


async def test_a_new_day_and_a_new_month_begin_at_nought(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        await books.say(Autonomy(caps=Caps(per_day=usd(5_000), per_month=usd(8_000))))
        await books.buy(Purchase(5_000))
        await books.buy(Purchase(3_000, after_ms=DAY_MS))
        with pytest.raises(MonthCapError):
            await books.buy(Purchase(1, after_ms=2 * DAY_MS))
        await books.buy(Purchase(5_000, after_ms=31 * DAY_MS))


async def test_a_deal_in_another_currency_is_never_weighed_against_a_cap(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        await books.say(Autonomy(caps=Caps(per_day=usd(5_000))))
        with pytest.raises(CurrencyError):
            await books.buy(Purchase(1, currency="EUR", approved=True))


@pytest.mark.parametrize(
    ("autonomy", "one", "error"),
    [
        (Autonomy("ask"), Purchase(1), AskAlwaysError),
        (Autonomy("ask-above", above=usd(500)), Purchase(501), AskAboveError),
        (
            Autonomy("mandate", caps=Caps(usd(9_000), categories=(CategoryCap("Books", usd(900)),))),
            Purchase(1, "Garden"),
            CategoryError,
        ),
    ],
)
async def test_a_mode_holds_over_any_mandate_but_not_over_the_persons_own_yes(
    tmp_path: Path, autonomy: Autonomy, one: Purchase, error: type[GuardError]
) -> None:
    async with opened(tmp_path) as books:
        await books.say(autonomy)
        with pytest.raises(error):
            await books.buy(one)
        await books.buy(replace(one, approved=True))


async def test_the_stricter_of_two_mandates_wins(tmp_path: Path) -> None:
    async with opened(tmp_path) as books:
        await books.say(Autonomy("ask-above", above=usd(5_000)))
        with pytest.raises(DealLimitError):
            await books.buy(Purchase(2_001), Mandate(per_deal=usd(2_000)))
        await books.buy(Purchase(2_000), Mandate(per_deal=usd(2_000)))
        with pytest.raises(AskAboveError):
            await books.buy(Purchase(5_001), Mandate(per_deal=usd(9_000)))


def test_a_mode_stands_in_for_no_mandate_and_asking_always_takes_it_away() -> None:
    settings = Mandate(per_deal=usd(2_000))
    caps = Caps(per_day=usd(3_000), categories=(CategoryCap("Books", usd(900)),))
    assert Autonomy().over(settings) == settings
    assert Autonomy().over(None) is None
    assert Autonomy("ask").over(settings) is None
    assert Autonomy("ask-above", above=usd(500)).over(None) == Mandate(per_deal=usd(500))
    assert Autonomy("mandate", caps=caps).over(settings) == settings
    assert Autonomy("mandate", caps=caps).over(None) == Mandate(usd(3_000), None, frozenset({"Books"}))


@pytest.mark.parametrize(
    ("mode", "above", "caps"),
    [
        ("ask-above", None, Caps()),
        ("mandate", None, Caps()),
        ("ask", usd(1).model_copy(update={"currency": "EUR"}), Caps(per_day=usd(1))),
        ("ask", None, Caps(categories=(CategoryCap("Books", usd(1)), CategoryCap("Books", usd(2))))),
        ("ask", None, Caps(categories=(CategoryCap(" ", usd(1)),))),
        ("ask", None, Caps(categories=(CategoryCap("x" * 121, usd(1)),))),
        ("ask", None, Caps(categories=(CategoryCap("a\u202eb", usd(1)),))),
        ("ask", None, Caps(categories=tuple(CategoryCap(str(one), usd(1)) for one in range(21)))),
    ],
)
def test_what_does_not_belong_together_is_no_autonomy(mode: Mode, above: object, caps: Caps) -> None:
    with pytest.raises(BadAutonomyError):
        Autonomy(mode, above, caps)  # type: ignore[arg-type]
