"""What the brand answers to who wants to see, correct or erase what it holds.

Spec: spec/38-sketch.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, Literal

from brand_agent.policy_keeping import KeepingRule
from brand_agent.relation.heard import Heard, Said
from brand_agent.relation.holding import Entry, entries, entry_id
from brand_agent.relation.ports import Books
from brand_agent.relation.register import Kept as Granted
from brand_agent.relation.register import end_grant
from protocol import MAX_BYTES, from_base64url
from protocol.canonical import spell
from protocol.commitment import Beside, Committed, commit
from protocol.facts import FACTS, read_value
from protocol.relation import (
    Body,
    Correct,
    Corrected,
    Erase,
    Erased,
    FetchSketch,
    Kept,
    SketchEntry,
    SketchPage,
    UnknownEntryError,
    check_correction,
    check_value,
)
from protocol.times import write_time

PAGE: Final = 32
"""Entries of one page: as many as there may be values beside an answer."""
_ROOM: Final = MAX_BYTES - 4096
"""Bytes for the entries of one page with their values."""
MAX_KEPT: Final = 200


def to_sketch(heard: Heard, books: Books) -> Said:
    """Return a page of what is held under the sender's key. Raises `UnknownEntryError` (SKETCH-3)."""
    body = heard.letter.body
    assert isinstance(body, FetchSketch)
    found = _held(heard, books)
    start = 0 if body.after is None else found.index(_named(found, body.after)) + 1
    part: list[Entry] = []
    made: list[tuple[Committed, Beside]] = []
    used = 0
    for one in found[start : start + PAGE]:
        more = [] if one.lying is None else [_committed(heard, one)]
        used += sum(len(spell(wire.members())) + 1 for wire in (one.shown, *chain(*more)))
        if used > _ROOM:
            break
        part.append(one)
        made += more
    page = SketchPage(
        entries=tuple(one.shown for one in part),
        disclosed=tuple(committed for committed, _ in made),
        more=start + len(part) < len(found),
    )
    return Said(page, tuple(beside for _, beside in made))


def to_correct(heard: Heard, books: Books) -> Body:
    """Put the new value in the place of the old one, or keep the words beside what they correct.

    Raises `UnknownEntryError` (SKETCH-3), `WrongCorrectionError` (SKETCH-4) or `BadValueError` (CONS-11).
    """
    body = heard.letter.body
    assert isinstance(body, Correct)
    entry = _named(_held(heard, books), body.entry)
    check_correction(body, entry.shown)
    lying = entry.lying
    if lying is None:
        said = SketchEntry(
            id=entry_id("thread", heard.letter.hash),
            source="correction",
            basis=entry.shown.basis,
            says=body.says,
            since=heard.received,
        )
        return Corrected(entry=said, received=heard.received)
    field = lying.beside.field
    _check(field, heard.values[field])
    books.holdings.erase_value(lying.message, field)  # SKETCH-5
    books.letters.erase_copies(heard.letter.sender)
    for kept in books.register.of_key(heard.letter.sender):
        if kept.holders.get(field) == lying.message:
            books.register.keep(replace(kept, holders={**kept.holders, field: heard.letter.hash}))
    changed = {
        "id": entry_id("value", heard.letter.hash, field),
        "source": "correction",
        "since": heard.received,
    }
    return Corrected(
        entry=SketchEntry.model_validate({**entry.shown.members(), **changed}), received=heard.received
    )


def to_erase(heard: Heard, books: Books) -> Body:
    """Erase what is named, or everything, but for what the law keeps.

    Raises `UnknownEntryError` (SKETCH-3).
    """
    body = heard.letter.body
    assert isinstance(body, Erase)
    found = _held(heard, books)
    wanted = [_named(found, id) for id in body.entries] or found
    stays = [one for one in wanted if one.kept_ms is not None and one.kept_ms > heard.at_ms]
    goes = [one for one in wanted if one not in stays]
    for one in goes:
        _erase(one, heard, books)
    books.letters.erase_copies(heard.letter.sender)
    if not body.entries:
        _erase_quiet(heard, books)
    return Erased(
        erased=len(goes), kept=tuple(_kept(one) for one in stays)[:MAX_KEPT], received=heard.received
    )


def _erase_quiet(heard: Heard, books: Books) -> None:
    """Erase what is no entry: corrections whose value is gone, requests for sketches, notes."""
    key = heard.letter.sender
    lying = {one.message for one in books.holdings.values(key)}
    for thread in books.holdings.threads(key):
        if thread.by_value and thread.id not in lying:
            books.holdings.erase_thread(thread.id, at_ms=heard.at_ms)
    books.holdings.erase_quiet(key, at_ms=heard.at_ms)


def _erase(entry: Entry, heard: Heard, books: Books) -> None:
    key, rule = heard.letter.sender, heard.desk.policy.keeping
    if entry.other is not None:
        entry.other.erase(key, (entry.shown.id,))
    elif entry.lying is not None:
        _erase_value(entry, heard, books)
    elif entry.thread is not None:
        granted = books.register.kept(entry.thread.id)
        if granted is not None:
            _end(granted, rule, heard, books)
        books.holdings.erase_thread(entry.thread.id, at_ms=heard.at_ms)


def _end(granted: Granted, rule: KeepingRule, heard: Heard, books: Books) -> None:
    """End a grant whose message goes; what the law keeps of its values stays in the register."""
    if not end_grant(books, granted, rule, at_ms=heard.at_ms):
        books.register.forget(granted.grant.hash)


def _erase_value(entry: Entry, heard: Heard, books: Books) -> None:
    lying = entry.lying
    assert lying is not None
    field = lying.beside.field
    books.holdings.erase_value(lying.message, field)
    for kept in books.register.of_key(heard.letter.sender):
        if kept.holders.get(field) == lying.message:
            left = {name: holder for name, holder in kept.holders.items() if name != field}
            books.register.keep(replace(kept, holders=left))


def _kept(entry: Entry) -> Kept:
    assert entry.kept_ms is not None
    why: Literal["tax", "agreement"] = (
        "tax" if entry.lying is not None and entry.shown.basis != "contract" else "agreement"
    )
    return Kept(id=entry.shown.id, why=why, until=write_time(entry.kept_ms))


def _held(heard: Heard, books: Books) -> list[Entry]:
    return entries(books.holdings, books.register, heard.letter.sender, heard.desk.policy.keeping)


def _named(found: Sequence[Entry], id: str) -> Entry:
    for one in found:
        if one.shown.id == id:
            return one
    raise UnknownEntryError  # SKETCH-3


def _committed(heard: Heard, entry: Entry) -> tuple[Committed, Beside]:
    """Commit to the value of *entry* under its id (SKETCH-2)."""
    assert entry.lying is not None
    fresh = (heard.desk.ids(f"{heard.letter.hash}:{entry.shown.id}:{half}") for half in "ab")
    salt = b"".join(from_base64url(one, "an id") for one in fresh)
    return commit(entry.shown.id, entry.lying.beside.value, salt=salt, message=heard.answer_id)


def _check(field: str, value: object) -> None:
    if field in FACTS:
        read_value(field, value)
    else:
        check_value(field, value)
