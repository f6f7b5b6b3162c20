"""Leading one negotiation: how it stands, which terms can be chosen, and between which totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from brand_agent.bettering import Asked, proposal_for
from brand_agent.budget import allowance_now
from brand_agent.chain import LogEntry
from brand_agent.edge.controls import controls_of
from brand_agent.edge.overviews import Line, line_of
from brand_agent.edge.store import SqlLedger
from brand_agent.edge.threads import Thread, read_thread
from brand_agent.heard import Heard, items_of, shortage_of
from brand_agent.steering import bounds
from brand_agent.stockroom import Key, stockroom
from dailyme.pages.brand.office import Office
from dailyme.pages.brand.reason_words import control_words
from dailyme.pages.shell import NoPageError, money_words
from protocol import Message, Negotiation, Price, Terms, replay


@dataclass(frozen=True)
class Talk:
    """A negotiation: its line in the list, its thread, and where that stands; None where it is erased."""

    line: Line
    thread: Thread
    now: Negotiation | None


@dataclass(frozen=True)
class Choice:
    """Terms that can be chosen for the next offer; None are those that the customer asks for then."""

    key: str
    words: str
    terms: Terms | None


@dataclass(frozen=True)
class Bounds:
    """Between which totals the guardrails let an offer out."""

    lowest: Price
    highest: Price

    @property
    def is_empty(self) -> bool:
        """Whether there is no such total."""
        return self.lowest.amount > self.highest.amount

    def fault(self, total_minor: int) -> str:
        """Say why *total_minor* is not let out; "" if it is."""
        if self.is_empty:
            return "Your guardrails let nothing better out on these terms."
        if total_minor < self.lowest.amount:
            return f"That is below your floor of {money_words(self.lowest)}."
        if total_minor > self.highest.amount:
            return f"That is no better than what was offered: at most {money_words(self.highest)}."
        return ""


async def read_talk(office: Office, thread: str) -> Talk:
    """Return the negotiation *thread*. Raises `NoPageError`."""

    def work(connection: Connection) -> tuple[Line | None, Thread]:
        return line_of(connection, thread), read_thread(connection, thread, office.key.public)

    line, found = await office.database.read(work)
    if line is None:
        raise NoPageError("There is no such negotiation, or the customer had it erased.")
    return Talk(line, found, replay(found.messages) if found.messages else None)


def choices_of(talk: Talk) -> Sequence[Choice]:
    """Return the terms that were spoken of in *talk*, those that are asked for first."""
    said: dict[str, Terms] = {}
    for message in talk.thread.messages:
        for terms in _terms(message):
            said.setdefault(terms_words(terms), terms)
    rest = [Choice(str(place), words, terms) for place, (words, terms) in enumerate(said.items(), 1)]
    return [Choice("asked", "What the customer asks for then", None), *rest]


def terms_words(terms: Terms) -> str:
    """Return *terms* in a line."""
    extras = f", with {', '.join(terms.extras)}" if terms.extras else ""
    return (
        f"{terms.delivery_days} days to deliver, {terms.warranty_months} months warranty, "
        f"{terms.returns_days} days to return{extras}"
    )


def _terms(message: Message) -> list[Terms]:
    match message.envelope.type:
        case "offer":
            return [message.envelope.body.terms]
        case "counter":
            return [one.terms for one in message.envelope.body.packages]
        case _:
            return []


async def bounds_for(office: Office, thread: str, terms: Terms | None) -> Bounds | None:
    """Return the bounds of an offer made now in *thread* on *terms*; None: no such offer can be made.

    terms: None are those that were last spoken of.
    """
    talk, shop = await read_talk(office, thread), await office.shop()
    if talk.now is None or not talk.now.offers:
        return None
    messages, at_ms = talk.thread.messages, office.now_ms()
    asked = Asked.again(tuple(talk.now.offers.values())[-1])
    last = tuple(talk.now.counters.values())
    wanted = terms or (last[-1].packages[0].terms if last else asked.terms)
    room = stockroom(shop.entries, shop.policy)
    assert talk.now.opening is not None
    keys = {(one.product, one.variant) for one in talk.now.opening.lines}

    def read(connection: Connection) -> tuple[dict[Key, int | None], int | None]:
        ledger = SqlLedger(connection)
        left = {key: ledger.stock(key) for key in keys}
        return left, allowance_now(thread, ledger.purse, shop.policy, at_ms=at_ms, made_ms=at_ms)

    left, allowance = await office.database.read(read)
    heard = Heard(
        message=messages[0],
        talk=talk.now,
        turn=0,
        policy=shop.policy,
        room=room,
        left=left.get,
        at_ms=at_ms,
        made_ms=at_ms,
        allowance_minor=allowance,
    )
    items = items_of(heard, asked.quantities)
    if items is None or shortage_of(items, heard) is not None:
        return None
    proposal = proposal_for(heard, wanted, items)
    if terms is not None and proposal.granted.terms != terms:
        return None
    lowest, highest = bounds(heard, proposal, asked.quantities)
    money = talk.line.overview.currency
    return Bounds(Price(amount=lowest, currency=money), Price(amount=max(0, highest), currency=money))


@dataclass(frozen=True)
class Decided:
    """Something that somebody decided about a negotiation, or that the agent did for them."""

    who: str
    words: str
    total: Price | None
    why: str
    at_ms: int


def history_of(connection: Connection, thread: str, currency: str) -> Sequence[Decided]:
    """Return what was decided about *thread*, the newest first."""
    return [_decided(one, currency) for one in controls_of(connection, thread, most=50)]


def _decided(entry: LogEntry, currency: str) -> Decided:
    total = entry.facts.get("total")
    money = None if total is None else Price(amount=total, currency=currency)
    return Decided(entry.who, control_words(entry.kind), money, entry.facts.get("why", ""), entry.at_ms)
