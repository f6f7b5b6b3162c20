"""What `dailyme memory log`, `memory verify` and `memory outcome` do."""

from __future__ import annotations

from consumer_twin import Lesson
from consumer_twin.edge import SqlMemory, SqlStore
from consumer_twin.errors import BrokenMemoryError, UnknownOptionError
from consumer_twin.memory import Entry, lesson_of, told
from dailyme.acts.memory import with_memory
from dailyme.acts.stored import with_database
from dailyme.clock import now_ms
from dailyme.errors import Exit, UsageError
from dailyme.outputs_memory import (
    FirstBreak,
    LogEntry,
    MemoryLog,
    MemoryNoted,
    MemoryVerified,
    date_of,
)
from dailyme.show import console, count, print_json
from foundation.database import Database
from protocol import to_base64url

HOWS = ("kept", "returned", "late", "faulty", "missing")


def show_log(last: int, *, as_json: bool) -> None:
    """Show the *last* entries of the log, all of them for 0."""
    entries = with_memory(lambda memory: memory.entries())
    shown = [shown_entry(entry) for entry in entries[-last:]]
    if as_json:
        print_json(MemoryLog(entries=shown, total=len(entries)))
        return
    for one in shown:
        line = f"{one.entry:>6}  {(one.date or '')[:10]:<10}  {one.words or 'erased'}"
        console().print(line, style="dim" if one.erased else None, soft_wrap=True)
    if not entries:
        console().print("Nothing is remembered yet.")
    elif len(shown) < len(entries):
        console().print(f"The last {len(shown)} of {count(len(entries), 'entry')}; --last 0 shows all.")


def shown_entry(entry: Entry) -> LogEntry:
    """Return *entry* as it is printed, an erased or broken one too."""
    hashed = to_base64url(entry.leaf)
    if entry.payload is None:
        return LogEntry(entry=entry.number, hash=hashed, erased=True)
    try:
        lesson = lesson_of(entry.payload, entry.number)
    except BrokenMemoryError as error:
        return LogEntry(entry=entry.number, hash=hashed, erased=False, words=f"Broken: {error.why}.")
    return LogEntry(
        entry=entry.number,
        hash=hashed,
        erased=False,
        date=date_of(lesson.at_ms),
        kind=lesson.kind,
        words=told(lesson),
        facts=lesson.facts,
    )


async def verified(memory: SqlMemory) -> MemoryVerified:
    """Return whether the chain of *memory* holds, and where it does not."""
    checked = await memory.verify()
    broken = checked.broken
    return MemoryVerified(
        holds=broken is None,
        entries=checked.entries,
        erased=checked.erased,
        head=to_base64url((await memory.head()).link),
        broken=None if broken is None else FirstBreak(entry=broken.number, why=broken.why),
    )


def verify_log(*, as_json: bool) -> int:
    """Show whether the chain holds; the exit code says it too."""

    found = with_memory(verified)
    if as_json:
        print_json(found)
    elif found.broken is None:
        erased = f", {found.erased:,} of them erased" if found.erased else ""
        console().print(f"The chain holds: {count(found.entries, 'entry')}{erased}. Head {found.head}")
    else:
        first = found.broken
        console().print(f"The chain breaks at entry {first.entry}: {first.why}.", soft_wrap=True)
        console().print(f"Before it, {count(found.entries, 'entry')} hold. Nothing was removed.")
        console().print("Put back a copy of the store. If its content alone is broken, this drops it:")
        console().print(f"  dailyme memory forget {first.entry}")
    return Exit.DONE if found.holds else Exit.ERROR


def note_outcome(offer: str, how: str, *, as_json: bool) -> None:
    """Remember how the deal on *offer* turned out."""
    if how not in HOWS:
        raise UsageError(f"a deal can't be {how[:40]!r}", f"Say one of {', '.join(HOWS)}.")

    async def work(database: Database) -> int:
        agreed = [
            one for one in await SqlMemory(database).recall(frozenset({"agreed"})) if one.offer == offer
        ]
        option = await SqlStore(database).option(offer)
        if option is None or not agreed:
            raise UnknownOptionError(f"{offer[:64]!r} is no offer that was agreed on")
        facts = {"brand": option.seller.id, "seller": option.seller.name, "title": option.title, "how": how}
        lesson = Lesson(now_ms(), "outcome", option.wish, option.line, offer, facts)
        (number,) = await SqlMemory(database).remember([lesson])
        return number

    number = with_database(work)
    if as_json:
        print_json(MemoryNoted(entry=number, offer=offer, how=how))
        return
    console().print(f"Remembered as entry {number}: {how}.")
