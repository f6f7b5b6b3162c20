"""A log that is only appended to: each entry holds the hash of the one before.

Whoever edits an entry breaks every hash after it; who rewrites them all is found by a hash written down
elsewhere, which the lists of entries show for that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from brand_agent.errors import BrandError

GENESIS: Final = ""


class BrokenLogError(BrandError):
    """A log was changed after it was written."""

    code = "broken-log"
    advice = "Compare the store with a copy: nothing is changed until its log is whole."


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that was done: number from 1, at_ms, its kind, who did it, facts as JSON, and its link."""

    number: int
    at_ms: int
    kind: str
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

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was written."""
        return self.hash == _hash([self.number, self.at_ms, self.kind, self.who, self.data, self.prev])


def link(before: LogEntry | None, kind: str, who: str, facts: Mapping[str, Any], *, at_ms: int) -> LogEntry:
    """Return the entry that follows *before*. Raises `BrokenLogError` if that is not as it was written."""
    if before is not None and not before.is_whole:
        raise _broken(before.number)
    number, prev = (1, GENESIS) if before is None else (before.number + 1, before.hash)
    data = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return LogEntry(number, at_ms, kind, who, data, prev, _hash([number, at_ms, kind, who, data, prev]))


def follows(entries: Sequence[LogEntry]) -> bool:
    """Return whether each of *entries*, a part of a log in order, follows from the one before it."""
    linked = all(two.prev == one.hash and two.number == one.number + 1 for one, two in pairwise(entries))
    return linked and all(one.is_whole for one in entries)


def whole(entries: Iterable[LogEntry]) -> tuple[LogEntry, ...]:
    """Return *entries* as they are. Raises `BrokenLogError` where one does not follow from the one before."""
    kept: list[LogEntry] = []
    prev = GENESIS
    for number, one in enumerate(entries, 1):
        if one.number != number or one.prev != prev or not one.is_whole:
            raise _broken(number)
        kept.append(one)
        prev = one.hash
    return tuple(kept)


def _broken(number: int) -> BrokenLogError:
    return BrokenLogError(f"entry {number} of the log is not as it was written")


def _hash(parts: list[Any]) -> str:
    spelled = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(spelled.encode()).hexdigest()
