"""What `dailyme memory …`, `twin export` and `twin erase` print or write with `--json`."""

from __future__ import annotations

from typing import Any, Final, Literal, Self

from pydantic import Field

from consumer_twin.memory import Belief, Evidence
from dailyme.outputs import Output
from protocol import write_time


def date_of(at_ms: int) -> str:
    """Return when something was; a clock that was far off gives no date, and hinders nothing.

    >>> date_of(10**18)
    'unknown'
    """
    try:
        return write_time(at_ms)
    except OverflowError:
        return "unknown"


class ShownBelief(Output):
    """Something that the twin holds about its person."""

    id: str = Field(
        description="What it is about: `brand:DID`, `price:CATEGORY`, `warranty`, `taste:warranty`, …"
    )
    words: str
    strength: float = Field(
        description="How sure it is, 0 to 1: |for - against| / (for + against + 2), counting evidence; "
        "of a `taste:`, what share of the doubt before any choice is gone; or what was set by hand."
    )
    stance: float = Field(description="The strength, negative where it is held against.")
    derived: float = Field(description="The stance that the evidence alone makes.")
    by_hand: bool = Field(description="Whether the person set it; that wins.")
    evidence: list[int] = Field(description="Numbers of the entries of the log that it comes from.")
    date: str = Field(description="When the last of them was.")

    @classmethod
    def of(cls, belief: Belief) -> Self:
        """Return *belief* as it is printed."""
        return cls(
            id=belief.topic,
            words=belief.words,
            strength=round(belief.strength, 4),
            stance=round(belief.stance, 4),
            derived=round(belief.derived, 4),
            by_hand=belief.by_hand,
            evidence=list(belief.entries),
            date=date_of(belief.at_ms),
        )


class ShownEvidence(Output):
    """What one entry of the log says about a belief."""

    entry: int
    date: str
    says: Literal["for", "against", "set by you"]
    words: str

    @classmethod
    def of(cls, one: Evidence) -> Self:
        """Return *one* as it is printed."""
        says: Literal["for", "against", "set by you"] = "for" if one.speaks > 0 else "against"
        if one.stance is not None:
            says = "set by you"
        return cls(entry=one.number, date=date_of(one.at_ms), says=says, words=one.words)


class MemoryList(Output):
    """`dailyme memory --json`."""

    beliefs: list[ShownBelief] = Field(description="Surest first.")
    entries: int = Field(description="Entries of the log, erased ones included.")


class MemoryWhy(Output):
    """`dailyme memory why ID --json` and `dailyme memory edit ID STANCE --json`."""

    belief: ShownBelief
    why: list[ShownEvidence]


class BeliefChange(Output):
    """How a belief changed; None where there was or is none."""

    id: str
    before: ShownBelief | None = None
    after: ShownBelief | None = None


class MemoryForgotten(Output):
    """`dailyme memory forget ID --json`."""

    erased: list[int] = Field(description="Numbers of the entries whose content is gone.")
    changed: list[BeliefChange]
    scrubbed: bool = Field(description="False: another process was reading; run `memory forget` again later.")


class LogEntry(Output):
    """An entry of the log; of an erased one only number and hash are left."""

    entry: int
    hash: str = Field(description="The leaf: base64url of a salted SHA-256.")
    erased: bool
    date: str | None = None
    kind: str | None = None
    words: str | None = None
    facts: dict[str, Any] | None = None


class MemoryLog(Output):
    """`dailyme memory log --json`."""

    entries: list[LogEntry]
    total: int = Field(description="Entries of the whole log.")


class FirstBreak(Output):
    """Where the chain does not hold."""

    entry: int
    why: str


class MemoryVerified(Output):
    """`dailyme memory verify --json`."""

    holds: bool
    entries: int = Field(description="Entries that hold, up to the first that does not.")
    erased: int
    head: str = Field(
        description="The last link, base64url: keep it to see later that nothing was rewritten."
    )
    broken: FirstBreak | None = None


class MemoryNoted(Output):
    """`dailyme memory outcome HASH --how HOW --json`."""

    entry: int
    offer: str
    how: str


EXPORT_FORMAT: Final = "dailyme-twin-export-1"
EXPORT_NOTES: Final = (
    "This file holds private things: ceilings, what was wished for, shown, approved and declined.",
    "The seed is not in it, so nobody can sign with this file. It stays encrypted where it is.",
    "Entries of twin_memory without a payload were erased by the person.",
)


class TwinExport(Output):
    """The file that `dailyme twin export FILE` writes."""

    format: Literal["dailyme-twin-export-1"]
    exported: str
    notes: list[str]
    settings: str = Field(description="The text of config.toml.")
    beliefs: list[ShownBelief] = Field(description="Drawn from the log; empty if the log is broken.")
    prompts: list[str] = Field(
        default_factory=list, description="What a language model was asked: the ledger's lines as they lie."
    )
    tables: dict[str, list[dict[str, Any]]] = Field(
        description="Every table of the store, row by row. Bytes that are no JSON are `{base64url: text}`."
    )


class Exported(Output):
    """`dailyme twin export FILE --json`."""

    file: str
    tables: dict[str, int] = Field(description="Rows of each table in the file.")


class BrandHolds(Output):
    """What a brand has from its own conversations, and keeps."""

    brand: str
    seller: str
    threads: int
    agreements: int


class Erased(Output):
    """`dailyme twin erase --json`."""

    removed: list[str] = Field(description="Files that were overwritten and removed.")
    left: list[str] = Field(description="What stays on this machine, and why.")
    brands: list[BrandHolds] = Field(description="What can't be taken back.")
