"""`today` over real agents in memory: what is new, what is bought, what is left alone, and what fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from consumer_twin import Refuse, approve, decline
from consumer_twin.edge import Places, SqlStanding
from consumer_twin.edge.tables import ACCEPTS
from foundation.database import Database
from negotiation import Mandate
from tests.consumer_twin.days import DAY_MS, Square
from tests.consumer_twin.mall import MARKET, mall
from tests.consumer_twin.town import usd

HUB = "1,Anker USB hub 4 port,{},in_stock,Anker,9"
LAMP = "2,Desk lamp LED,{},in_stock,Lux,9"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/person.db")
    yield made
    made.close()


@pytest.fixture
async def square(tmp_path: Path, database: Database) -> AsyncIterator[Square]:
    """Two shops that sell a hub, and a market that lists them."""
    async with mall(tmp_path, "northgate") as made:
        made.apps.pop("http://localhost:8001")
        square = Square(made, tmp_path, database)
        square.mall.apps["http://localhost:8001"] = PlainTextResponse("gone", 404)
        await square.shop(8002, HUB.format("20.00"), LAMP.format("30.00"))
        await square.shop(8003, HUB.format("21.00"), name="Other")
        yield square


async def test_without_a_mandate_options_wait_and_nothing_is_bought(square: Square) -> None:
    await square.wish("usb hub", ceiling_minor=98_765)
    digest = await square.today()
    (item,) = digest.items
    assert (item.kind, item.standing, digest.number, digest.since_ms) == ("waiting", 1, 1, None)
    assert len(item.offers) == 2 and "Asked now because" in item.why[0]
    assert "98765" not in repr(digest) and "987.65" not in repr(digest)
    assert not await square.database.read(lambda found: found.execute(select(ACCEPTS)).first())


async def test_within_a_mandate_it_is_bought_once_and_the_wish_is_done(square: Square) -> None:
    await square.wish("usb hub", mandate_minor=5_000)
    assert [item.kind for item in (await square.today()).items] == ["bought"]
    (wish,) = await SqlStanding(square.database).all()
    assert wish.state == "done"
    await square.shop(8002, HUB.format("10.00"))
    assert (await square.today()).items == ()


async def test_nothing_new_is_one_request_a_place_and_no_message(square: Square) -> None:
    for text in ("usb hub", "desk lamp", "usb hub; desk lamp"):
        await square.wish(text)
    await square.today()
    digest = await square.today()
    assert (digest.items, digest.quiet, digest.changed, digest.read) == ((), (), 0, 2)
    assert sorted(ask for ask in square.asked() if "8001" not in ask) == [
        "GET 8000/.well-known/did.json",
        "GET 8000/brands?region=US",
        "GET 8002/catalog",
        "GET 8003/catalog",
    ]


async def test_a_fallen_price_is_told_with_both_prices_and_haggled_over(square: Square) -> None:
    await square.wish("usb hub")
    await square.today()
    await square.shop(8003, HUB.format("14.00"), name="Other")
    (item,) = (await square.today()).items
    assert item.kind == "waiting" and item.offers[0].seller == "Other"
    assert "came down to 14.00 USD for Anker USB hub 4 port, 21.00 USD before (-33.3 %)" in item.why[0]


async def test_a_price_that_rose_or_an_article_that_went_is_told_apart(square: Square) -> None:
    await square.wish("usb hub")
    await square.wish("desk lamp")
    await square.today()
    await square.shop(8002, HUB.format("25.00"))
    digest = await square.today()
    assert digest.items == ()
    assert [item.kind for item in digest.quiet] == ["dearer", "gone"] and "POST" not in str(square.asked())


async def test_a_feed_that_vanished_is_told_and_counts_as_neither_gone_nor_new(square: Square) -> None:
    await square.wish("usb hub")
    await square.today()
    kept = square.mall.apps.pop("http://localhost:8003")
    await square.shop(8002, HUB.format("19.00"))
    digest = await square.today()
    assert [one.code for one in digest.troubles if "8003" in one.seller] == ["unreachable"]
    assert [item.kind for item in digest.items] == ["waiting"] and "Other" not in digest.items[0].words
    square.mall.apps["http://localhost:8003"] = kept
    back = await square.today()
    assert not [one for one in back.troubles if "8003" in one.seller]
    assert back.items == () and back.quiet == ()


async def test_a_market_that_vanished_still_leaves_the_brands_it_named(square: Square) -> None:
    await square.wish("usb hub")
    await square.today()
    square.mall.apps.pop(MARKET)
    await square.shop(8003, HUB.format("15.00"), name="Other")
    digest = await square.today()
    assert MARKET in [one.seller for one in digest.troubles]
    assert [item.kind for item in digest.items] == ["waiting"]


async def test_a_clock_set_back_is_told_and_buys_nothing_by_mandate(square: Square) -> None:
    await square.today()
    await square.wish("usb hub", mandate_minor=5_000)
    digest = await square.today(after_days=-40)
    assert digest.number == 2 and "set back" in digest.notes[0]
    assert [item.kind for item in digest.items] == ["waiting"]
    await square.shop(8003, HUB.format("12.00"), name="Other")
    digest = await square.today()
    assert digest.notes == () and [item.kind for item in digest.items] == ["bought"]


async def test_a_clock_far_ahead_ends_no_wish_for_good(square: Square) -> None:
    await square.wish("usb hub", until_ms=square.now_ms + 30 * DAY_MS)
    await square.today()
    ahead = await square.today(after_days=4_000)
    assert "If that is wrong" in ahead.notes[0] and [item.kind for item in ahead.items] == ["over"]
    assert (await square.today(after_days=0.01)).items == ()
    await square.shop(8003, HUB.format("15.00"), name="Other")
    assert (await square.today(after_days=-3_999)).items


async def test_paused_done_and_over_wishes_ask_nobody(square: Square) -> None:
    for _ in range(3):
        await square.wish("usb hub")
    await square.wish("usb hub", until_ms=square.now_ms + 1)
    wishes = SqlStanding(square.database)
    await wishes.step(1, "paused", 0)
    await wishes.step(2, "done", 0)
    await wishes.step(3, "paused", 0)
    digest = await square.today()
    assert (digest.wishes, square.asked(), [item.kind for item in digest.items]) == (0, [], ["over"])
    await wishes.step(3, "resumed", 0)
    assert [item.standing for item in (await square.today()).items] == [3]


async def test_a_locked_seed_is_told_and_what_was_not_asked_is_asked_later(square: Square) -> None:
    await square.wish("usb hub", mandate_minor=5_000)
    square.locked = "The seed is locked."
    digest = await square.today()
    assert digest.notes == ("The seed is locked.",)
    assert [item.kind for item in digest.items] == ["found"] and "POST" not in str(square.asked())
    square.locked = ""
    assert [item.kind for item in (await square.today()).items] == ["bought"]


async def test_the_person_says_for_which_wishes_threads_are_opened(square: Square) -> None:
    await square.wish("usb hub")
    await square.wish("desk lamp", mandate_minor=5_000)
    square.haggle = "never"
    assert [item.kind for item in (await square.today()).items] == ["found", "found"]
    assert "POST" not in str(square.asked())
    square.haggle = "mandated"
    await square.shop(8002, HUB.format("19.00"), LAMP.format("29.00"))
    assert [item.kind for item in (await square.today()).items] == ["bought", "cheaper"]


async def test_what_waits_is_repeated_until_it_is_answered_or_over(square: Square) -> None:
    await square.wish("usb hub")
    (item,) = (await square.today()).items
    again = await square.today(after_days=0.001)
    assert again.items == () and [one.offers[0].hash for one in again.waiting] == [item.offers[0].hash]
    await decline(item.offers[0].hash, Refuse("price"), square.twin())
    assert (await square.today(after_days=0.001)).waiting == ()


async def test_an_option_approved_in_between_ends_the_wish(square: Square) -> None:
    await square.wish("usb hub")
    (item,) = (await square.today()).items
    assert (await approve(item.offers[0].hash, square.twin())).status == "agreed"
    await square.today(after_days=0.001)
    await square.shop(8003, HUB.format("5.00"), name="Other")
    assert (await square.today()).items == ()
    assert (await SqlStanding(square.database).one(1)).state == "done"


async def test_a_line_that_is_bought_is_not_bought_again_and_counts_against_the_ceiling(
    square: Square,
) -> None:
    await square.wish("usb hub; desk lamp", mandate_minor=2_500, ceiling_minor=5_000)
    first = await square.today()
    assert [(item.kind, item.line) for item in first.items] == [("bought", 0), ("waiting", 1)]
    await SqlStanding(square.database).edit(
        1, lambda aim: replace(aim, mandate=Mandate(usd(4_000))), square.now_ms
    )
    second = await square.today()
    assert [(item.kind, item.line) for item in second.items] == [("bought", 1)]
    rows = await square.database.read(lambda found: tuple(found.execute(select(ACCEPTS))))
    assert len(rows) == 2 and sum(row.total_minor for row in rows) <= 5_000
    assert (await SqlStanding(square.database).one(1)).state == "done"


async def test_a_new_round_closes_the_threads_of_the_one_before(square: Square) -> None:
    await square.wish("usb hub")
    (item,) = (await square.today()).items
    await square.shop(8003, HUB.format("15.00"), name="Other")
    square.now_ms += 1_000
    await square.today(after_days=0.001)
    twin = square.twin()
    closed = [
        name
        for name in await twin.store.threads_of(1)
        if (await twin.store.thread(name))[1][-1].type == "close"
    ]
    assert len(closed) >= 1 and item.offers


async def test_since_a_date_joins_the_digests_after_it(square: Square) -> None:
    square.haggle = "never"
    await square.wish("usb hub")
    await square.today()
    moment = square.now_ms + 1
    for price in ("20.50", "20.00", "15.00"):
        await square.shop(8003, HUB.format(price), name="Other")
        await square.today()
    assert (await square.today()).items == ()
    (item,) = (await square.today(since_ms=moment)).items
    assert "15.00 USD" in item.words and "21.00 USD before" in item.words


async def test_a_changed_wish_is_looked_at_anew(square: Square) -> None:
    await square.wish("usb hub")
    await square.today()
    await SqlStanding(square.database).edit(
        1, lambda aim: replace(aim, wish=replace(aim.wish, ceiling=usd(1_000))), square.now_ms
    )
    digest = await square.today()
    assert [item.kind for item in digest.quiet] == ["no-deal"]


async def test_an_avoided_seller_does_not_lead_and_leads_again_when_forgotten(square: Square) -> None:
    square.haggle = "never"
    await square.wish("usb hub")
    await square.today()
    moment = square.now_ms + 1
    await square.shop(8002, HUB.format("15.00"), LAMP.format("30.00"))
    await square.shop(8003, HUB.format("18.00"), name="Other")
    before = await square.today()
    square.avoided = frozenset({"did:web:localhost%3A8002"})
    during = await square.today(since_ms=moment)
    square.avoided = frozenset()
    after = await square.today(since_ms=moment)
    assert before.items[0].words.startswith("Shop 8002") and during.items[0].words.startswith("Other")
    assert after.items == before.items


async def test_a_source_is_read_again_only_when_its_bytes_changed(square: Square, tmp_path: Path) -> None:
    file = tmp_path / "feed.csv"
    file.write_text("id,title,price,availability\n1,USB hub,12.00 USD,in_stock\n")
    await square.wish("usb hub", places=Places(sources=(str(file),)))
    digest = await square.today()
    assert [item.kind for item in digest.items] == ["found"] and digest.changed == 1
    assert (await square.today()).changed == 0
    file.write_text("id,title,price,availability\n1,USB hub,9.00 USD,in_stock\n")
    assert [item.kind for item in (await square.today()).items] == ["cheaper"]
    file.unlink()
    gone = await square.today()
    assert [one.seller for one in gone.troubles] == [str(file)] and gone.quiet == ()


async def test_a_page_on_the_network_is_asked_with_its_tag(square: Square) -> None:
    asked: list[str | None] = []

    async def page(scope: object, receive: object, send: object) -> None:
        request = Request(scope)  # type: ignore[arg-type]
        asked.append(request.headers.get("if-none-match"))
        same = asked[-1] == '"one"'
        body = "" if same else "id,title,price,availability\n1,USB hub,12.00 USD,in_stock\n"
        answer = PlainTextResponse(body, 304 if same else 200, headers={"etag": '"one"'})
        await answer(scope, receive, send)  # type: ignore[arg-type]

    square.mall.apps["http://localhost:8009"] = page
    await square.wish("usb hub", places=Places(sources=("http://localhost:8009/feed.csv",)))
    assert (await square.today()).items
    assert (await square.today()).changed == 0
    await square.wish("usb hub", places=Places(sources=("http://localhost:8009/feed.csv",)))
    assert [item.standing for item in (await square.today()).items] == [2]
    assert asked == [None, '"one"', '"one"']


async def test_an_accept_in_doubt_is_settled_first_and_nothing_is_bought_twice(square: Square) -> None:
    await square.wish("usb hub", mandate_minor=5_000)
    honest = {port: square.mall.apps[f"http://localhost:{port}"] for port in (8002, 8003)}

    def losing(app: ASGIApp) -> ASGIApp:
        """Lose the answer to every accept on its way back."""

        async def lose(scope: Scope, receive: Receive, send: Send) -> None:
            asked = Request(scope, receive)
            body = await asked.body()
            if b'"type":"accept"' not in body:
                return await app(scope, _replayed(body), send)
            await app(scope, _replayed(body), _swallow)
            raise httpx.ReadError("the answer is lost")

        return lose

    for port, app in honest.items():
        square.mall.apps[f"http://localhost:{port}"] = losing(app)
    first = await square.today()
    assert [item.kind for item in first.items] == ["in-doubt"]
    (accepted,) = await square.twin().store.outstanding()
    record, _ = await square.twin().store.thread(accepted.thread)
    loser = next(port for port in honest if record.seller.id.endswith(str(port)))
    other = next(port for port in honest if port != loser)
    await square.shop(other, HUB.format("3.00"), name="Cheap")
    second = await square.today(after_days=0.0001)
    assert [item.kind for item in second.items] == ["in-doubt"], "and the bargain is left alone"
    square.mall.apps[f"http://localhost:{loser}"] = honest[loser]
    third = await square.today(after_days=0.0001)
    assert [item.kind for item in third.items] == ["bought"]
    rows = await square.database.read(lambda found: tuple(found.execute(select(ACCEPTS))))
    assert [row.status for row in rows] == ["agreed"]
    assert (await SqlStanding(square.database).one(1)).state == "done"


def _replayed(body: bytes) -> Receive:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _swallow(message: object) -> None:
    """Let the answer get lost."""
