"""Webhooks: what happens reaches the brand's own programs, signed, and is tried until it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import time

import pytest
from sqlalchemy import Connection
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from brand_agent.edge.relation.holdings import SqlHoldings
from brand_agent.edge.webhooks import Delivery, Postman, SqlHooks, Try, deliveries
from brand_agent.edge.webhooks.deliveries import LEASE_MS, take_due
from brand_agent.edge.webhooks.happened import gather
from brand_agent.edge.webhooks.hooks import OFF_BY_PERSON
from brand_agent.webhooks import MOST_TRIES, Hook, secret_of, shown_secret
from brand_agent.webhooks.retrying import WAITS_MS
from brand_agent.webhooks.signing import OVERLAP_MS
from foundation.fetch import Guard, open_client
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import KEY, Shop, open_shop
from tests.brand_agent.webhooks.receiver import Heard, Receiver, receiving

ALL = ("first-contact", "declined-price", "first-deal", "lapsed")
SALT, OTHER = bytes(16), bytes(range(16))


@dataclass
class Post:
    """A shop with a postman whose clock is the machine's, and can be put forward."""

    shop: Shop
    at_ms: int
    postman: Postman = field(init=False)

    def now_ms(self) -> int:
        return self.at_ms

    async def add(self, url: str, events: Sequence[str] = ALL) -> Hook:
        def work(connection: Connection) -> Hook:
            return SqlHooks(connection, "ana").add(url, events, SALT, local=True, at_ms=self.at_ms)

        return await self.shop.database.write(work)

    async def log(self, hook: Hook) -> list[tuple[Delivery, tuple[Try, ...]]]:
        """What was sent to *hook*, oldest first, with its tries."""

        def work(connection: Connection) -> list[tuple[Delivery, tuple[Try, ...]]]:
            found = deliveries.latest(connection, hook.number, 50)
            return [deliveries.get(connection, hook.number, one.number) for one in reversed(found)]

        return await self.shop.database.read(work)


@asynccontextmanager
async def opened(folder: Path, *, local: bool = True) -> AsyncIterator[Post]:
    shop = await open_shop(folder)
    async with open_client(Guard(local=local)) as client:
        made = Post(shop, int(time() * 1000))
        made.postman = Postman(shop.database, KEY, client, local=local, clock=made.now_ms)
        yield made
    shop.database.close()


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with opened(tmp_path) as found:
        yield found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


async def bought(post: Post, name: str = "one") -> Buyer:
    buyer = Buyer(name)
    await buyer.ask(post.shop.app, buyer.opening())
    await buyer.ask(post.shop.app, buyer.accept())
    return buyer


async def erase(post: Post, buyer: Buyer) -> None:
    at_ms, thread = post.at_ms, buyer.talk.thread
    await post.shop.database.write(lambda found: SqlHoldings(found).erase_thread(thread, at_ms=at_ms))


def verified(heard: Heard, salt: bytes) -> None:
    """Verify with the published library, as a receiver does."""
    Webhook(shown_secret(secret_of(KEY, salt))).verify(heard.body, heard.headers)


async def test_what_happens_is_told_and_the_published_library_verifies_it(
    post: Post, receiver: Receiver
) -> None:
    hook = await post.add(receiver.url)
    buyer = await bought(post)
    assert await post.postman.round() == 2
    assert sorted(receiver.events()) == ["first-contact", "first-deal"]
    for heard in receiver.heard:
        verified(heard, SALT)
        with pytest.raises(WebhookVerificationError):
            verified(heard, OTHER)
    assert all(buyer.key.did.encode() not in heard.body for heard in receiver.heard)
    assert [(one.state, one.tries, len(tries)) for one, tries in await post.log(hook)] == [
        ("arrived", 1, 1)
    ] * 2
    assert await post.postman.round() == 0


async def test_only_what_was_asked_for_and_nothing_of_before_is_told(post: Post, receiver: Receiver) -> None:
    await bought(post, "before")
    await post.add(receiver.url, ("first-deal",))
    await bought(post)
    await post.postman.round()
    assert receiver.events() == ["first-deal"]


async def test_a_receiver_that_fails_is_tried_again_and_given_up_in_the_end(
    post: Post, receiver: Receiver
) -> None:
    hook = await post.add(receiver.url, ("first-deal",))
    receiver.status, receiver.said = 500, b"<script>alert(1)</script> out of order"
    await bought(post)
    for wait_ms in WAITS_MS:
        assert await post.postman.round() == 1
        assert await post.postman.round() == 0
        post.at_ms += wait_ms
    await post.postman.round()
    ((one, tries),) = await post.log(hook)
    assert (one.state, one.tries, len(tries)) == ("failed", MOST_TRIES, MOST_TRIES)
    assert (tries[0].status, tries[0].said) == (500, receiver.said.decode())
    assert len({heard.headers["webhook-id"] for heard in receiver.heard}) == 1
    post.at_ms += 10 * WAITS_MS[-1]
    assert await post.postman.round() == 0


async def test_a_receiver_that_comes_back_gets_it(post: Post, receiver: Receiver) -> None:
    hook = await post.add(receiver.url, ("first-deal",))
    receiver.status = 503
    await bought(post)
    await post.postman.round()
    receiver.status, post.at_ms = 200, post.at_ms + WAITS_MS[0]
    await post.postman.round()
    ((one, tries),) = await post.log(hook)
    assert (one.state, [each.status for each in tries]) == ("arrived", [200, 503])
    for heard in receiver.heard:
        verified(heard, SALT)


