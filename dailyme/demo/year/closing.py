"""The end of the year: the deals, both ledgers, both sides' events, and what a stranger can verify."""

from __future__ import annotations

from sqlalchemy import Connection

from brand_agent.edge.relation.books import SqlBooks
from brand_agent.policy_keeping import KeepingRule
from brand_agent.relation.holding import entries
from consumer_twin.edge import SqlStore
from consumer_twin.edge.events import SqlEvents
from consumer_twin.fulfil import Deal
from dailyme.acts.brand_register import shown_register
from dailyme.acts.relation_consent import shown_ledger
from dailyme.acts.verify import shown_verdicts
from dailyme.demo.year.checking import Heard, above_cap, after_end, heard, last_key, seen_before, values_found
from dailyme.demo.year.outputs import (
    GivenWithOrder,
    KeptByLaw,
    Verification,
    YearDeal,
    YearEvent,
    YearEvents,
    YearLedgers,
    YearResult,
    YearScene,
)
from dailyme.demo.year.person import DID
from dailyme.demo.year.script import BRAND, VALUES
from dailyme.demo.year.year import Year
from dailyme.keys import listed_ring
from dailyme.outputs_demo import Jwk
from protocol import Order, verdicts, write_time


async def closed(year: Year, seed: int, scenes: list[YearScene]) -> YearResult:
    """Return what the year was."""
    wire = year.person.wire
    found = heard(wire, DID, year.person.at_ms)
    keys = {kid: Jwk.model_validate(key.jwk()) for kid, key in sorted(found.keys.items())}
    ledgers, events = await _ledgers(year, found), await _events(year)
    return YearResult(
        seed=seed,
        brand=DID,
        name=year.person.town.shops[BRAND].policy.brand.name,
        scenes=scenes,
        deals=[_deal(deal, found, keys) for deal in year.deals],
        ledgers=ledgers,
        events=events,
        messages=dict(sorted(found.said.items(), key=lambda one: (str(one[1].get("created")), one[0]))),
        keys=keys,
        verification=_verification(year, found, ledgers, events),
    )


def _verification(year: Year, found: Heard, ledgers: YearLedgers, events: YearEvents) -> Verification:
    person = year.person
    ended = {one.grant: one.ended or one.until for one in ledgers.brand.grants}
    late = [one for one in ledgers.brand.uses if one.grant and not one.refused and one.at > ended[one.grant]]
    key = last_key(found)
    members = {
        "messages": len(found.said),
        "pages": len(found.signed) - len(found.said),
        "signatures": found.signatures,
        "holding": found.holding,
        "keys": len({kid for kid in found.keys if kid.startswith("did:key:")}),
        "values": len(VALUES),
        "found": len(values_found(person.wire, VALUES)),
        "news": len(found.of("news")),
        "above_cap": above_cap(found),
        "after_end": after_end(found),
        "uses_after_revocation": len(late),
        "in_store": len(year.shop.finds(VALUES)),
        "linked": seen_before(person.wire, key),
        "events_equal": events.twin == events.brand,
    }
    faults = ("found", "above_cap", "after_end", "uses_after_revocation", "in_store", "linked")
    good = found.holding == found.signatures and members["events_equal"]
    good = good and not any(members[name] for name in faults)
    return Verification.model_validate({**members, "verdict": "verified" if good else "not verified"})


def _deal(deal: Deal, found: Heard, keys: dict[str, Jwk]) -> YearDeal:
    document = found.signed[deal.hash]
    ring = listed_ring({kid: one.model_dump() for kid, one in keys.items()})
    told = None if deal.order is None else deal.order.outcome
    return YearDeal(
        title=deal.title,
        paid=deal.agreement.deal.total,
        key=deal.thread.talk.twin,
        agreement=document,
        verdicts=shown_verdicts(verdicts(document, ring)),
        turned_out=None if told is None else told.how,
    )


async def _ledgers(year: Year, found: Heard) -> YearLedgers:
    person = year.person
    rule = person.town.shops[BRAND].policy.keeping
    keys = sorted({kid.partition("#")[0] for kid in found.keys if kid.startswith("did:key:")})
    return YearLedgers(
        twin=await shown_ledger(person.relate, person.database, DID),
        orders=[one for deal in year.deals for one in await _given(year, deal)],
        brand=await year.shop.database.read(lambda store: shown_register(store, None)),
        kept=await year.shop.database.read(lambda store: _kept(store, keys, rule)),
    )


async def _given(year: Year, deal: Deal) -> list[GivenWithOrder]:
    """Return what was given with the orders of *deal*."""
    _, messages = await SqlStore(year.person.database).thread(deal.thread.record.id)
    return [
        GivenWithOrder(
            fields=[one.field for one in message.envelope.body.disclosed or ()],
            at=message.envelope.created,
            deal=deal.hash,
            proof=message.hash,
        )
        for message in messages
        if isinstance(message.envelope.body, Order)
    ]


def _kept(store: Connection, keys: list[str], rule: KeepingRule) -> list[KeptByLaw]:
    books = SqlBooks(store)
    held = [one for key in keys for one in entries(books.holdings, books.register, key, rule)]
    held.sort(key=lambda one: (one.shown.since, one.shown.id))
    return [
        KeptByLaw(what=one.shown.says or f"{one.shown.field}, as a value", until=write_time(one.kept_ms))
        for one in held
        if one.kept_ms is not None
    ]


async def _events(year: Year) -> YearEvents:
    ours = [(key, one) for _, key, one in await SqlEvents(year.person.database).of(DID)]
    theirs = await year.shop.events()
    return YearEvents(
        **{
            name: sorted(
                (YearEvent(at=write_time(one.at_ms), event=one.event, key=key) for key, one in side),
                key=lambda one: (one.at, one.key, one.event),
            )
            for name, side in (("twin", ours), ("brand", theirs))
        }
    )
