"""A brand that lies, is silent or breaks: it loses its thread and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from consumer_twin import Nobody, pursue
from protocol import Message, SigningKey, decode, encode, sign
from tests.consumer_twin.town import Brand, Forge, Spoil, Town, trouble_codes
from tests.consumer_twin.twins import HASTY, twin_of, wish_for

STRANGER = SigningKey.for_twin(sha256(b"a stranger").digest())


def offers(change: Callable[[dict[str, Any]], None]) -> Forge:
    """Change every offer before it is signed."""

    def forge(value: dict[str, Any], heard: Message) -> dict[str, Any]:
        if value["type"] == "offer":
            change(value)
        return value

    return forge


def cheaper(value: dict[str, Any]) -> None:
    value["body"]["total"]["amount"] -= 5_000


def unexplained(value: dict[str, Any]) -> None:
    value["body"]["total"]["amount"] -= 5_000
    value["body"]["breakdown"][0]["amount"]["amount"] -= 5_000


def other_audience(value: dict[str, Any]) -> None:
    value["to"] = STRANGER.did


def other_lines(value: dict[str, Any]) -> None:
    value["body"]["lines"][0]["variant"] = "a-worse-one"


def meets_nothing(value: dict[str, Any]) -> None:
    value["body"]["meets"] = value["prev"]


def skips_a_number(value: dict[str, Any]) -> None:
    value["seq"] += 1


def other_history(value: dict[str, Any]) -> None:
    value["prev"] = value["thread"][::-1][1:] + "A"


def flipped(data: bytes, heard: Message) -> bytes:
    return data.replace(b"Netgear", b"Netgeat", 1)


def spaced(data: bytes, heard: Message) -> bytes:
    return data + b" "


def foreign_key(data: bytes, heard: Message) -> bytes:
    bare = {name: value for name, value in decode(data).items() if name != "signatures"}
    return encode(sign(bare, STRANGER))


def html(data: bytes, heard: Message) -> bytes:
    return b"<html>Sorry</html>"


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        (offers(cheaper), "sums-differ"),
        (offers(unexplained), "unexplained-deviation"),
        (offers(other_audience), "wrong-audience"),
        (offers(other_lines), "lines-differ"),
        (offers(meets_nothing), "unknown-offer"),
        (offers(skips_a_number), "wrong-sequence"),
        (offers(other_history), "broken-chain"),
    ],
)
async def test_a_signed_lie_costs_the_brand_its_thread(lie: Forge, code: str) -> None:
    liar, honest = Brand("alpha", 9_000, 5_000, forge=lie), Brand("beta", 10_000, 9_000)
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town([liar, honest])))
    assert trouble_codes(outcome.troubles) == {liar.key.did: code}
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Beta"
    assert [one.type for one in liar.heard] == ["open"]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (flipped, "bad-signature"),
        (spaced, "not-canonical"),
        (foreign_key, "wrong-signer"),
        (html, "not-json"),
    ],
)
async def test_damage_on_the_way_costs_the_thread_and_no_more(damage: Spoil, code: str) -> None:
    spoilt, honest = Brand("alpha", 9_000, 5_000, spoil=damage), Brand("beta", 10_000, 9_000)
    town = Town([spoilt, honest], known={STRANGER.kid: STRANGER.public})
    outcome = await pursue(wish_for(), Nobody(), twin_of(town))
    assert trouble_codes(outcome.troubles) == {spoilt.key.did: code}
    assert outcome.deals[0].option.seller.name == "Beta"


async def test_silent_brands_hold_up_nobody() -> None:
    mute = Brand("alpha", 9_000, 5_000, silent=lambda message: True)
    tired = Brand("gamma", 9_000, 5_000, silent=lambda message: message.envelope.seq >= 2)
    honest = Brand("beta", 10_000, 9_000)
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town([mute, tired, honest])))
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Beta"
    codes = trouble_codes(outcome.troubles)
    assert codes == {mute.key.did: "unreachable", tired.key.did: "unreachable"}


async def test_who_is_not_done_by_the_deadline_for_all_is_left_behind() -> None:
    mute = Brand("alpha", 9_000, 5_000, silent=lambda message: True)
    tired = Brand("gamma", 9_000, 5_000, silent=lambda message: message.envelope.seq >= 2)
    honest = Brand("beta", 10_000, 9_000)
    patience = replace(HASTY, first_s=0.4, haggle_s=0.4, answer_s=30)
    outcome = await pursue(wish_for(), Nobody(), twin_of(Town([mute, tired, honest]), patience=patience))
    assert outcome.deals[0].option.seller.name == "Beta"
    codes = trouble_codes(outcome.troubles)
    assert codes == {mute.key.did: "too-slow", tired.key.did: "too-slow"}


def other_terms(value: dict[str, Any], heard: Message) -> dict[str, Any]:
    if value["type"] == "confirm":
        value["body"]["agreement"]["deal"]["terms"]["returns_days"] = 0
    return value


def not_the_brands_signature(value: dict[str, Any], heard: Message) -> dict[str, Any]:
    if value["type"] == "confirm":
        value["body"]["agreement"]["signatures"][1] = value["body"]["agreement"]["signatures"][0]
    return value


def not_out_of_stock_but_unwilling(value: dict[str, Any], heard: Message) -> dict[str, Any]:
    if value["type"] == "confirm":
        value["type"] = "refuse"
        received = value["body"]["received"]
        value["body"] = {"regarding": heard.hash, "reason": "personal-terms", "received": received}
    return value


def received_too_late(value: dict[str, Any], heard: Message) -> dict[str, Any]:
    if value["type"] == "confirm":
        value["body"]["received"] = "2026-12-02T00:00:00Z"
    return value


@pytest.mark.parametrize(
    "lie", [other_terms, not_the_brands_signature, not_out_of_stock_but_unwilling, received_too_late]
)
async def test_a_false_answer_to_an_accept_settles_nothing_and_nothing_else_is_bought(lie: Forge) -> None:
    liar, honest = Brand("alpha", 9_000, 5_000, forge=lie), Brand("beta", 10_000, 9_000)
    twin = twin_of(Town([liar, honest]))
    outcome = await pursue(wish_for(), Nobody(), twin)
    assert outcome.status == "in-doubt"
    assert outcome.deals == ()
    assert [one.type for one in liar.heard].count("accept") == 1
    assert all(one.type != "accept" for one in honest.heard)
    (accepted,) = await twin.store.outstanding()
    assert accepted.offer == outcome.lines[0].chosen.hash  # type: ignore[union-attr]
