"""Mediated play with those who lie: each loses a thread, and nobody gets more than was said."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from protocol import SigningKey, decode, did_web, encode, sign
from tests.mediation.fair import MARKET, Fair, fair

BRAND = "http://localhost:8001"

Forge = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Fair]:
    async with fair(tmp_path) as opened:
        await opened.brand("wide", 8001, price=10_000, cost=5_000)
        yield opened


def answering(place: Fair, path: str, kind: str, forge: Forge, key: SigningKey) -> None:
    """Let what is answered at *path*, of that type, be what *forge* makes of it, signed with *key*."""
    origin = MARKET if path == "/mediate" else BRAND
    honest = place.apps[origin]

    async def lying(scope: Scope, receive: Receive, send: Send) -> None:
        said: list[Message] = []

        async def keep(message: Message) -> None:
            said.append(message)

        await honest(scope, receive, keep)
        begin, *parts = said
        data = b"".join(part.get("body", b"") for part in parts)
        if scope.get("path") == path and b'"type":"%s"' % kind.encode() in data:
            value = decode(data)
            assert isinstance(value, dict)
            bare = {name: member for name, member in value.items() if name != "signatures"}
            data = encode(sign(forge(bare), key)) if bare["type"] == kind else data
        headers = [(name, text) for name, text in begin["headers"] if name != b"content-length"]
        await send({**begin, "headers": [*headers, (b"content-length", str(len(data)).encode())]})
        await send({"type": "http.response.body", "body": data})

    place.apps[origin] = lying


def key_of(name: str, origin: str) -> SigningKey:
    """The key of the server of that name."""
    return SigningKey.for_brand(sha256(name.encode()).digest(), did_web(origin))


def in_body(**changed: Any) -> Forge:
    """A forgery of some members of the body."""

    def forge(value: dict[str, Any]) -> dict[str, Any]:
        return {**value, "body": {**value["body"], **changed}}

    return forge


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (in_body(mark="A" * 43), "wrong-overlap"),
        (in_body(round=5), "wrong-overlap"),
        (in_body(thread="A" * 43), "wrong-overlap"),
    ],
    ids=["a mark that the twin did not say", "another round", "another thread"],
)
async def test_a_marketplace_that_says_something_else_ends_the_thread(
    place: Fair, forge: Forge, code: str
) -> None:
    answering(place, "/mediate", "overlap", forge, key_of("market", MARKET))
    outcome = await place.buy()
    assert [one.code for one in outcome.troubles] == [code]
    assert not outcome.deals


async def test_a_marketplace_that_did_not_sign_is_not_heard(place: Fair) -> None:
    answering(place, "/mediate", "overlap", in_body(), key_of("nobody", MARKET))
    outcome = await place.buy()
    assert [one.code for one in outcome.troubles] == ["unknown-key"]


async def test_a_brand_that_marks_another_round_ends_its_thread(place: Fair) -> None:
    answering(place, "/negotiate", "marks", in_body(round=4), key_of("wide", BRAND))
    outcome = await place.buy()
    assert [one.code for one in outcome.troubles] == ["wrong-round"]


async def test_a_brand_that_seals_rubbish_gets_nothing_compared(place: Fair) -> None:
    answering(place, "/negotiate", "marks", in_body(sealed="AAAA"), key_of("wide", BRAND))
    outcome = await place.buy()
    assert [one.code for one in outcome.troubles] == ["bad-box"]


async def test_a_brand_that_offers_another_package_ends_its_thread(place: Fair) -> None:
    def dearer(value: dict[str, Any]) -> dict[str, Any]:
        """The public offer, which is a package of the grid too."""
        body = dict(value["body"])
        listed = body["list_total"]
        off = [one for one in body["breakdown"] if one["kind"] != "discount"]
        return {**value, "body": {**body, "total": listed, "breakdown": off, "deviations": []}}

    answering(place, "/negotiate", "offer", dearer, key_of("wide", BRAND))
    outcome = await place.buy()
    assert [one.code for one in outcome.troubles] == ["package-differs"]
    assert not outcome.deals


async def test_a_marketplace_that_is_away_costs_the_deal_and_nothing_else(place: Fair) -> None:
    async def gone(request: httpx.Request) -> None:
        if str(request.url).endswith("/mediate"):
            raise httpx.ConnectError("gone", request=request)

    place.client.event_hooks["request"].append(gone)
    outcome = await place.buy()
    assert [one.code for one in outcome.troubles] == ["unreachable"]
    assert not outcome.deals
