"""What this implementation does with a vector that is about letters between a person and a brand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pydantic import TypeAdapter

from protocol import read_time, ring_of
from protocol.benefit import Ladder, benefits_of, rungs_met, top_rung
from protocol.commitment import Beside, Committed, opened
from protocol.relation import (
    Contribute,
    Correct,
    Disclose,
    Letter,
    Show,
    SketchEntry,
    allowing,
    check_answer,
    check_contribution,
    check_correction,
    check_value,
    grant_of,
    read_letter,
    read_links,
    read_sketch,
    token_of,
)
from protocol.relation.feed import after_news, check_link, check_news, feed_of
from spec.generate.world import canonical
from tests.spec.reading import DOCUMENTS, NOW_MS, Case


def letter_in(value: Case) -> Letter:
    """The letter that *value* is to its receiver."""
    return read_letter(canonical(value), ring_of(DOCUMENTS, NOW_MS), to=value["to"])


def of_letter(given: Case) -> Case:
    found = read_letter(canonical(given["letter"]), ring_of(DOCUMENTS, NOW_MS), to=given["to"])
    return {"type": found.type, "thread": found.thread, "hash": found.hash}


def of_exchange(given: Case) -> Case:
    asked, answer = (
        read_letter(canonical(one), ring_of(DOCUMENTS, NOW_MS), to=one["to"])
        for one in (given["request"], given["answer"])
    )
    check_answer(asked, answer)
    return {"answers": True}


def of_grant(given: Case) -> Case:
    letter = letter_in(given["letter"])
    grant = grant_of(letter)
    assert isinstance(letter.body, Disclose)
    values = [Beside.model_validate(one) for one in given["values"]]
    for field, value in opened(letter.body.disclosed, values, message=letter.envelope.id).items():
        check_value(field, value)
    return {"grant": grant.hash}


def of_use(given: Case) -> Case:
    grants = [grant_of(letter_in(one)) for one in given["letters"]]
    ended = given["revoked"]
    held = [one.revoked(read_time(ended[one.hash])) if one.hash in ended else one for one in grants]
    use = given["use"]
    return {"grant": allowing(held, use["field"], use["purpose"], read_time(use["at"])).hash}


def of_sketch(given: Case) -> Case:
    values = [Beside.model_validate(one) for one in given["values"]]
    held = read_sketch(letter_in(given["letter"]), values)
    return {"values": {one.entry.id: one.value for one in held if one.entry.field is not None}}


def of_correction(given: Case) -> Case:
    body = letter_in(given["letter"]).body
    assert isinstance(body, Correct)
    entry = SketchEntry.model_validate(given["entry"])
    check_correction(body, entry)
    return {"corrects": entry.id}


def of_commitment(given: Case) -> Case:
    committed = [Committed.model_validate(one) for one in given["committed"]]
    values = [Beside.model_validate(one) for one in given["values"]]
    return {"values": opened(committed, values, message=given["message"])}


def of_contribution(given: Case) -> Case:
    body = letter_in(given["letter"]).body
    assert isinstance(body, Contribute)
    listed = {token_of(name) for name in given["categories"]}
    check_contribution(body, listed.__contains__, at_ms=read_time(given["at"]))
    return {"counts": True}


def of_show(given: Case) -> Case:
    letter = read_letter(canonical(given["letter"]), ring_of(DOCUMENTS, NOW_MS), to=given["to"])
    assert isinstance(letter.body, Show)
    links = read_links(letter.body, brand=given["to"], key=letter.sender)
    return {"shown": [link.agreement for link in links]}


def of_standing(given: Case) -> Case:
    ladder = TypeAdapter(Ladder).validate_python(given["ladder"])
    met = rungs_met(ladder, known=given["known"], fields=given["fields"], agreements=given["agreements"])
    found = {"rung": top_rung(met), "benefits": [one.id for one in benefits_of(met)]}
    return {"holds": [found == given["welcome"]]}


def of_feed(given: Case) -> Case:
    asked, answer, *news = (
        read_letter(canonical(one), ring_of(DOCUMENTS, NOW_MS), to=one["to"])
        for one in (given["subscribe"], given["subscribed"], *given["news"])
    )
    check_answer(asked, answer)
    feed = feed_of(asked, answer)
    if "quiet" in given:
        feed = replace(feed, quiet_ms=read_time(given["quiet"]))
    for letter in news:
        check_link(feed, letter)
        at = given["at"] if letter is news[-1] else letter.envelope.created
        check_news(feed, letter, at_ms=read_time(at))
        feed = after_news(feed, letter, counts=True)
    return {"seq": feed.end.seq}


LETTERS: Mapping[str, Callable[[Case], Case]] = {
    "commitments": of_commitment,
    "contributions": of_contribution,
    "corrections": of_correction,
    "exchanges": of_exchange,
    "feeds": of_feed,
    "grants": of_grant,
    "letters": of_letter,
    "shows": of_show,
    "sketches": of_sketch,
    "standings": of_standing,
    "uses": of_use,
}
