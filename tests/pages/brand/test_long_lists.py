"""Lists that stay quick: what SQLite does for a page, in steps of its machine, and not in seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from brand_agent.edge.controls import write_control
from brand_agent.edge.order_book import ORDERS
from brand_agent.edge.overviews import OVERVIEWS, Place, Which, lines, named
from brand_agent.edge.sold_pages import At, deals, deals_at
from brand_agent.edge.store import SqlLedger
from brand_agent.edge.tables import SALES
from tests.pages.brand.dealing import Dealing, dealing
from tests.pages.brand.staff import NOON_MS

FEW, MANY = 200, 10_000
PHASES = ("talking", "talking", "agreed", "ended")
COURSES = ("agent", "agent", "agent", "person", "stopped")


async def filled(folder: Path, count: int) -> dict[str, int]:
    """How many steps each page takes with *count* negotiations, deals and orders."""
    folder.mkdir()
    async with dealing(folder) as shop:
        await shop.ordered()
        await shop.desk.office.database.write(partial(fill, count=count))
        if count == FEW:
            await every_page_is_whole(shop, count)
        return {name: await steps(shop, work) for name, work in WORKS.items()}


def fill(connection: Connection, count: int) -> None:
    """Repeat the one negotiation, deal and order that were played, *count* times, in every state."""
    line, sale, order = (
        dict(connection.execute(select(table)).one()._mapping) for table in (OVERVIEWS, SALES, ORDERS)
    )
    del sale["number"]
    numbers = range(count)
    connection.execute(insert(OVERVIEWS), [line | _line(number) for number in numbers])
    connection.execute(insert(SALES), [sale | {"thread": f"sale-{number}"} for number in numbers])
    orders = [
        order
        | {"thread": f"sale-{one}", "code": f"c{one}", "stage": _STAGES[one % 4], "at_ms": NOON_MS + one // 2}
        for one in numbers
    ]
    connection.execute(insert(ORDERS), orders)
    for number in range(count // 20):  # a log of what people decided, elsewhere
        write_control(connection, "take-over", f"thread-{number}", "Ana", {"why": ""}, at_ms=NOON_MS)


_STAGES = ("placed", "shipped", "delivered", "refunded")


def _line(number: int) -> dict[str, Any]:
    return {
        "thread": f"thread-{number}",
        "phase": PHASES[number % len(PHASES)],
        "course": COURSES[number % len(COURSES)],
        "product": f"p{number % 3}",
        "changed": number + 100,
        "until_ms": NOON_MS + (number - FEW // 2) * 1000,
    }


Work = Callable[[Connection], Sequence[Any]]


def _page(which: Which, after: Place | None = None, product: str = "") -> Work:
    return partial(lines, which=which, at_ms=NOON_MS, after=after, product=product, most=21)


WORKS: dict[str, Work] = {
    **{which: _page(which) for which in ("all", "live", "lapsed", "agreed", "ended", "person", "stopped")},
    "waits": partial(lines, which="waits", at_ms=NOON_MS, after=None, above_minor=1, most=21),
    "a product": _page("all", product="p1"),
    "further on": _page("all", Place(150)),
    "live, further on": _page("live", Place(150, NOON_MS + 20_000)),
    "by name": partial(named, prefix="thread-5"),
    "deals": partial(deals, before=None, most=21),
    "deals, further on": partial(deals, before=40, most=21),
    "shipped": partial(deals_at, stage="shipped", after=None, most=21),
    "shipped, further on": partial(deals_at, stage="shipped", after=At(NOON_MS + 90, "sale-181"), most=21),
    "how one is steered": lambda connection: [SqlLedger(connection).standing("thread-1")],
}


async def steps(shop: Dealing, work: Work) -> int:
    """How many steps of SQLite's machine *work* takes."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    def run(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(count, 1)
        try:
            work(connection)
        finally:
            raw.set_progress_handler(None, 0)

    await shop.desk.office.database.read(run)
    return counted[0]


async def every_page_is_whole(shop: Dealing, count: int) -> None:
    """Whoever goes on from page to page sees each negotiation once."""
    seen: list[str] = []
    after: Place | None = None
    while found := await shop.desk.office.database.read(_page("live", after)):
        seen += [one.overview.thread for one in found]
        after = Place(found[-1].changed, found[-1].overview.until_ms)
    live = [one for one in range(FEW // 2 + 1, count) if PHASES[one % len(PHASES)] == "talking"]
    assert len(seen) == len(set(seen)) == len(live)


async def test_ten_thousand_rows_cost_a_page_no_more_than_a_few(tmp_path: Path) -> None:
    few, many = await filled(tmp_path / "few", FEW), await filled(tmp_path / "many", MANY)
    slower = {name: (few[name], many[name]) for name in few if many[name] > 1.5 * few[name] + 50}
    assert slower == {}
