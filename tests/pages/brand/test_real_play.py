"""The console over what real twins left behind: every brand of the demo's market, and nobody's ceiling."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from consumer_twin import pursue, read_wish
from consumer_twin.edge import Places as Markets
from consumer_twin.person import Nobody
from dailyme.clock import World
from dailyme.demo.plan import BRANDS, WISH, demo_market
from dailyme.demo.town import MARKET, Town, address, open_town
from dailyme.pages.brand.app import brand_site, console_app
from dailyme.pages.brand.office import opened_office
from dailyme.pages.shell import Entrance, Who
from dailyme.places import Places, sqlite_url
from dailyme.wiring.shop import ShopFlags
from dailyme.wiring.twin import TwinPlan, opened_twin
from negotiation import Mandate
from protocol import Price, SigningKey, did_web
from tests.pages.brand.staff import URL, text_of
from transport.memory import memory_client

CEILING = Price(amount=13_371, currency="USD")


async def bought(town: Town, folder: Path) -> None:
    """Let a twin look for the demo's router at all three brands, and buy it."""
    world = town.world("twin")
    plan = TwinPlan(
        store=sqlite_url(folder / "twin.db"),
        seed=world.secret("test seed"),
        world=world,
        local=True,
        places=Markets(markets=(MARKET,)),
        mandate=Mandate(CEILING, None, None, None),
        tick_ms=1,
        way_out=lambda _guard, _leave: memory_client(town.apps),
    )
    async with opened_twin(plan) as twin:
        wish = read_wish(WISH, currency="USD", region="US", ceiling=CEILING)
        outcome = await pursue(wish, Nobody(), twin)
    assert len(outcome.deals) == 1


async def pages_of(town: Town, folder: Path, name: str) -> dict[str, httpx.Response]:
    """Every page about negotiations and deals of the brand *name*, as one goes from link to link."""
    origin = address(name)
    key = SigningKey.for_brand(town.world(origin).secret("key"), did_web(origin))
    async with opened_office(
        sqlite_url(folder / f"{name}.db"),
        ShopFlags(config=demo_market() / name / "brand.toml"),
        origin=origin,
        key=key,
        places=Places(folder, folder),
        world=replace(World.real(), clock=town.sky),
        local=True,
    ) as office:
        entrance = Entrance()
        app = console_app(brand_site(name, (URL,)), office, entrance)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=URL) as browser:
            await browser.get("/enter", params={"key": entrance.key(Who("Ana", "viewer"))})
            seen: dict[str, httpx.Response] = {}
            waiting = ["/negotiations", "/deals", "/deals/export.csv", "/deals/export.json"]
            while waiting:
                path = waiting.pop()
                seen[path] = await browser.get(path)
                links = re.findall(r'href="(/(?:negotiations|deals)/[A-Za-z0-9_-]{43})"', seen[path].text)
                waiting += [one for one in links if one not in seen and one not in waiting]
            return seen


@pytest.fixture
async def pages(tmp_path: Path) -> dict[str, dict[str, httpx.Response]]:
    async with open_town(7, tmp_path) as town:
        await bought(town, tmp_path)
        return {name: await pages_of(town, tmp_path, name) for name in BRANDS}


@pytest.mark.slow
async def test_what_twins_did_is_shown_by_every_brand_and_nobodys_ceiling_by_any(
    pages: dict[str, dict[str, httpx.Response]],
) -> None:
    talks = [path for seen in pages.values() for path in seen if path.startswith("/negotiations/")]
    deals = [path for seen in pages.values() for path in seen if re.fullmatch(r"/deals/.{43}", path)]
    assert len(talks) >= len(BRANDS) - 1
    assert len(deals) == 1
    for seen in pages.values():
        for path, answer in seen.items():
            assert answer.status_code == 200, (path, text_of(answer))
            assert not re.search(r"133[.,]?71\b", answer.text), path
    shown = next(answer for seen in pages.values() for path, answer in seen.items() if path in deals)
    assert "both signatures hold" in text_of(shown)
