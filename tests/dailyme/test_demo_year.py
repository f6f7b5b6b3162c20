"""The stranger's check of the year finds what is forged, planted, above a cap, too late, or linked."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from dailyme.demo.sky import DAY_MS, morning_ms
from dailyme.demo.year.checking import above_cap, after_end, heard, seen_before, values_found
from protocol import SigningKey, did_document, message_hash, sign, write_time
from transport import WireLine

ORIGIN, BRAND = "http://localhost:18462", "did:web:localhost%3A18462"
SHOP, MIRA = SigningKey.for_brand(bytes(32), BRAND), SigningKey.for_twin(bytes(31) + b"\1")


def message(kind: str, key: SigningKey, day: int = 1, **members: Any) -> dict[str, Any]:
    bare = {"type": kind, "from": key.did, "created": write_time(morning_ms(day)), **members}
    return sign(bare, key)


def line(value: object, *, sent: bool = True, url: str = ORIGIN) -> WireLine:
    text = value if isinstance(value, str) else json.dumps(value)
    return WireLine("sent" if sent else "received", BRAND, "POST", url, None, None, text)


def wire(*messages: dict[str, Any]) -> list[WireLine]:
    document = did_document(BRAND, (SHOP.public,))
    return [line(document, sent=False, url=f"{ORIGIN}/.well-known/did.json"), *map(line, messages)]


def subscription(days: int = 100) -> dict[str, Any]:
    until = write_time(morning_ms(1 + days))
    return message("subscribe", MIRA, body={"cap": {"messages": 1, "days": 30}, "until": until})


def news(of: dict[str, Any], day: int) -> dict[str, Any]:
    return message("news", SHOP, day, thread=message_hash(of))


def test_a_changed_byte_is_found() -> None:
    asked = subscription()
    forged = {**news(asked, 2), "created": write_time(morning_ms(3))}
    good = heard(wire(asked, news(asked, 2)), BRAND, morning_ms(5))
    bad = heard(wire(asked, forged), BRAND, morning_ms(5))
    assert (good.signatures, good.holding) == (2, 2)
    assert (bad.signatures, bad.holding) == (2, 1)


def test_what_is_inside_another_message_counts_once_with_its_last_signature() -> None:
    draft = message("agreement", MIRA)
    both = sign(draft, SHOP)
    found = heard(
        wire(message("accept", MIRA, agreement=draft), message("confirm", SHOP, agreement=both)),
        BRAND,
        morning_ms(5),
    )
    assert (len(found.signed), found.signatures, found.holding) == (3, 4, 4)


@pytest.mark.parametrize(("days", "above"), [((2,), 0), ((2, 32), 0), ((2, 31), 1), ((2, 3, 4, 33), 2)])
def test_news_above_the_cap_are_counted(days: tuple[int, ...], above: int) -> None:
    asked = subscription()
    found = heard(wire(asked, *(news(asked, day) for day in days)), BRAND, morning_ms(50))
    assert above_cap(found) == above


def test_news_after_an_end_are_counted() -> None:
    asked = subscription(days=10)
    over = message("unsubscribe", MIRA, 5, body={"subscription": message_hash(asked)})
    assert after_end(heard(wire(asked, news(asked, 4), news(asked, 11)), BRAND, morning_ms(50))) == 1
    assert after_end(heard(wire(asked, over, news(asked, 4), news(asked, 6)), BRAND, morning_ms(50))) == 1


@pytest.mark.parametrize("ahead", range(3))
def test_a_planted_value_is_found_as_it_is_and_in_base64(ahead: int) -> None:
    value = "7 Quince Lane, Springfield"
    hidden = base64.urlsafe_b64encode(b"x" * ahead + value.encode() + b"yz").decode()
    for text in (value, hidden):
        assert values_found([line({"words": text})], [value, "nobody"]) == [value]


def test_a_key_that_comes_back_is_linked() -> None:
    asked, again = message("ask", MIRA), message("ask", MIRA, 2)
    other = message("ask", SigningKey.for_twin(bytes(31) + b"\2"), 3)
    assert seen_before(wire(asked, other)[1:], other["from"]) == 0
    assert seen_before(wire({**other, "type": "open", "from": "x", "by": MIRA.did}, again)[1:], MIRA.did) == 1
    assert DAY_MS == 86_400_000
