"""An answer that was relied on stands in every offer and in the agreement; another's is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from protocol import did_key_ring
from protocol.question import Question
from protocol.relation import Ask, Letter, read_letter, request
from tests.brand_agent.buyer import MESSAGE, Buyer, to_brand
from tests.brand_agent.shop import DID, KEY, POLICY, Shop, message_id, open_shop

KNOWN = '[[answers.known]]\nproduct = "router"\ntopic = "works-with"\nabout = "WPA3"\nyes = true\n'
DAY_MS = 86_400_000


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, policy=POLICY + KNOWN)
    yield opened
    opened.database.close()


async def asked(shop: Shop, buyer: Buyer, product: str = "router") -> Letter:
    question = Question(product=product, variant=f"{product}-1", topic="works-with", about="WPA3")
    letter = request(
        Ask(question=question),
        buyer.key,
        to=DID,
        id=message_id(f"{buyer.name} asks of {product}"),
        created_ms=buyer.at_ms,
        expires_ms=buyer.at_ms + 60_000,
    )
    async with to_brand(shop.app) as client:
        response = await client.post("/relate", content=letter.data, headers={"content-type": MESSAGE})
    assert response.status_code == 200, response.text

    def ring(kid: str) -> object:
        return KEY.public if kid == KEY.kid else did_key_ring(kid)

    return read_letter(response.content, ring, to=buyer.key.did)  # type: ignore[arg-type]


async def test_the_answer_stands_in_every_offer_and_in_the_agreement(shop: Shop) -> None:
    buyer = Buyer()
    answer = await asked(shop, buyer)
    await buyer.ask(shop.app, buyer.opening(relies_on=[answer.hash]))
    await buyer.ask(shop.app, buyer.counter(9_900))
    assert len(buyer.talk.bodies) == 2
    confirm = await buyer.ask(shop.app, buyer.accept())
    assert confirm.type == "confirm"
    assurance = {
        "answer": answer.hash,
        "question": answer.value["body"]["question"],
        "value": {"yes": True},
    }
    said = [body["assurances"] for body in buyer.talk.bodies.values()]
    assert said == [[assurance]] * 2
    assert confirm.value["body"]["agreement"]["deal"]["assurances"] == [assurance]


async def test_the_time_of_the_answer_ends_no_talk_that_began_within_it(shop: Shop) -> None:
    buyer = Buyer()
    answer = await asked(shop, buyer)
    shop.clock.at_ms = buyer.at_ms = buyer.at_ms + 30 * DAY_MS - 1_000
    await buyer.ask(shop.app, buyer.opening(relies_on=[answer.hash]))
    shop.clock.at_ms = buyer.at_ms = buyer.at_ms + 60_000
    assert (await buyer.ask(shop.app, buyer.counter(9_900))).type == "offer"


async def refused(shop: Shop, buyer: Buyer, *names: str, product: str = "router") -> str:
    answer = await buyer.ask(shop.app, buyer.opening((product, 1), relies_on=list(names)))
    assert answer.type == "refuse"
    return str(answer.value["body"]["reason"])


async def test_another_keys_answer_is_not_relied_on(shop: Shop) -> None:
    answer = await asked(shop, Buyer("one"))
    assert await refused(shop, Buyer("two"), answer.hash) == "unknown-answer"


async def test_an_answer_that_nobody_gave_is_not_relied_on(shop: Shop) -> None:
    assert await refused(shop, Buyer(), "A" * 43) == "unknown-answer"


async def test_an_offer_is_no_answer(shop: Shop) -> None:
    buyer = Buyer()
    offer = await buyer.ask(shop.app, buyer.opening())
    again = Buyer()
    again.name = "again"
    assert await refused(shop, again, offer.hash) == "unknown-answer"


async def test_an_answer_about_another_article_is_not_relied_on(shop: Shop) -> None:
    buyer = Buyer()
    answer = await asked(shop, buyer, "lamp")
    assert await refused(shop, buyer, answer.hash) == "unknown-answer"


async def test_an_answer_whose_time_is_over_is_not_relied_on(shop: Shop) -> None:
    buyer = Buyer()
    answer = await asked(shop, buyer)
    shop.clock.at_ms = buyer.at_ms = buyer.at_ms + 30 * DAY_MS + 30_000
    assert await refused(shop, buyer, answer.hash) == "unknown-answer"


async def test_one_answer_of_two_is_not_enough(shop: Shop) -> None:
    buyer = Buyer()
    answer = await asked(shop, buyer)
    assert await refused(shop, buyer, answer.hash, "A" * 43) == "unknown-answer"
