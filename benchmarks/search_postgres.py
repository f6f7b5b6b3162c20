"""The marketplace's index beside the one at home: `python -m benchmarks.search_postgres URL [--offers N]`.

URL names an empty PostgreSQL database; tables are made in it and stay. Prints JSON lines, times in wall
clock: the database is another process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from statistics import fmean
from time import perf_counter

from benchmarks.search_shops import ndcg, shops
from benchmarks.search_speed import made_offers, queries
from catalog_search import Filters, LocalIndex, Offer
from catalog_search.postgres import PostgresIndex

_QUERIES = 40


async def quality(index: PostgresIndex) -> None:
    """Print NDCG@10 on real shops: a title of one, its partners in the other. Leaves *index* empty."""
    known = shops()
    titles = {offer.id: offer.title for offer in known.left}
    await index.put(known.right)
    found = {left: await index.search(titles[left]) for left in known.same}
    share = fmean(ndcg([hit.offer.id for hit in found[left]], good) for left, good in known.same.items())
    said("ndcg", value=round(share, 4))
    await index.remove([offer.id for offer in known.right])


async def speed(index: PostgresIndex, count: int) -> None:
    """Print how fast *count* offers are put, sliced and searched."""
    offers = list(made_offers(count))
    start = perf_counter()
    for some in _parts(offers, 10_000):
        await index.put(some)
    said("put", offers=count, a_second=round(count / (perf_counter() - start)))
    said("slice", **_figures([time async for time in _slices(index)]))
    home = LocalIndex()
    home.put(offers)
    asked = queries(_QUERIES)
    codes = [offer.model for offer in offers[:: count // _QUERIES]]
    kinds = {"titles": asked[:_QUERIES], "typed": asked[_QUERIES:], "codes": codes}
    for name, texts in kinds.items():
        for filters in (Filters(), Filters(category=offers[0].categories[0])):
            here, there = [], []
            for text in texts:
                start = perf_counter()
                home.search(text, filters)
                here.append(perf_counter() - start)
                start = perf_counter()
                await index.search(text, filters)
                there.append(perf_counter() - start)
            said(name, filtered=filters.category is not None, here=_figures(here), there=_figures(there))
    home.close()


async def _slices(index: PostgresIndex) -> AsyncIterator[float]:
    cursor = None
    for _ in range(_QUERIES):
        start = perf_counter()
        page = await index.slice(None, "US", cursor)
        yield perf_counter() - start
        cursor = page.next


def _parts(offers: Sequence[Offer], size: int) -> Iterator[Sequence[Offer]]:
    return (offers[start : start + size] for start in range(0, len(offers), size))


def _figures(times: Sequence[float]) -> dict[str, float]:
    order = sorted(times)
    return {
        "p50_ms": round(1000 * order[len(order) // 2], 1),
        "p95_ms": round(1000 * order[int(0.95 * len(order))], 1),
    }


def said(name: str, **figures: object) -> None:
    """Print a line of JSON."""
    print(json.dumps({"name": f"postgres.{name}", **figures}), flush=True)


async def main() -> None:
    """Measure."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.search_postgres", description=__doc__)
    reader.add_argument("url")
    reader.add_argument("--offers", type=int, default=60_000)
    given = reader.parse_args()
    index = await PostgresIndex.open(given.url)
    await quality(index)
    await speed(index, given.offers)
    await index.close()


if __name__ == "__main__":
    asyncio.run(main())
