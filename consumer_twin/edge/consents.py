"""Consent at the twin: a grant is made, kept with its receipt, taken back; what a brand broke is remembered.

Spec: spec/36-consent.md (CONS-10 to CONS-12, CONS-22).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from consumer_twin.edge.deals import SqlDeals
from consumer_twin.edge.letters import Sent, SqlLetters
from consumer_twin.edge.log import open_log, recalled, remember
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.store import SqlStore
from consumer_twin.errors import TwinError
from consumer_twin.memory import Lesson
from consumer_twin.relation.ledger import (
    Consent,
    Ordered,
    Told,
    claims,
    consents,
    newly_expired,
    newly_used,
    ordered,
)
from consumer_twin.relation.who import Who
from foundation.database import Database
from protocol import ProtocolError, write_time
from protocol.commitment import Committed
from protocol.relation import Disclose, Letter, Purpose, Receipt, Revoke, Revoked, check_value
from protocol.terms import PersonalTerms

KINDS = ("disclose", "revoke", "sketch", "erase")


class NoSuchGrantError(TwinError):
    """The twin made no such grant, or has nothing to revoke of it."""

    code = "no-such-grant"
    advice = "See `dailyme relation consents`."


class CameWithOrderError(TwinError):
    """It was disclosed by an order, for its fulfilment: there is no grant of its own to take back."""

    code = "came-with-order"
    advice = "`dailyme relation sketch` shows until when the brand may hold it; `erase` asks it to erase."


@dataclass(frozen=True)
class Granting:
    """What is to be granted: values by field, for which purposes, until when, under which terms."""

    values: tuple[tuple[str, str], ...]
    purposes: tuple[Purpose, ...]
    until_ms: int
    terms: PersonalTerms


@dataclass(frozen=True)
class Consents:
    """Grants over *relate*, remembered in *database*."""

    relate: Relate
    database: Database

    async def disclose(self, brand: str, granting: Granting, who: Who) -> Sent:
        """Grant *granting* to the DID *brand* as *who*; the person has said yes.

        Raises `BadValueError` (CONS-11) before anything is sent, and what `Relate.ask` raises.
        """
        for field, value in granting.values:
            check_value(field, value)
        open_log(self.database)
        at_ms = self.relate.clock(0)

        def body(committed: tuple[Committed, ...]) -> Disclose:
            return Disclose(
                disclosed=committed,
                purposes=granting.purposes,
                until=write_time(granting.until_ms),
                personal_terms=granting.terms,
            )

        def learn(asked: Letter, answer: Letter) -> Iterable[Lesson]:
            if isinstance(answer.body, Receipt):
                facts = {
                    "brand": brand,
                    "grant": asked.hash,
                    "fields": [name for name, _ in granting.values],
                    "purposes": list(granting.purposes),
                    "until_ms": granting.until_ms,
                }
                yield Lesson(at_ms, "consented", facts=facts)

        async with breaches(self.relate, self.database, brand, "disclose"):
            return await self.relate.ask(
                brand, body, who, label=f"disclose/{at_ms}", values=granting.values, learn=learn
            )

    async def revoke(self, grant: str) -> Sent:
        """Take *grant* back, with the key that gave it.

        Raises `NoSuchGrantError`, `CameWithOrderError`, or what `Relate.ask` raises. A grant in doubt is
        settled first (CONS-22).
        """
        open_log(self.database)
        sent = await self.relate.letters.sent(grant)
        if sent is None and grant in {one.order for one in await self.orders()}:
            raise CameWithOrderError("that came with an order, which can't be taken back by itself")
        if sent is None or sent.letter.type != "disclose":
            raise NoSuchGrantError("no such grant was made")
        if sent.answer is None:  # CONS-22
            sent = await self.relate.settle(sent)
        if sent.answer is None or not isinstance(sent.answer.body, Receipt):
            raise NoSuchGrantError("the brand never took that grant")
        at_ms, brand = self.relate.clock(0), sent.brand

        def learn(_asked: Letter, answer: Letter) -> Iterable[Lesson]:
            if isinstance(answer.body, Revoked):
                yield Lesson(at_ms, "revoked", facts={"brand": brand, "grant": grant})

        async with breaches(self.relate, self.database, brand, "revoke"):
            return await self.relate.ask(
                brand, lambda _: Revoke(grant=grant), sent.who, label=f"revoke/{grant}/{at_ms}", learn=learn
            )

    async def ledger(self, brand: str | None = None) -> tuple[tuple[Consent, ...], tuple[Told, ...]]:
        """Return every grant, and what was only claimed; what ended or was used since is remembered."""
        return await ledger_of(self.relate.letters, self.relate.clock(0), brand)

    async def orders(self, brand: str | None = None) -> tuple[Ordered, ...]:
        """Return what was disclosed with orders to the DID *brand*, or to any, oldest first."""
        store = SqlStore(self.database)
        found: list[Ordered] = []
        for name in await SqlDeals(self.database).threads():
            record, messages = await store.thread(name)
            if brand in {None, record.seller.id}:
                found += ordered(record.seller.id, messages)
        return tuple(sorted(found, key=lambda one: one.at_ms))


async def ledger_of(
    letters: SqlLetters, at_ms: int, brand: str | None = None
) -> tuple[tuple[Consent, ...], tuple[Told, ...]]:
    """Return every grant at *at_ms*, and what was only claimed; what ended or was used is remembered."""
    database = letters.database
    open_log(database)
    held = consents(await letters.to(brand, KINDS), at_ms)

    def work(connection: Connection) -> tuple[Told, ...]:
        lessons = list(recalled(connection, frozenset({"claimed", "expired", "used"})))
        remember(connection, newly_expired(held, lessons, at_ms))
        remember(connection, newly_used(held, lessons, at_ms))
        return claims(lessons)

    told = await database.write(work)
    return held, tuple(one for one in told if brand is None or one.brand == brand)


@asynccontextmanager
async def breaches(relate: Relate, database: Database, brand: str, kind: str) -> AsyncIterator[None]:
    """Remember that *brand* answered a request of *kind* against the rules."""
    try:
        yield
    except ProtocolError as error:
        facts = {"brand": brand, "request": kind, "why": error.code}
        lesson = Lesson(relate.clock(0), "breach", facts=facts)
        await database.write(lambda connection: remember(connection, [lesson]))
        raise
