"""What a brand said it holds, as its last sketch has it: read from the letters, under each key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from consumer_twin.edge.letters import Sent
from protocol import read_time
from protocol.relation import FetchSketch, SketchPage, read_sketch


@dataclass(frozen=True)
class Entry:
    """One thing that a brand says it holds. said: the value of a field, or words."""

    id: str
    field: str
    said: str
    source: str
    basis: str
    since_ms: int
    until_ms: int | None
    used: tuple[str, ...]
    last_used_ms: int | None


@dataclass(frozen=True)
class Sketch:
    """The last sketch of a brand: what it held at *at_ms*, under *keys* of the person's."""

    at_ms: int
    keys: int
    entries: tuple[Entry, ...]


def last_sketch(letters: Iterable[Sent]) -> Sketch | None:
    """Return what the newest sketch under each key told; None if none was ever fetched.

    letters: those of a brand, oldest first.
    """
    found: dict[str, list[Entry]] = {}
    at_ms = 0
    for one in letters:
        asked, answer = one.letter.body, one.answer
        if not isinstance(asked, FetchSketch) or answer is None or not isinstance(answer.body, SketchPage):
            continue
        if asked.after is None:
            found[one.letter.sender] = []
        held = [_entry(one) for one in read_sketch(answer, one.answered)]
        found.setdefault(one.letter.sender, []).extend(held)
        at_ms = max(at_ms, one.at_ms)
    if not found:
        return None
    return Sketch(at_ms, len(found), tuple(entry for entries in found.values() for entry in entries))


def _entry(held: Any) -> Entry:
    entry = held.entry
    return Entry(
        id=entry.id,
        field=entry.field or "",
        said=_words(held.value) if entry.field is not None else entry.says or "",
        source=entry.source,
        basis=entry.basis,
        since_ms=read_time(entry.since),
        until_ms=None if entry.until is None else read_time(entry.until),
        used=tuple(entry.used or ()),
        last_used_ms=None if entry.last_used is None else read_time(entry.last_used),
    )


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
