"""The ledger: who has what of the person, for what, until when, with the proof; drawn from its letters.

Spec: spec/36-consent.md, spec/38-sketch.md.

Nothing here is kept apart: the signed grant, its receipt and its revocation say it all. When a value was used
for the last time is what the brand said in the latest sketch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any, Literal, Protocol

from consumer_twin.memory import Lesson
from consumer_twin.relation.who import Who
from protocol import Message, read_time
from protocol.commitment import Committed
from protocol.relation import (
    Erase,
    Erased,
    Letter,
    Purpose,
    Receipt,
    Revoke,
    Revoked,
    SketchEntry,
    SketchPage,
    grant_of,
)

State = Literal["in-doubt", "refused", "live", "revoked", "expired", "erased"]


class Exchange(Protocol):
    """A request, under which key it was made, and its answer if there is one."""

    @property
    def brand(self) -> str:
        """The brand's DID."""

    @property
    def who(self) -> Who:
        """The key."""

    @property
    def letter(self) -> Letter:
        """The request."""

    @property
    def answer(self) -> Letter | None:
        """The answer."""


@dataclass(frozen=True)
class Consent:
    """A grant. *grant* and *receipt* are hashes of the signed messages that prove it.

    gone: fields whose values the brand said it erased. kept: fields that it said the law makes it keep.
    used, last_used_ms: as the brand said in its latest sketch.
    """

    brand: str
    who: Who
    grant: str
    fields: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    since_ms: int
    until_ms: int
    state: State
    receipt: str = ""
    kept: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    used: tuple[Purpose, ...] = ()
    last_used_ms: int | None = None


@dataclass(frozen=True)
class Told:
    """Facts that were claimed for a promotion, once: no grant, and nothing to revoke."""

    brand: str
    promotion: str
    facts: tuple[str, ...]
    at_ms: int


@dataclass(frozen=True)
class Ordered:
    """What came with an order: granted by the *order* (its hash) alone, for its fulfilment.

    receipt: hash of the brand's hand-off. How long the brand may hold it is its policy, as its sketch says.
    """

    brand: str
    order: str
    fields: tuple[str, ...]
    at_ms: int
    state: State
    receipt: str = ""


@dataclass
class _Seen:
    """What the answers so far say of entries: of the id of a value, its grant and field."""

    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    used: dict[str, tuple[frozenset[Purpose], int]] = field(default_factory=dict)


def consents(exchanges: Iterable[Exchange], at_ms: int) -> tuple[Consent, ...]:
    """Return every grant that *exchanges*, oldest first, tell of, as it stands at *at_ms*."""
    found: dict[str, Consent] = {}
    seen = _Seen()
    for one in exchanges:
        if one.letter.type == "disclose":
            found[one.letter.hash] = _granted(one)
        elif one.answer is None:
            continue
        elif isinstance(one.letter.body, Revoke) and isinstance(one.answer.body, Revoked):
            _end(found, one.letter.body.grant, one.answer.body.kept)
        elif isinstance(one.answer.body, SketchPage):
            _look(seen, one.answer.body)
        elif isinstance(one.letter.body, Erase) and isinstance(one.answer.body, Erased):
            _erase(found, seen, one, one.letter.body, one.answer.body)
    return tuple(_as_of(_used(one, seen), at_ms) for one in found.values())


def ordered(brand: str, transcript: Sequence[Message]) -> tuple[Ordered, ...]:
    """Return what was disclosed with the orders of *transcript*, a thread with the DID *brand*."""
    found = []
    for order, answer in zip_longest(transcript, transcript[1:]):
        disclosed = _disclosed(order)
        if not disclosed:
            continue
        taken = answer is not None and answer.type == "handoff"
        found.append(
            Ordered(
                brand=brand,
                order=order.hash,
                fields=tuple(one.field for one in disclosed),
                at_ms=read_time(order.envelope.created),
                state="in-doubt" if answer is None else "live" if taken else "refused",
                receipt=answer.hash if taken else "",
            )
        )
    return tuple(found)


def _disclosed(message: Message) -> Sequence[Committed]:
    if message.envelope.type != "order":
        return ()
    return message.envelope.body.disclosed or ()


def claims(lessons: Iterable[Lesson]) -> tuple[Told, ...]:
    """Return what was only claimed, from the *lessons* of that kind."""
    facts = [(one.at_ms, one.facts or {}) for one in lessons if one.kind == "claimed"]
    return tuple(
        Told(said["brand"], said["promotion"], tuple(sorted(said.get("disclosed", ()))), at_ms)
        for at_ms, said in facts
    )


