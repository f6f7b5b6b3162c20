"""The person's side of the year: their twin, with every way that it has to a brand, over one wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from catalog_adapters import SourceSettings
from consumer_twin import Outcome, Wish, pursue, read_wish
from consumer_twin.edge import Fresh, Manner, Patience, Places, open_twin
from consumer_twin.edge.brands import HttpBrands
from consumer_twin.edge.consents import Consents
from consumer_twin.edge.deals import Deals, SqlDeals
from consumer_twin.edge.exchange import Exchange
from consumer_twin.edge.facts import SqlFacts
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.sketches import Sketches
from consumer_twin.edge.sources import Sources
from consumer_twin.edge.store import SqlStore
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.fulfil import Deal
from consumer_twin.relation.rungs import Climb
from consumer_twin.today import today
from dailyme.acts.news_today import MailToday
from dailyme.demo.town import LOCAL, Town, address
from dailyme.demo.year.script import BRAND
from dailyme.outputs_today import TodayResult
from dailyme.person import SaidYes
from dailyme.today_result import today_result
from dailyme.wiring.today import DayPlan, made_day
from protocol import Price, did_web
from transport import Courier, WireLine

DID: Final = did_web(address(BRAND))


@dataclass
class Person:
    """The person and their twin, towards one brand. *wire* has every request and answer, to the byte."""

    town: Town
    brand: str = BRAND
    wire: list[WireLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        world, client = self.town.world("twin"), self.town.client
        self.world, self.database = world, self.town.database("twin")
        self.seed = world.secret("test seed")
        self.courier = Courier(client, LOCAL, clock=lambda: world.clock(0), wire_log=self.wire.append)
        self.letters, patience = SqlLetters(self.database), Patience()
        self.relate = Relate(
            self.courier, self.letters, self.seed, world.clock, world.ids, world.secret, patience
        )
        sources = Sources(client, LOCAL, world.clock, SourceSettings())
        brands = HttpBrands(self.courier, sources, Places(), patience)
        exchange = Exchange(brands, SqlStore(self.database), self.seed, world.clock, world.ids, patience)
        self.deals = Deals(exchange, SqlDeals(self.database), world.secret)
        self.consents = Consents(self.relate, self.database)
        self.sketches = Sketches(self.relate, self.database)
        self.facts = SqlFacts(self.database)
        self.mail = Mail(self.relate, SqlSubscriptions(self.database))

    @property
    def at_ms(self) -> int:
        """The time."""
        return self.world.clock(0)

    @property
    def did(self) -> str:
        """The brand's DID."""
        return did_web(address(self.brand))

    async def climb(self) -> Climb:
        """Return where the person stands with the brand."""
        return await SqlRungs(self.letters).at(self.did)

    async def buy(
        self,
        words: str,
        ceiling: Price,
        *,
        relies_on: tuple[str, ...] = (),
        say: frozenset[str] = frozenset(),
    ) -> Deal:
        """Wish for *words*, take the best that there is, and return the deal.

        relies_on: answers that must be terms. say: facts that may be said for a claim.
        """
        wish = read_wish(words, currency="USD", region="US", ceiling=ceiling, relies_on=relies_on)
        outcome = await self._pursued(wish, say)
        (line,) = outcome.lines
        if line.deal is None:
            raise RuntimeError(f"{words}: {line.reason}")
        return await self.deals.named((await self.deals.all())[-1].hash)

    async def _pursued(self, wish: Wish, say: frozenset[str]) -> Outcome:
        twin = open_twin(
            database=self.database,
            client=self.town.client,
            guard=LOCAL,
            courier=self.courier,
            places=Places(brands=(address(self.brand),)),
            seed=self.seed,
            fresh=Fresh(self.world.clock, self.world.ids, self.world.secret, self.world.sleep),
            manner=Manner(consented=say),
        )
        return await pursue(wish, SaidYes(), twin)

    async def morning(self) -> TodayResult:
        """Fetch the mailboxes, look around, and return the digest."""
        plan = DayPlan(store="", seed=lambda: self.seed, world=self.world, local=True)
        troubles = await self.mail.fetch()
        notes = tuple(f"News of {one.seller}: {one.reason}." for one in troubles)
        mail = MailToday(self.mail.subscriptions, 0, notes)
        day, _ = await made_day(plan, self.database, self.town.client)
        result = today_result(await today(day), more=0)
        return await mail.told_in(result, self.at_ms)
