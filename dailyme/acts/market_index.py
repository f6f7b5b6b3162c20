"""What `dailyme market index` does: reads listed brands onto the shelves, once or every so often."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog_search import SearchError
from catalog_search.shelves import State
from dailyme.acts.catalog_sync import seconds
from dailyme.clock import now_ms
from dailyme.errors import UsageError, report
from dailyme.logs import start_logs
from dailyme.outputs_index import IndexedBrand, MarketIndexed
from dailyme.places import places, sqlite_url
from dailyme.show import console, count, hints, json_line
from dailyme.sources import is_loopback
from dailyme.wiring.index import opened_index
from foundation.database import Database
from foundation.errors import FoundationError
from foundation.fetch import Guard, open_client
from marketplace.edge import Read, Reader
from marketplace.edge.store import METADATA
from marketplace.reading import Pace
from transport import Courier

if TYPE_CHECKING:
    from catalog_search.postgres import PostgresShelves


@dataclass(frozen=True)
class IndexFlags:
    """What the command line says. every: such as 30m; None: once. proofs: a file for them."""

    market: str
    index: str
    database: str | None
    every: str | None
    proofs: Path | None
    as_json: bool


def index_market(flags: IndexFlags) -> None:
    """Read the brands that the marketplace lists, once; or with `every`, for ever."""
    start_logs(quiet=True)
    pause_s = None if flags.every is None else seconds(flags.every)
    asyncio.run(_index(flags, pause_s))


async def _index(flags: IndexFlags, pause_s: int | None) -> None:
    pace = Pace() if pause_s is None else Pace(pause_s * 1000)
    async with _opened(flags, pace) as (reader, shelves, reads):
        if pause_s is None:
            await reader.once()
            await _tell(flags, shelves, reads)
            return
        while True:
            try:
                await reader.enrol()
                await reader.due()
                await _tell(flags, shelves, reads)
            except (SearchError, FoundationError) as error:
                report(error, as_json=flags.as_json)
            reads.clear()
            await asyncio.sleep(pause_s)


@asynccontextmanager
async def _opened(flags: IndexFlags, pace: Pace) -> AsyncIterator[tuple[Reader, PostgresShelves, list[Read]]]:
    """Open the marketplace's store and its index, and a way out; close all after."""
    guard = Guard(local=is_loopback(flags.market))
    database = _store(flags)
    reads: list[Read] = []

    def hear(read: Read) -> None:
        reads.append(read)
        if sys.stderr.isatty():
            hints().print(f"read {read.brand}: {_said(read)}", style="dim", soft_wrap=True)

    try:
        async with opened_index(flags.index) as shelves, open_client(guard) as client:
            courier = Courier(client, guard, clock=now_ms)
            yield Reader(database, shelves, courier, now_ms, pace, hear), shelves, reads
    finally:
        database.close()


def _store(flags: IndexFlags) -> Database:
    """Open the store of the marketplace. Raises `UsageError` if none was served there."""
    file = places(os.environ).market(flags.market.rstrip("/")) / "market.db"
    if flags.database is None and not file.exists():
        raise UsageError(
            f"no marketplace was served from here at {flags.market}",
            "Serve it first: `dailyme market serve`; or, where its store lies elsewhere, name it as `serve` "
            "did: --database URL.",
        )
    database = Database(flags.database or sqlite_url(file))
    database.create(METADATA)
    return database


async def _tell(flags: IndexFlags, shelves: PostgresShelves, reads: list[Read]) -> None:
    states, proofs = await shelves.states(), await shelves.proofs()
    sums = [read.sums for read in reads if read.sums is not None]
    done = MarketIndexed(
        market=flags.market,
        brands=[_brand(state) for state in states],
        read=len(reads),
        new=sum(one.new for one in sums),
        changed=sum(one.changed for one in sums),
        same=sum(one.same for one in sums),
        gone=sum(one.gone for one in sums),
        failed=sum(1 for read in reads if read.problem),
        proofs=len(proofs),
    )
    if flags.proofs is not None:
        pairs = [{"type": "equivocation", "brand": pair[0]["from"], "pages": list(pair)} for pair in proofs]
        flags.proofs.write_text(json.dumps(pairs, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if flags.as_json:
        sys.stdout.write(json_line(done) + "\n")
        sys.stdout.flush()
        return
    for brand in done.brands:
        why = f"  {brand.problem}, {count(brand.failures, 'time')} in a row" if brand.problem else ""
        console().print(
            f"{brand.did}  {count(brand.products, 'product')}, {_age(brand)}{why}", soft_wrap=True
        )
    found = f"{done.new:,} new, {done.changed:,} changed, {done.gone:,} gone"
    console().print(
        f"{count(len(states), 'brand')}: {found}; {count(done.failed, 'failure')}", soft_wrap=True
    )
    if done.proofs:
        hints().print(
            f"{count(done.proofs, 'proof')} of contradictions; --proofs FILE writes them", soft_wrap=True
        )


def _brand(state: State) -> IndexedBrand:
    return IndexedBrand(
        did=state.did,
        products=state.products,
        age_s=max(0, now_ms() - state.read_ms) // 1000 if state.read_ms else None,
        failures=state.failures,
        problem=state.problem,
    )


def _age(brand: IndexedBrand) -> str:
    if brand.age_s is None:
        return "never read"
    minutes = brand.age_s // 60
    return f"{minutes // 60} h old" if minutes > 120 else f"{minutes} min old"


def _said(read: Read) -> str:
    if read.problem:
        return read.problem
    sums = read.sums
    return "as it was" if sums is None else f"{sums.new} new, {sums.changed} changed, {sums.gone} gone"
