"""What a brand holds, as the twin reads it; and what corrects it.

Spec: spec/38-sketch.md (SKETCH-2 to SKETCH-5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from protocol.commitment import Beside, opened
from protocol.errors import ProtocolError
from protocol.relation.letter import Letter
from protocol.relation.sketch import Correct, SketchEntry, SketchPage


class WrongSketchError(ProtocolError):
    """A page of a sketch whose entries and values don't belong together."""

    code = "wrong-sketch"
    requirement = "SKETCH-2"
    status = 409
    advice = "Send one value for each entry that has a `field`, under the entry's id."


class UnknownEntryError(ProtocolError):
    """The brand holds no such entry under this key."""

    code = "unknown-entry"
    requirement = "SKETCH-3"
    status = 404
    advice = "Fetch the sketch again: its entries have ids, and they change when what is held does."

    def __init__(self) -> None:
        super().__init__("nothing of that id is held under this key")


class WrongCorrectionError(ProtocolError):
    """A correction that does not fit its entry."""

    code = "wrong-correction"
    requirement = "SKETCH-4"
    status = 422
    advice = "Correct a value by one value of the same field, and everything else by words."


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of a sketch; *value* is None for what is no value."""

    entry: SketchEntry
    value: Any = None


def read_sketch(answer: Letter, values: Sequence[Beside]) -> tuple[Held, ...]:
    """Return the entries of a `sketch-page` with the *values* that came beside it.

    Raises `WrongSketchError` (SKETCH-2), or what `opened` raises.
    """
    page = answer.body
    assert isinstance(page, SketchPage)
    with_value = [entry.id for entry in page.entries if entry.field is not None]
    named = [one.field for one in page.disclosed]
    ids = {entry.id for entry in page.entries}
    if len(ids) != len(page.entries) or sorted(named) != sorted(with_value):  # SKETCH-2
        raise WrongSketchError("the page holds a value without its entry, or an entry without its value")
    found = opened(page.disclosed, values, message=answer.envelope.id)
    return tuple(Held(entry, found.get(entry.id)) for entry in page.entries)


def check_correction(body: Correct, entry: SketchEntry) -> None:
    """Return if *body* corrects *entry*. Raises `WrongCorrectionError` (SKETCH-4)."""
    by_value = tuple(one.field for one in body.disclosed)
    if (body.says is None) == (not by_value):  # SKETCH-4
        raise WrongCorrectionError("a correction is either a value or words")
    if by_value and by_value != (entry.field,):  # SKETCH-4
        raise WrongCorrectionError("the entry is no value of that field")
    if body.says is not None and entry.field is not None:  # SKETCH-4
        raise WrongCorrectionError("a value is corrected by a value")
