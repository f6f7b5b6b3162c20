"""Whatever a twin says after an agreement: a right, signed answer, or a problem that changes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import ProtocolError, read, step, write_time
from protocol.bodies import Body
from protocol.envelope import MODELS
from protocol.fulfilling import DAY_MS
from tests.brand_agent.fulfilment.customer import RULES, Customer, post
from tests.brand_agent.shop import DID, POLICY, open_shop

REASONS = ("changed-mind", "faulty", "late", "missing")
HOWS = ("kept", "late", "faulty", "missing", "returned")
Said = tuple[tuple[str, dict[str, Any]], int]
"""A kind with members of its body, and the days that pass before."""

days = st.integers(0, 60)
moves = st.one_of(
    st.just(("track", {})),
    st.sampled_from(["as-agreed", "faulty", "wrong"]).flatmap(
        lambda one: st.integers(-3, 3).map(lambda ago: ("delivered", {"at": ago, "condition": one}))
    ),
    st.sampled_from(["changed-mind", "faulty", "late", "missing"]).map(
        lambda one: ("return", {"reason": one})
    ),
    st.sampled_from(["kept", "late", "faulty", "missing", "returned"]).map(
        lambda one: ("outcome", {"how": one})
    ),
    st.integers(1, 5).map(lambda stars: ("review", {"stars": stars})),
    st.just(("order", {})),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(moves, days), max_size=10), st.booleans())
def test_an_answer_is_signed_and_right_or_a_problem_that_changes_nothing(
    said: list[Said], orders: bool
) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_say(Path(folder), said, orders=orders))


async def _say(folder: Path, said: list[Said], *, orders: bool) -> None:
    shop, customer = (
        await open_shop(folder, policy=POLICY + RULES.replace('needs = ["name"]', "")),
        Customer(),
    )
    await customer.buy(shop)
    if orders:
        await customer.order()
    for (kind, members), later in said:
        customer.later(later)
        before, talk = await shop.dump(), customer.talk
        data = customer.make(kind, _body(kind, members, customer))
        response = await post(shop.app, data)
        if response.status_code == 200:
            customer.hear(data, response.content)  # raises if the brand broke a rule
            continue
        assert 400 <= response.status_code < 500, response.text
        assert await shop.dump() == before
        assert not _legal(data, customer)
        assert customer.talk is talk
    shop.database.close()


def _legal(data: bytes, customer: Customer) -> bool:
    """Whether the protocol's own step would have taken *data*."""
    try:
        step(customer.talk, read(data, customer._ring, to=DID), at_ms=customer.at_ms)
    except ProtocolError:
        return False
    return True


def _body(kind: str, members: dict[str, Any], customer: Customer) -> Body:
    model = MODELS[kind].model_fields["body"].annotation
    assert model is not None
    given = dict(members)
    if kind == "delivered":
        given["at"] = write_time(customer.at_ms - given["at"] * DAY_MS)
    if kind in {"order", "outcome", "review"}:
        given["agreement"] = customer.talk.accepted_hash
    body: Body = model.model_validate(given)
    return body
