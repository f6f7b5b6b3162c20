"""A thread round by round, in a person's words: who said what, why, and what it won or cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from consumer_twin.testimony import Testimony, Witnessed
from dailyme.pages.twin.round_words import DECLINES, DEVIATIONS, PLAIN, REFUSALS, TERMS
from dailyme.pages.twin.terms import count
from foundation.lookalike import seen
from protocol import Price, read_time

_NAMING: Final = frozenset({"offer", "counter"})


@dataclass(frozen=True)
class Said:
    """One message in words.

    total: what it names, all-in. change_minor: how far that is from what the same side named before; below 0
    is down. why: the reasons it gives, each with an amount where it has one. more: what else it says.
    """

    seq: int
    by_twin: bool
    at_ms: int
    what: str
    total: Price | None
    change_minor: int
    why: tuple[tuple[str, Price | None], ...]
    more: tuple[str, ...]
    witnessed: Witnessed
    raw: str

    @property
    def kind(self) -> str:
        """Its type."""
        return str((self.witnessed.value or {}).get("type", ""))

    @property
    def apart(self) -> Price | None:
        """How far the total moved, without its sign; None where it did not."""
        return self.total.of(abs(self.change_minor)) if self.total is not None and self.change_minor else None


def told(testimony: Testimony, brand: str) -> list[Said]:
    """Return the messages of *testimony* in words; *brand* is the DID of who is talked with."""
    found: list[Said] = []
    last: dict[bool, int] = {}
    terms = ""
    for one in testimony.messages:
        value = one.value or {}
        by_twin = value.get("from") != brand
        total = total_of(value)
        change = 0
        trusted = one.message is not None  # what was changed is no measure for what follows
        if trusted and total is not None and value.get("type") in {"offer", "counter", "reveal"}:
            change = total.amount - last[by_twin] if by_twin in last else 0
            last[by_twin] = total.amount
        said = _said(one, value, by_twin, total, change)
        named = said.more[:1] if said.kind in _NAMING else ()
        if named == (terms,):  # the same as a message before: said once
            said = replace(said, more=said.more[1:])
        terms = named[0] if named else terms
        found.append(said)
    return found


def _said(one: Witnessed, value: Mapping[str, Any], by_twin: bool, total: Price | None, change: int) -> Said:
    try:
        why, more = tuple(_why(value)), tuple(_more(value))
    except (KeyError, TypeError, ValueError, AttributeError):
        why, more = (), ()
    return Said(
        one.kept.seq,
        by_twin,
        _at_ms(value),
        _what(value),
        total,
        change,
        why,
        more,
        one,
        seen(one.kept.data.decode("utf-8", "replace")),
    )


def total_of(value: Mapping[str, Any]) -> Price | None:
    """Return the total that a message names, all-in; None if it names none that can be read."""
    try:
        body = value["body"]
        match value["type"]:
            case "offer" | "counter":
                return Price.model_validate(body["total"])
            case "reveal":
                return Price.model_validate(body["offer"]["total"])
            case "accept" | "confirm":
                return Price.model_validate(body["agreement"]["deal"]["total"])
    except (KeyError, TypeError, ValueError):
        pass
    return None


def _what(value: Mapping[str, Any]) -> str:
    kind = str(value.get("type", ""))
    body = value.get("body")
    reason = str(body.get("reason", "")) if isinstance(body, dict) else ""
    if kind == "decline":
        return f"No: {DECLINES.get(reason, seen(reason)[:60])}"
    if kind == "refuse":
        return f"Refuses: {REFUSALS.get(reason, seen(reason)[:60])}"
    return PLAIN.get(kind, "Says something that can't be read")


def _why(value: Mapping[str, Any]) -> Iterator[tuple[str, Price | None]]:
    body = value["body"]
    offer = body["offer"] if value["type"] == "reveal" else body
    if value["type"] in {"offer", "reveal"}:
        for one in offer.get("deviations", ()):
            words = DEVIATIONS.get(str(one["reason"]), seen(str(one["reason"]))[:60])
            amount = one["amount"]
            yield words, Price(amount=abs(int(amount["amount"])), currency=str(amount["currency"]))


def _more(value: Mapping[str, Any]) -> Iterator[str]:
    body = value["body"]
    match value["type"]:
        case "open":
            for line in body["lines"]:
                yield count(int(line["quantity"]), "piece")
            yield f"Your terms: {TERMS.get(str(body['personal_terms']), seen(str(body['personal_terms'])))}"
            for claim in body.get("claims", ()):
                yield f"Claims the open offer {seen(str(claim.get('promotion', '')))[:60]}"
        case "offer" | "counter":
            yield _terms(body["terms"])
            for place, other in enumerate(body.get("alternatives", ()), 1):
                yield f"Or, {place}: {_terms(other.get('terms', body['terms']))}"
        case "status":
            yield seen(str(body["stage"])).replace("-", " ")
        case "remedy":
            yield seen(str(body["kind"])).replace("-", " ")
        case "review":
            yield f"{int(body['stars'])} of 5 stars"


def _terms(terms: Mapping[str, Any]) -> str:
    days, months = int(terms["delivery_days"]), int(terms["warranty_months"])
    returns = int(terms["returns_days"])
    parts = [
        f"there in {count(days, 'day')}",
        f"{count(months, 'month')} warranty",
        f"{count(returns, 'day')} to return",
    ]
    extras: Sequence[Any] = terms.get("extras") or ()
    return ", ".join((*parts, *(seen(str(one)).replace("-", " ")[:40] for one in extras)))


def _at_ms(value: Mapping[str, Any]) -> int:
    try:
        return read_time(value["created"])
    except (KeyError, TypeError, ValueError):
        return 0
