"""A marketplace's slices: `python -m benchmarks.search_slices URL [--offers N]`.

URL names an empty PostgreSQL database; tables are made in it and stay. Prints JSON lines. Building is wall
clock, for the database is another process; an answer is measured beside a bare FastAPI answer of as many
bytes, in turns, both in this process and without a socket.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from hashlib import sha256
from time import perf_counter, process_time
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI, Request, Response

from benchmarks.search_speed import made_offers
from catalog_search.postgres import PostgresShelves
from catalog_search.shelves import Brand, SignedPage, Sums
from marketplace.edge.slices import SliceDesk
from protocol import SigningKey, clean, encode, message_hash, sign, to_base64url, verify
from transport.routes import application
from transport.slice_routes import slice_router

_PER_PAGE = 40
_TURNS = 120
_SLICE = "/offers?category=kind+3&region=US&currency=USD"
_BRAND = "did:web:shop.example"
_KEY = SigningKey.for_brand(sha256(b"bench").digest(), _BRAND)


def pages(count: int, edition: int) -> Iterator[SignedPage]:
    """Yield the signed pages of a catalog of *count*; the price of every hundredth is the edition's."""
    version = to_base64url(sha256(f"{count} {edition}".encode()).digest())
    titles = (clean(offer.title, 500) for offer in made_offers(count))
    products = [_product(number, title, edition) for number, title in enumerate(titles)]
    for start in range(0, count, _PER_PAGE):
        more = {"next": str(start + _PER_PAGE)} if start + _PER_PAGE < count else {}
        page: dict[str, Any] = {
            "protocol": "dailyme/2026-12-01",
            "type": "catalog-page",
            "from": _BRAND,
            "version": version,
            "created": "2026-12-01T09:00:00Z",
            "cursor": str(start or ""),
            "products": products[start : start + _PER_PAGE],
            **more,
        }
        signed = sign(page, _KEY)
        yield SignedPage(version, page["cursor"], more.get("next"), message_hash(signed), encode(signed))


def _product(number: int, title: str, edition: int) -> dict[str, Any]:
    minor = 1_000 + number % 9_000 + (edition if number % 100 == 0 else 0)
    price = {"amount": minor, "currency": "USD"}
    words = {"plain": "A thing of which a shop says three sentences. " * 6}
    variant = {"id": f"v{number}", "title": title, "description": {"plain": ""}, "price": price}
    kind = f"Electronics > Kind {number % 10}"
    return {
        "id": f"p{number}", "title": title, "description": words, "categories": [{"value": kind}],
        "price_range": {"min": price, "max": price}, "variants": [variant],
    }  # fmt: skip


async def built(shelves: PostgresShelves, catalog: Sequence[SignedPage]) -> tuple[float, float, Sums]:
    """Put *catalog* on the shelves; return the seconds, those of this process, and what it came to."""
    start, busy = perf_counter(), process_time()
    await shelves.hurry(0)
    reading = await shelves.claim(0, 3_600_000)
    assert reading is not None
    await shelves.begin(reading, catalog[0].version)
    for page in catalog:
        await shelves.keep(reading, page, now_ms=0, lease_ms=3_600_000)
    sums = await shelves.finish(reading, catalog[0].version, now_ms=0, due_ms=0)
    assert sums is not None
    return perf_counter() - start, process_time() - busy, sums


async def answers(shelves: PostgresShelves) -> None:
    """Print what a page of a slice costs beside a bare answer, and beside checking a signature."""
    key = SigningKey.for_brand(sha256(b"market").digest(), "did:web:market.example")
    app = application(slice_router(SliceDesk(shelves, key)))
    async with _client(app) as client:
        first = await client.get(_SLICE)
        body = first.content
        cursor = first.json()["next"]
        bare = APIRouter()

        async def answer(_request: Request) -> Response:
            return Response(body, media_type="application/dailyme+json")

        bare.add_route("/bare", answer, ["GET"])
        async with _client(application(bare)) as plain:
            asks: dict[str, Callable[[], Awaitable[object]]] = {
                "bare": lambda: plain.get("/bare"),
                "first": lambda: client.get(_SLICE),
                "later": lambda: client.get(f"{_SLICE}&cursor={cursor}"),
            }
            times = await _in_turns(asks)
    value = first.json()
    checks = []
    for _ in range(_TURNS):
        start = perf_counter()
        verify(value, lambda _kid: key.public)
        checks.append(perf_counter() - start)
    said("page", bytes=len(body), products=sum(len(one["items"]) for one in value["shelves"]))
    for name, taken in {**times, "verified": checks}.items():
        of_bare, of_check = (round(_p50(taken) / _p50(one), 1) for one in (times["bare"], checks))
        said(f"answer.{name}", **_figures(taken), of_bare=of_bare, of_check=of_check)


def _client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


async def _in_turns(asks: dict[str, Callable[[], Awaitable[object]]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(_TURNS):
        for name, ask in asks.items():
            start = perf_counter()
            await ask()
            times[name].append(perf_counter() - start)
    return times


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _p50(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 2]


def _figures(times: Sequence[float]) -> dict[str, float]:
    return {"p50_ms": round(1000 * _p50(times), 2), "p95_ms": round(1000 * _p95(times), 2)}


def said(name: str, **figures: object) -> None:
    """Print a line of JSON."""
    print(json.dumps({"name": f"slices.{name}", **figures}), flush=True)


async def main() -> None:
    """Measure."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.search_slices", description=__doc__)
    reader.add_argument("url")
    reader.add_argument("--offers", type=int, default=10_000)
    given = reader.parse_args()
    shelves = await PostgresShelves.open(given.url)
    await shelves.enrol([Brand(_BRAND, "", "", ("US",), ())], now_ms=0)
    for name, edition in (("new", 0), ("hundredth-changed", 1), ("as-it-was", 1)):
        catalog = list(pages(given.offers, edition))
        *seconds, sums = await built(shelves, catalog)
        wall_s, cpu_s = (round(10_000 * each / given.offers, 2) for each in seconds)
        counts = {"new": sums.new, "changed": sums.changed, "same": sums.same}
        said(f"build.{name}", wall_s_per_10_000=wall_s, own_cpu_s_per_10_000=cpu_s, **counts)
    await answers(shelves)
    await shelves.close()


if __name__ == "__main__":
    asyncio.run(main())
