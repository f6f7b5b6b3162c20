"""The chain of the log: entries that can be erased one by one, and still be checked together.

Spec: spec/90-learn.md (LEARN-4 to LEARN-6).

An entry is a payload and a salt. Its leaf is a hash of both, and its link a hash of the link before and the
leaf. To erase an entry is to drop payload and salt: leaf and link stay, so all that follows still fits, and
without the salt nobody can find the payload by trying. The head says where the log ends, so that entries
lost at the end are missed too. There is no key in it: the chain shows damage and careless changes, not the
work of somebody who can write the whole file anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from protocol import to_base64url

DOMAIN: Final = "dailyme/memory"
SALT_BYTES: Final = 32
START: Final = hashlib.sha256(DOMAIN.encode()).digest()
"""The link before the first entry."""


@dataclass(frozen=True)
class Entry:
    """A place in the log. *payload* (canonical bytes) and *salt* are both None once it is erased."""

    number: int
    leaf: bytes
    link: bytes
    salt: bytes | None
    payload: bytes | None

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left but the hashes."""
        return self.salt is None and self.payload is None


@dataclass(frozen=True)
class Head:
    """Where the log ends: how many entries there are, and the last link."""

    count: int = 0
    link: bytes = START


@dataclass(frozen=True)
class Break:
    """The first place where the log does not hold: the number of the entry, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class Checked:
    """The verdict on a log. *broken* is None if the chain holds."""

    entries: int
    erased: int
    broken: Break | None


def leaf_of(salt: bytes, payload: bytes) -> bytes:
    """Return the leaf of *payload* (canonical bytes) under *salt* (LEARN-4).

    Canonical members in a canonical array are canonical, so the bytes are put together and not spelled anew.
    """
    start = f'["{DOMAIN}","{to_base64url(salt)}",'.encode()
    return hashlib.sha256(start + payload + b"]").digest()


def link_of(before: bytes, leaf: bytes) -> bytes:
    """Return the link of the entry with *leaf* that follows the link *before* (LEARN-5)."""
    return hashlib.sha256(before + leaf).digest()


def following(head: Head, salt: bytes, payload: bytes) -> Entry:
    """Return the entry that puts *payload* at the end of the log."""
    leaf = leaf_of(salt, payload)
    return Entry(head.count + 1, leaf, link_of(head.link, leaf), salt, payload)


def head_at(entry: Entry) -> Head:
    """Return the head of a log that ends with *entry*."""
    return Head(entry.number, entry.link)


def erased(entry: Entry) -> Entry:
    """Return *entry* without payload and salt (LEARN-6)."""
    return replace(entry, salt=None, payload=None)


def check(entries: Iterable[Entry], head: Head) -> Checked:
    """Return whether *entries*, in the order of their numbers, are one unbroken log that ends at *head*."""
    at, gone = Head(), 0
    for entry in entries:
        why = fault(entry, at)
        if why is not None:
            return Checked(at.count, gone, Break(entry.number, why))
        at, gone = head_at(entry), gone + entry.is_erased
    if at != head:
        return Checked(at.count, gone, _astray(at, head))
    return Checked(at.count, gone, None)


def fault(entry: Entry, at: Head) -> str | None:
    """Say why *entry* can't follow *at*; None if it does."""
    if entry.number != at.count + 1:
        return f"it stands where entry {at.count + 1} should be"
    if (entry.salt is None) != (entry.payload is None):
        return "half of it is gone"
    if (
        entry.salt is not None
        and entry.payload is not None
        and leaf_of(entry.salt, entry.payload) != entry.leaf
    ):
        return "its content does not match its hash"  # LEARN-4
    if link_of(at.link, entry.leaf) != entry.link:
        return "it does not follow from the entry before"  # LEARN-5
    return None


def _astray(at: Head, head: Head) -> Break:
    """Return how a log that ends *at* differs from what *head* says of it."""
    if at.count == head.count:
        return Break(max(1, at.count), "it is not the one that the log ended with")
    first = min(at.count, head.count) + 1
    return Break(first, "it is missing" if at.count < head.count else "it stands behind the end of the log")
