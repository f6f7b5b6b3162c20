"""One person and two brands, whatever they do in whatever order (Hypothesis).

No identifying value in any signed byte, no news above a cap or after an end, nothing used after a revocation;
and the two brands, who lay all that they heard side by side, share no key, id or signed byte.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin.edge.asking import ask
from consumer_twin.edge.consents import Granting
from consumer_twin.edge.rungs import introduce, leave, own_deals, show
from consumer_twin.relation.who import Guest
from dailyme.demo.sky import DAY_MS
from dailyme.demo.town import Town, open_town
from dailyme.demo.year.checking import above_cap, after_end, heard, values_found
from dailyme.demo.year.person import Person
from dailyme.demo.year.shop import Counterside
from protocol import Order, Price, write_time
from protocol.question import Question
from protocol.relation import Leave, Subscribe
from transport import WireLine

BRANDS = ("alder", "northgate")
SHOP = "id,title,price,availability,brand,quantity\n1,Blue cotton towel,50.00 USD,in_stock,Linen,900\n"
POLICY = """
[brand]
name = "{name}"
[catalog]
source = "shop.csv"
[cost]
share = "0.20"
[[ladder]]
rung = "known"
benefits = [{{ id = "held", kind = "held-stock" }}]
[[ladder]]
rung = "registered"
fields = ["email"]
benefits = [{{ id = "points", kind = "points", points = 5 }}]
[[ladder]]
rung = "repeat"
agreements = 1
benefits = [{{ id = "loyal", kind = "points", points = 50 }}]
[[segment]]
name = "students"
title = "Students"
predicate = {{ op = "eq", fact = "student", value = true }}
[[promotion]]
id = "students"
title = "Five percent"
discount = "0.05"
segment = "students"
valid_from = 2026-12-01T00:00:00Z
valid_until = 2099-01-01T00:00:00Z
"""
_WORD = re.compile(r"[a-z]+(-[a-z]+)*")
"""A registered word, such as a reason or the name of a field."""
STEPS = (
    "ask", "buy", "introduce", "show", "disclose", "revoke", "subscribe", "unsubscribe", "sale", "fetch",
    "sketch", "leave", "wait",
)  # fmt: skip


class Pair:
    """The person's side and the brand's side of one relationship."""

    def __init__(self, town: Town, brand: str) -> None:
        self.person, self.shop = Person(town, brand), Counterside(town, brand)
        self.values: list[str] = []
        self.grants: dict[str, str] = {}
        self.price = 5_000

    async def do(self, step: str, number: int) -> None:
        """Do one step, if it can be done where they stand."""
        await getattr(self, f"_{step}")(number)

    async def _ask(self, number: int) -> None:
        who = Guest(self.person.world.secret(f"{self.person.brand}/{number}"))
        await ask(
            self.person.relate, self.person.did, Question(product="1", variant="1", topic="origin"), who
        )

    async def _buy(self, number: int) -> None:
        person = self.person
        await person.facts.put("student", value=True, allowed=True, at_ms=person.at_ms)
        await person.buy("cotton towel", Price(amount=9_000, currency="USD"))
        (deal,) = [one for one in await person.deals.all() if one.order is None and self._is_mine(one)][-1:]
        value = self._fresh(f"{number} Quince Lane, Springfield")
        given = (("delivery-address", value),)
        await person.deals.say(deal, lambda committed: Order(agreement=deal.hash, disclosed=committed), given)

    def _is_mine(self, deal: Any) -> bool:
        return bool(deal.thread.record.seller.id == self.person.did)

    async def _introduce(self, number: int) -> None:
        climb = await self.person.climb()
        if not climb.known:
            await introduce(self.person.relate, climb, "held", "sd-base")

    async def _show(self, number: int) -> None:
        climb = await self.person.climb()
        deals = await own_deals(self.person.database, self.person.did)
        if climb.known and deals:
            await show(self.person.relate, climb, deals[:3])

    async def _disclose(self, number: int) -> None:
        person, climb = self.person, await self.person.climb()
        until_ms = person.at_ms // 1000 * 1000 + 30 * DAY_MS
        value = self._fresh(f"mira{number}@letterbox.example")
        granting = Granting((("email", value),), ("service", "registration"), until_ms, "sd-base")
        sent = await person.consents.disclose(person.did, granting, climb.who)
        self.grants[sent.letter.hash] = sent.letter.sender

    async def _revoke(self, number: int) -> None:
        if self.grants:
            grant, key = self.grants.popitem()
            await self.person.consents.revoke(grant)
            used = await self.shop.use(key, "email", "service")
            assert used or key in self.grants.values(), "used after its revocation"

    async def _subscribe(self, number: int) -> None:
        person = self.person
        topic = {"kind": "price-below", "product": "1", "basis_points": 9_500}
        until = write_time(person.at_ms // 1000 * 1000 + 60 * DAY_MS)
        members = {"topics": [topic], "cap": {"messages": 1, "days": 10}, "until": until}
        body = Subscribe.model_validate({**members, "personal_terms": "sd-base"})
        who = Guest(person.world.secret(f"news/{person.brand}/{number}"))
        await person.mail.subscribe(person.did, body, who, label=f"news/{number}")

    async def _unsubscribe(self, number: int) -> None:
        for one in await self.person.mail.subscriptions.all():
            if one.brand == self.person.did and one.state == "active":
                await self.person.mail.unsubscribe(one)
                break

    async def _sale(self, number: int) -> None:
        await self.shop.reprice("towel", 0.8)
        await self.shop.reprice("towel", 1.25)

    async def _fetch(self, number: int) -> None:
        await self.person.mail.fetch()

    async def _sketch(self, number: int) -> None:
        climb = await self.person.climb()
        if climb.known:
            await self.person.sketches.fetch(self.person.did, climb.who)

    async def _leave(self, number: int) -> None:
        climb = await self.person.climb()
        if climb.known:
            await leave(self.person.relate, climb, Leave(to="guest"), step=climb.step)
            self.grants.clear()

    async def _wait(self, number: int) -> None:
        self.person.town.sky.day += 4

    def _fresh(self, value: str) -> str:
        self.values.append(f"{self.person.brand} {value}" if "@" not in value else value)
        return self.values[-1]


def strings(value: Any) -> Iterator[str]:
    """Every string inside *value*."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


