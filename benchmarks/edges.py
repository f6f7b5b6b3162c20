"""How long a brand takes at the edge of a sale: `python -m benchmarks.edges [PRODUCTS]`.

CPU seconds of the whole process, since machines are seldom idle; the wall clock is beside them. The first
reader after an edge waits so long. `signing` is the anchor of the same run: each product spelled and hashed
once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog

from benchmarks.usage import read_arguments
from brand_agent.edge.trading import Trading
from catalog_adapters import Asked, Entry
from protocol import Price, encode
from tests.brand_agent.buyer import to_brand
from tests.brand_agent.shop import NOON_MS, Shop, entry, open_shop

HOUR_MS: Final = 3_600_000


def articles(count: int, on_sale: int) -> list[Entry]:
    """So many products, of which the first ones are on sale from one o'clock to two."""
    found = []
    for number in range(count):
        one = entry(f"thing{number}", 10_000 + number, stock=5)
        regular, sale = Price(amount=10_000 + number, currency="USD"), Price(amount=9_000, currency="USD")
        times = (Asked(NOON_MS + HOUR_MS, sale, regular), Asked(NOON_MS + 2 * HOUR_MS + 1, regular))
        found.append(replace(one, later={f"thing{number}-1": times}) if number < on_sale else one)
    return found


async def timed(work: Callable[[], Awaitable[object]]) -> str:
    """Do *work*; return its CPU seconds and, in brackets, the wall clock's."""
    cpu, wall = time.process_time(), time.perf_counter()
    await work()
    return f"{time.process_time() - cpu:6.2f} s ({time.perf_counter() - wall:.2f})"


async def run(count: int, on_sale: int, folder: Path) -> None:
    """Print what each step takes."""
    entries, opened = articles(count, on_sale), list[Shop]()

    async def spell() -> None:
        for one in entries:
            sha256(encode(one.product.members())).digest()

    async def start() -> None:
        opened.append(await open_shop(folder, entries=entries))

    async def page() -> None:
        async with to_brand(opened[0].app) as client:
            assert (await client.get("/catalog")).status_code == 200

    async def again() -> None:
        trading: Trading = opened[0].app.state.trading
        await trading.take(opened[0].policy, list(entries))

    print(f"{count} products, {on_sale} of them on sale")
    print(f"  signing    {await timed(spell)}")
    print(f"  start      {await timed(start)}")
    print(f"  page       {await timed(page)}")
    opened[0].clock.at_ms += HOUR_MS
    print(f"  edge       {await timed(page)}")
    print(f"  page       {await timed(page)}")
    print(f"  read again {await timed(again)}")
    opened[0].database.close()


def main() -> None:
    """Run with a hundredth of the products on sale, and with all of them."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asked = read_arguments(__doc__, count="products", prints_json=False)
    count = asked.products or 20_000
    for on_sale in (count // 100, count):
        with TemporaryDirectory() as folder:
            asyncio.run(run(count, on_sale, Path(folder)))


if __name__ == "__main__":
    main()
