"""A digest in words: narrow, complete, and plain about having nothing to say."""

from __future__ import annotations

from dailyme.digest_text import NOTHING, WIDTH, digest_text, headline
from dailyme.outputs_today import (
    DigestItem,
    DigestTrouble,
    ShownSuggestion,
    TodayResult,
    WaitingOffer,
)
from protocol import Price

TOTAL = Price(amount=11_916, currency="USD")
OFFER = WaitingOffer(hash="A" * 43, seller="Paperlane", title="A router", total=TOTAL)
ITEM = DigestItem(
    kind="waiting", wish=3, line=0, text="router " * 20, words="word " * 40, why=["because " * 30],
    offers=[OFFER], saved_share=0.1,
)  # fmt: skip


def result(**more: object) -> TodayResult:
    empty: dict[str, object] = {
        "number": 2, "at": "2026-12-02T07:00:00Z", "since": "2026-12-01T07:00:00Z", "nothing": True,
        "items": [], "waiting": [], "quiet": [], "suggestions": [], "troubles": [], "notes": [],
        "wishes": 1, "places_read": 3, "places_changed": 0,
    }  # fmt: skip
    return TodayResult.model_validate(empty | more)


def test_nothing_is_said_in_so_many_words() -> None:
    assert NOTHING in digest_text(result()) and headline(result()) == NOTHING
    assert "1 wish; 3 places read, 0 changed." in digest_text(result())


def test_all_parts_are_told_and_no_line_is_wide() -> None:
    sensed = ShownSuggestion(
        id="s1", kind="again", title="Coffee", words="It runs out.", strength=1, due="2026-12-03", evidence=[]
    )
    text = digest_text(
        result(
            nothing=False, items=[ITEM], waiting=[ITEM], quiet=[ITEM.model_copy(update={"offers": []})],
            suggestions=[sensed],
            troubles=[DigestTrouble(seller="https://shop.example", code="unreachable", reason="no answer")],
            notes=["The clock was set back. " * 9],
        )
    )  # fmt: skip
    assert max(map(len, text.splitlines())) <= WIDTH
    for part in ("Mind: The clock", f"dailyme approve {'A' * 43}", "Still waiting", "Sensed at home", "Also"):
        assert part in text
    assert "dailyme twin confirm s1" in text and "shop.example: no answer" in text


def test_the_subject_counts() -> None:
    found = result(nothing=False, items=[ITEM, ITEM], waiting=[ITEM])
    assert headline(found) == "2 things new, 1 offer waiting"
