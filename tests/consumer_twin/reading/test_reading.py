"""What a reading keeps is right, stands in the text, and is the same whatever stands beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin.errors import BadWishError
from consumer_twin.wish.reading import read_words
from tests.consumer_twin.reading.labelled import LABELLED, MEMBERS, TODAY, score, wishes

SHARED = Path(__file__).parents[3] / "../shared/data"
EXAMPLES = SHARED / "wishes/examples.jsonl"
NAUGHTY = SHARED / "security/blns/blns.json"
FOLDED = ("colours", "not_colours")
WRITTEN = ("brands", "not_brands", "sizes", "must", "nice")


def said(text: str, today: date = TODAY) -> dict[str, Any]:
    """Return the members that are read from *text*, without the notes."""
    members = read_words(text, today=today).members()
    return {name: members[name] for name in MEMBERS if name in members}


@pytest.mark.parametrize(
    ("file", "split"),
    [
        ("labelled", None),
        ("second", None),
        ("third", None),
        ("fourth", None),
        ("fifth", None),
        ("sixth", None),
        ("seventh", None),
    ],
)
def test_wishes_are_read_right(file: str, split: str | None) -> None:
    found = score(wishes(LABELLED.with_name(f"{file}.jsonl"), split))
    right, wrong, missed = (count.total() for count in (found.right, found.wrong, found.missed))
    assert right / (right + wrong) >= 0.98, found.failures
    assert right / (right + missed) >= 0.93, found.failures


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples are not here")
def test_the_examples_are_read_as_they_say() -> None:
    assert score(wishes(EXAMPLES)).failures == []


@pytest.mark.parametrize("row", ["as written", "shouted", "in small letters"])
def test_every_value_stands_in_the_text(row: str) -> None:
    for wish in (one["text"] for one in wishes(LABELLED)):
        stands({"shouted": wish.upper(), "in small letters": wish.lower()}.get(row, wish)[:500])


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the shared naughty strings are not here")
def test_no_naughty_string_is_too_naughty() -> None:
    for text in json.loads(NAUGHTY.read_text("utf-8")):
        stands(text[:500])


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    stands(text)


@given(
    st.lists(
        st.sampled_from(sorted({word for row in wishes(LABELLED) for word in row["text"].split()})),
        max_size=25,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_order_of_words_is_too_strange(words: list[str]) -> None:
    stands(" ".join(words))


def stands(text: str) -> None:
    """Check that each value kept from *text* can be pointed at in it."""
    reading = read_words(text, today=TODAY)
    members = reading.members()
    assert set(members["evidence"]) <= set(members)
    for name in members.keys() & set(MEMBERS):
        spans = [text[one.start : one.end] for one in reading.evidence[name]]
        assert all(span.strip() for span in spans)
        if name in WRITTEN:
            assert all(any(value in span for span in spans) for value in members[name])
        elif name == "product":
            said_words = " ".join(spans)
            assert all(word in said_words for word in members[name].split())
        elif name == "deliver_to":
            assert spans == [members[name]]
    for note in (*reading.assumed, *reading.unclear):
        assert 0 <= note.start < note.end <= len(text)


@pytest.mark.parametrize(
    ("clause", "member"),
    [
        (", under 80 euros", "max_total"),
        (", by 3 December", "needed_by"),
        (", used", "condition"),
        (", size XL", "sizes"),
        (", delivered to Vienna", "deliver_to"),
        (", not pink", "not_colours"),
        (", nothing by Adidas", "not_brands"),
        (", 3 pieces", "quantity"),
    ],
)
@pytest.mark.parametrize(
    "wish",
    ["black wool scarf", "standing desk, white", "gaming mouse by Logitech", "olive oil", "running shoes"],
)
def test_a_clause_more_changes_no_other_member(wish: str, clause: str, member: str) -> None:
    alone, more = said(wish), said(wish + clause)
    assert member in more
    assert {name: value for name, value in more.items() if name != member} == alone


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gaming mouse up to 1.299,00 kr", "kr"),
        ("skis max 2'500.-", "2'500.-"),
        ("lamp by 03/04", "03/04"),
        ("lamp under 100", "under 100"),
        ("lamp, used or new", "used"),
        ("lamp after Friday", "after Friday"),
        ("lamp under $40, shipping under $5", "under $5"),
    ],
)
def test_what_has_two_readings_is_unclear_and_not_kept(text: str, words: str) -> None:
    members = read_words(text, today=TODAY).members()
    assert any(words in note["text"] for note in members["unclear"])
    assert not members.keys() & {"needed_by", "condition"}
    assert members.get("max_total", {"amount": 4000})["amount"] == 4000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lamp around 40 euros", "around 40 euros"),
        ("lamp $40", "$ is US dollars"),
        ("Sofa bis 1.200 €", "1.200"),
    ],
)
def test_what_is_assumed_is_said(text: str, words: str) -> None:
    assert any(words in note["text"] for note in read_words(text, today=TODAY).members()["assumed"])


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 27), "2026-12-04"),
        (date(2026, 11, 28), "2026-12-04"),
        (date(2026, 12, 31), "2027-01-01"),
    ],
)
def test_a_weekday_is_the_first_after_today(today: date, day: str) -> None:
    assert said("lamp by Friday", today)["needed_by"] == day


def test_a_price_stands_in_no_repr() -> None:
    assert "8000" not in repr(read_words("lamp under 80 euros, at least 12 euros", today=TODAY)).replace(
        "80 euros", ""
    )


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(BadWishError):
        read_words("1" * 501, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 500,
        "a-" * 250,
        "1x" * 250,
        "or " * 166,
        "€1.000," * 70,
        "the " * 125,
        "not by X or " * 41,
        "size " * 100,
    ],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    stands(text[:500])
