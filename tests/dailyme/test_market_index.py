"""`dailyme market index` and what `market serve --index` opens: brands on real sockets, a real PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import asyncpg
import pytest
from fastapi import FastAPI

from catalog_search.postgres import PostgresShelves
from dailyme.serve import Place, bind
from dailyme.wiring.brand import identity
from dailyme.wiring.index import IndexPlan
from dailyme.wiring.market import market_app
from protocol import DidDocument, did_document
from protocol.equivocation import check_equivocation
from tests.catalog_search.postgres_server import Server, fresh
from tests.dailyme.commandline import Home
from tests.marketplace.fair import Shop, article, fair
from tests.transport.corner import on_socket
from transport.routes import Page


async def test_a_round_says_what_it_read_how_old_it_is_and_what_went_wrong(
    tmp_path: Path, postgres: Server
) -> None:
    home, url = Home(tmp_path, None), await fresh(postgres, "rounds")
    shop, shut = Shop(shelf=[article("lamp"), article("clock")]), Shop(shelf=[], shut_from=0)
    async with fair(tmp_path, url, shop, shut) as place:
        command = ("market", "index", place.origin, "--database", f"sqlite:///{tmp_path}/market.db")
        asked = (*command, "--index", url.replace("postgresql:", "postgresql+asyncpg:"))
        done = await asyncio.to_thread(home.at_once, *asked, "--json")
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        assert (said["read"], said["new"], said["failed"], said["proofs"]) == (2, 2, 1, 0)
        brands = {one["did"]: one for one in said["brands"]}
        assert (brands[shop.did]["products"], brands[shop.did]["problem"]) == (2, "")
        assert 0 <= brands[shop.did]["age_s"] < 60
        assert (brands[shut.did].get("age_s"), brands[shut.did]["problem"]) == (None, "shut")
        shop.version, file = said_version(shop), tmp_path / "proofs.json"
        shop.shelf = [article("lamp", minor=1), article("clock")]
        done = await asyncio.to_thread(home.at_once, *asked, "--proofs", str(file))
        assert "equivocation" in done.stdout
        (proof,) = json.loads(file.read_text("utf-8"))
        document = did_document(shop.did, tuple(key.public for key in shop.keys))
        one, other = proof["pages"]
        check_equivocation(one, other, DidDocument.model_validate(document))


def said_version(shop: Shop) -> str:
    """The version that the shop has signed."""
    return str(shop.page("")["version"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--index", "sqlite:///index.db", "--database", "sqlite:///{0}/m.db"), "usage"),
        (("--index", "postgresql:///x"), "usage"),
        (("--index", "postgresql:///x", "--once", "--every", "1h"), "usage"),
        (("--index", "postgresql:///x?host={0}", "--database", "sqlite:///{0}/m.db"), "unreachable-index"),
    ],
)
def test_what_can_not_be_is_an_error_with_a_code(
    tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    given = [one.format(tmp_path) for one in arguments]
    done = Home(tmp_path, None).at_once("market", "index", "http://localhost:9", *given, "--json")
    assert done.returncode != 0
    assert json.loads(done.stderr)["code"] == code


class Slow(Shop):
    """A shop that answers for its second page and those behind it only once it is told to."""

    go_on = asyncio.Event()

    async def catalog_page(self, cursor: str | None) -> Page | None:
        if cursor is not None:
            await self.go_on.wait()
        return await super().catalog_page(cursor)


@pytest.mark.slow
async def test_a_round_that_is_killed_is_gone_on_with(tmp_path: Path, postgres: Server) -> None:
    home, url = Home(tmp_path, None), await fresh(postgres, "killed_round")
    shop = Slow(shelf=[article(f"p{number}") for number in range(5)])
    async with fair(tmp_path, url, shop) as place:
        store = f"sqlite:///{tmp_path}/market.db"
        asked = ("market", "index", place.origin, "--database", store, "--index", url, "--json")
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "dailyme", *asked, env=home.environment()
        )
        connection = await asyncpg.connect(url)
        while not await connection.fetchval("SELECT count(*) FROM shelf_page"):
            await asyncio.sleep(0.05)
        running.kill()
        await running.wait()
        await connection.execute("UPDATE shelf_brand SET held_ms = 0")  # as if its hold had ended
        await connection.close()
        shop.go_on.set()
        shop.asked.clear()
        done = await asyncio.to_thread(home.at_once, *asked)
        said = json.loads(done.stdout)
        assert (said["new"], said["failed"]) == (5, 0)
        assert None not in shop.asked  # the first page was kept


async def test_a_worker_that_serves_reads_brands_by_itself(tmp_path: Path, postgres: Server) -> None:
    url = await fresh(postgres, "serves")
    async with fair(tmp_path, url, Shop(shelf=[article("lamp")])):
        listening = bind("127.0.0.1", 0)
        place = Place(listening, "http://localhost:8000", local=True)
        who = identity(place, tmp_path / "keys", role="market", seed=7)
        store = f"sqlite:///{tmp_path}/market.db"
        async with market_app(place, who, store, 20, IndexPlan(url, 900_000)) as app:
            assert isinstance(app, FastAPI)
            shelves = await PostgresShelves.open(url)
            async with on_socket(lambda origin: app), asyncio.timeout(20):
                while not [state for state in await shelves.states() if state.products]:
                    await asyncio.sleep(0.05)
            await shelves.close()
        listening.close()


def test_a_market_that_was_not_served_here_is_told_so_with_a_way_on(tmp_path: Path) -> None:
    asked = ("market", "index", "http://localhost:9", "--index", "postgresql:///x")
    told = Home(tmp_path, None).at_once(*asked)
    assert told.returncode == 2 and "http://localhost:9" in told.stderr
    assert "dailyme market serve" in told.stderr and "--database" in told.stderr
    assert "Give its address" not in told.stderr
