"""What `approve`, `decline` and `twin resume` do: a wish is taken up again, from the store alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from consumer_twin import Nobody, Outcome, Refuse, Twin, approve, decline, resume
from consumer_twin.edge import Places, SqlStore
from consumer_twin.person import REASONS
from dailyme.acts.here import here
from dailyme.acts.stored import with_database
from dailyme.clock import World
from dailyme.errors import CommandError, Exit, UsageError
from dailyme.logs import start_logs
from dailyme.outputs_wish import Resumed
from dailyme.show import console, money, print_json
from dailyme.sources import is_loopback
from dailyme.wiring.twin import TwinPlan, opened_twin
from dailyme.wish_result import exit_code, show_outcome, wish_result
from foundation.database import Database

T = TypeVar("T")


class AlreadyAgreedError(CommandError):
    """Both sides have signed: there is nothing left to answer."""

    code = "already-agreed"


def approve_option(offer: str, *, local: bool, as_json: bool) -> int:
    """Accept exactly the option of hash *offer*; return the exit code."""

    async def answer(twin: Twin) -> Outcome:
        await _still_open(offer, twin)
        return await approve(offer, twin)

    local = local or with_database(lambda database: _is_here(offer, database))
    return _shown(_with_twin(answer, local=local, as_json=as_json), as_json=as_json)


def decline_option(offer: str, reason: str, *, local: bool, as_json: bool) -> int:
    """Turn down the option of hash *offer* and those beside it; return the exit code."""
    known = next((one for one in REASONS if one == reason), None)
    if known is None:
        raise UsageError(f"--reason can't be {reason!r}", f"Give one of {', '.join(REASONS)}.")

    async def answer(twin: Twin) -> Outcome:
        await _still_open(offer, twin)
        return await decline(offer, Refuse(known), twin)

    local = local or with_database(lambda database: _is_here(offer, database))
    _shown(_with_twin(answer, local=local, as_json=as_json), as_json=as_json)
    return Exit.DONE


async def _still_open(offer: str, twin: Twin) -> None:
    """Return if the option of hash *offer* is not agreed yet. Raises `AlreadyAgreedError`."""
    option = await twin.store.option(offer)
    if option is None or option.thread is None:
        return
    _, messages = await twin.store.thread(option.thread)
    if any(message.type == "confirm" for message in messages):
        words = f"you agreed with {option.seller.name} already: {money(option.total)}"
        raise AlreadyAgreedError(words, "See `dailyme twin agreements`.")


def resume_accepts(*, local: bool, as_json: bool) -> int:
    """Settle every accept that is in doubt; return the gravest exit code."""
    local = local or with_database(_is_doubt_here)

    async def settle(twin: Twin) -> tuple[Outcome, ...]:
        return await resume(replace(twin, mandate=None), Nobody())

    outcomes = _with_twin(settle, local=local, as_json=as_json)
    if as_json:
        print_json(Resumed(settled=[wish_result(outcome) for outcome in outcomes]))
        return max(map(exit_code, outcomes), default=Exit.DONE)
    if not outcomes:
        console().print("Nothing is in doubt.")
    for outcome in outcomes:
        show_outcome(outcome)
    return max(map(exit_code, outcomes), default=Exit.DONE)


async def _is_here(offer: str, database: Database) -> bool:
    """Whether the option is of a brand on this machine: the person was asked about plain http before."""
    option = await SqlStore(database).option(offer)
    return option is not None and is_loopback(option.seller.url)


async def _is_doubt_here(database: Database) -> bool:
    """Whether an accept in doubt is with a brand on this machine."""
    store = SqlStore(database)
    threads = [await store.thread(one.thread) for one in await store.outstanding()]
    return any(is_loopback(record.seller.url) for record, _ in threads)


def _shown(outcome: Outcome, *, as_json: bool) -> int:
    if as_json:
        print_json(wish_result(outcome))
    else:
        show_outcome(outcome)
    return exit_code(outcome)


def _with_twin(act: Callable[[Twin], Coroutine[Any, Any, T]], *, local: bool, as_json: bool) -> T:
    """Run *act* with the twin of this machine, which knows the brands from its store."""
    start_logs(quiet=True)
    at = here()
    # A test seed works with this machine's brands only, so having nothing else says --local.
    local = local or not at.places.seed.exists()
    plan = TwinPlan(
        store=at.store,
        seed=at.seed(local=local, as_json=as_json),
        world=World.real(),
        local=local,
        places=Places(),
        deadline_s=at.settings.deadline_s,
        tick_ms=at.settings.tick_ms,
    )

    async def run() -> T:
        async with opened_twin(plan) as twin:
            return await act(twin)

    return asyncio.run(run())
