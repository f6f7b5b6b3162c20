"""The register: every grant, where its values lie, and every use of them.

Spec: spec/36-consent.md (CONS-13 to CONS-21).

No value leaves the brand's store but through `use`, which names the purpose, asks the gate and writes it
down. What may not be used is erased: at once when it is taken back, by the clock when it ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from brand_agent.policy_keeping import KeepingRule
from protocol.commitment import Beside
from protocol.relation import Grant, NotGrantedError, Purpose, UseError, allowing

Basis = Literal["consent", "contract"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A grant as the register has it. holders: of each field, the message that its value stands beside.

    keep_until_ms: until when the law keeps some of the values, after the grant has ended.
    """

    grant: Grant
    basis: Basis
    holders: Mapping[str, str]
    keep_until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A value was used for a purpose at *at_ms*; or was not, for the reason *refused* (a code)."""

    at_ms: int
    key: str
    grant: str
    field: str
    purpose: Purpose
    refused: str = ""


class Register(Protocol):
    """The grants and the uses, inside one transaction."""

    def keep(self, kept: Kept) -> None:
        """Keep a grant, or what changed of it."""

    def kept(self, grant: str) -> Kept | None:
        """The grant of that hash."""

    def of_key(self, key: str) -> Sequence[Kept]:
        """The grants that *key* gave, oldest first."""

    def due(self, at_ms: int) -> Sequence[Kept]:
        """The grants whose values must go: they have ended, and the law keeps them no longer."""

    def note(self, use: Use) -> None:
        """Keep a use."""

    def uses_of(self, key: str) -> Sequence[Use]:
        """The uses of what *key* granted, oldest first."""

    def forget(self, grant: str) -> None:
        """Drop whose grant it was, and where its values lay; hash, purposes and times stay."""


class Values(Protocol):
    """Where the values lie."""

    def values_of(self, hash: str) -> Sequence[Beside]:
        """The values beside the message of that hash which were not erased."""

    def erase_value(self, hash: str, field: str) -> int:
        """Erase one value beside the message of that hash; return how many there were."""

    def erase_copies(self, key: str) -> None:
        """Erase the values beside the answers to *key*: they are copies of what it asked to see."""


class Shelves(Protocol):
    """The books that the register needs."""

    @property
    def register(self) -> Register:
        """The grants."""

    @property
    def letters(self) -> Values:
        """The values."""


def use(books: Shelves, key: str, field: str, purpose: Purpose, *, at_ms: int) -> Any:
    """Return the value of *field* that *key* granted, to be used for *purpose* now, and write the use down.

    Raises a `UseError` (CONS-13 to CONS-16) and writes that down: nothing else is read then. Whoever lets it
    fail the transaction loses the note, see `edge.relation.using`.
    """
    kept = {one.grant.hash: one for one in books.register.of_key(key)}
    there = [one.grant for one in kept.values() if field in one.holders or not one.grant.is_live(at_ms)]
    try:
        grant = allowing(there, field, purpose, at_ms)  # a live grant whose value went alone allows nothing
        value = _value(books, kept[grant.hash], field)
    except UseError as error:
        books.register.note(Use(at_ms, key, "", field, purpose, error.code))  # CONS-20
        raise
    books.register.note(Use(at_ms, key, grant.hash, field, purpose))  # CONS-20
    return value


def use_all(books: Shelves, grant: str, purpose: Purpose, *, at_ms: int) -> dict[str, Any]:
    """Return the values of one grant that may be used for *purpose* now; each use is written down."""
    kept = books.register.kept(grant)
    found: dict[str, Any] = {}
    for field in () if kept is None else kept.holders:
        assert kept is not None
        try:
            allowing([kept.grant], field, purpose, at_ms)
            found[field] = _value(books, kept, field)
        except UseError as error:
            books.register.note(Use(at_ms, kept.grant.key, "", field, purpose, error.code))
        else:
            books.register.note(Use(at_ms, kept.grant.key, grant, field, purpose))
    return found


def _value(books: Shelves, kept: Kept, field: str) -> Any:
    for one in books.letters.values_of(kept.holders.get(field, "")):
        if one.field == field:
            return one.value
    raise NotGrantedError(field)  # it was erased alone


def end_grant(books: Shelves, kept: Kept, rule: KeepingRule, *, at_ms: int) -> tuple[str, ...]:
    """End *kept* now, erase its values, and return the fields that the law keeps (CONS-18)."""
    return clear(books, Kept(kept.grant.revoked(at_ms), kept.basis, kept.holders), rule, at_ms=at_ms)


def clear(books: Shelves, kept: Kept, rule: KeepingRule, *, at_ms: int) -> tuple[str, ...]:
    """Erase the values of a grant that has ended, but for those that the law keeps; return their fields."""
    until_ms = {field: law_until(books.register, kept, field, rule) for field in kept.holders}
    stays = tuple(field for field, until in until_ms.items() if until is not None and until > at_ms)
    for field, holder in kept.holders.items():
        if field not in stays:
            books.letters.erase_value(holder, field)
    books.letters.erase_copies(kept.grant.key)
    keep_ms = max((until_ms[field] or 0 for field in stays), default=None)
    holders = {field: kept.holders[field] for field in stays}
    books.register.keep(Kept(kept.grant, kept.basis, holders, keep_ms))
    return stays


def law_until(register: Register, kept: Kept, field: str, rule: KeepingRule) -> int | None:
    """Until when the law keeps the value of *field*: from its last use to fulfil; None if it does not."""
    if field not in rule.fields:
        return None
    used = [
        one.at_ms
        for one in register.uses_of(kept.grant.key)
        if not one.refused and (one.grant, one.field, one.purpose) == (kept.grant.hash, field, "fulfilment")
    ]
    return max(used) + rule.agreement_ms if used else None


def sweep(books: Shelves, rule: KeepingRule, *, at_ms: int) -> int:
    """Erase what the clock has ended, and return how many grants that were (CONS-21)."""
    due = books.register.due(at_ms)
    for kept in due:
        clear(books, kept, rule, at_ms=at_ms)
    return len(due)
