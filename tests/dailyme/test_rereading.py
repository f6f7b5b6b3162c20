"""A brand reads its files again while it serves: all of what is new, or nothing of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from dailyme.clock import World
from dailyme.main import run
from dailyme.serve import Place
from dailyme.wiring.brand import Identity, brand_app
from dailyme.wiring.rereading import Rereading, see
from dailyme.wiring.shop import ShopFlags, read_shop
from protocol import SigningKey, decode, read_time
from protocol.equivocation import contradicting
from tests.catalog_adapters.sync.shop import Reply, open_shop
from tests.dailyme.commandline import Home, new_home

NOON_MS = read_time("2026-12-01T12:00:00Z")
BRAND = """
[brand]
name = "Lamps"
[catalog]
source = "shop.csv"
[cost]
share = "0.5"
"""
HEADER = "id,title,price,quantity,sale_price,sale_price_effective_date\n"
FIRST = HEADER + "lamp,Desk lamp,20.00 USD,3,,\nchair,Chair,50.00 USD,1,,\n"


class Served:
    """A brand over the files in a folder, with a clock that is set, and looks that are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.flags, self.at_ms = folder, ShopFlags(config=folder / "brand.toml"), NOON_MS
        self.pages: list[dict[str, Any]] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Served]:
        origin = "http://localhost:8001"
        key = SigningKey.for_brand(b"\1" * 32, "did:web:localhost%3A8001")
        who = Identity(key, replace(World.real(), clock=lambda seq: self.at_ms))
        seen, shop = see(self.flags), read_shop(self.flags, at_ms=self.at_ms, local=True)
        with socket.socket() as unused:
            place = Place(unused, origin, local=True)
            async with brand_app(shop, place, who, f"sqlite:///{self.folder}/brand.db") as app:
                trading = app.state.trading
                self.reading = Rereading(self.flags, shop, seen, trading, clock=who.world.clock, local=True)
                transport = httpx.ASGITransport(app=app)
                async with httpx.AsyncClient(transport=transport, base_url=origin) as self.client:
                    yield self

    def write(self, text: str, name: str = "shop.csv") -> None:
        (self.folder / name).write_text(text)

    async def look(self, times: int = 2) -> list[Any]:
        """Look so often; return what the log says of it."""
        with capture_logs() as logged:
            for _ in range(times):
                await self.reading.look()
        return [line for line in logged if line["event"] == "reread"]

    async def prices(self) -> dict[str, int]:
        page = decode((await self.client.get("/catalog")).content)
        self.pages.append(page)
        return {one["id"]: one["variants"][0]["price"]["amount"] for one in page["products"]}


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    one = Served(tmp_path)
    one.write(BRAND, "brand.toml")
    one.write(FIRST)
    async with one.open():
        yield one


async def test_a_new_file_is_sold_once_it_stands_still(served: Served) -> None:
    assert await served.look() == []
    served.at_ms += 1000
    served.write(FIRST.replace("20.00", "18.00") + "sofa,Sofa,300.00 USD,1,,\n")
    assert await served.look(1) == []  # somebody may be writing it
    (said,) = await served.look(1)
    assert (said["log_level"], said["products"]) == ("info", 3)
    assert await served.prices() == {"lamp": 1_800, "chair": 5_000, "sofa": 30_000}
    assert await served.look() == []
    assert not contradicting(served.pages)


async def test_the_same_words_written_again_change_no_page(served: Served) -> None:
    tag = (await served.client.get("/catalog")).headers["etag"]
    served.write(FIRST)
    os.utime(served.folder / "shop.csv", ns=(1, 1))
    assert await served.look() == []
    served.write(BRAND + "# a word for the marketer\n", "brand.toml")
    assert len(await served.look()) == 1
    assert (await served.client.get("/catalog", headers={"if-none-match": tag})).status_code == 304


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("brand.toml", "[brand\n", "bad-policy"),
        ("brand.toml", BRAND.replace("0.5", "5"), "bad-policy"),
        ("brand.toml", BRAND.replace("Lamps", "Other lamps"), "restart-needed"),
        ("brand.toml", BRAND.replace('"Lamps"', '"Lamps"\ncurrency = "EUR"'), "empty-catalog"),
        ("brand.toml", BRAND.replace("shop.csv", "gone.csv"), "no-source"),
        ("shop.csv", "", "bad-columns"),
        ("shop.csv", "word\n", "bad-columns"),
        ("shop.csv", HEADER + "lamp,Desk lamp,from 5 USD,1,,\n", "empty-catalog"),
    ],
)
async def test_a_broken_file_leaves_all_as_it_was_and_says_why(
    served: Served, name: str, text: str, code: str
) -> None:
    before = await served.prices()
    kept = (served.folder / name).read_text()
    served.write(text, name)
    (said,) = await served.look(4)  # and says so once
    assert (said["log_level"], said["problem"], said["sold"]) == ("error", code, "what was read before")
    assert await served.prices() == before
    served.write(kept.replace("Desk lamp", "Lamp").replace("0.5", "0.6"), name)
    (said,) = await served.look()
    assert said["log_level"] == "info"


