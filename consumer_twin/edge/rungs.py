"""Climbing and stepping down, over the twin's letters; and under which key it speaks to whom.

Spec: spec/35-relate.md (REL-14 to REL-22).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from consumer_twin.edge.letters import Sent, SqlLetters
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.store import SqlStore
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.edge.tables import ACCEPTS
from consumer_twin.memory import Lesson
from consumer_twin.records import ThreadRecord
from consumer_twin.relation.rungs import KINDS, Climb, climbs, deals_shown, introduced, stepped_down
from consumer_twin.relation.who import Known, Who
from foundation.database import Database
from protocol import message_hash
from protocol.relation import MAX_LINKS, Introduce, Leave, Letter, Show, link
from protocol.terms import PersonalTerms


@dataclass(frozen=True)
class SqlRungs:
    """Where the person stands, from *letters*."""

    letters: SqlLetters

    async def all(self) -> dict[str, Climb]:
        """Return where the person stands with each brand that they climbed at, or left."""
        return climbs(await self.letters.to(kinds=KINDS))

    async def at(self, brand: str) -> Climb:
        """Return where the person stands with the DID *brand*."""
        return climbs(await self.letters.to(brand, KINDS)).get(brand, Climb(brand))

    async def step(self, brand: str) -> int | None:
        """See `ports.Rungs`."""
        climb = await self.at(brand)
        return climb.step if climb.known else None

    async def has_left(self, brand: str, who: Who) -> bool:
        """Whether *who* is a key that the person stepped down to guest with at the DID *brand*."""
        return isinstance(who, Known) and who.step < (await self.at(brand)).step


@dataclass(frozen=True)
class OwnDeal:
    """An agreement of the person's own: the thread that it was made in, and its document."""

    record: ThreadRecord
    document: dict[str, Any]

    @property
    def hash(self) -> str:
        """Its hash."""
        return message_hash(self.document)

    @property
    def offer(self) -> str:
        """The hash of the offer that was accepted."""
        return str(self.document["offer"])


async def own_deals(database: Database, brand: str) -> tuple[OwnDeal, ...]:
    """Return the agreements with the DID *brand* that stand, oldest first."""
    store = SqlStore(database)
    agreed = select(ACCEPTS.c.thread).where(ACCEPTS.c.status == "agreed").order_by(ACCEPTS.c.at_ms)
    names = await database.read(lambda connection: tuple(connection.scalars(agreed)))
    found = []
    for name in names:
        record, messages = await store.thread(name)
        confirms = [one for one in messages if one.type == "confirm"]
        is_void = any(one.value["body"].get("reason") == "benefit-used" for one in messages)  # REL-27
        if record.seller.id == brand and confirms and not is_void:
            found.append(OwnDeal(record, dict(confirms[-1].value["body"]["agreement"])))
    return tuple(found)


async def introduce(relate: Relate, climb: Climb, benefit: str, terms: PersonalTerms) -> Sent:
    """Introduce the person to the brand of *climb*, for *benefit*. Raises what `Relate.ask` raises."""
    at_ms = relate.clock(0)
    body = Introduce(benefit=benefit, personal_terms=terms)

    def learn(asked: Letter, answer: Letter) -> Iterable[Lesson]:
        return introduced(asked, answer, at_ms)

    label = f"introduce/{climb.step}/{benefit}/{at_ms}"
    return await relate.ask(climb.brand, lambda _: body, climb.who, label=label, learn=learn)


async def show(relate: Relate, climb: Climb, deals: Sequence[OwnDeal]) -> Sent:
    """Show *deals* to the brand of *climb*, at most `MAX_LINKS` of them. Raises what `Relate.ask` raises."""
    at_ms = relate.clock(0) // 1000 * 1000
    key = climb.who.key(relate.seed, climb.brand).did
    links = tuple(
        link(one.hash, one.record.key(relate.seed), brand=climb.brand, key=key, created_ms=at_ms)
        for one in deals[:MAX_LINKS]
    )

    def learn(asked: Letter, answer: Letter) -> Iterable[Lesson]:
        return deals_shown(asked, answer, at_ms)

    label = f"show/{climb.step}/{len(links)}/{at_ms}"
    return await relate.ask(climb.brand, lambda _: Show(links=links), climb.who, label=label, learn=learn)


async def leave(relate: Relate, climb: Climb, body: Leave, *, step: int) -> Sent:
    """Step down with the brand of *climb*: it holds before anything is sent (REL-20).

    A step down to guest ends what the key subscribed to, at once here; the `leave` tells the brand (SUB-22).

    step: of the key that steps down; one that the person left before says it again.

    Raises what `Relate.ask` raises; the person stands lower all the same.
    """
    at_ms, who = relate.clock(0), Known(step)
    kept = SqlSubscriptions(relate.letters.database)
    ended = await kept.end_under(climb.brand, who, at_ms) if body.to == "guest" else ()
    lessons = (stepped_down(climb.brand, body.to, at_ms),) if step == climb.step else ()
    label = f"leave/{step}/{body.to}/{at_ms}"
    sent = await relate.ask(climb.brand, lambda _: body, who, label=label, first=lessons)
    for one in ended:
        await kept.farewell(one.number)
    return sent
