"""What `dailyme brand key …` does: the same as the console's pages."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from brand_agent.api_keys import spelled
from brand_agent.edge.api_keys import SqlApiKeys
from brand_agent.edge.console.people import owner
from dailyme.clock import now_ms
from dailyme.outputs_programs import BrandKeys, ShownKey
from dailyme.show import console, print_json
from dailyme.wiring.goals import GoalPlace
from protocol import write_time


def show_keys(place: GoalPlace, *, as_json: bool) -> None:
    """Show all keys."""
    asyncio.run(_keys(place, None, None, as_json=as_json))


def add_key(place: GoalPlace, name: str, scopes: Sequence[str], *, as_json: bool) -> None:
    """Make a key and show it."""
    key = spelled(secrets.token_bytes(32))

    def work(keys: SqlApiKeys, at_ms: int) -> None:
        keys.add(key, name, scopes, at_ms=at_ms)

    asyncio.run(_keys(place, work, key, as_json=as_json))


def revoke_key(place: GoalPlace, number: int, *, as_json: bool) -> None:
    """Revoke a key."""

    def work(keys: SqlApiKeys, at_ms: int) -> None:
        keys.revoke(number, at_ms=at_ms)

    asyncio.run(_keys(place, work, None, as_json=as_json))


async def _keys(
    place: GoalPlace, work: Callable[[SqlApiKeys, int], None] | None, key: str | None, *, as_json: bool
) -> None:
    at_ms = now_ms()
    store = place.kept() if work is None else place.store()

    def done(connection: Connection) -> None:
        assert work is not None
        work(SqlApiKeys(connection, owner(connection, at_ms=at_ms).name), at_ms)

    try:
        if work is not None:
            await store.write(done)
        found = await store.read(lambda connection: SqlApiKeys(connection).all())
    finally:
        store.close()
    told = BrandKeys(
        keys=[
            ShownKey(
                number=one.number,
                name=one.name,
                begins=one.shown,
                scopes=list(one.scopes),
                made=write_time(one.made_ms),
                by=one.made_by,
                used=None if one.used_ms is None else write_time(one.used_ms),
            )
            for one in found
        ],
        key=key,
    )
    if as_json:
        print_json(told)
        return
    out = console()
    for one in told.keys:
        out.print(f"{one.number:>3}  {one.begins}…  {one.name}  ({', '.join(one.scopes)})", soft_wrap=True)
    if not told.keys:
        out.print('No key yet: dailyme brand key add "monthly report" deals:read')
    if told.key is not None:
        out.print(f"\nKey, shown this once: {told.key}", soft_wrap=True)
