"""What the worst model makes of hostile texts: words marked as they are, and no number, limit or order."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from brand_agent.goals.filling import read_with
from brand_agent.goals.reading import read_goal
from consumer_twin.wish.reading.model import complete
from consumer_twin.wish.reading.reading import read_words
from language import Attribute, ModelError, Obeying, Untrusted, stands, suggest
from tests.steering.texts import ROOT, Text, known_texts, own_texts

TODAY = date(2026, 11, 23)
DECIDED = (
    "quantity", "max_total", "min_total", "max_unit", "needed_by", "condition", "colours", "not_colours",
    "not_brands", "sizes",
)  # fmt: skip
"""What no model may touch in a wish."""

DECIDING = (
    "ranking",
    "negotiate",
    "market",
    "match",
    "decide",
    "deciding",
    "mandate",
    "bundling",
    "elicit",
    "why",
)
"""The twin's modules that decide."""


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return known_texts()


async def suggested(text: str) -> tuple[Untrusted, ...]:
    """What the worst model suggests; nothing where its answer is no form."""
    try:
        return await suggest(Obeying(), text)
    except ModelError:
        return ()


async def test_a_form_from_a_brands_text_holds_suggestions_marked_untrusted_and_nothing_else(
    texts: list[Text],
) -> None:
    for text in texts:
        for found in await suggested(text.text):
            assert isinstance(found, Untrusted)
            assert found.attribute in Attribute
            assert found.span == stands(text.text, found.value)
            assert len(found.value.split()) <= 4, text.id
            assert not re.search(r"[$€£<>{}:/!?]|\b(?:ignore|buy|price|USD)\b", found.value, re.IGNORECASE), (
                text.id
            )


async def test_a_model_adds_to_a_wish_nothing_that_decides_and_nothing_that_is_not_there(
    texts: list[Text],
) -> None:
    for text in (*own_texts(), *texts[::7]):
        words = f"two red mugs under 20 euros by Friday, {text.fit(400)}"
        ruled = read_words(words, today=TODAY)
        read, _ = await complete(ruled, Obeying())
        assert [getattr(read, name) for name in DECIDED] == [getattr(ruled, name) for name in DECIDED], (
            text.id
        )
        added = {name for name in read.evidence if read.evidence[name] != ruled.evidence.get(name)}
        assert added <= {"product", "brands", "must", "nice", "deliver_to"}, text.id
        for name in added:
            places = [words[one.start : one.end] for one in read.evidence[name] if one.by == "model"]
            value = getattr(read, name)
            assert set(places) == set([value] if isinstance(value, str) else value), text.id


async def test_a_model_sets_a_marketer_no_limit_and_lifts_none(texts: list[Text]) -> None:
    for text in (*own_texts(), *texts[::25]):
        words = f"20 % more revenue by March, margin never under 8 %. {text.fit(600)}"
        ruled = read_goal(words, TODAY)
        read, _ = await read_with(Obeying(), words, TODAY)
        assert read.limits == ruled.limits, text.id


def test_who_decides_asks_no_model() -> None:
    """No module that ranks, haggles or decides imports the port to models, in twin or Co-Marketer."""
    twin = [ROOT / "consumer_twin" / f"{name}.py" for name in DECIDING]
    brand = [*(ROOT / "brand_agent").glob("*.py"), *(ROOT / "negotiation").rglob("*.py")]
    assert all(path.exists() for path in twin)
    assert [path.name for path in (*twin, *brand) if _asks(path)] == []


def _asks(path: Path) -> bool:
    told = path.read_text(encoding="utf-8")
    return (
        re.search(r"^\s*(?:from|import) (?:language|\w+\.phrasing|\w+\.wish\.reading)\b", told, re.MULTILINE)
        is not None
    )
