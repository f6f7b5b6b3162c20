"""A thread round by round, in a person's words: who said what, why, and what it won or cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from consumer_twin.testimony import Testimony, Witnessed
from dailyme.pages.twin.terms import count
from foundation.lookalike import seen
from protocol import Price, read_time

DEVIATIONS: Final[Mapping[str, str]] = {
    "round-concession": "came down in this round",
    "counter-met": "took what your twin asked for",
    "volume": "less for several pieces",
    "clearance": "clearance: it has lain there long",
    "bundle": "less for buying it together",
    "delivery-chosen": "for the delivery chosen",
    "extra-granted": "an extra was given",
    "promotion": "an offer open to whoever meets its conditions",
    "rung": "because the brand knows you",
    "sealed-bid": "its sealed bid",
    "mediated": "found by a go-between",
    "by-hand": "set by a person at the brand",
}
DECLINES: Final[Mapping[str, str]] = {
    "price": "too dear",
    "delivery": "too slow",
    "warranty": "too little warranty",
    "returns": "too little time to return it",
    "extras": "something is missing",
    "elsewhere": "found elsewhere",
    "no-better-offer": "it has no better offer",
}
REFUSALS: Final[Mapping[str, str]] = {
    "personal-terms": "it does not take your terms",
    "not-sold": "it does not sell this",
    "region": "it does not deliver there",
    "currency": "it does not sell in this currency",
    "quantity": "it does not sell so many",
    "out-of-stock": "it is sold out",
    "expired": "the offer had ended",
    "not-eligible": "a condition of its offer is not met",
    "unknown-answer": "it does not stand by an answer any more",
    "promotion-used": "its offer has been used up",
    "paused": "it is paused for now",
    "values-missing": "it needs more to deliver",
    "undeliverable": "it can't deliver there",
    "benefit-used": "a benefit was used before",
}
TERMS: Final[Mapping[str, str]] = {
    "sd-base": "what you send is for this deal alone, and shared with nobody",
    "sd-erase": "what you send is for this deal alone, and erased as soon as the law lets it be",
    "sd-care": "what you send is for this deal, and for your questions about it",
}
_NAMING: Final = frozenset({"offer", "counter"})
_PLAIN: Final[Mapping[str, str]] = {
    "open": "Asks for an offer",
    "offer": "Offers",
    "reveal": "Opens its sealed bid",
    "counter": "Asks for",
    "accept": "Says yes to",
    "confirm": "Signs too",
    "close": "Ends the talk",
    "withdraw": "Takes back what it asked for",
    "commit": "Hands in a sealed bid",
    "window": "Tells which sealed bids are in",
    "grid": "Lists what it could sell",
    "round": "Goes one round on, through the go-between",
    "marks": "Marks what it could live with, sealed",
    "package": "Takes what the go-between found",
    "order": "Orders",
    "handoff": "Leads to its checkout",
    "track": "Asks where it is",
    "status": "Says how far it is",
    "delivered": "Says that it came",
    "return": "Wants to give it back",
    "remedy": "Says what it will do about it",
    "outcome": "Tells how it turned out",
    "review": "Reviews it",
    "noted": "Has kept that",
}


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
    return _PLAIN.get(kind, "Says something that can't be read")


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
