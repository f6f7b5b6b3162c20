"""The demo's market and brands, a Daily Me and a brand's console: each a process of its own on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dailyme.demo.plan import BRANDS, Plan, own_market
from dailyme.demo.processes import Server, listening, running
from tests.dailyme.commandline import Home, new_home


@dataclass(frozen=True)
class Market:
    """A market and brands that run. home: whose stores they write; brands: each brand's address, by name."""

    home: Home
    plan: Plan
    url: str
    brands: dict[str, str]

    def config(self, brand: str) -> Path:
        """Return where the `brand.toml` of *brand* is."""
        return self.plan.config(brand)


@contextmanager
def demo_town(folder: Path) -> Iterator[Market]:
    """Start the demo's market and its three brands, with stores under *folder*."""
    home, plan = new_home(folder), Plan(shops=own_market(folder))
    with listening(plan.ports()) as sockets:
        market = Server("market", sockets["market"], []).url
        servers = [Server(name, each, plan.arguments(name, market)) for name, each in sockets.items()]
        with running(servers, home.environment()) as started:
            said = {one.name: one.ready() for one in started}
            assert all(said[name]["listed"] for name in BRANDS), said
            yield Market(home, plan, market, {name: said[name]["url"] for name in BRANDS})


def settle(home: Home, market: str) -> Home:
    """Make *home* a person's who has settings and a seed, and whose settings name *market*."""
    done = home.at_once("init", "--market", market, "--json")
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)
    return home
