"""What `dailyme brand stop` and `dailyme brand go` do."""

from __future__ import annotations

import asyncio
import getpass
import os
from dataclasses import dataclass

from brand_agent.controls import FOR_ALL
from brand_agent.edge.steward import Steward
from dailyme.clock import now_ms
from dailyme.outputs_control import BrandSteered
from dailyme.places import places
from dailyme.show import console, print_json
from dailyme.wiring.brand import kept_store
from protocol import write_time


@dataclass(frozen=True)
class Wanted:
    """What is wanted of the brand at *origin*: of negotiation *thread*, or of all. who: "" is this login."""

    origin: str
    database: str | None
    thread: str | None
    who: str
    why: str


def stop(wanted: Wanted, *, as_json: bool) -> None:
    """Pause the agent, or stop one negotiation."""
    _say(asyncio.run(_steer(wanted, is_stop=True)), as_json=as_json)


def go(wanted: Wanted, *, as_json: bool) -> None:
    """Let the agent go on, in all negotiations or in one that somebody led."""
    _say(asyncio.run(_steer(wanted, is_stop=False)), as_json=as_json)


async def _steer(wanted: Wanted, *, is_stop: bool) -> BrandSteered:
    store = kept_store(places(os.environ), wanted.origin, wanted.database)
    try:
        steward, who, at_ms = Steward(store), wanted.who or getpass.getuser(), now_ms()
        thread = FOR_ALL
        if wanted.thread is None:
            act = steward.pause if is_stop else steward.resume
            changed = await act(who, wanted.why, at_ms=at_ms)
        else:
            thread = (await steward.named(wanted.thread)).overview.thread
            decide = steward.stop if is_stop else steward.hand_back
            changed = await decide(thread, who, wanted.why, at_ms=at_ms)
        now = await steward.standing(thread)
    finally:
        store.close()
    return BrandSteered(
        thread=thread or None,
        changed=changed,
        paused=now.is_paused,
        course=now.course,
        who=who,
        at=write_time(at_ms),
    )


def _say(found: BrandSteered, *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    so = "" if found.changed else " already"
    if found.thread is not None:
        lead = {"agent": "The agent leads", "person": "A person leads", "stopped": "Stopped:"}[found.course]
        console().print(f"{lead} negotiation {found.thread[:12]}{so}.", soft_wrap=True)
    elif found.paused:
        console().print(f"Paused{so}. What was offered stays firm; nothing new is offered.")
    else:
        console().print(f"Going{so}.")
