"""The log of goals and changes: append-only, each entry holds the hash of the one before.

Whoever edits an entry breaks every hash after it; who rewrites them all is found by a hash written down
elsewhere, which `goal list` shows for that. It says who signed by the name they gave: nothing proves it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Literal

from brand_agent.goals.errors import BrokenLogError

EntryKind = Literal["set", "approved", "withdrawn", "applied", "reverted"]
GENESIS: Final = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that was done: number from 1, at_ms, who did it, its facts as JSON, and its link."""

    number: int
    at_ms: int
    kind: EntryKind
    who: str
    data: str
    prev: str
    hash: str

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts of it."""
        value = json.loads(self.data)
        assert isinstance(value, dict)
        return value


def link(
    before: LogEntry | None, kind: EntryKind, who: str, facts: Mapping[str, Any], *, at_ms: int
) -> LogEntry:
    """Return the entry that follows *before*."""
    number, prev = (1, GENESIS) if before is None else (before.number + 1, before.hash)
    data = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return LogEntry(number, at_ms, kind, who, data, prev, _hash([number, at_ms, kind, who, data, prev]))


def whole(entries: Iterable[LogEntry]) -> tuple[LogEntry, ...]:
    """Return *entries* as they are. Raises `BrokenLogError` where one does not follow from the one before."""
    kept: list[LogEntry] = []
    prev = GENESIS
    for number, one in enumerate(entries, 1):
        same = _hash([one.number, one.at_ms, one.kind, one.who, one.data, one.prev])
        if one.number != number or one.prev != prev or one.hash != same:
            raise BrokenLogError(f"entry {number} of the log is not as it was written")
        kept.append(one)
        prev = one.hash
    return tuple(kept)


def _hash(parts: list[Any]) -> str:
    spelled = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(spelled.encode()).hexdigest()
