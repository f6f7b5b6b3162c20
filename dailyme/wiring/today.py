"""A day, wired: the diary, the rescan, and a twin for each wish that is haggled over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache

import httpx

from catalog_adapters import SourceSettings
from consumer_twin import Twin
from consumer_twin.autonomy import Autonomy
from consumer_twin.day import Day, Haggle
from consumer_twin.edge import Fresh, Manner, Patience, Places, SqlPrices, open_twin
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.errands import TwinErrands, TwinFor
from consumer_twin.edge.pages import SqlPages
from consumer_twin.edge.rescan import Rescan
from consumer_twin.edge.rules import SqlRules
from consumer_twin.edge.source_rescan import SourceRescan
from consumer_twin.edge.sources import Sources
from consumer_twin.events import Hear, deaf
from consumer_twin.memory import Beliefs
from consumer_twin.memory.avoided import AVOIDED
from consumer_twin.points import PointValue
from consumer_twin.rules import ruled_out
from consumer_twin.standing import Aim
from consumer_twin.taste import Experience
from dailyme.clock import World
from dailyme.errors import CommandError
from dailyme.sources import FEED_BYTES, FEED_SECONDS
from dailyme.wiring.twin import beliefs_of, experience_of, keep_private
from foundation.database import Database
from foundation.fetch import Guard, open_client
from negotiation import Mandate
from transport import Courier, WireLog


@dataclass(frozen=True)
class DayPlan:
    """What a day is made of.

    store: URL of the twin's database. seed: gives the person's secret, or raises why it can't be had; asked
    only when something must be signed. local: http to this machine is allowed. mandate: of the settings, for
    wishes without one of their own.
    """

    store: str
    seed: Callable[[], bytes]
    world: World
    local: bool
    mandate: Mandate | None = None
    point_value: PointValue | None = None
    haggle: Haggle = "always"
    deadline_s: int = 30
    tick_ms: int = 200
    hear: Hear = field(default=deaf)
    wire_log: WireLog | None = None


@asynccontextmanager
async def opened_day(plan: DayPlan, database: Database) -> AsyncIterator[Day]:
    """Open a day over *database*; its connections are closed after."""
    async with open_client(Guard(local=plan.local), SqlAutonomy(database).leave) as client:
        day, _ = await made_day(plan, database, client)
        yield day


async def made_day(plan: DayPlan, database: Database, client: httpx.AsyncClient) -> tuple[Day, TwinFor]:
    """Return a day over *database* that goes out by *client*, and the twins that it is made with.

    Raises `PausedError` (DEC-36).
    """
    own = SqlAutonomy(database)
    await own.leave()
    world, guard = plan.world, Guard(local=plan.local)
    patience = Patience(
        scan_s=min(20.0, plan.deadline_s), haggle_s=float(plan.deadline_s), tick_ms=plan.tick_ms
    )
    beliefs, experience = await beliefs_of(database), await experience_of(database)
    courier = Courier(client, guard, clock=lambda: world.clock(0), wire_log=plan.wire_log)
    wide = Guard(local=plan.local, max_bytes=FEED_BYTES, deadline_s=FEED_SECONDS)
    pages, diary = SqlPages(database), SqlDiary(database)
    rescan = Rescan(courier, SourceRescan(Sources(client, wide, world.clock), pages), pages, patience)

    autonomy = (await own.allowance(world.clock(0))).autonomy

    def twin_for(aim: Aim | None) -> Twin:
        return open_twin(
            database=database,
            client=client,
            guard=wide,
            courier=courier,
            places=Places(),
            seed=plan.seed(),
            fresh=Fresh(world.clock, world.ids, world.secret, world.sleep),
            manner=_manner(plan, autonomy, aim, beliefs=beliefs, experience=experience, patience=patience),
            hear=plan.hear,
        )

    prices = SqlPrices(database)
    day = Day(
        at_ms=world.clock(0),
        diary=diary,
        errands=TwinErrands(rescan, twin_for, diary, _lock(plan.seed), prices, world.clock),
        haggle=plan.haggle,
        mandated=autonomy.over(plan.mandate) is not None,
        avoided=avoided(beliefs),
        never=ruled_out(await SqlRules(database).standing()),
    )
    return day, twin_for


def avoided(beliefs: Beliefs) -> frozenset[str]:
    """Return the sellers that the person would rather not buy from."""
    return frozenset(
        one.topic.removeprefix("brand:")
        for one in beliefs.all
        if one.topic.startswith("brand:") and one.stance <= AVOIDED
    )


def _manner(
    plan: DayPlan,
    autonomy: Autonomy,
    aim: Aim | None,
    *,
    beliefs: Beliefs,
    experience: Experience,
    patience: Patience,
) -> Manner:
    """Return how the twin acts for the wish of *aim*: its weights and mandate, else those of the settings.

    What the person said of *autonomy* is over both.
    """
    mandate, weights, currency = plan.mandate, None, None
    if aim is not None:
        weights, currency = aim.weights, aim.page_currency
        mandate = plan.mandate if aim.mandate is None else replace(aim.mandate, expires_ms=aim.until_ms)
    manner = Manner(
        mandate=autonomy.over(mandate),
        point_value=plan.point_value,
        beliefs=beliefs,
        experience=experience,
        patience=patience,
        sources=SourceSettings(currency=currency),
    )
    return manner if weights is None else replace(manner, weights=weights)


def _lock(seed: Callable[[], bytes]) -> Callable[[], str]:
    """Return what says why nothing can be signed."""

    @cache
    def lock() -> str:
        try:
            seed()
        except CommandError as error:
            return f"No brand was asked, for your seed can't be opened: {error}. {error.advice}"
        return ""

    return lock


@asynccontextmanager
async def opened_store(url: str) -> AsyncIterator[Database]:
    """Open the twin's database, readable by its owner alone, and close it after."""
    keep_private(url)
    database = Database(url)
    try:
        yield database
    finally:
        database.close()
