"""Both ledgers, the events, and the verification, as they are told at a terminal."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dailyme.demo.telling import heading, say
from dailyme.demo.year.outputs import Verification, YearEvents, YearLedgers
from dailyme.outputs_relation import ShownGrant, ShownUse
from dailyme.show import console, count
from protocol.lifecycle import EVENTS

_HASH: Final = 12


def tell_ledgers(books: YearLedgers) -> None:
    """Tell what each side has written down."""
    heading("MIRA'S LEDGER", "who has what of her, for what, until when, and the proof")
    for one in books.twin.consents:
        say(f"{', '.join(one.fields)}  to Alder, for {', '.join(one.purposes)}", indent=2)
        state = f"{one.state}, erased: {', '.join(one.gone)}" if one.gone else one.state
        say(f"{one.since[:10]} to {one.until[:10]}; {state}", indent=6)
        say(f"grant {one.grant[:_HASH]}…, receipt {(one.receipt or '')[:_HASH]}…", indent=6, style="dim")
    for told in books.twin.claims:
        say(f"{', '.join(told.facts)}  to Alder, once, for the offer {told.promotion}", indent=2)
        say(f"{told.at[:10]}; the claim stands in the signed deal", indent=6)
    for given in books.orders:
        say(f"{', '.join(given.fields)}  to Alder, for one order", indent=2)
        say(f"{given.at[:10]}; order {given.proof[:_HASH]}…", indent=6)
    heading("ALDER'S REGISTER", "grants, uses, and what the law keeps")
    for grant in books.brand.grants:
        _grant(grant)
    console().print()
    for use in books.brand.uses:
        _use(use)
    console().print()
    say("The law makes it keep, under keys that name no one:", indent=2)
    for kept in books.kept:
        say(f"- {kept.what.rstrip('.')}, until {kept.until[:10]}", indent=2, hanging=2)


def _grant(grant: ShownGrant) -> None:
    held = f"holds {', '.join(grant.held)}" if grant.held else "nothing is held any more"
    ended = f"revoked {grant.ended[:10]}" if grant.ended else f"until {grant.until[:10]}"
    say(f"{', '.join(grant.fields)}  by {grant.basis}, for {', '.join(grant.purposes)}", indent=2)
    say(f"{grant.since[:10]}, {ended}; {held}", indent=6)


def _use(use: ShownUse) -> None:
    said = f"REFUSED, {use.refused}" if use.refused else "used"
    say(f"{use.at[:10]}  {use.field} for {use.purpose}: {said}", indent=2)


def tell_events(events: YearEvents) -> None:
    """Tell what happened in the registered words, once if both sides say the same."""
    equal = events.twin == events.brand
    words = "the same from both sides, each from its own messages" if equal else "the two sides DIFFER"
    heading("WHAT HAPPENED", words)
    for side, found in (
        (("", events.twin),) if equal else (("Mira's twin: ", events.twin), ("Alder: ", events.brand))
    ):
        counted = Counter(one.event for one in found)
        names = [f"{name} {counted[name]}" if counted[name] > 1 else name for name in EVENTS if counted[name]]
        say(side + ", ".join(names), indent=2)


def tell_verification(found: Verification, scenes: str) -> None:
    """Tell what a stranger finds."""
    heading(
        "VERIFIED" if found.verdict == "verified" else "NOT VERIFIED", f"{scenes}, by code that asks no store"
    )
    rows = (
        (f"{found.holding} of {found.signatures}", "signatures hold, with Alder's did document alone"),
        (found.messages, f"messages of both sides; {count(found.pages, 'page')} for everybody"),
        (found.keys, "keys of Mira: two of a guest, one that Alder knew"),
        (found.found, f"of {found.values} identifying values in any signed byte, plain or base64"),
        (found.in_store, f"of {found.values} left in Alder's files"),
        (found.news, f"news; {found.above_cap} above the cap, {found.after_end} after the end"),
        (found.uses_after_revocation, "uses of a value after its grant had ended"),
        (found.linked, "keys of the last conversation that Alder had seen before"),
    )
    for number, words in rows:
        console().print(f"  {number!s:>10}  {words}", soft_wrap=True)
