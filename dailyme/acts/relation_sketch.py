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
        sketches = Sketches(relate, database)
        keys = await _keys(relate, sketches, did, every=every)
        found = [(who, one) for who in keys for one in await sketches.fetch(did, who)]
        shown = [_entry(one, who.key(relate.seed, did).did) for who, one in found]
        return outputs.Sketch(brand=did, keys=len(keys), entries=shown)

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
        who, entry = await _seen(relate, did, flags.entry)
        if (entry.field is None) != (flags.words is not None):
            how = "words: --words" if entry.field is None else f"a value of {entry.field}: leave --words out"
            raise UsageError(f"this entry is corrected by {how}", "See `dailyme relation correct --help`.")
        value = None if entry.field is None else read_values([entry.field], flags.files)[0]
        sketches = Sketches(relate, database)
        sent = await sketches.correct(did, who, flags.entry, value=value, says=flags.words or "")
        assert sent.answer is not None
        body = sent.answer.body
        id = body.entry.id if isinstance(body, Corrected) else flags.entry
        return outputs.CorrectedEntry(brand=did, entry=id, corrected=isinstance(body, Corrected))

    result = relating(act, brand=flags.brand, local=flags.local, as_json=as_json)
    if as_json:
        print_json(result)
    else:
        done = "Corrected" if result.corrected else "The brand did not correct it"
        console().print(f"{done}: {result.entry}", soft_wrap=True)
    return 0 if result.corrected else 3


async def _seen(relate: Relate, brand: str, id: str) -> tuple[Who, SketchEntry]:
    found = entry_seen(await relate.letters.to(brand, ["sketch"]), id)
    if found is None:
        raise UsageError(f"no sketch has shown {id[:64]!r}", "Fetch it first: `dailyme relation sketch`.")
    return found[0].who, found[1]


def erase(brand: str, entries: Sequence[str], *, every: bool, yes: bool, local: bool, as_json: bool) -> int:
    """Have entries erased, or everything."""
    did = brand_did(brand)

    async def act(relate: Relate, database: Database) -> outputs.ErasedEntries:
        sketches = Sketches(relate, database)
        wanted: dict[Who, list[str]] = {}
        for id in entries:
            wanted.setdefault((await _seen(relate, did, id))[0], []).append(id)
        if not entries:
            wanted = {who: [] for who in await _keys(relate, sketches, did, every=every)}
        what = f"{len(entries)} entries" if entries else f"everything under {len(wanted)} of your keys"
        confirm("erase", [f"{did} is told to erase {what}. It can't be taken back."], yes=yes)
        erased, kept = 0, list[Kept]()
        for who, ids in wanted.items():
            sent = await sketches.erase(did, who, ids)
            assert sent.answer is not None and isinstance(sent.answer.body, Erased)
            erased += sent.answer.body.erased
            kept += sent.answer.body.kept
        shown = [outputs.KeptEntry(id=one.id, why=one.why, until=one.until) for one in kept]
        return outputs.ErasedEntries(brand=did, keys=len(wanted), erased=erased, kept=shown)

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
