"""What `dailyme twin status` does: what is open, and where things lie."""

from __future__ import annotations

from typing import Literal

from consumer_twin import Option
from consumer_twin.edge import SqlStore
from consumer_twin.records import WishRecord
from dailyme.acts.here import Here, here
from dailyme.acts.memory import remembered, wishes
from dailyme.clock import now_ms
from dailyme.outputs_memory import date_of
from dailyme.outputs_wish import DoubtfulAccept, OpenOption, TwinStatus
from dailyme.show import console, money, print_json
from protocol import State, replay, write_time


def show_status(*, as_json: bool) -> None:
    """Show what is open."""
    at = here()
    shown = remembered(_status)
    if as_json:
        print_json(shown)
        return
    out = console()
    out.print(f"Seed      {shown.seed}")
    out.print(f"Settings  {at.places.settings}", soft_wrap=True)
    out.print(f"Store     {shown.store}  (wishes: {shown.wishes})", soft_wrap=True)
    if shown.paused is not None:
        out.print(f"Paused    since {shown.paused}: nothing goes out. Go on: dailyme twin go")
    for option in shown.waiting:
        out.print(f"\nWaits for your yes until {option.valid_until}: {option.seller}, {money(option.total)}")
        out.print(f"  {option.title}\n  dailyme approve {option.hash}", soft_wrap=True)
    for accept in shown.in_doubt:
        out.print(f"\nIn doubt until {accept.confirm_by}: {money(accept.total)}. Run: dailyme twin resume")


async def _status(store: SqlStore) -> TwinStatus:
    at = here()
    known = await wishes(store)
    in_doubt = await store.outstanding()
    bound = {(one.wish, one.line) for one in in_doubt}
    shown = [(option, wish) for wish in known for option in await store.options_of(wish.number)]
    paused_ms = (await store.spent(0, at.settings.currency, now_ms())).allowed.paused_ms
    left = [(option, wish) for option, wish in shown if (option.wish, option.line) not in bound]
    return TwinStatus(
        seed=_seed(at),
        settings=str(at.places.settings),
        store=at.store,
        wishes=len(known),
        waiting=[_open_option(option, wish) for option, wish in left if await _waits(option, store)],
        in_doubt=[
            DoubtfulAccept(
                offer=one.offer, thread=one.thread, total=one.total, confirm_by=write_time(one.confirm_by_ms)
            )
            for one in in_doubt
        ],
        paused=None if paused_ms is None else date_of(paused_ms),
    )


def _seed(at: Here) -> Literal["encrypted", "test", "none"]:
    if at.places.seed.exists():
        return "encrypted"
    return "test" if at.places.seed.with_name(f"test-{at.places.seed.name}").exists() else "none"


async def _waits(option: Option, store: SqlStore) -> bool:
    """Say whether *option* can still be approved: its thread is open, and the offer has not ended."""
    if option.thread is None or not option.fits or (option.valid_until_ms or 0) <= now_ms():
        return False
    _, messages = await store.thread(option.thread)
    return replay(messages).state in {State.OFFERED, State.REVEALED}


def _open_option(option: Option, wish: WishRecord) -> OpenOption:
    assert option.valid_until_ms is not None
    return OpenOption(
        hash=option.hash,
        wish=wish.wish.text,
        seller=option.seller.name,
        title=option.title,
        total=option.total,
        valid_until=write_time(option.valid_until_ms),
    )