async def test_what_a_program_took_and_did_not_bring_is_brought_by_another(
    post: Post, receiver: Receiver
) -> None:
    """As after a crash between the request and the note of it."""
    await post.add(receiver.url, ("first-deal",))
    await bought(post)
    database, at_ms = post.shop.database, post.at_ms
    await database.write(lambda connection: gather(connection, at_ms=at_ms))
    taken = await database.write(lambda connection: take_due(connection, 8, at_ms=at_ms))
    assert len(taken) == 1
    assert await post.postman.round() == 0
    post.at_ms += LEASE_MS
    assert await post.postman.round() == 1
    assert receiver.events() == ["first-deal"]


async def test_two_programs_bring_each_event_once(post: Post, receiver: Receiver) -> None:
    await post.add(receiver.url)
    for number in range(3):
        await bought(post, f"buyer {number}")
    async with open_client(Guard(local=True)) as client:
        other = Postman(post.shop.database, KEY, client, local=True, clock=post.now_ms)
        while sum(await asyncio.gather(post.postman.round(), other.round())):
            pass
    assert len(receiver.heard) == 6
    assert len({heard.headers["webhook-id"] for heard in receiver.heard}) == 6


async def test_a_receiver_that_is_gone_is_left_in_peace(post: Post, receiver: Receiver) -> None:
    hook = await post.add(receiver.url)
    receiver.status = 410
    await bought(post)
    await post.postman.round()
    found = await post.shop.database.read(lambda connection: SqlHooks(connection).get(hook.number))
    assert "410" in found.off
    heard = len(receiver.heard)
    await bought(post, "later")
    post.at_ms += 10 * WAITS_MS[-1]
    assert await post.postman.round() == 0
    assert len(receiver.heard) == heard


async def test_a_redirect_is_not_followed(post: Post, receiver: Receiver) -> None:
    hook = await post.add(receiver.url, ("first-deal",))
    receiver.status, receiver.location = 307, receiver.url
    await bought(post)
    await post.postman.round()
    assert len(receiver.heard) == 1
    ((one, _),) = await post.log(hook)
    assert one.state == "waiting"


@pytest.mark.parametrize(
    "url", ["https://10.0.0.1/in", "https://169.254.169.254/latest", "https://127.0.0.1/x"]
)
async def test_no_webhook_reaches_the_brands_own_network(tmp_path: Path, url: str) -> None:
    async with opened(tmp_path, local=False) as post:
        hook = await post.add(url, ("first-deal",))
        await bought(post)
        await post.postman.round()
        ((_, tries),) = await post.log(hook)
    assert tries[0].status is None
    assert tries[0].said.startswith("blocked-address")


async def test_a_new_secret_signs_beside_the_one_before_for_a_day(post: Post, receiver: Receiver) -> None:
    hook = await post.add(receiver.url)
    await post.shop.database.write(
        lambda connection: SqlHooks(connection, "ana").rotate(hook.number, OTHER, at_ms=post.at_ms)
    )
    await bought(post)
    await post.postman.round()
    verified(receiver.heard[0], SALT)
    verified(receiver.heard[0], OTHER)
    before = post.at_ms
    rotated = await post.shop.database.read(lambda connection: SqlHooks(connection).get(hook.number))
    assert rotated.salts(before + OVERLAP_MS) == (OTHER,)


async def test_one_that_is_switched_off_or_removed_hears_nothing(post: Post, receiver: Receiver) -> None:
    off, gone = await post.add(receiver.url), await post.add(receiver.url)

    def work(connection: Connection) -> None:
        SqlHooks(connection, "ana").switch(off.number, OFF_BY_PERSON, at_ms=post.at_ms)
        SqlHooks(connection, "ana").remove(gone.number, at_ms=post.at_ms)

    await post.shop.database.write(work)
    await bought(post)
    await post.postman.round()
    assert receiver.heard == []


async def test_what_was_sent_can_be_sent_again_under_its_id(post: Post, receiver: Receiver) -> None:
    hook = await post.add(receiver.url, ("first-deal",))
    await bought(post)
    await post.postman.round()
    ((one, _),) = await post.log(hook)
    await post.shop.database.write(
        lambda connection: deliveries.replay(connection, hook.number, one.number, at_ms=post.at_ms)
    )
    await post.postman.round()
    first, second = receiver.heard
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])


async def test_what_was_erased_before_it_was_told_is_not_told(post: Post, receiver: Receiver) -> None:
    await post.add(receiver.url)
    buyer = await bought(post)
    await erase(post, buyer)
    assert await post.postman.round() == 0
    assert receiver.heard == []


async def test_what_was_erased_on_its_way_is_told_no_more(post: Post, receiver: Receiver) -> None:
    hook = await post.add(receiver.url, ("first-deal",))
    receiver.status = 500
    buyer = await bought(post)
    await post.postman.round()
    await erase(post, buyer)
    post.at_ms += WAITS_MS[0]
    assert await post.postman.round() == 0
    assert await post.log(hook) == []
