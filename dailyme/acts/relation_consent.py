"""What `dailyme relation disclose`, `consents` and `revoke` do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consumer_twin.edge.consents import Consents, Granting
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.relation.ledger import Consent, Ordered, Told
from consumer_twin.relation.who import Guest, Known, Who
from dailyme import outputs_relation as outputs
from dailyme.acts.here import here
from dailyme.acts.relating import brand_did, read_purposes, read_until, read_values, relating
from dailyme.confirm import confirm
from dailyme.errors import UsageError
from dailyme.outputs_memory import date_of
from dailyme.show import console, hints, print_json
from foundation.database import Database
from protocol import write_time
from protocol.relation import Receipt, check_value
from protocol.relation.consent import WORDS
from protocol.terms import PERSONAL_TERMS, ROSTER, PersonalTerms


@dataclass(frozen=True)
class DiscloseFlags:
    """What the command line says of a grant."""

    brand: str
    fields: Sequence[str]
    purposes: Sequence[str]
    until: str
    files: Sequence[str]
    terms: str | None
    guest: bool
    yes: bool
    local: bool


def disclose(flags: DiscloseFlags, *, as_json: bool) -> int:
    """Show what would travel, ask, send it; return 0, or 3 if the brand did not take it."""
    brand = brand_did(flags.brand)
    purposes, until_ms = read_purposes(flags.purposes), read_until(flags.until)
    terms = _terms(flags.terms or here().settings.personal_terms)
    values = read_values(flags.fields, flags.files)
    for field, value in values:
        check_value(field, value)
    granting = Granting(values, purposes, until_ms, terms)

    async def act(relate: Relate, database: Database) -> outputs.Disclosed:
        climb = await SqlRungs(relate.letters).at(brand)
        fresh = Guest(relate.nonces(f"disclose/{brand}/{relate.clock(0)}"))
        who: Who = fresh if flags.guest or not climb.known else climb.who
        confirm("disclose", _shown(brand, granting, who), yes=flags.yes)
        sent = await Consents(relate, database).disclose(brand, granting, who)
        assert sent.answer is not None
        taken = isinstance(sent.answer.body, Receipt)
        return outputs.Disclosed(
            brand=brand,
            grant=sent.letter.hash if taken else None,
            fields=[name for name, _ in values],
            purposes=list(purposes),
            until=write_time(until_ms),
            receipt=sent.answer.hash if taken else None,
            reason=None if taken else sent.answer.value["body"]["reason"],
        )

    result = relating(act, brand=flags.brand, local=flags.local, as_json=as_json)
    if as_json:
        print_json(result)
    elif result.grant is None:
        console().print(f"{brand} does not take it: {result.reason}. It keeps nothing.", soft_wrap=True)
    else:
        console().print(f"Granted until {result.until[:10]}: {result.grant}", soft_wrap=True)
        hints().print(f"Take it back: dailyme relation revoke {result.grant}")
    return 0 if result.grant is not None else 3


def _terms(name: str) -> PersonalTerms:
    for one in PERSONAL_TERMS:
        if one == name:
            return one
    raise UsageError(f"{name!r} are no personal terms", f"Give one of {', '.join(PERSONAL_TERMS)}.")


def _shown(brand: str, granting: Granting, who: Who) -> list[str]:
    """Say exactly what travels, to whom, for what, until when."""
    key = "the key that it knows you by" if isinstance(who, Known) else "a fresh key of its own"
    return [
        f"To      {brand}, under {key}",
        *(f"Send    {name}: {value}" for name, value in granting.values),
        *(f"For     {one}: {WORDS[one]}" for one in granting.purposes),
        f"Until   {write_time(granting.until_ms)}",
        f"Terms   {granting.terms}: {ROSTER[granting.terms]}",
        "Nothing else travels. You can take it back at any time.",
    ]


def list_consents(brand: str | None, *, as_json: bool) -> int:
    """Show the ledger."""
    did = None if brand is None else brand_did(brand)

    async def act(relate: Relate, database: Database) -> outputs.Consents:
        return await shown_ledger(relate, database, did)

    result = relating(act, brand=None, local=False, as_json=as_json)
    if as_json:
        print_json(result)
        return 0
    out = console()
    if not result.consents and not result.claims and not result.orders:
        out.print("You granted nothing to anybody.")
    for one in result.consents:
        out.print(f"{', '.join(one.fields)}  to {one.brand}", soft_wrap=True)
        out.print(f"    {one.state}, for {', '.join(one.purposes)}, {one.since[:10]} to {one.until[:10]}")
        used = "not said yet" if one.last_used is None else f"{', '.join(one.used)}, {one.last_used[:10]}"
        out.print(f"    last used: {used}")
        out.print(f"    grant {one.grant}", soft_wrap=True)
    for order in result.orders:
        out.print(f"{', '.join(order.fields)}  to {order.brand}, with an order", soft_wrap=True)
        out.print(f"    {order.state}, for its fulfilment alone, {order.at[:10]}")
        out.print(f"    order {order.order}", soft_wrap=True)
    for told in result.claims:
        said = ", ".join(told.facts) or "nothing"
        out.print(f"{said}  claimed of {told.brand} for {told.promotion}, {told.at[:10]}", soft_wrap=True)
    return 0


async def shown_ledger(relate: Relate, database: Database, brand: str | None) -> outputs.Consents:
    """Return the ledger, of the DID *brand* alone if it is given, as it is printed."""
    held, told = await Consents(relate, database).ledger(brand)
    sent = {one.letter.hash: one.letter.sender for one in await relate.letters.to(brand, ["disclose"])}
    orders = await Consents(relate, database).orders(brand)
    return outputs.Consents(
        consents=[_consent(one, sent[one.grant]) for one in held],
        claims=[_claim(one) for one in told],
        orders=[_order(one) for one in orders],
    )


def _consent(one: Consent, key: str) -> outputs.ShownConsent:
    return outputs.ShownConsent(
        brand=one.brand,
        grant=one.grant,
        receipt=one.receipt or None,
        key=key,
        fields=list(one.fields),
        purposes=list(one.purposes),
        since=date_of(one.since_ms),
        until=date_of(one.until_ms),
        state=one.state,
        gone=sorted(one.gone),
        kept=list(one.kept),
        used=list(one.used),
        last_used=None if one.last_used_ms is None else date_of(one.last_used_ms),
    )


def _order(one: Ordered) -> outputs.ShownOrderValues:
    return outputs.ShownOrderValues(
        brand=one.brand,
        order=one.order,
        receipt=one.receipt or None,
        fields=list(one.fields),
        at=date_of(one.at_ms),
        state=one.state,
    )


def _claim(one: Told) -> outputs.ShownClaim:
    return outputs.ShownClaim(
        brand=one.brand, promotion=one.promotion, facts=list(one.facts), at=date_of(one.at_ms)
    )


def revoke(brand: str, grant: str, *, local: bool, as_json: bool) -> int:
    """Take a grant back."""
    did = brand_did(brand)

    async def act(relate: Relate, database: Database) -> outputs.RevokedGrant:
        sent = await Consents(relate, database).revoke(grant)
        assert sent.answer is not None
        kept = sent.answer.value["body"].get("kept", [])
        return outputs.RevokedGrant(brand=did, grant=grant, kept=list(kept))

    result = relating(act, brand=brand, local=local, as_json=as_json)
    if as_json:
        print_json(result)
        return 0
    console().print("Taken back. The brand erased what it had under it.", soft_wrap=True)
    if result.kept:
        console().print(f"The law makes it keep: {', '.join(result.kept)}.", soft_wrap=True)
    return 0
