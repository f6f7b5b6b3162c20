"""A wish that nothing met, told to a real marketplace: once, under a key of its own, and remembered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from starlette.responses import PlainTextResponse

from consumer_twin import seeded_nonces
from consumer_twin.edge.contributing import Contributions
from consumer_twin.edge.letters import LETTERS, SqlLetters
from consumer_twin.edge.memory import SqlMemory
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.memory.telling import told
from consumer_twin.ports import Unreachable
from consumer_twin.relation.contributing import ContributedError, Draft, NotUnmetError
from consumer_twin.standing import UnknownWishError
from foundation.database import Database
from foundation.fetch import Guard
from marketplace.demand import Rule
from marketplace.edge import open_market
from protocol import did_web, to_base64url
from protocol.relation import Counted, Sorry
from tests.consumer_twin.days import DAY_MS, Square
from tests.consumer_twin.mall import LOCAL, MARKET, key_of, mall
from tests.consumer_twin.town import SEED
from transport import Courier

DID = did_web(MARKET)
HUB = "1,Anker USB hub 4 port,20.00,in_stock,Anker,9"
OFFICE = "office"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/person.db")
    yield made
    made.close()


@dataclass
class Person:
    """A person with standing wishes and a market to tell; *calls* numbers what they do."""

    square: Square
    calls: int = 0

    @property
    def contributions(self) -> Contributions:
        self.calls += 1
        tag = f"{self.calls}".encode()
        courier = Courier(self.square.mall.client, Guard(local=True), clock=lambda: self.square.now_ms)
        relate = Relate(
            courier=courier,
            letters=SqlLetters(self.square.database),
            seed=SEED,
            clock=self.square.clock,
            ids=lambda label: to_base64url(seeded_nonces(tag)(label)[:16]),
            nonces=seeded_nonces(tag),
            patience=Patience(tries=1, answer_s=5),
        )
        return Contributions(relate, self.square.database)

    async def unmet(self, text: str = "left handed submarine", **more: Any) -> int:
        """Wish for something that nobody sells, look, and return the wish's number."""
        wish = await self.square.wish(text, **more)
        await self.square.today()
        return wish.number

    async def draft(self, number: int, *attributes: str, category: str = OFFICE) -> Draft:
        return await self.contributions.draft(number, DID, category, attributes)

    def market(self, **rule: int) -> None:
        """Open the market anew, on the same store, with another rule."""
        self.square.mall.apps[MARKET] = open_market(
            self.square.mall.databases[0],
            key=key_of(MARKET),
            client=self.square.mall.client,
            guard=LOCAL,
            clock=lambda: self.square.now_ms,
            rule=Rule(k=10, **rule),
        )


@pytest.fixture
async def person(tmp_path: Path, database: Database) -> AsyncIterator[Person]:
    async with mall(tmp_path, "northgate") as made:
        here = Person(Square(made, tmp_path, database))
        await here.square.shop(8002, HUB)
        here.market()
        yield here


async def listed(person: Person) -> str:
    """A category that the market lists."""
    return (await person.contributions.listed(MARKET))[0]


async def test_what_is_drafted_is_what_is_counted_and_remembered(person: Person) -> None:
    number, category = await person.unmet(), await listed(person)
    draft = await person.draft(number, "used", "small", "used", category=category)
    assert draft.body.members() == {
        "category": category,
        "attributes": ["small", "used"],
        "region": "US",
        "period": "2026-W49",
    }
    sent = await person.contributions.send(draft)
    assert sent.answer is not None
    assert isinstance(sent.answer.body, Counted)
    assert sent.letter.value["body"] == draft.body.members()
    assert b"submarine" not in sent.letter.data
    (lesson,) = await SqlMemory(person.square.database).recall({"contributed"})
    assert lesson.facts == {
        "standing": number,
        "market": DID,
        "letter": sent.letter.hash,
        **draft.body.members(),
    }
    assert category in told(lesson)


async def test_a_wish_is_contributed_once(person: Person) -> None:
    number, category = await person.unmet(), await listed(person)
    await person.contributions.send(await person.draft(number, category=category))
    for days in (0, 30):
        person.square.now_ms += days * DAY_MS
        with pytest.raises(ContributedError):
            await person.draft(number, "used", category=category)


async def test_each_wish_has_a_key_of_its_own(person: Person) -> None:
    one = (await person.square.wish("left handed submarine")).number
    other = await person.unmet("right handed submarine")  # added at the same time
    drafts = [await person.draft(number) for number in (one, other)]
    drafts.append(
        replace(
            drafts[0], who=(await person.contributions.draft(one, "did:web:rival.example", OFFICE, ())).who
        )
    )
    keys = {draft.who.key(SEED, DID).did for draft in drafts}
    assert len(keys) == 3


async def test_a_lost_answer_is_found_out_and_nothing_counts_twice(person: Person) -> None:
    number, category = await person.unmet(), await listed(person)
    draft = await person.draft(number, category=category)
    sent = await person.contributions.send(draft)
    lost = update(LETTERS).values(answer=None, answer_kid=None, answer_key=None)
    await person.square.database.write(lambda connection: connection.execute(lost) and None)
    person.square.now_ms += DAY_MS
    again = await person.contributions.send(await person.draft(number, "used", category=category))
    assert (again.letter.hash, again.answer) == (sent.letter.hash, None)
    person.square.now_ms += 7 * DAY_MS  # a week later nobody can know: it stays with the one letter
    with pytest.raises(ContributedError):
        await person.draft(number, category=category)


async def test_a_market_that_is_away_got_nothing_and_is_told_later(person: Person) -> None:
    number, category = await person.unmet(), await listed(person)
    draft = await person.draft(number, category=category)
    open_app = person.square.mall.apps[MARKET]
    person.square.mall.apps[MARKET] = PlainTextResponse("away", 503)
    with pytest.raises(Unreachable):
        await person.contributions.send(draft)
    assert await SqlMemory(person.square.database).recall({"contributed"}) == ()
    person.square.mall.apps[MARKET] = open_app
    sent = await person.contributions.send(await person.draft(number, category=category))
    assert sent.answer is not None


async def test_a_no_is_kept_as_one_and_may_be_tried_again(person: Person) -> None:
    number, category = await person.unmet(), await listed(person)
    person.market(cells=0)
    sent = await person.contributions.send(await person.draft(number, category=category))
    assert sent.answer is not None
    assert isinstance(sent.answer.body, Sorry)
    person.market()
    person.square.now_ms += 1000
    sent = await person.contributions.send(await person.draft(number, category=category))
    assert sent.answer is not None
    assert isinstance(sent.answer.body, Counted)


async def test_what_was_found_or_not_looked_for_is_not_unmet(person: Person) -> None:
    met = await person.unmet("usb hub")
    with pytest.raises(NotUnmetError, match="something was found"):
        await person.draft(met)
    fresh = await person.square.wish("submarine")
    with pytest.raises(NotUnmetError, match="nobody looked"):
        await person.draft(fresh.number)
    dear = await person.unmet("usb hub", ceiling_minor=500)
    assert (await person.draft(dear)).number == dear
    with pytest.raises(UnknownWishError):
        await person.draft(99)
