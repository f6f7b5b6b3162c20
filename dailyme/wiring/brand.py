"""A brand, wired: its shop, its key, its store and its app on a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from httpx import AsyncClient

from brand_agent import BrandPolicy
from brand_agent.edge.http import open_brand
from brand_agent.edge.mediators import ResolvedMediators
from brand_agent.edge.tables import METADATA
from brand_agent.edge.webhooks import Postman
from brand_agent.ports import Mediators
from dailyme.clock import World
from dailyme.errors import UsageError
from dailyme.places import Places, sqlite_url
from dailyme.seed import seed_or_test
from dailyme.serve import Place
from dailyme.wiring.rereading import Rereading, Seen
from dailyme.wiring.shop import Shop, ShopFlags
from foundation.database import Database
from foundation.fetch import Guard, open_client
from protocol import PROFILE_PATH, SigningKey, did_web
from transport import Exchanges, Resolver

TEST_KEY: Final = "Development: the key is a test key, for this machine only."


@dataclass(frozen=True)
class Identity:
    """Who a server is: its key, its world, and what its operator must know."""

    key: SigningKey
    world: World
    notes: tuple[str, ...] = ()


def identity(place: Place, folder: Path, *, role: str, seed: int | None) -> Identity:
    """Return the identity of the server at *place*, a "brand" or "market", whose secrets lie in *folder*.

    seed: of a run that must be the same twice; None is the real world. On loopback a test key is made at
    the first start; elsewhere the key is the one that `init` made.
    """
    return identity_at(place.origin, folder, role=role, seed=seed, local=place.local)


def identity_at(origin: str, folder: Path, *, role: str, seed: int | None, local: bool) -> Identity:
    """Return the identity of the server at *origin*, as `identity` does; nothing need be bound there."""
    did = did_web(origin)
    if seed is not None:
        world = World.seeded(seed, origin)
        return Identity(SigningKey.for_brand(world.secret("key"), did), world)
    make = f"dailyme {role} init --url {origin}"
    secret, test = seed_or_test(folder / "key.json", folder.name, local=local, make=make)
    return Identity(SigningKey.for_brand(secret, did), World.real(), (TEST_KEY,) if test else ())


def brand_store(places: Places, origin: str) -> str:
    """Return the URL of the database of the brand at *origin*."""
    return sqlite_url(places.brand(origin) / "brand.db")


def kept_store(places: Places, origin: str, database: str | None) -> Database:
    """Open the store of the brand at *origin*, or the one at the URL *database*; the caller closes it.

    Raises `UsageError` if no brand was served there.
    """
    url = database or brand_store(places, origin)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise UsageError(
            f"no brand was served at {origin}", "Give --port, --url or --database as to `serve`."
        )
    store = Database(url)
    store.create(METADATA)
    return store


@dataclass(frozen=True)
class Kept:
    """Files to read again while serving, and how they were when they were read first."""

    flags: ShopFlags
    seen: Seen


@asynccontextmanager
async def brand_app(
    shop: Shop, place: Place, who: Identity, database_url: str, kept: Kept | None = None
) -> AsyncIterator[FastAPI]:
    """Open the brand's app over the store at *database_url*, and close the store after.

    kept: what is read again while it is open; None reads nothing again.
    """
    database, guard = Database(database_url), Guard(local=place.local)
    try:
        async with open_client(guard) as client:
            app = await open_brand(
                database,
                policy=shop.policy,
                entries=shop.entries,
                key=who.key,
                origin=place.origin,
                clock=who.world.clock,
                ids=who.world.ids,
                mediators=_mediators(shop.policy, client, guard, who.world),
            )
            if kept is None:
                yield app
                return
            clock, trading = who.world.clock, app.state.trading
            again = Rereading(kept.flags, shop, kept.seen, trading, clock=clock, local=place.local)
            postman = Postman(database, who.key, client, local=place.local, clock=lambda: clock(0))
            async with again.running(), postman.running():
                yield app
    finally:
        database.close()


def _mediators(policy: BrandPolicy, client: AsyncClient, guard: Guard, world: World) -> Mediators:
    """Return the way to the marketplaces that *policy* takes as mediators."""

    def now_ms() -> int:
        return world.clock(0)

    resolver = Resolver(Exchanges(client, guard, None), local=guard.local, clock=now_ms)
    return ResolvedMediators(resolver, policy.mediation.dids, now_ms)


async def list_at(market: str, place: Place, who: Identity) -> None:
    """List the brand at *place* with the marketplace at *market*, with the profile that it serves.

    Raises `FetchError`, `TransportError` or `ProtocolError` if that fails.
    """
    from foundation.fetch import fetch
    from transport import Courier

    guard = Guard(local=place.local)
    async with open_client(guard) as client:
        profile = await fetch(place.origin + PROFILE_PATH, guard=guard, client=client)
        courier = Courier(client, guard, clock=lambda: who.world.clock(0))
        await courier.list_brand(market, profile.body)
