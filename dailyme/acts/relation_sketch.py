"""What `dailyme relation sketch`, `correct` and `erase` do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consumer_twin.edge.relate import Relate
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.sketches import Sketches
from consumer_twin.relation.ledger import entry_seen
from consumer_twin.relation.who import Who
from dailyme import outputs_relation as outputs
from dailyme.acts.relating import brand_did, read_values, relating
from dailyme.confirm import confirm
from dailyme.errors import UsageError
from dailyme.show import console, hints, print_json
from foundation.database import Database
from protocol.relation import Corrected, Erased, Held, Kept, SketchEntry


@dataclass(frozen=True)
class CorrectFlags:
    """What the command line says of a correction."""

    brand: str
    entry: str
    words: str | None
    files: Sequence[str]
    local: bool


def show_sketch(brand: str, *, every: bool, local: bool, as_json: bool) -> int:
    """Fetch and show what a brand holds."""
    did = brand_did(brand)

    async def act(relate: Relate, database: Database) -> outputs.Sketch:
        return await fetched_sketch(relate, database, did, every=every)

    result = relating(act, brand=brand, local=local, as_json=as_json)
    if as_json:
        print_json(result)
        return 0
    out = console()
    if not result.entries:
        out.print(f"{did} holds nothing under {result.keys} of your keys.", soft_wrap=True)
    for one in result.entries:
        what = one.says if one.field is None else f"{one.field}: {one.value}"
        until = "" if one.until is None else f" to {one.until[:10]}"
        out.print(f"{one.id}  {what}", soft_wrap=True)
        used = f", used for {', '.join(one.used)}" if one.used else ""
        out.print(f"    {one.source}, on {one.basis}, {one.since[:10]}{until}{used}", soft_wrap=True)
    return 0


async def fetched_sketch(relate: Relate, database: Database, brand: str, *, every: bool) -> outputs.Sketch:
    """Return what the DID *brand* says it holds. Raises `UsageError`, or what `Relate.ask` raises."""
    sketches = Sketches(relate, database)
    keys = await _keys(relate, sketches, brand, every=every)
    found = [(who, one) for who in keys for one in await sketches.fetch(brand, who)]
    shown = [_entry(one, who.key(relate.seed, brand).did) for who, one in found]
    return outputs.Sketch(brand=brand, keys=len(keys), entries=shown)


async def _keys(relate: Relate, sketches: Sketches, brand: str, *, every: bool) -> tuple[Who, ...]:
    """Return the keys to ask about: the one that the brand knows, or the only one, or every one."""
    used = await sketches.keys(brand)
    if every or len(used) <= 1:
        return used
    climb = await SqlRungs(relate.letters).at(brand)
    if not climb.known:
        raise UsageError(
            f"you used {len(used)} keys with {brand}, and it knows you by none of them",
            "Add --every-key: one request each; that they come at one time may link them.",
        )
    return (climb.who,)


def _entry(one: Held, key: str) -> outputs.ShownEntry:
    entry = one.entry
    return outputs.ShownEntry(
        id=entry.id,
        key=key,
        source=entry.source,
        basis=entry.basis,
        field=entry.field,
        value=one.value,
        says=entry.says,
        since=entry.since,
        until=entry.until,
        grant=entry.grant,
        used=list(entry.used or ()),
        last_used=entry.last_used,
    )


def correct(flags: CorrectFlags, *, as_json: bool) -> int:
    """Correct an entry that a sketch has shown; return 0, or 3 if the brand said no."""
    did = brand_did(flags.brand)

    async def act(relate: Relate, database: Database) -> outputs.CorrectedEntry:
        _, entry = await seen_entry(relate, did, flags.entry)
        if (entry.field is None) != (flags.words is not None):
            how = "words: --words" if entry.field is None else f"a value of {entry.field}: leave --words out"
            raise UsageError(f"this entry is corrected by {how}", "See `dailyme relation correct --help`.")
        value = flags.words if entry.field is None else read_values([entry.field], flags.files)[0][1]
        return await corrected_entry(relate, database, did, flags.entry, value or "")

    result = relating(act, brand=flags.brand, local=flags.local, as_json=as_json)
    if as_json:
        print_json(result)
    else:
        done = "Corrected" if result.corrected else "The brand did not correct it"
        console().print(f"{done}: {result.entry}", soft_wrap=True)
    return 0 if result.corrected else 3


async def corrected_entry(
    relate: Relate, database: Database, brand: str, id: str, said: str
) -> outputs.CorrectedEntry:
    """Have the DID *brand* correct the entry of that *id*, by a value if it has a field, by words else.

    Raises `UsageError` for an entry that no sketch has shown, or what `Relate.ask` raises.
    """
    who, entry = await seen_entry(relate, brand, id)
    value = None if entry.field is None else (entry.field, said)
    sent = await Sketches(relate, database).correct(
        brand, who, id, value=value, says=said if value is None else ""
    )
    assert sent.answer is not None
    body = sent.answer.body
    now = body.entry.id if isinstance(body, Corrected) else id
    return outputs.CorrectedEntry(brand=brand, entry=now, corrected=isinstance(body, Corrected))


async def seen_entry(relate: Relate, brand: str, id: str) -> tuple[Who, SketchEntry]:
    """Return the entry of that *id* as it was shown last, and its key. Raises `UsageError`."""
    found = entry_seen(await relate.letters.to(brand, ["sketch"]), id)
    if found is None:
        raise UsageError(f"no sketch has shown {id[:64]!r}", "Fetch it first: `dailyme relation sketch`.")
    return found[0].who, found[1]


def erase(brand: str, entries: Sequence[str], *, every: bool, yes: bool, local: bool, as_json: bool) -> int:
    """Have entries erased, or everything."""
    did = brand_did(brand)

    async def act(relate: Relate, database: Database) -> outputs.ErasedEntries:
        wanted = await to_erase(relate, database, did, entries, every=every)
        what = f"{len(entries)} entries" if entries else f"everything under {len(wanted)} of your keys"
        confirm("erase", [f"{did} is told to erase {what}. It can't be taken back."], yes=yes)
        return await erased_entries(relate, database, did, wanted)

    result = relating(act, brand=brand, local=local, as_json=as_json)
    if as_json:
        print_json(result)
        return 0
    console().print(f"Erased: {result.erased} entries.")
    for one in result.kept:
        console().print(f"  kept {one.id} until {one.until[:10]}: {one.why}", soft_wrap=True)
    if result.kept:
        hints().print("The law makes a brand keep an agreement for some years.")
    return 0


Wanted = dict[Who, list[str]]
"""Entries to be erased, by the key that they are held under; no entry is all of them."""


async def to_erase(
    relate: Relate, database: Database, brand: str, entries: Sequence[str], *, every: bool
) -> Wanted:
    """Return what *entries* (none: everything) mean. Raises `UsageError`."""
    wanted: Wanted = {}
    for id in entries:
        wanted.setdefault((await seen_entry(relate, brand, id))[0], []).append(id)
    if entries:
        return wanted
    return {who: [] for who in await _keys(relate, Sketches(relate, database), brand, every=every)}


async def erased_entries(
    relate: Relate, database: Database, brand: str, wanted: Wanted
) -> outputs.ErasedEntries:
    """Have the DID *brand* erase what is *wanted*. Raises what `Relate.ask` raises."""
    erased, kept = 0, list[Kept]()
    for who, ids in wanted.items():
        sent = await Sketches(relate, database).erase(brand, who, ids)
        assert sent.answer is not None and isinstance(sent.answer.body, Erased)
        erased += sent.answer.body.erased
        kept += sent.answer.body.kept
    shown = [outputs.KeptEntry(id=one.id, why=one.why, until=one.until) for one in kept]
    return outputs.ErasedEntries(brand=brand, keys=len(wanted), erased=erased, kept=shown)
