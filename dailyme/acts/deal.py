"""What `dailyme deal …` does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from consumer_twin.edge import Places
from consumer_twin.edge.deals import SqlDeals
from consumer_twin.edge.store import SqlStore
from consumer_twin.errors import BrokenAnswerError, UnansweredError
from consumer_twin.fulfil import Deal, deals_of, named, outcome_of
from consumer_twin.thread import restore
from dailyme.acts.here import here
from dailyme.acts.stored import with_database
from dailyme.clock import World, now_ms
from dailyme.deal_result import shown_deal, tell_deal
from dailyme.errors import UsageError
from dailyme.logs import start_logs
from dailyme.outputs_deal import DealList
from dailyme.show import console, print_json
from dailyme.sources import is_loopback
from dailyme.wiring.deals import opened_deals
from dailyme.wiring.twin import TwinPlan
from foundation.database import Database
from protocol import Outcome, Wire, read_time, write_time
from protocol.bodies import Body
from protocol.commitment import Committed
from protocol.message import shape_fault
from protocol.relation import FIELDS

W = TypeVar("W", bound=Wire)
Say = Callable[[Deal, tuple[Committed, ...], str], Body]
"""The body to say about a deal, from the commitments to what is given, and the time."""
_NO_SEED: Final = bytes(32)


def list_deals(*, as_json: bool) -> None:
    """Show the deals, oldest first."""
    deals = with_database(_deals)
    shown = [shown_deal(deal, now_ms()) for deal in deals]
    if as_json:
        print_json(DealList(deals=shown))
        return
    for one in shown:
        tell_deal(one)
    if not shown:
        console().print("No deals yet. See `dailyme wish now --help`.")


def say(
    prefix: str, body: Say, *, values: tuple[tuple[str, str], ...] = (), local: bool, as_json: bool
) -> None:
    """Say *body* about the deal whose hash begins with *prefix*, with *values* beside, and show what came."""
    plan, deal = _opened(prefix, local=local, as_json=as_json)
    _show(asyncio.run(_said(plan, deal.hash, body, values)), as_json=as_json)


def tell(prefix: str, how: str | None, *, local: bool, as_json: bool) -> None:
    """Tell the brand *how* a deal turned out; the twin alone, if the brand broke a rule and can't be told."""
    plan, deal = _opened(prefix, local=local, as_json=as_json)
    _show(asyncio.run(_told(plan, deal.hash, how)), as_json=as_json)


def _opened(prefix: str, *, local: bool, as_json: bool) -> tuple[TwinPlan, Deal]:
    """Return the plan by which the twin speaks of the deal whose hash begins with *prefix*, and the deal."""
    start_logs(quiet=True)
    deal = named(with_database(_deals), prefix)
    at = here()
    local = local or is_loopback(deal.thread.record.seller.url)
    plan = TwinPlan(
        store=at.store,
        seed=at.seed(local=local, as_json=as_json),
        world=World.real(),
        local=local,
        places=Places(),
    )
    return plan, deal


def _show(deal: Deal, *, as_json: bool) -> None:
    shown = shown_deal(deal, now_ms())
    if as_json:
        print_json(shown)
    else:
        tell_deal(shown)


async def _said(plan: TwinPlan, hash: str, body: Say, values: tuple[tuple[str, str], ...]) -> Deal:
    async with opened_deals(plan) as deals:
        deal = await deals.settle(await deals.named(hash))
        now = write_time(plan.world.clock(0))
        return await deals.say(deal, lambda committed: body(deal, committed, now), values)


async def _told(plan: TwinPlan, hash: str, how: str | None) -> Deal:
    try:
        return await _said(plan, hash, lambda deal, _, now: outcome_body(deal, how, now), ())
    except (BrokenAnswerError, UnansweredError):
        async with opened_deals(plan) as deals:
            deal, at_ms = await deals.named(hash), plan.world.clock(0)
            if how is None or not deal.broke:
                raise
            told = outcome_body(deal, how, write_time(at_ms))
            return await deals.book.tell_home(deal, told.how, at_ms=at_ms)


def given(pairs: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the fields and values that *pairs* (`FIELD=VALUE`) give. Raises `UsageError`."""
    found = {}
    for pair in pairs:
        field, is_pair, value = pair.partition("=")
        if not is_pair or field not in FIELDS or not value.strip():
            raise UsageError(f"--give can't be {pair[:60]!r}", f"Give FIELD=VALUE, of {', '.join(FIELDS)}.")
        found[field] = value.strip()
    return tuple(found.items())


def checked(model: type[W], members: dict[str, Any]) -> W:
    """Return the *model* of *members*. Raises `UsageError` for what can't be said."""
    try:
        return model.model_validate(members)
    except ValidationError as error:
        raise UsageError(f"that can't be said: {shape_fault(error)}", "See `dailyme deal --help`.") from None


def outcome_body(deal: Deal, how: str | None, now: str) -> Outcome:
    """Return the outcome of *deal*: *how*, or as promise and delivery say. Raises `UsageError`."""
    found = how or outcome_of(deal, read_time(now))
    if found is None:
        raise UsageError("how it turned out can't be said yet", "Say `dailyme deal delivered` first.")
    remedy = deal.last_remedy
    regarding = {} if remedy is None or found == "kept" else {"regarding": remedy[0]}
    return checked(Outcome, {"agreement": deal.hash, "how": found, **regarding})


async def _deals(database: Database) -> tuple[Deal, ...]:
    """The deals in *database*; nothing here is signed, so no seed is needed."""
    store, book = SqlStore(database), SqlDeals(database)
    found = deals_of([restore(*await store.thread(name), _NO_SEED) for name in await book.threads()])
    return await book.marked(found)
