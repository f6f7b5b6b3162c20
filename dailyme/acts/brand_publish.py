"""What `dailyme brand publish` does: it writes into the store, where a running brand notices it."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from brand_agent.desk import Desk
from brand_agent.edge.newsroom import Newsroom
from brand_agent.edge.policy_file import example_policy
from brand_agent.edge.tables import METADATA
from brand_agent.relation.event import Event
from brand_agent.stockroom import stockroom
from dailyme.amounts import read_amount
from dailyme.errors import UsageError
from dailyme.outputs_news import BrandPublished
from dailyme.places import places
from dailyme.show import console, count, print_json
from dailyme.wiring.brand import brand_store, identity_at
from foundation.database import Database

_HOUR_MS: Final = 3_600_000
_NEEDED: Final = {
    "offer": ("promotion",),
    "order-care": ("agreement", "status"),
    "back-in-stock": ("product", "variant"),
}


@dataclass(frozen=True)
class PublishFlags:
    """What the command line says of an event."""

    topic: str
    promotion: str | None
    categories: tuple[str, ...]
    product: str | None
    variant: str | None
    price: str | None
    agreement: str | None
    status: str | None
    words: str | None
    hours: int


def publish(flags: PublishFlags, origin: str, *, local: bool, database: str | None, as_json: bool) -> None:
    """Publish what *flags* say as the brand at *origin*, and show how many were told."""
    where = places(os.environ)
    store = database or brand_store(where, origin)
    if store.startswith("sqlite:///") and not Path(store.removeprefix("sqlite:///")).exists():
        raise UsageError(
            f"no brand was served at {origin}", "Give --port, --url or --database as to `serve`."
        )
    who = identity_at(origin, where.brand(origin), role="brand", seed=None, local=local)
    event = event_of(flags, who.world.clock(0))
    policy = example_policy(name="-", currency="USD")  # publishing takes the key alone
    desk = Desk(who.key, policy, stockroom((), policy), who.world.clock, who.world.ids)

    async def run() -> int:
        opened = Database(store)
        try:
            opened.create(METADATA)
            return await Newsroom(lambda: desk, opened).publish([event])
        finally:
            opened.close()

    told = asyncio.run(run())
    if as_json:
        print_json(BrandPublished(told=told))
        return
    console().print(f"Put into {count(told, 'mailbox')}.".replace("mailboxs", "mailboxes"))


def event_of(flags: PublishFlags, at_ms: int) -> Event:
    """Return the event that *flags* describe. Raises `UsageError`."""
    if flags.topic not in _NEEDED:
        raise UsageError(f"{flags.topic!r} can't be published by hand", f"Topics are {', '.join(_NEEDED)}.")
    for name in _NEEDED[flags.topic]:
        if getattr(flags, name) is None:
            raise UsageError(f"{flags.topic} needs --{name}", "See `dailyme brand publish --help`.")
    event = Event(
        kind=flags.topic,  # type: ignore[arg-type]  # it is one of `_NEEDED`
        valid_until_ms=at_ms // 1000 * 1000 + flags.hours * _HOUR_MS,
        product=flags.product,
        variant=flags.variant,
        categories=frozenset(flags.categories),
        price=None if flags.price is None else read_amount(flags.price, "--price"),
        promotion=flags.promotion,
        agreement=flags.agreement,
        status=flags.status,
        words=flags.words,
    )
    try:
        event.news(0)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise UsageError(f"--{where} can't be that", "See `dailyme brand publish --help`.") from None
    return event
