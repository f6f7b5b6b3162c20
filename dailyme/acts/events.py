"""What `dailyme brand events` and `dailyme relation events` do."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from consumer_twin.edge.events import SqlEvents
from dailyme.acts.here import here
from dailyme.errors import UsageError
from dailyme.outputs_events import BrandEvents, TwinEvent, TwinEvents
from dailyme.places import places
from dailyme.show import console, count, print_json
from dailyme.wiring.brand import brand_store
from foundation.database import Database
from protocol import did_web, write_time
from protocol.lifecycle import EVENTS


def brand_events(origin: str, *, database: str | None, as_json: bool) -> None:
    """Show how often each event happened at the brand at *origin*."""
    from brand_agent.edge.events import count_events

    url = database or brand_store(places(os.environ), origin)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise UsageError(
            f"no brand was served at {origin}", "Give --port, --url or --database as to `serve`."
        )
    store = Database(url)
    try:
        keys, counted = asyncio.run(store.read(count_events))
    finally:
        store.close()
    if as_json:
        print_json(BrandEvents.model_validate({"relationships": keys, "events": counted}))
        return
    console().print(count(keys, "relationship"))
    for name in EVENTS:
        if name in counted:
            console().print(f"{counted[name]:>8}  {name}")


def twin_events(brand: str | None, *, as_json: bool) -> None:
    """Show what happened with *brand* (an address), or with every one."""
    did = None if brand is None else did_web(brand)
    database = Database(here().store)
    try:
        found = asyncio.run(SqlEvents(database).of(did))
    finally:
        database.close()
    shown = [
        TwinEvent(at=write_time(one.at_ms), event=one.event, brand=name, key=key, thread=one.thread)
        for name, key, one in found
    ]
    if as_json:
        print_json(TwinEvents(events=shown))
        return
    if not shown:
        console().print("Nothing happened with any brand yet.")
    for line in shown:
        console().print(f"{line.at[:10]}  {line.event:<18} {line.brand}", soft_wrap=True)
