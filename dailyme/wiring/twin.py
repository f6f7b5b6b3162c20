"""A person's twin, wired: its store, its seed, its guarded way out, and the places it looks at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from catalog_adapters import SourceSettings
from consumer_twin import Twin
from consumer_twin.edge import Fresh, Manner, Patience, Places, SqlMemory, open_twin
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.elicit import Questions
from consumer_twin.errors import BrokenMemoryError
from consumer_twin.events import Hear, deaf
from consumer_twin.memory import DECISIONS, Beliefs
from consumer_twin.points import PointValue
from consumer_twin.slices import SliceRule
from consumer_twin.taste import Experience, can_learn
from dailyme.clock import World
from dailyme.show import hints
from dailyme.sources import FEED_BYTES, FEED_SECONDS
from foundation.database import Database
from foundation.fetch import Guard, Leave, open_client
from negotiation import Mandate
from protocol.bodies import Mode
from transport import Courier, WireLog

WayOut = Callable[[Guard, Leave], httpx.AsyncClient]
"""The one way out to the network, which asks leave before each request."""


@dataclass(frozen=True)
class TwinPlan:
    """What a twin is made of.

    store: URL of its database. seed: the person's secret. local: http to this machine is allowed.
    consented: facts that may be said for a claim in this run. mode: how to play; None for turns.
    slices: when a marketplace's are taken, and whether it may learn the words.
    deadline_s: until all haggling must be over. tick_ms: between the moments at which messages may leave.
    currency: of public pages that state none. way_out: opens the client that everything goes out by.
    """

    store: str
    seed: bytes = field(repr=False)
    world: World
    local: bool
    places: Places
    mandate: Mandate | None = None
    point_value: PointValue | None = None
    consented: frozenset[str] = frozenset()
    mode: Mode | None = None
    questions: Questions = field(default_factory=Questions)
    slices: SliceRule = field(default_factory=SliceRule)
    deadline_s: int = 30
    tick_ms: int = 200
    currency: str | None = None
    hear: Hear = deaf
    wire_log: WireLog | None = None
    way_out: WayOut = open_client


@asynccontextmanager
async def opened_twin(plan: TwinPlan) -> AsyncIterator[Twin]:
    """Open the twin of *plan*; its store and its connections are closed after."""
    world = plan.world
    keep_private(plan.store)
    database = Database(plan.store)
    try:
        autonomy = SqlAutonomy(database)
        allowed = await autonomy.allowance(world.clock(0))
        async with plan.way_out(Guard(local=plan.local), autonomy.leave) as client:
            yield open_twin(
                database=database,
                client=client,
                guard=Guard(local=plan.local, max_bytes=FEED_BYTES, deadline_s=FEED_SECONDS),
                courier=Courier(
                    client, Guard(local=plan.local), clock=lambda: world.clock(0), wire_log=plan.wire_log
                ),
                places=plan.places,
                seed=plan.seed,
                fresh=Fresh(world.clock, world.ids, world.secret, world.sleep),
                manner=Manner(
                    mandate=allowed.autonomy.over(plan.mandate),
                    point_value=plan.point_value,
                    consented=plan.consented,
                    mode=plan.mode,
                    questions=plan.questions,
                    slices=plan.slices,
                    beliefs=await beliefs_of(database),
                    experience=await experience_of(database),
                    patience=Patience(
                        scan_s=min(20.0, plan.deadline_s),
                        haggle_s=float(plan.deadline_s),
                        tick_ms=plan.tick_ms,
                    ),
                    sources=SourceSettings(currency=plan.currency),
                ),
                hear=plan.hear,
            )
    finally:
        database.close()


async def beliefs_of(database: Database) -> Beliefs:
    """Return what the twin believes: nothing if its memory is broken, for a wish can do without."""
    try:
        return await SqlMemory(database).beliefs(DECISIONS)
    except BrokenMemoryError as error:
        hints().print(f"{error}. Ranking goes on without it. {error.advice}", soft_wrap=True)
        return Beliefs()


async def experience_of(database: Database) -> Experience:
    """Return what the person's taste comes from: nothing if their memory is broken."""
    try:
        found = await SqlMemory(database).experience()
    except BrokenMemoryError:
        return Experience()
    say_if_unlearnt(found)
    return found


def say_if_unlearnt(experience: Experience) -> None:
    """Say in one line that there are choices to learn from, and nothing to learn with."""
    if experience.choices and not can_learn():
        missing = "Your choices are kept; to rank by them needs numpy: pip install 'dailyme[taste]'."
        hints().print(missing, soft_wrap=True)


def keep_private(store: str) -> None:
    """Make the folder and the file of a new SQLite store readable by its owner alone: it holds ceilings."""
    if not store.startswith("sqlite:///"):
        return
    path = Path(store.removeprefix("sqlite:///"))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
