"""Telling: a lesson as one sentence, for the person who reads the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from consumer_twin.memory.lesson import Kind, Lesson
from consumer_twin.memory.voided import USED
from protocol import major

Facts = Mapping[str, Any]


def told(lesson: Lesson) -> str:
    """Return *lesson* in words; a kind that nothing more is known of is told by its name alone.

    >>> told(Lesson(0, "declined", facts={"reason": "price"}))
    'You declined: price.'
    """
    try:
        return _WORDS[lesson.kind](lesson.facts or {})
    except (KeyError, TypeError, ValueError, AttributeError):
        return f"{lesson.kind.replace('-', ' ').capitalize()}."


def _money(price: Facts) -> str:
    return f"{major(price['amount'], price['currency'])} {price['currency']}"


def _shown(facts: Facts) -> str:
    offers = facts["offers"]
    if not offers:
        return "Nothing was found."
    best = f"best {offers[0]['seller']}, {_money(offers[0]['total'])}"
    return f"You were shown {len(offers)} option{'' if len(offers) == 1 else 's'}, {best}."


def _approved(facts: Facts) -> str:
    who = "You" if facts["reason"] == "person" else "By your mandate, the twin"
    return f"{who} approved {facts['title']} of {facts['seller']}, {_money(facts['total'])}."


def _compared(facts: Facts) -> str:
    took, left = (facts["offers"][place]["total"] for place in (facts["chosen"], 1 - facts["chosen"]))
    return f"You said that you would take one at {_money(took)}, and not the other at {_money(left)}."


def _bought(facts: Facts) -> str:
    return f"You bought {facts['title']}" + (f" at {facts['shop']}." if facts.get("shop") else ".")


def _imported(facts: Facts) -> str:
    return f"You imported {facts['name']}: {facts['new']} purchases."


def _claimed(facts: Facts) -> str:
    said = ", ".join(facts["disclosed"]) or "nothing about you"
    return f"Your twin claimed {facts['title']} of {facts['seller']}, and said {said}."


def _contributed(facts: Facts) -> str:
    words = ", ".join((facts["category"], *facts.get("attributes", ())))
    return f"You let {facts['market']} count a wish that nothing met: {words}, {facts['region']}."


def _autonomy(facts: Facts) -> str:
    changed = ", ".join(_PARTS[name] for name in facts["changed"])
    return f"You changed what your twin may do: {changed}."


def _void(facts: Facts) -> str:
    if facts.get("reason") == USED:
        return f"The deal with {facts['seller']} is void: a benefit of it was used before."
    return f"{facts['seller']} did not confirm in time, {_money(facts['total'])}."


def _forgot(facts: Facts) -> str:
    number = len(facts["entries"])
    return f"You had {number} entr{'y' if number == 1 else 'ies'} forgotten."


_PARTS: Final[Mapping[str, str]] = {
    "mode": "when it asks you",
    "above": "above which amount it asks",
    "per_deal": "the cap for one deal",
    "per_day": "the cap for a day",
    "per_month": "the cap for a month",
    "categories": "the caps for categories",
}

_WORDS: Final[Mapping[Kind, Callable[[Facts], str]]] = {
    "wish": lambda facts: f"You wished for {facts['text']}.",
    "shown": _shown,
    "approved": _approved,
    "compared": _compared,
    "declined": lambda facts: f"You declined: {facts['reason']}.",
    "agreed": lambda facts: f"{facts['seller']} confirmed, {_money(facts['total'])}.",
    "refused": lambda facts: f"{facts['seller']} refused, {_money(facts['total'])}.",
    "void": _void,
    "no-deal": lambda facts: facts["reason"],
    "outcome": lambda facts: f"{facts['title']} of {facts['seller']}: {facts['how']}.",
    "imported": _imported,
    "bought": _bought,
    "suggested": lambda facts: f"Suggested: {facts['title']}.",
    "confirmed": lambda facts: f"You confirmed: {facts['title']}.",
    "dismissed": lambda facts: f"You dismissed: {facts['title']}.",
    "claimed": _claimed,
    "not-claimed": lambda facts: f"Not claimed of {facts['seller']}: {facts['promotion']} ({facts['code']}).",
    "introduced": lambda facts: f"You introduced yourself to {facts['brand']}, for {facts['benefit']}.",
    "deals-shown": lambda facts: f"You showed {facts['deals']} of your deals to {facts['brand']}.",
    "stepped-down": lambda facts: f"You stepped down to {facts['to']} at {facts['brand']}.",
    "contributed": _contributed,
    "breach": lambda facts: f"{facts.get('seller') or facts['brand']} broke a rule: {facts['why']}.",
    "edited": lambda facts: f"You set {facts['topic']} to {facts.get('stance') or facts['share']}.",
    "forgot": _forgot,
    "consented": lambda facts: f"You granted {', '.join(facts['fields'])} to {facts['brand']}.",
    "used": lambda facts: f"{facts['brand']} used what you granted: {', '.join(facts['purposes'])}.",
    "revoked": lambda facts: f"You took a grant back from {facts['brand']}.",
    "expired": lambda facts: f"A grant to {facts['brand']} has ended.",
    "sketch-fetched": lambda facts: f"{facts['brand']} holds {facts['entries']} entries on you.",
    "corrected": lambda facts: f"{facts['brand']} corrected what it holds.",
    "subscribed": lambda facts: f"You subscribed to news of {facts['seller']}.",
    "unsubscribed": lambda facts: f"The subscription to {facts['seller']} has ended.",
    "wish-added": lambda facts: f"Your twin keeps looking for {facts['text']}.",
    "autonomy-set": _autonomy,
    "paused": lambda facts: "You paused everything.",
    "unpaused": lambda facts: "You let your twin act again.",
    "rule-made": lambda facts: f"You made a rule: {facts['words']}",
    "rule-revoked": lambda facts: f"You took a rule back: {facts['words']}",
    "erased": lambda facts: f"{facts['brand']} erased {facts['erased']} entries, and keeps {facts['kept']}.",
}
