"""Days for the tests: shops of a few lines whose prices move, and a twin's diary over them, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from brand_agent import sources
from brand_agent.edge.http import open_brand
from brand_agent.edge.policy_file import load_policy
from catalog_adapters import Entry, read_source
from consumer_twin import Twin, read_wish, seeded_ids, seeded_nonces
from consumer_twin.day import Day, Haggle
from consumer_twin.digest import Digest
from consumer_twin.edge import Fresh, Manner, Places, SqlStanding, open_twin
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.errands import TwinErrands
from consumer_twin.edge.pages import SqlPages
from consumer_twin.edge.rescan import Rescan
from consumer_twin.edge.source_rescan import SourceRescan
from consumer_twin.edge.sources import Sources
from consumer_twin.fresh import at_once
from consumer_twin.standing import Aim, StandingWish
from consumer_twin.today import today
from foundation.database import Database
from negotiation import Mandate
from tests.consumer_twin.mall import CALM, LOCAL, MARKET, Mall, key_of
from tests.consumer_twin.town import BASE_MS, SEED, logical_clock, usd

DAY_MS = 86_400_000
TOML = """
[brand]
name = "{name}"
[catalog]
source = "shop.csv"
[cost]
share = "0.60"
"""
HEAD = "id,title,price,availability,brand,quantity\n"


@dataclass
class Square:
    """A market square: shops at addresses, the person's store, and a clock that the test sets."""

    mall: Mall
    folder: Path
    database: Database
    now_ms: int = BASE_MS
    opened: int = 0
    trusting: Mandate | None = None
    locked: str = ""
    avoided: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    haggle: Haggle = "always"
    pages: Mapping[str, str] = field(default_factory=dict)
    head: str = HEAD
    more: str = ""
    """What else stands in each shop's policy."""

    async def shop(self, port: int, *rows: str, name: str = "") -> str:
        """Open a shop, or open it anew with other rows (`id,title,price,availability,brand,quantity`)."""
        origin = f"http://localhost:{port}"
        folder = self.folder / str(port)
        folder.mkdir(exist_ok=True)
        (folder / "brand.toml").write_text(TOML.format(name=name or f"Shop {port}") + self.more)
        (folder / "shop.csv").write_text(self.head + "".join(f"{row}\n" for row in rows))
        policy = load_policy(folder / "brand.toml")
        found = read_source(str(folder / "shop.csv"), sources(policy), at_ms=BASE_MS)
        self.opened += 1
        app = await open_brand(
            self.mall.database(f"{port}-{self.opened}"),
            policy=policy,
            entries=[one for one in found if isinstance(one, Entry)],
            key=key_of(origin),
            origin=origin,
            clock=self.clock,
            ids=seeded_ids(f"{origin}/{self.opened}".encode()),
        )
        first = origin not in self.mall.apps
        self.mall.apps[origin] = app
        if first:
            got = await self.mall.client.get(f"{origin}/.well-known/dailyme.json")
            await self.mall.courier().list_brand(MARKET, got.content)
        self.mall.log.clear()
        return origin

    def clock(self, seq: int) -> int:
        """The clock of the test, a second a message."""
        return self.now_ms + logical_clock(seq) - BASE_MS

    async def wish(self, text: str, *, mandate_minor: int | None = None, **more: object) -> StandingWish:
        """Add a standing wish, looked for on the market."""
        ceiling = more.pop("ceiling_minor", None)
        places = more.pop("places", Places(markets=(MARKET,)))
        assert ceiling is None or isinstance(ceiling, int)
        assert isinstance(places, Places)
        wish = read_wish(text, currency="USD", region="US", ceiling=None if ceiling is None else usd(ceiling))
        mandate = None if mandate_minor is None else Mandate(usd(mandate_minor))
        aim = replace(Aim(wish, places, mandate=mandate), **more)  # type: ignore[arg-type]
        return await SqlStanding(self.database).add(aim, self.now_ms)

    async def today(self, *, after_days: float = 1.0, since_ms: int | None = None) -> Digest:
        """Let *after_days* pass, and look around."""
        self.now_ms += int(after_days * DAY_MS)
        self.mall.log.clear()
        return await today(self.day(), since_ms)

    def day(self) -> Day:
        """The day as it stands."""
        courier = self.mall.courier()
        pages, diary = SqlPages(self.database), SqlDiary(self.database)
        rescan = Rescan(
            courier, SourceRescan(Sources(self.mall.client, LOCAL, self.clock), pages), pages, CALM
        )
        return Day(
            at_ms=self.now_ms,
            diary=diary,
            errands=TwinErrands(rescan, self.twin, diary, lambda: self.locked),
            haggle=self.haggle,
            mandated=self.trusting is not None,
            avoided=self.avoided,
            never=self.never,
        )

    def twin(self, aim: Aim | None = None) -> Twin:
        """The person's twin for a wish of *aim*."""
        tag = f"{self.now_ms}".encode()
        mandate = self.trusting if aim is None or aim.mandate is None else aim.mandate
        return open_twin(
            database=self.database,
            client=self.mall.client,
            guard=LOCAL,
            courier=self.mall.courier(),
            places=Places(),
            seed=SEED,
            fresh=Fresh(self.clock, seeded_ids(SEED + tag), seeded_nonces(SEED + tag), at_once),
            manner=Manner(mandate=mandate, patience=CALM),
        )

    def asked(self) -> list[str]:
        """The requests that went out since the last look began, as `METHOD path of host`."""
        sent = [line for line in self.mall.log if line.direction == "sent"]
        return [f"{line.method} {line.url.removeprefix('http://localhost:')}" for line in sent]
