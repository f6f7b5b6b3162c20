"""The sketch: what a brand holds under a key, fetched, corrected and erased by whoever holds that key.

Spec: spec/38-sketch.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocol.commitment import MAX_VALUES, Committed
from protocol.relation.consent import Purpose
from protocol.times import Time
from protocol.wire import Hash, Many, Maybe, Text, Token, Wire

EntryId = Token
"""A name that the brand gives an entry; the value of an entry travels under it."""
Basis = Literal["consent", "contract", "law", "inference"]


class SketchEntry(Wire):
    """One thing that a brand holds: where it is from, on what basis, until when.

    field: of a disclosed value, which travels beside the page. says: of everything else, in words.
    grant: the `disclose`, or the other message, that the value was disclosed by.
    used, last_used: for which purposes it was used, and when for the last time.
    """

    id: EntryId
    source: Literal["disclosure", "claim", "agreement", "question", "subscription", "message", "correction"]
    basis: Basis
    field: Maybe[Token] = None
    says: Maybe[Text] = None
    since: Time
    until: Maybe[Time] = None
    grant: Maybe[Hash] = None
    used: Maybe[Many[Purpose]] = None
    last_used: Maybe[Time] = None


class FetchSketch(Wire):
    """The twin asks what is held under its key, from the entry after *after* on."""

    after: Maybe[EntryId] = None


class SketchPage(Wire):
    """A part of what is held, oldest first.

    disclosed: the values, which travel beside the answer; the `field` of each is the id of its entry, since
    one field may be held twice.
    """

    entries: Annotated[Many[SketchEntry], Field(max_length=100)]
    disclosed: Annotated[Many[Committed], Field(max_length=MAX_VALUES)] = ()
    more: bool


class Correct(Wire):
    """The twin corrects an entry: by a value beside, or by words for what is not a value."""

    entry: EntryId
    disclosed: Annotated[Many[Committed], Field(max_length=1)] = ()
    says: Maybe[Text] = None


class Corrected(Wire):
    """The entry as it stands now."""

    entry: SketchEntry
    received: Time


class Erase(Wire):
    """The twin erases these entries; none named means all."""

    entries: Annotated[Many[EntryId], Field(max_length=200)] = ()


class Kept(Wire):
    """What the brand may not erase yet, why, and until when."""

    id: EntryId
    why: Literal["agreement", "tax", "dispute"]
    until: Time


class Erased(Wire):
    """What is gone, and what the law keeps."""

    erased: Annotated[int, Field(ge=0, le=1_000_000)]
    kept: Annotated[Many[Kept], Field(max_length=200)] = ()
    received: Time
