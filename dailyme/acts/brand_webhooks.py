"""What `dailyme brand webhook …` does: the same as the console's pages."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from brand_agent.edge.console.people import owner
from brand_agent.edge.webhooks import SqlHooks, deliveries
from brand_agent.webhooks import Hook, secret_of, shown_secret
from dailyme.clock import now_ms
from dailyme.outputs_programs import BrandWebhooks, ShownSent, ShownWebhook
from dailyme.places import places
from dailyme.show import console, print_json
from dailyme.sources import is_loopback
from dailyme.wiring.brand import identity_at
from dailyme.wiring.goals import GoalPlace
from foundation.database import Database
from protocol import write_time

_SHOWN = 50


def show_webhooks(place: GoalPlace, *, as_json: bool) -> None:
    """Show all webhooks."""
    asyncio.run(_hooks(place, None, as_json=as_json))


def add_webhook(place: GoalPlace, url: str, events: Sequence[str], *, as_json: bool) -> None:
    """Add a webhook and show its secret."""
    salt, local = secrets.token_bytes(16), is_loopback(place.origin)

    def work(hooks: SqlHooks, at_ms: int) -> Hook:
        return hooks.add(url, events, salt, local=local, at_ms=at_ms)

    asyncio.run(_hooks(place, work, as_json=as_json))


def new_secret(place: GoalPlace, number: int, *, as_json: bool) -> None:
    """Give a webhook a new secret and show it."""
    salt = secrets.token_bytes(16)
    asyncio.run(_hooks(place, lambda hooks, at_ms: hooks.rotate(number, salt, at_ms=at_ms), as_json=as_json))


def remove_webhook(place: GoalPlace, number: int, *, as_json: bool) -> None:
    """Remove a webhook."""

    def work(hooks: SqlHooks, at_ms: int) -> None:
        hooks.remove(number, at_ms=at_ms)

    asyncio.run(_hooks(place, work, as_json=as_json))


def show_sent(place: GoalPlace, number: int, again: int | None, *, as_json: bool) -> None:
    """Show what was sent to a webhook; *again*: a delivery that is sent once more first."""
    asyncio.run(_sent(place, number, again, as_json=as_json))


async def _hooks(
    place: GoalPlace, work: Callable[[SqlHooks, int], Hook | None] | None, *, as_json: bool
) -> None:
    at_ms = now_ms()
    store = place.kept() if work is None else place.store()

    def done(connection: Connection) -> Hook | None:
        assert work is not None
        return work(SqlHooks(connection, owner(connection, at_ms=at_ms).name), at_ms)

    try:
        made = None if work is None else await store.write(done)
        told = await _told_hooks(store)
    finally:
        store.close()
    if made is not None:
        told = told.model_copy(update={"secret": _secret(place, made)})
    _tell_hooks(told, as_json=as_json)


def _secret(place: GoalPlace, hook: Hook) -> str:
    folder = places(os.environ).brand(place.origin)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    local = is_loopback(place.origin)
    key = identity_at(place.origin, folder, role="brand", seed=None, local=local).key
    return shown_secret(secret_of(key, hook.salt))


async def _told_hooks(store: Database) -> BrandWebhooks:
    hooks = await store.read(lambda connection: SqlHooks(connection).all())
    return BrandWebhooks(
        webhooks=[
            ShownWebhook(
                number=one.number,
                url=one.url,
                events=list(one.events),
                off=one.off,
                made=write_time(one.made_ms),
                by=one.made_by,
            )
            for one in hooks
        ]
    )


def _tell_hooks(told: BrandWebhooks, *, as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    out = console()
    for one in told.webhooks:
        state = f"off: {one.off}" if one.off else "on"
        out.print(f"{one.number:>3}  {one.url}  ({state})", soft_wrap=True)
        out.print(f"     {', '.join(one.events)}", soft_wrap=True)
    if not told.webhooks:
        out.print("No webhook yet: dailyme brand webhook add https://shop.example/hooks first-deal")
    if told.secret is not None:
        out.print(f"\nSecret, shown this once: {told.secret}", soft_wrap=True)


async def _sent(place: GoalPlace, number: int, again: int | None, *, as_json: bool) -> None:
    at_ms = now_ms()
    store = place.kept()
    try:
        if again is not None:
            await store.write(lambda found: deliveries.replay(found, number, again, at_ms=at_ms))
        told = await store.read(lambda connection: _listed(connection, number))
    finally:
        store.close()
    if as_json:
        print_json(told)
        return
    for one in told.sent or ():
        console().print(
            f"{one.number:>5}  {one.made}  {one.state:<8} {one.event}  {one.said}", soft_wrap=True
        )
    if not told.sent:
        console().print("Nothing was sent yet.")


def _listed(connection: Connection, number: int) -> BrandWebhooks:
    SqlHooks(connection).get(number)
    sent = []
    for one in deliveries.latest(connection, number, _SHOWN):
        _, tries = deliveries.get(connection, number, one.number)
        sent.append(
            ShownSent(
                number=one.number,
                id=one.name,
                event=one.event,
                made=write_time(one.made_ms),
                state=one.state,
                tries=one.tries,
                said=_said(tries[0]) if tries else "not tried yet",
            )
        )
    return BrandWebhooks(webhooks=[], sent=sent)


def _said(one: deliveries.Try) -> str:
    return one.said.splitlines()[0][:120] if one.status is None and one.said else f"answered {one.status}"