def told(wire: list[WireLine]) -> set[str]:
    """Every string of 16 characters and more that a brand was sent, but for times, titles and plain words."""
    sent = [json.loads(line.text) for line in wire if line.direction == "sent" and line.text]
    found = {one for value in sent for one in strings(value)}
    public = ("2026-", "2027-", "dailyme/", "Blue cotton")
    return {
        one for one in found if len(one) >= 16 and not one.startswith(public) and not _WORD.fullmatch(one)
    }


async def play(steps: list[tuple[str, int]], folder: Path) -> None:
    (folder / "shop.csv").write_text(SHOP)
    policies = {}
    for brand in BRANDS:
        policies[brand] = folder / f"{brand}.toml"
        policies[brand].write_text(POLICY.format(name=brand.title()))
    async with open_town(1, folder, policies) as town:
        pairs = [Pair(town, brand) for brand in BRANDS]
        first, second = (pair.person for pair in pairs)
        second.mail = replace(second.mail, turns=first.mail.turns)  # it is one twin
        for number, (step, place) in enumerate([*steps, ("fetch", 0), ("fetch", 1)]):
            town.sky.later_ms += 60_000
            await pairs[place].do(step, number)
        values = [value for pair in pairs for value in pair.values]
        wire = [line for pair in pairs for line in pair.person.wire]
        assert values_found(wire, values) == []
        seen = [[line for line in wire if line.brand == pair.person.did] for pair in pairs]
        for pair, lines in zip(pairs, seen, strict=True):
            if lines:
                found = heard(lines, pair.person.did, pair.person.at_ms)
                assert found.signatures == found.holding
                assert (above_cap(found), after_end(found)) == (0, 0)
        assert told(seen[0]) & told(seen[1]) == set()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from([0, 1])), min_size=2, max_size=10))
def test_whatever_happens_nothing_identifies_nothing_links_and_nothing_is_sent_unasked(
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(steps, Path(folder)))
