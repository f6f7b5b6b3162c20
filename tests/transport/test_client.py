"""The courier: what it brings back, what it refuses, and what it writes into the log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from foundation.fetch import FetchError, Guard
from protocol import ProtocolError, encode, message_hash, read, sign
from tests.transport.corner import (
    DID,
    NOON_MS,
    ORIGIN,
    TWIN,
    Corner,
    NotTodayError,
    brand_key,
    opening,
    product,
    profile_members,
)
from transport import BadAnswerError, Courier, ProblemError, WireLine
from transport.memory import memory_client
from transport.routes import application, brand_router

LOCAL = Guard(local=True)


@dataclass
class World:
    """A corner shop, a courier to it, and what was logged."""

    shop: Corner
    courier: Courier
    log: list[WireLine] = field(default_factory=list)
    now_ms: int = NOON_MS


@pytest.fixture
async def world() -> AsyncIterator[World]:
    shop = Corner()
    async with memory_client({ORIGIN: application(brand_router(shop))}) as client:
        made = World(shop, None)  # type: ignore[arg-type]
        made.courier = Courier(client, LOCAL, clock=lambda: made.now_ms, wire_log=made.log.append)
        yield made


async def courier_to(app: FastAPI, origin: str = ORIGIN) -> Courier:
    return Courier(memory_client({origin: app}), LOCAL, clock=lambda: NOON_MS)


def always(status: int, body: bytes, kind: str) -> Any:
    """An application with one answer to everything."""

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind.encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def test_a_message_goes_there_and_its_answer_comes_back(world: World) -> None:
    opened = opening()
    data = await world.courier.send(f"{ORIGIN}/negotiate", opened.data, brand=DID)
    answer = await world.courier.with_keys(DID, lambda ring: read(data, ring, to=TWIN.did))
    assert world.shop.seen == [opened.data]
    assert (answer.type, answer.thread, answer.sender) == ("refuse", opened.hash, DID)


async def test_the_log_holds_every_byte_and_where_it_belongs(world: World) -> None:
    opened = opening()
    data = await world.courier.send(f"{ORIGIN}/negotiate", opened.data, brand=DID)
    await world.courier.document(DID)
    url, document = f"{ORIGIN}/negotiate", f"{ORIGIN}/.well-known/did.json"
    assert world.log == [
        WireLine("sent", DID, "POST", url, opened.hash, 0, opened.data.decode()),
        WireLine("received", DID, "POST", url, opened.hash, 1, data.decode()),
        WireLine("sent", DID, "GET", document, None, None, ""),
        WireLine("received", DID, "GET", document, None, None, (await world.shop.did_document()).decode()),
    ]
    assert "thread" not in world.log[2].members()
    assert world.log[1].members()["seq"] == 1


async def test_a_problem_is_raised_with_its_code_and_logged_in_its_thread(world: World) -> None:
    world.shop.fault = NotTodayError("closed on Mondays")
    opened = opening()
    with pytest.raises(ProblemError) as caught:
        await world.courier.send(f"{ORIGIN}/negotiate", opened.data, brand=DID)
    problem = caught.value
    assert (problem.status, problem.code, problem.requirement) == (409, "not-today", "TEST-1")
    assert (problem.detail, problem.advice) == ("closed on Mondays", "Come tomorrow.")
    assert [(line.direction, line.thread, line.seq) for line in world.log] == [
        ("sent", opened.hash, 0),
        ("received", opened.hash, 0),
    ]


@pytest.mark.parametrize("body", [b"", b"[]", b'"no"', b'{"code":7,"detail":["x"]}', b"\xff", b"{" * 9000])
async def test_a_problem_that_says_nothing_is_a_problem_still(body: bytes) -> None:
    courier = await courier_to(always(500, body, "application/problem+json"))
    with pytest.raises(ProblemError) as caught:
        await courier.send(f"{ORIGIN}/negotiate", opening().data, brand=DID)
    assert (caught.value.code, caught.value.detail) == ("no-code", "")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (502, "text/html"),
        (200, "text/html"),
        (200, "application/json"),
        (200, ""),
        (204, "application/dailyme+json"),
    ],
)
async def test_an_answer_of_another_kind_is_no_message(status: int, kind: str) -> None:
    courier = await courier_to(always(status, b"{}", kind))
    with pytest.raises(BadAnswerError):
        await courier.send(f"{ORIGIN}/negotiate", opening().data, brand=DID)


async def test_nobody_at_home_is_unreachable(world: World) -> None:
    with pytest.raises(FetchError) as caught:
        await world.courier.profile("did:web:localhost%3A8009")
    assert caught.value.code == "unreachable"
    assert [line.direction for line in world.log] == ["sent"]


async def test_a_profile_comes_verified(world: World) -> None:
    profile = await world.courier.profile(DID)
    assert (profile.from_, profile.name) == (DID, "Corner shop")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://localhost:8001/negotiate",
        "http://localhost:8002/negotiate",
        "http://127.0.0.1:8001/negotiate",
        "http://localhost:8001@evil.example/negotiate",
        "http://evil.example/negotiate",
    ],
)
async def test_a_profile_that_points_elsewhere_is_refused(world: World, endpoint: str) -> None:
    world.shop.profile_more = {"endpoints": {"catalog": f"{ORIGIN}/catalog", "negotiate": endpoint}}
    with pytest.raises(ProtocolError) as caught:
        await world.courier.profile(DID)
    assert caught.value.code == "foreign-endpoint"


async def refused_profile(data: bytes) -> str:
    shop = Corner()

    async def profile() -> bytes:
        return data

    shop.profile = profile  # type: ignore[method-assign]
    courier = await courier_to(application(brand_router(shop)))
    with pytest.raises(ProtocolError) as caught:
        await courier.profile(DID)
    return caught.value.code


async def test_a_profile_that_its_domain_did_not_sign_is_refused() -> None:
    good = encode(sign(profile_members(), brand_key("first")))
    other = encode(sign(profile_members(did="did:web:other.example"), brand_key("first")))
    assert await refused_profile(good.replace(b"Corner", b"Corned")) == "bad-signature"
    assert await refused_profile(encode(sign(profile_members(), brand_key("thief")))) == "unknown-key"
    assert await refused_profile(encode(sign(profile_members(), TWIN))) == "unknown-key"
    assert await refused_profile(other) == "wrong-signer"
    assert await refused_profile(good.replace(b'":', b'" :', 1)) == "not-canonical"
    assert await refused_profile(b"[]") == "bad-message"


async def test_catalog_pages_come_verified_and_only_when_they_changed(world: World) -> None:
    first = await world.courier.catalog_page(f"{ORIGIN}/catalog", brand=DID)
    assert first is not None
    assert first.etag == message_hash(world.shop.page(""))
    second = await world.courier.catalog_page(f"{ORIGIN}/catalog", brand=DID, cursor=first.page.next)
    assert second is not None
    assert [page.page.products[0].id for page in (first, second)] == ["lamp", "clock"]
    assert await world.courier.catalog_page(f"{ORIGIN}/catalog", brand=DID, etag=first.etag) is None
    assert await world.courier.catalog_page(f"{ORIGIN}/catalog", brand=DID, etag=second.etag) == first


async def test_another_page_than_asked_for_is_refused(world: World) -> None:
    with pytest.raises(BadAnswerError):
        await world.courier.catalog_page(f"{ORIGIN}/catalog?cursor=1", brand=DID)
    with pytest.raises(ProblemError) as caught:
        await world.courier.catalog_page(f"{ORIGIN}/catalog", brand=DID, cursor="77")
    assert caught.value.code == "unknown-page"


async def test_a_page_without_asking_again_is_no_answer() -> None:
    courier = await courier_to(always(304, b"", ""))
    with pytest.raises(BadAnswerError):
        await courier.catalog_page(f"{ORIGIN}/catalog", brand=DID)


async def test_what_is_too_large_is_not_read(world: World) -> None:
    many = {"products": [product(f"p{number}") for number in range(1000)]}
    courier = await courier_to(
        always(200, encode_freely(world.shop.page("") | many), "application/dailyme+json")
    )
    with pytest.raises(FetchError) as caught:
        await courier.catalog_page(f"{ORIGIN}/catalog", brand=DID)
    assert caught.value.code == "too-many-bytes"


def encode_freely(value: dict[str, Any]) -> bytes:
    """Bytes of any size."""
    return httpx.Request("POST", "http://x", json=value).content
