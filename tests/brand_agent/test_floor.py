"""Whatever a twin does, no offer goes below the floor: random twins, random policies, the real desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from brand_agent import Desk, answer, read_policy, receive, stockroom
from brand_agent.edge.store import SqlLedger, load_counts
from brand_agent.edge.tables import METADATA
from protocol import EXTRAS, Offer, Terms
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import KEY, Clock, entry, message_id

PRICE, COST, PIECES = 10_000, 7_000, 3
NAMES = count()

TEXT = """
[brand]
name = "Random"
[guardrails]
floor_margin = "{margin}"
max_discount = "{discount}"
counters = {counters}
eagerness = "{eagerness}"
[tax]
included = {included}
rate = "{rate}"
[[shipping]]
days = 5
price = "0.00"
[[shipping]]
days = 2
price = "9.90"
cost = "6.00"
[terms]
extras = [{{ name = "gift-wrap", cost = "2.00" }}, {{ name = "carry-case", cost = "7.00" }}]
warranty_steps = [{{ months = 24, cost_share = "0.03" }}]
"""

policies = st.builds(
    lambda **chosen: read_policy(TEXT.format(**chosen)),
    margin=st.sampled_from(["0", "0.05", "0.20", "0.40"]),
    discount=st.sampled_from(["0", "0.10", "0.50", "0.90"]),
    counters=st.integers(1, 6),
    eagerness=st.sampled_from(["0.3", "1.0", "3"]),
    included=st.sampled_from(["true", "false"]),
    rate=st.sampled_from(["0", "0.06", "0.19"]),
)
wishes = st.builds(
    Terms,
    delivery_days=st.integers(0, 8),
    warranty_months=st.integers(0, 36),
    returns_days=st.integers(0, 40),
    extras=st.lists(st.sampled_from(EXTRAS), unique=True, max_size=3).map(sorted).map(tuple),
)
counters = st.tuples(st.just("counter"), st.integers(0, 25_000), wishes)
moves = st.one_of(counters, counters, st.sampled_from(["decline", "withdraw", "accept"]))


@contextmanager
def ledger_with(desk: Desk) -> Iterator[Connection]:
    """A connection to a fresh store in memory, stocked."""
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        load_counts(connection, desk.room)
        yield connection
    engine.dispose()


def next_message(buyer: Buyer, move: object) -> bytes:
    match move:
        case ("counter", int(total), Terms() as wish):
            return buyer.counter(total, wish)
        case "withdraw" if buyer.talk.counters:
            return buyer.withdraw()
        case "accept":
            return buyer.accept()
    return buyer.decline()


def check(offer: Offer, desk: Desk, quantity: int, cost: int | None) -> None:
    """The floor, worked out here in another way than the brand does."""
    rules = desk.policy.guardrails
    total, listed = Decimal(offer.total.amount), Decimal(offer.list_total.amount)
    assert total <= listed
    if cost is None:
        assert total == listed
    elif total < listed:
        extras = sum({"gift-wrap": 200, "carry-case": 700}[name] for name in offer.terms.extras)
        spent = cost * quantity + (600 if offer.terms.delivery_days == 2 else 0) + extras
        spent += -(-cost * quantity * 3 // 100) if offer.terms.warranty_months == 24 else 0
        net = total / (1 + desk.policy.tax.rate)
        assert net - spent >= rules.floor_margin * net
        assert total >= listed * (1 - rules.max_discount)


@settings(max_examples=settings().max_examples * 2)
@given(policies, st.sampled_from([COST, 9_500, None]), st.integers(1, PIECES), st.lists(moves, max_size=9))
def test_no_twin_gets_an_offer_below_the_floor(
    policy: object, cost: int | None, quantity: int, turns: list[object]
) -> None:
    room = stockroom((entry(price=PRICE, cost=cost, stock=PIECES),), policy)  # type: ignore[arg-type]
    desk = Desk(KEY, policy, room, Clock(), message_id)  # type: ignore[arg-type]
    buyer = Buyer(f"random {next(NAMES)}")
    with ledger_with(desk) as connection:
        ledger = SqlLedger(connection)
        asked: bytes | None = buyer.opening(("router", quantity))
        waiting = iter(turns)
        while asked is not None:
            said = answer(receive(asked, desk), desk, ledger, at_ms=buyer.at_ms)
            heard = buyer.hear(asked, said).envelope
            if heard.type == "offer":
                check(heard.body, desk, quantity, cost)
            ended = heard.type in {"confirm", "close", "refuse"}
            move = None if ended else next(waiting, None)
            asked = None if move is None else next_message(buyer, move)