async def test_a_catalog_that_goes_is_sold_on_and_one_that_comes_back_is_read(served: Served) -> None:
    (served.folder / "shop.csv").unlink()
    (said,) = await served.look()
    assert said["problem"] == "no-source"
    assert len(await served.prices()) == 2
    served.write(FIRST.replace("20.00", "21.00"))
    await served.look()
    assert (await served.prices())["lamp"] == 2_100


async def test_what_is_unclear_now_is_read_again_when_it_is_clear(served: Served) -> None:
    served.write(FIRST + "sofa,Sofa,300.00 USD,1,200.00 USD,2026-12-01T08:00/2026-12-05\n")
    await served.look()
    days = {"01T19:59:59": None, "01T20:00:00": 20_000, "04T10:00:01": None, "06T12:00:00": 30_000}
    for at, price in days.items():  # it names no zone: eight o'clock comes last in the far west
        served.at_ms = read_time(f"2026-12-{at}Z")
        await served.look()
        assert (await served.prices()).get("sofa") == price
    assert not contradicting(served.pages)


async def test_offers_written_by_the_command_are_made_at_once(served: Served) -> None:
    offer = ["brand", "offer", "--config", str(served.folder / "brand.toml")]
    assert (await served.client.get("/offers")).status_code == 200
    args = ["add", "tenth", "--title", "A tenth off", "--discount", "0.10", "--from", "2026-11-01T00:00:00Z"]
    done = await asyncio.to_thread(run, [*offer[:2], *args, "--until", "2027-11-01T00:00:00Z", *offer[2:]])
    assert done == 0
    await served.look()
    page = decode((await served.client.get("/offers")).content)
    assert [one["id"] for one in page["promotions"]] == ["tenth"]
    assert await asyncio.to_thread(run, [*offer[:2], "end", "tenth", *offer[2:]]) == 0
    await served.look()
    assert decode((await served.client.get("/offers")).content)["promotions"] == []


async def test_each_sync_is_sold(served: Served) -> None:
    feed = [FIRST, FIRST.replace("20.00", "19.00"), HEADER + "lamp,Desk lamp,18.00 USD,3,,\n"]
    into = ["--into", str(served.folder / "shop.db"), "--own-shop"]
    found = []
    with open_shop(lambda asked: Reply(feed[0].encode())) as shop:
        while feed:
            done = await asyncio.to_thread(run, ["catalog", "sync", shop.address + "/feed.csv", *into])
            assert done == 0
            served.write(BRAND.replace("shop.csv", "sync:shop.db"), "brand.toml")
            served.at_ms += 1000
            await served.look(3)
            found.append(await served.prices())
            feed.pop(0)
    assert found == [{"lamp": 2_000, "chair": 5_000}, {"lamp": 1_900, "chair": 5_000}, {"lamp": 1_800}]
    assert not contradicting(served.pages)


@contextmanager
def serving(home: Home, folder: Path) -> Iterator[tuple[subprocess.Popen[str], Callable[[str], Any]]]:
    """`dailyme brand serve` as a process, and what waits for a line of its log."""
    command = [sys.executable, "-m", "dailyme", "brand", "serve", "--port", "0", "--json"]
    with subprocess.Popen(
        [*command, "--config", str(folder / "brand.toml")],
        env=home.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:

        def heard(event: str) -> Any:
            assert process.stderr is not None
            for line in process.stderr:
                said = json.loads(line) if line.startswith("{") else {}
                if said.get("event") == event:
                    return said
            raise AssertionError(f"the log ended without {event}")

        yield process, heard
        process.terminate()


def test_a_process_reads_again_by_itself_and_at_once_when_told_to(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text(BRAND)
    (tmp_path / "shop.csv").write_text(FIRST)
    with serving(new_home(tmp_path), tmp_path) as (process, heard):
        assert process.stdout is not None
        catalog = json.loads(process.stdout.readline())["url"] + "/catalog"
        first = httpx.get(catalog)
        (tmp_path / "shop.csv").write_text(FIRST.replace("20.00", "15.00"))
        assert heard("reread")["products"] == 2
        second = httpx.get(catalog, headers={"if-none-match": first.headers["etag"]})
        (tmp_path / "brand.toml").write_text("[brand")
        process.send_signal(signal.SIGHUP)
        assert heard("reread")["problem"] == "bad-policy"
        assert httpx.get(catalog).content == second.content
    pages = [decode(first.content), decode(second.content)]
    assert [one["products"][0]["variants"][0]["price"]["amount"] for one in pages] == [2_000, 1_500]
    past = pages[1]["products"][0]["variants"][0]["price_history"]
    assert [run["price"]["amount"] for run in past] == [2_000, 1_500]
    assert not contradicting(pages)
