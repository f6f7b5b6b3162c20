"""Answers that an open relies on: found again among what was said, and made terms of each offer.

Spec: spec/55-ask.md (ASK-7 to ASK-9).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brand_agent.ports import Ledger
from protocol import Negotiation, Offer, decode, read_time
from protocol.question import Assurance
from protocol.times import GRACE_MS


def relied(talk: Negotiation, ledger: Ledger, *, at_ms: int) -> tuple[Assurance, ...] | None:
    """Return the assurances that each offer of *talk* must hold; None if the open names an unknown answer.

    What was assured in the first offer stays assured, also when the answer's own time is over.
    """
    opening = talk.opening
    if opening is None or opening.relies_on is None:
        return ()
    first = next(iter(talk.offers.values()), None)
    if first is not None:
        return first.assurances or ()
    articles = {(line.product, line.variant) for line in opening.lines}
    found = [_assurance(name, talk.twin, articles, ledger, at_ms) for name in opening.relies_on]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None  # ASK-9


def assured(offer: Offer, assurances: tuple[Assurance, ...]) -> Offer:
    """Return *offer* with *assurances* as terms of it."""
    return offer.model_copy(update={"assurances": assurances}) if assurances else offer


def _assurance(
    name: str, twin: str, articles: set[tuple[str, str]], ledger: Ledger, at_ms: int
) -> Assurance | None:
    data = ledger.answered(name)
    value: Mapping[str, Any] = {} if data is None else decode(data)
    if value.get("type") != "answer" or value["to"] != twin:
        return None
    body = value["body"]
    if at_ms >= read_time(body["valid_until"]) + GRACE_MS:
        return None
    if (body["question"]["product"], body["question"]["variant"]) not in articles:
        return None
    return Assurance.model_validate({"answer": name, "question": body["question"], "value": body["value"]})