def newly_expired(held: Iterable[Consent], lessons: Iterable[Lesson], at_ms: int) -> tuple[Lesson, ...]:
    """Return the lessons that grants have ended by the clock, where no lesson says so yet."""
    known = {(one.facts or {}).get("grant") for one in lessons if one.kind == "expired"}
    return tuple(
        Lesson(at_ms, "expired", facts={"brand": one.brand, "grant": one.grant})
        for one in held
        if one.state == "expired" and one.grant not in known
    )


def newly_used(held: Iterable[Consent], lessons: Iterable[Lesson], at_ms: int) -> tuple[Lesson, ...]:
    """Return the lessons that grants were used, where no lesson says so of that time yet."""
    known = {_use_of(one.facts or {}) for one in lessons if one.kind == "used"}
    uses: list[Mapping[str, Any]] = [
        {"brand": one.brand, "grant": one.grant, "purposes": list(one.used), "last_ms": one.last_used_ms}
        for one in held
        if one.last_used_ms is not None
    ]
    return tuple(Lesson(at_ms, "used", facts=dict(one)) for one in uses if _use_of(one) not in known)


def entry_seen(exchanges: Iterable[Exchange], id: str) -> tuple[Exchange, SketchEntry] | None:
    """Return the entry of that *id* as it was shown last, and the request that it was shown to."""
    found: tuple[Exchange, SketchEntry] | None = None
    for one in exchanges:
        if one.answer is not None and isinstance(one.answer.body, SketchPage):
            for entry in one.answer.body.entries:
                found = (one, entry) if entry.id == id else found
    return found


def _use_of(facts: Mapping[str, Any]) -> tuple[Any, Any]:
    return facts.get("grant"), facts.get("last_ms")


def _granted(one: Exchange) -> Consent:
    grant = grant_of(one.letter)
    state: State = "in-doubt"
    if one.answer is not None:
        state = "live" if isinstance(one.answer.body, Receipt) else "refused"
    return Consent(
        brand=one.brand,
        who=one.who,
        grant=grant.hash,
        fields=grant.fields,
        purposes=grant.purposes,
        since_ms=grant.since_ms,
        until_ms=grant.until_ms,
        state=state,
        receipt=one.answer.hash if one.answer is not None and state == "live" else "",
    )


def _end(found: dict[str, Consent], grant: str, kept: tuple[str, ...]) -> None:
    if grant in found:
        one = found[grant]
        gone = frozenset(one.fields) - frozenset(kept)
        found[grant] = replace(one, state="revoked", kept=kept, gone=gone)


def _look(seen: _Seen, page: SketchPage) -> None:
    for entry in page.entries:
        if entry.grant is None or entry.field is None:
            continue
        seen.values[entry.id] = (entry.grant, entry.field)
        if entry.used and entry.last_used is not None:
            before, last_ms = seen.used.get(entry.grant, (frozenset(), 0))
            last_ms = max(last_ms, read_time(entry.last_used))
            seen.used[entry.grant] = (before | frozenset(entry.used), last_ms)


def _erase(found: dict[str, Consent], seen: _Seen, one: Exchange, asked: Erase, answer: Erased) -> None:
    """Take what the brand said it erased off the grants of that key."""
    kept = {seen.values[entry.id] for entry in answer.kept if entry.id in seen.values}
    named = {seen.values[id] for id in asked.entries if id in seen.values} - kept
    for grant, consent in found.items():
        if (consent.brand, consent.who) != (one.brand, one.who) or consent.state in {"refused", "in-doubt"}:
            continue
        stays = {name for hash, name in kept if hash == grant}
        gone = {name for hash, name in named if hash == grant}
        if not asked.entries:
            gone = set(consent.fields) - stays
        all_gone = consent.gone | gone
        state: State = "erased" if all_gone >= set(consent.fields) else consent.state
        found[grant] = replace(consent, gone=all_gone, state=state if gone else consent.state)


def _used(one: Consent, seen: _Seen) -> Consent:
    if one.grant not in seen.used:
        return one
    purposes, last_ms = seen.used[one.grant]
    return replace(one, used=tuple(sorted(purposes)), last_used_ms=last_ms)


def _as_of(one: Consent, at_ms: int) -> Consent:
    return replace(one, state="expired") if one.state == "live" and one.until_ms <= at_ms else one
