"""What `dailyme news …` does."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final, TypeVar

from consumer_twin.edge.hold import Hold
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.relation.subscription import Subscription
from consumer_twin.relation.who import Guest, Who
from consumer_twin.scan import Places, Trouble
from dailyme.acts.here import here
from dailyme.acts.news_flags import SubscribeFlags, body_of
from dailyme.acts.news_show import say_news, show_news, show_subscription, tell_subscription
from dailyme.clock import World, now_ms
from dailyme.errors import Exit, UsageError
from dailyme.logs import start_logs
from dailyme.news_lines import shown_news, shown_subscription
from dailyme.outputs_news import (
    NewsBreach,
    NewsFetched,
    NewsList,
    NewsTrouble,
    ShownNews,
)
from dailyme.show import console, hints, print_json
from dailyme.sources import is_address, is_local_brand, is_loopback
from dailyme.wiring.news import opened_mail
from dailyme.wiring.twin import TwinPlan
from foundation.database import Database
from protocol import did_web

T = TypeVar("T")
_DAY_MS: Final = 86_400_000
_CAP: Final = re.compile(r"(\d{1,3})/(\d{1,3})d")
_DAYS: Final = re.compile(r"(\d{1,3})d")


def subscribe(flags: SubscribeFlags, *, as_json: bool) -> None:
    """Subscribe, and show the subscription."""
    start_logs(quiet=True)
    if not is_address(flags.brand):
        raise UsageError(f"{flags.brand!r} is no web address", "Give one such as https://shop.example.")
    brand = did_web(flags.brand)

    async def act(mail: Mail) -> Subscription:
        who = await _who(mail, brand, known=flags.known)
        return await mail.subscribe(brand, body_of(flags, now_ms()), who, label=f"news/{now_ms()}")

    one = _with_mail(act, local=flags.local or is_loopback(flags.brand), as_json=as_json)
    show_subscription(shown_subscription(one, now_ms()), "Subscribed", as_json=as_json)


async def _who(mail: Mail, brand: str, *, known: bool) -> Who:
    if not known:
        return Guest(mail.relate.nonces(f"news/{brand}/{mail.relate.clock(0)}"))
    climb = await SqlRungs(mail.relate.letters).at(brand)
    if not climb.known:
        raise UsageError("this brand does not know you", "See `dailyme relation introduce --help`.")
    return climb.who


def list_news(*, as_json: bool) -> None:
    """Show the subscriptions, what still holds of their news, and what brands did against them."""
    now = now_ms()

    async def read(kept: SqlSubscriptions) -> NewsList:
        every = await kept.all()
        proofs = [(one.number, await kept.breaches(one.number)) for one in every]
        return NewsList(
            subscriptions=[shown_subscription(one, now) for one in every],
            news=[shown_news(one) for one in await kept.shown(now)],
            breaches=[
                NewsBreach(subscription=number, code=code, proof=data.decode())
                for number, found in proofs
                for code, data in found
            ],
        )

    shown = asyncio.run(_reading(read))
    if as_json:
        print_json(shown)
        return
    if not shown.subscriptions:
        console().print(
            "No subscriptions: nobody may tell you anything. See `dailyme news subscribe --help`."
        )
    for one in shown.subscriptions:
        tell_subscription(one)
    show_news(shown.news)


def fetch_news(*, local: bool, as_json: bool) -> int:
    """Fetch every mailbox, show what holds, and return the exit code."""
    start_logs(quiet=True)

    async def act(mail: Mail) -> tuple[tuple[Trouble, ...], list[ShownNews]]:
        troubles = await mail.fetch()
        return troubles, [shown_news(one) for one in await mail.subscriptions.shown(now_ms())]

    troubles, news = _with_mail(act, local=local or asyncio.run(_is_local()), as_json=as_json)
    if as_json:
        print_json(NewsFetched(news=news, troubles=[_trouble(one) for one in troubles]))
    else:
        show_news(news)
        if not news:
            console().print("Nothing new that still holds.")
        for one in troubles:
            hints().print(f"error: {one.code}: {one.seller}: {one.reason}", soft_wrap=True)
    return Exit.ERROR if troubles else Exit.DONE


def listen(*, seconds: float | None, local: bool, as_json: bool) -> None:
    """Hold the streams open and show what comes, until Ctrl-C or for *seconds*."""
    start_logs(quiet=True)

    async def run() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with listening(local=local, as_json=as_json):
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await stop.wait()

    asyncio.run(run())


async def holding(mail: Mail, *, as_json: bool) -> None:
    """Hold the streams of *mail* open and print what comes, until cancelled."""
    seen = {one.hash for one in await mail.subscriptions.shown(now_ms())}

    async def came(_one: Subscription) -> None:
        for told in reversed(await mail.subscriptions.shown(now_ms())):
            if told.hash not in seen:
                seen.add(told.hash)
                say_news(shown_news(told), as_json=as_json)

    def failed(trouble: Trouble) -> None:
        if not as_json:
            hints().print(f"{trouble.seller}: {trouble.code}: {trouble.reason}", soft_wrap=True)

    await Hold(mail, came, failed).run()


@asynccontextmanager
async def listening(*, local: bool, as_json: bool) -> AsyncIterator[None]:
    """Hold streams open meanwhile, if there is any subscription; what comes is printed and kept."""
    if not await _reading(lambda kept: kept.all()):
        yield
        return
    async with opened_mail(_plan(local=local or await _is_local(), as_json=as_json)) as mail:
        hold = asyncio.create_task(holding(mail, as_json=as_json))
        try:
            yield
        finally:
            hold.cancel()
            await asyncio.gather(hold, return_exceptions=True)


def unsubscribe(number: int, *, local: bool, as_json: bool) -> None:
    """End a subscription, at once here, and tell the brand if it can be reached."""
    start_logs(quiet=True)

    async def act(mail: Mail) -> Subscription:
        found = [one for one in await mail.subscriptions.all() if one.number == number]
        if not found:
            raise UsageError(f"there is no subscription {number}", "See `dailyme news list`.")
        return await mail.unsubscribe(found[0])

    one = _with_mail(act, local=local or asyncio.run(_is_local()), as_json=as_json)
    show_subscription(shown_subscription(one, now_ms()), "Ended", as_json=as_json)
    if not one.told and not as_json:
        hints().print(
            f"{one.seller} can't be reached; it is told with the next fetch. What comes is dropped."
        )


def _with_mail(act: Callable[[Mail], Awaitable[T]], *, local: bool, as_json: bool) -> T:
    async def run() -> T:
        async with opened_mail(_plan(local=local, as_json=as_json)) as mail:
            return await act(mail)

    return asyncio.run(run())


def _plan(*, local: bool, as_json: bool) -> TwinPlan:
    at = here()
    return TwinPlan(
        store=at.store,
        seed=at.seed(local=local, as_json=as_json),
        world=World.real(),
        local=local,
        places=Places(),
    )


async def _reading(act: Callable[[SqlSubscriptions], Awaitable[T]]) -> T:
    database = Database(here().store)
    try:
        return await act(SqlSubscriptions(database))
    finally:
        database.close()


async def _is_local() -> bool:
    """Whether a subscription is at a brand on this machine."""

    async def read(kept: SqlSubscriptions) -> bool:
        return any(is_local_brand(one.brand) for one in await kept.all())

    return await _reading(read)


def _trouble(one: Trouble) -> NewsTrouble:
    return NewsTrouble(seller=one.seller, code=one.code, reason=one.reason)
