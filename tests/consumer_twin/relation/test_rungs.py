"""Where the person stands: up with a signed welcome only, down at once, and back as somebody new."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from consumer_twin import seeded_ids, seeded_nonces
from consumer_twin.edge.letters import Sent, SqlLetters
from consumer_twin.edge.log import open_log
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.rungs import SqlRungs, introduce, leave
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.ports import Unreachable
from consumer_twin.relation.rungs import Climb, climbs
from consumer_twin.relation.who import Guest, Known
from foundation.database import Database
from foundation.fetch import Guard
from protocol import SigningKey
from protocol.benefit import RungTerms
from protocol.relation import Body, Introduce, Leave, Sorry, Welcome, answer_to, request
from tests.brand_agent.relation.climber import CLIMBABLE
from tests.brand_agent.relation.newspaper import offer, tell
from tests.brand_agent.shop import DID, KEY, NOON_MS, ORIGIN, Shop, message_id, open_shop
from tests.consumer_twin.news.kiosk import subscription
from transport import Courier
from transport.memory import memory_client

SEED = sha256(b"a person").digest()
GUEST = Leave(to="guest")
HELLO = Introduce(benefit="held", personal_terms="sd-base")
RECEIVED = "2026-12-01T12:00:00Z"
LADDER = (
    RungTerms.model_validate({"rung": "known", "benefits": [{"id": "held", "kind": "held-stock"}]}),
    RungTerms.model_validate(
        {"rung": "repeat", "agreements": 2, "benefits": [{"id": "early", "kind": "early-access"}]}
    ),
)


def said(body: Body, answer: Body | None, step: int = 0) -> Sent:
    """A request under the known key of *step*, and its answer."""
    who = Known(step)
    key: SigningKey = who.key(SEED, DID)
    id = message_id(repr(body))
    asked = request(body, key, to=DID, id=id, created_ms=NOON_MS, expires_ms=NOON_MS + 1000)
    heard = None
    if answer is not None:
        heard = answer_to(asked, answer, KEY, id=id, created_ms=NOON_MS, expires_ms=NOON_MS + 1000)
    return Sent(DID, who, NOON_MS, asked, heard)


def known() -> Welcome:
    return Welcome(rung="known", benefits=("held",), received=RECEIVED)


def at(*letters: Sent) -> Climb:
    return climbs(letters)[DID]


@pytest.mark.parametrize(
    ("answer", "is_known", "in_doubt"),
    [(known(), True, False), (Sorry(reason="benefit", received=RECEIVED), False, False), (None, False, True)],
)
def test_only_a_welcome_makes_known(answer: Body | None, is_known: bool, in_doubt: bool) -> None:
    climb = at(said(HELLO, answer))
    assert (climb.known, climb.in_doubt) == (is_known, in_doubt)


@pytest.mark.parametrize("answer", [None, Welcome(rung="guest", benefits=(), received=RECEIVED)])
def test_stepping_down_needs_no_answer(answer: Body | None) -> None:
    climb = at(said(HELLO, known()), said(GUEST, answer))
    assert (climb.known, climb.step, bool(climb.unheard)) == (False, 1, answer is None)


def test_a_welcome_that_came_late_does_not_lift_again() -> None:
    climb = at(said(HELLO, known()), said(GUEST, None), said(HELLO, known()))
    assert (climb.known, climb.step) == (False, 1)


def test_who_comes_back_is_somebody_new() -> None:
    climb = at(said(HELLO, known()), said(GUEST, None), said(HELLO, known(), 1))
    assert (climb.known, climb.step, climb.who) == (True, 1, Known(1))
    assert Known(0).key(SEED, DID).did != climb.who.key(SEED, DID).did


def test_a_step_down_that_is_said_again_is_one_step() -> None:
    climb = at(said(HELLO, known()), said(GUEST, None), said(HELLO, known(), 1), said(GUEST, known()))
    assert (climb.known, climb.step, climb.unheard) == (True, 1, frozenset())


def test_a_rung_is_worked_out_from_what_was_done() -> None:
    climb = Climb(DID, known=True, shown=frozenset({"one", "two"}))
    assert [one.rung for one in climb.met(LADDER, NOON_MS)] == ["known", "repeat"]
    assert climb.met(LADDER[:1], NOON_MS) == LADDER[:1]
    assert Climb(DID, shown=frozenset({"one", "two"})).met(LADDER, NOON_MS) == ()


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, policy=CLIMBABLE)
    yield opened
    opened.database.close()


@pytest_asyncio.fixture
async def relate(tmp_path: Path, shop: Shop) -> AsyncIterator[Relate]:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    open_log(database)
    apps = {ORIGIN: shop.app}
    async with memory_client(apps) as client:
        yield Relate(
            courier=Courier(client, Guard(local=True), clock=lambda: shop.clock.at_ms),
            letters=SqlLetters(database),
            seed=SEED,
            clock=shop.clock,
            ids=seeded_ids(SEED),
            nonces=seeded_nonces(SEED),
            patience=Patience(answer_s=5, tries=1),
        )
    database.close()


async def _keys(shop: Shop) -> list[str]:
    def work(connection: Connection) -> list[str]:
        return [row[0] for row in connection.execute(text("SELECT key FROM brand_known"))]

    return await shop.database.read(work)


async def test_stepping_down_holds_at_home_at_once(shop: Shop, relate: Relate) -> None:
    rungs = SqlRungs(relate.letters)
    assert await rungs.step(DID) is None
    await introduce(relate, await rungs.at(DID), "held", "sd-base")
    assert await rungs.step(DID) == 0
    cut = replace(relate, courier=_nowhere(shop))
    with pytest.raises(Unreachable):
        await leave(cut, await rungs.at(DID), GUEST, step=0)
    assert await rungs.step(DID) is None
    assert len(await _keys(shop)) == 1, "the brand has not heard of it"

    shop.clock.at_ms += 1000
    climb = await rungs.at(DID)
    await leave(relate, climb, GUEST, step=climb.step - 1)
    assert (await rungs.at(DID)).unheard == frozenset()
    assert await _keys(shop) == []
    await introduce(relate, await rungs.at(DID), "held", "sd-base")
    assert await rungs.step(DID) == 1


@pytest.mark.parametrize("reachable", [True, False])
async def test_stepping_down_ends_what_the_key_subscribed_to(
    shop: Shop, relate: Relate, reachable: bool
) -> None:
    rungs, mail = SqlRungs(relate.letters), Mail(relate, SqlSubscriptions(relate.letters.database))
    await introduce(relate, await rungs.at(DID), "held", "sd-base")
    known = await mail.subscribe(DID, subscription(), (await rungs.at(DID)).who, label="known")
    guest = await mail.subscribe(DID, subscription(), Guest(b"n" * 32), label="guest")
    if reachable:
        await leave(relate, await rungs.at(DID), GUEST, step=0)
        assert await tell(shop, offer(shop)) == 1, "the brand tells the guest alone"
    else:
        gone = replace(relate, courier=_nowhere(shop))
        with pytest.raises(Unreachable):
            await leave(gone, await rungs.at(DID), GUEST, step=0)
        assert await tell(shop, offer(shop)) == 2, "the brand has not heard of it"
    assert await mail.fetch() == ()
    assert {one.number: (one.state, one.told) for one in await mail.subscriptions.all()} == {
        known.number: ("ended", True),
        guest.number: ("active", False),
    }
    shown = await mail.subscriptions.shown(NOON_MS)
    assert [one.subscription for one in shown] == [guest.number]
    assert await tell(shop, offer(shop, "summer")) == 1


def _nowhere(shop: Shop) -> Courier:
    return Courier(memory_client({}), Guard(local=True), clock=lambda: shop.clock.at_ms)
