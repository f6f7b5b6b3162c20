"""Unmet wishes: what counts once, what is refused, what is kept, and what is told when the week is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from foundation.database import Database
from foundation.fetch import open_client
from marketplace.demand import Rule
from marketplace.edge import open_market
from protocol import did_web, encode, sign, to_base64url
from protocol.relation import Ask, Contribute, Letter, request
from tests.marketplace.town import LOCAL, MARKET
from tests.marketplace.wishers import DID, WEEK_MS, Square, contribution, square
from tests.transport.corner import NOON_MS, TWIN, Corner, brand_key, on_socket, open_corner
from transport import Courier, ProblemError

CAMERA = ("2026-W49", "cameras", (), "US")


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Square]:
    async with square(tmp_path) as opened:
        yield opened


async def refused(place: Square, letter: Letter) -> tuple[int, str]:
    with pytest.raises(ProblemError) as caught:
        await place.say(letter)
    assert caught.value.advice
    return caught.value.status, caught.value.code


async def test_what_twenty_said_alike_is_told_when_the_week_is_over(place: Square) -> None:
    await place.crowd(20)
    await place.crowd(19, region="DE")
    assert await place.told() == {}, "the week is open"
    place.a_week_later()
    assert await place.told() == {CAMERA: 20}


async def test_each_counts_where_it_says_and_nowhere_else(place: Square) -> None:
    await place.crowd(20)
    await place.crowd(20, attributes=("used",))
    await place.crowd(20, category="desk-floor-lamps")
    await place.crowd(10, attributes=("small", "used"))
    place.a_week_later()
    assert await place.told() == {
        CAMERA: 20,
        ("2026-W49", "cameras", ("used",), "US"): 20,
        ("2026-W49", "desk-floor-lamps", (), "US"): 20,
    }


async def test_a_repeated_letter_gets_the_same_bytes_and_counts_once(place: Square) -> None:
    await place.crowd(19)
    letter = contribution("last", at_ms=place.town.now_ms)
    first = await place.say(letter)
    place.town.now_ms += 3_600_000  # after it expired, too
    for _ in range(30):
        assert (await place.say(letter)).data == first.data
    place.a_week_later()
    assert await place.told() == {CAMERA: 20}
    assert (await refused(place, letter))[1] == "late-request"


async def test_one_key_one_letter(place: Square) -> None:
    now = place.town.now_ms
    await place.say(contribution("a", at_ms=now, key=TWIN))
    assert await refused(place, contribution("b", at_ms=now, key=TWIN)) == (409, "key-used")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"category": "yachts"}, "unknown-category"),
        ({"attributes": ("for-my-son",)}, "unknown-attribute"),
        ({"period": "2026-W48"}, "week-over"),
        ({"period": "2026-W50"}, "week-to-come"),
        ({"period": "2031-W01"}, "week-to-come"),
    ],
)
async def test_what_does_not_count_says_why(place: Square, body: dict[str, Any], code: str) -> None:
    letter = contribution("somebody", at_ms=place.town.now_ms, **body)
    assert (await refused(place, letter))[1] == code
    await place.say(contribution("somebody", at_ms=place.town.now_ms))  # nothing was kept of it


async def test_a_shape_that_tells_more_is_no_letter(place: Square) -> None:
    good = contribution("somebody", at_ms=place.town.now_ms).value
    bare = {name: value for name, value in good.items() if name != "signatures"}
    for more in (
        {"region": "US-CA"},
        {"period": "2026-12-01"},
        {"attributes": ["used", "small"]},
        {"attributes": ["budget", "small", "used"]},
    ):
        data = encode(sign({**bare, "from": TWIN.did, "body": {**good["body"], **more}}, TWIN))
        assert await place.post(data) == (422, "bad-message")


async def test_another_partys_letter_is_refused(place: Square) -> None:
    now = place.town.now_ms
    good = contribution("somebody", at_ms=now)
    other = contribution("somebody", at_ms=now, to="did:web:rival.example")
    assert await refused(place, other) == (421, "wrong-audience")
    assert await place.post(good.data.replace(b'"US"', b'"DE"')) == (401, "bad-signature")
    brand = contribution("somebody", at_ms=now, key=brand_key("first"))
    assert (await place.post(brand.data))[0] in {400, 401}
    assert (await place.post(b"[]"))[0] in {400, 422}
    question = {"product": "1", "variant": "1", "topic": "origin"}
    asked = request(
        Ask.model_validate({"question": question}),
        TWIN,
        to=DID,
        id=to_base64url(bytes(16)),
        created_ms=now,
        expires_ms=now + 60_000,
    )
    assert await refused(place, asked) == (501, "not-served")
    await place.say(good)


async def test_a_late_letter_is_refused(place: Square) -> None:
    letter = contribution("somebody", at_ms=place.town.now_ms)
    place.town.now_ms += 330_000
    assert await refused(place, letter) == (410, "late-request")


async def test_the_store_holds_no_key_and_no_letter(place: Square, tmp_path: Path) -> None:
    letter = contribution("somebody", at_ms=place.town.now_ms)
    await place.say(letter)
    await place.crowd(30)
    before = stored(tmp_path)
    needles = [letter.sender.encode(), letter.sender.removeprefix("did:key:").encode(), letter.data]
    assert not any(needle in before for needle in needles)
    assert letter.hash.encode() in before, "the test looks where it would be"
    place.a_week_later()
    assert (await place.told())[CAMERA] == 20
    assert letter.hash.encode() not in stored(tmp_path)
    for table in ("kept", "sum", "count"):
        assert await rows(place, f"market_demand_{table}") == 0


async def test_a_page_that_is_held_is_not_sent_again(place: Square) -> None:
    await place.crowd(20)
    place.a_week_later()
    first = await place.town.courier.demand_page(MARKET)
    assert first is not None
    assert len(first.page.tallies) == 1
    place.town.now_ms += 3 * 86_400_000  # the same bytes all week
    await place.crowd(25)
    assert await place.town.courier.demand_page(MARKET, etag=first.etag) is None
    place.a_week_later()
    later = await place.town.courier.demand_page(MARKET, etag=first.etag)
    assert later is not None
    assert len(later.page.tallies) == 2


async def test_pages_follow_each_other(tmp_path: Path) -> None:
    async with square(tmp_path, rule=Rule(k=10)) as place:
        await place.town.database.write(lambda c: [c.execute(text(row)) for row in many(450)] and None)
        place.a_week_later()
        first = await place.page()
        assert (len(first.tallies), first.next is None, first.cursor) == (200, False, "")
        assert len(await place.told()) == 450
        assert (await place.page("~")).tallies == ()


async def test_a_greater_k_rounds_down_what_was_told(tmp_path: Path) -> None:
    async with square(tmp_path) as place:
        await place.crowd(40)
        await place.crowd(20, region="DE")
        place.a_week_later()
        assert await place.told() == {CAMERA: 40, ("2026-W49", "cameras", (), "DE"): 20}
    async with square(tmp_path, rule=Rule(k=30)) as place:
        place.a_week_later()
        assert await place.told() == {CAMERA: 30}


async def test_weeks_are_let_go_after_a_year(tmp_path: Path) -> None:
    async with square(tmp_path) as place:
        await place.crowd(20)
        place.a_week_later(52)
        await place.crowd(1)
        assert CAMERA in await place.told()
        place.a_week_later()
        assert CAMERA not in await place.told()
        assert await rows(place, "market_demand_told") == 0


@pytest.mark.parametrize("k", [0, 1, 9, 10_001])
def test_no_marketplace_tells_of_fewer_than_ten(k: int) -> None:
    with pytest.raises(ValueError, match="k is 10 to"):
        Rule(k=k)


async def test_over_real_sockets(tmp_path: Path) -> None:
    database, shop, now = Database(f"sqlite:///{tmp_path / 'market.db'}"), Corner(), [NOON_MS]
    async with (
        open_client(LOCAL) as client,
        on_socket(open_corner(shop)),
        on_socket(
            lambda origin: open_market(
                database,
                key=brand_key("market", did_web(origin)),
                client=client,
                guard=LOCAL,
                clock=lambda: now[0],
                rule=Rule(k=10),
                dice=lambda sides: sides - 1,
            )
        ) as market,
    ):
        courier = Courier(client, LOCAL, clock=lambda: now[0])
        await courier.list_brand(market, await shop.profile())
        for number in range(28):
            letter = contribution(str(number), at_ms=now[0], to=did_web(market), category="electronics")
            await courier.contribute(did_web(market), letter.data)
        now[0] += WEEK_MS
        found = await courier.demand_page(market)
        assert found is not None
        assert [(one.category, one.at_least) for one in found.page.tallies] == [("electronics", 10)]
        assert await courier.demand_page(market, etag=found.etag) is None
    database.close()


def stored(folder: Path) -> bytes:
    """All that lies on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("market.db*")))


async def rows(place: Square, table: str) -> int:
    """How many rows *table* has."""
    counted = text(f"select count(*) from {table}")
    return int(await place.town.database.read(lambda c: c.execute(counted).scalar_one()))


def many(number: int) -> list[str]:
    """As many cells with a count of twelve, as they lie in the store."""
    return [
        f"insert into market_demand_count values ('2026-W49', 'c{one:03}', '', 'US', 12)"
        for one in range(number)
    ]


def test_no_member_for_words_is_registered() -> None:
    assert set(Contribute.model_fields) == {"category", "attributes", "region", "period"}
