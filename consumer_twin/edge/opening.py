"""A twin put together from its edges: HTTP, SQLite, and what is fresh."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import httpx

from catalog_adapters import SourceSettings
from consumer_twin.edge.asking import SqlAnswers
from consumer_twin.edge.brands import HttpBrands
from consumer_twin.edge.claiming import BrandClaims
from consumer_twin.edge.exchange import Exchange
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.mediation import HttpComparing
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.prices import SqlPrices
from consumer_twin.edge.rules import SqlRules
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.slices import HttpSlices
from consumer_twin.edge.sources import Sources
from consumer_twin.edge.store import SqlStore
from consumer_twin.edge.talks import BrandTalks
from consumer_twin.edge.till import BrandTill
from consumer_twin.elicit import Questions
from consumer_twin.events import Hear, deaf
from consumer_twin.fresh import Clock, Ids, Nonces, Sleep
from consumer_twin.memory import Beliefs
from consumer_twin.points import PointValue
from consumer_twin.scan import Places
from consumer_twin.slices import SliceRule
from consumer_twin.taste import Experience
from consumer_twin.twin import Twin
from foundation.database import Database
from foundation.fetch import Guard
from negotiation import Mandate, Weights
from protocol import did_web
from protocol.bodies import Mode
from transport import Courier


@dataclass(frozen=True)
class Fresh:
    """Where a twin's time, ids and nonces come from: the world, or a seed (`keys.seeded_ids`)."""

    clock: Clock
    ids: Ids
    nonces: Nonces
    sleep: Sleep = asyncio.sleep


@dataclass(frozen=True)
class Manner:
    """How the twin acts for its person: what it may do unasked, weighs and believes, how long it waits.

    consented: facts that may be said for a claim in this run, beside those with a standing permission.
    mode: how it plays with brands that take it; None for turns.
    weights: set by hand, for haggling too; what *experience* taught is never shown in a thread (LEARN-12).
    questions: how much it may ask its person before they see options.
    slices: when a marketplace's slices are taken in place of whole catalogs.
    """

    mandate: Mandate | None = None
    weights: Weights | None = None
    beliefs: Beliefs = field(default_factory=Beliefs)
    experience: Experience = field(default_factory=Experience)
    consented: frozenset[str] = frozenset()
    point_value: PointValue | None = None
    patience: Patience = field(default_factory=Patience)
    per_seller: int = 1
    questions: Questions = field(default_factory=Questions)
    mode: Mode | None = None
    sources: SourceSettings = field(default_factory=SourceSettings)
    slices: SliceRule = field(default_factory=SliceRule)


def open_twin(
    *,
    database: Database,
    client: httpx.AsyncClient,
    guard: Guard,
    courier: Courier,
    places: Places,
    seed: bytes,
    fresh: Fresh,
    manner: Manner,
    hear: Hear = deaf,
) -> Twin:
    """Return the twin of the person of *seed* (32 bytes), who looks at *places* and tells *hear*.

    *client* is the process's one client and *courier* speaks over it; *guard* bounds what a public source
    may be.
    """
    store, rules = SqlStore(database), SqlRules(database)
    sources = Sources(client, guard, fresh.clock, manner.sources)
    brands = HttpBrands(
        courier,
        sources,
        places,
        manner.patience,
        hear,
        HttpSlices(courier, fresh.clock, manner.slices, manner.per_seller, hear=hear),
        rules=rules,
    )
    exchange = Exchange(brands, store, seed, fresh.clock, fresh.ids, manner.patience, hear, fresh.sleep)
    return Twin(
        brands=brands,
        talks=BrandTalks(
            exchange,
            fresh.nonces,
            manner.weights or Weights(),
            SqlAnswers(SqlLetters(database)),
            BrandClaims(
                courier,
                database,
                fresh.clock,
                fresh.nonces,
                consented=manner.consented,
                hear=hear,
                timeout_s=manner.patience.first_s / 3,
            ),
            SqlRungs(SqlLetters(database)),
            manner.mode,
            tuple(map(did_web, places.markets)),
            HttpComparing(courier),
        ),
        till=BrandTill(exchange),
        store=store,
        clock=fresh.clock,
        mandate=manner.mandate,
        weights=manner.weights,
        beliefs=manner.beliefs,
        experience=manner.experience,
        point_value=manner.point_value,
        prices=SqlPrices(database),
        per_seller=manner.per_seller,
        questions=manner.questions,
        rules=rules,
        hear=hear,
    )
