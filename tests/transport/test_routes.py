"""The routes: every fault has a problem document, every answer safe headers, and nothing leaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import structlog
from fastapi import FastAPI

from tests.transport.corner import DID, ORIGIN, Corner, NotTodayError, opening
from transport import MESSAGE, PROBLEM
from transport.lingering import REST_BYTES
from transport.memory import memory_client
from transport.routes import application, brand_router

MEMBERS = {"type", "title", "status", "detail", "code", "requirement", "advice"}
SIGNED = {"content-type": MESSAGE}


@pytest.fixture
def shop() -> Corner:
    return Corner()


@pytest.fixture
def app(shop: Corner) -> FastAPI:
    return application(brand_router(shop))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with memory_client({ORIGIN: app}) as opened:
        opened.base_url = httpx.URL(ORIGIN)
        yield opened


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem document, which must be whole."""
    assert answer.headers["content-type"] == PROBLEM
    said = answer.json()
    assert said.keys() == MEMBERS
    assert said["status"] == answer.status_code
    assert all(said[name] for name in MEMBERS)
    return answer.status_code, said["code"]


async def test_a_message_gets_its_answer(client: httpx.AsyncClient) -> None:
    answer = await client.post("/negotiate", content=opening().data, headers=SIGNED)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MESSAGE)
    assert answer.json()["type"] == "refuse"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/", (404, "not-found")),
        ("GET", "/docs", (404, "not-found")),
        ("GET", "/openapi.json", (404, "not-found")),
        ("GET", "/catalog/", (404, "not-found")),
        ("GET", "/.well-known/../.well-known/other.json", (404, "not-found")),
        ("POST", "/nowhere", (404, "not-found")),
        ("GET", "/negotiate", (405, "method-not-allowed")),
        ("PUT", "/negotiate", (405, "method-not-allowed")),
        ("POST", "/catalog", (405, "method-not-allowed")),
        ("OPTIONS", "/negotiate", (405, "method-not-allowed")),
        ("TRACE", "/catalog", (405, "method-not-allowed")),
        ("GET", "/catalog?cursor=77", (404, "unknown-page")),
        ("GET", "/catalog?cursor=", (404, "unknown-page")),
        ("GET", "/catalog?cursor=" + "x" * 201, (404, "unknown-page")),
    ],
)
async def test_what_is_not_served(
    client: httpx.AsyncClient, method: str, path: str, expected: tuple[int, str]
) -> None:
    assert problem_of(await client.request(method, path)) == expected


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "", "application/dailyme+jsonx", "multipart/form-data"]
)
async def test_a_body_must_say_that_it_is_signed(client: httpx.AsyncClient, shop: Corner, kind: str) -> None:
    answer = await client.post("/negotiate", content=opening().data, headers={"content-type": kind})
    assert problem_of(answer) == (415, "wrong-content-type")
    assert shop.seen == []


async def test_parameters_of_the_type_do_not_matter(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "Application/DailyMe+JSON; charset=utf-8"}
    assert (await client.post("/negotiate", content=opening().data, headers=headers)).status_code == 200


async def test_a_message_too_large_never_reaches_the_agent(client: httpx.AsyncClient, shop: Corner) -> None:
    assert problem_of(await client.post("/negotiate", content=b"x" * 65537, headers=SIGNED)) == (
        413,
        "too-large",
    )
    await client.post("/negotiate", content=b"x" * 65536, headers=SIGNED)
    assert [len(data) for data in shop.seen] == [65536]


async def test_a_body_too_large_is_answered_before_it_is_read(app: FastAPI) -> None:
    """Without a content-length, the server stops at the first byte beyond the cap."""
    asked: list[int] = []
    said: list[tuple[int, Any]] = []

    async def receive() -> dict[str, Any]:
        asked.append(1024)
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    async def send(message: Any) -> None:
        said.append((sum(asked), message))

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/negotiate",
        "raw_path": b"/negotiate",
        "query_string": b"",
        "headers": [(b"content-type", MESSAGE.encode()), (b"transfer-encoding", b"chunked")],
        "scheme": "http",
        "server": ("localhost", 8001),
        "http_version": "1.1",
    }
    await app(scope, receive, send)
    read_bytes, start = said[0]
    assert (read_bytes, start["status"]) == (65536 + 1024, 413)
    assert (b"connection", b"close") in start["headers"]
    assert sum(asked) <= read_bytes + REST_BYTES  # thrown away, so that the answer is not lost


async def test_a_broken_rule_is_answered_with_its_code(client: httpx.AsyncClient, shop: Corner) -> None:
    shop.fault = NotTodayError("closed on Mondays")
    answer = await client.post("/negotiate", content=opening().data, headers=SIGNED)
    assert problem_of(answer) == (409, "not-today")
    assert answer.json()["type"].endswith("/not-today")


async def test_a_fault_of_ours_tells_nothing_about_us(client: httpx.AsyncClient, shop: Corner) -> None:
    shop.fault = KeyError("/home/shop/secret.toml")
    with structlog.testing.capture_logs() as logs:
        answer = await client.post("/negotiate", content=opening().data, headers=SIGNED)
    assert problem_of(answer) == (500, "internal-error")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert [(line["event"], line["path"]) for line in logs] == [("failed", "/negotiate")]
    shop.fault = None
    assert (await client.post("/negotiate", content=opening().data, headers=SIGNED)).status_code == 200


@pytest.mark.parametrize("path", ["/catalog", "/negotiate", "/.well-known/did.json", "/nowhere"])
async def test_every_answer_has_safe_headers_and_no_cors(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"origin": "https://evil.example"})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "no-transform" in answer.headers["cache-control"]
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_an_answer_to_a_message_is_never_kept_by_a_proxy(client: httpx.AsyncClient) -> None:
    answer = await client.post("/negotiate", content=opening().data, headers=SIGNED)
    assert "no-store" in answer.headers["cache-control"]


async def test_a_page_that_is_held_is_not_sent_again(client: httpx.AsyncClient) -> None:
    page = await client.get("/catalog")
    etag = page.headers["etag"]
    assert etag.startswith('"')
    for held in [etag, f'"other", {etag}', f"W/{etag}", "*"]:
        again = await client.get("/catalog", headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    for other in [etag.strip('"'), '"other"', ""]:
        assert (await client.get("/catalog", headers={"if-none-match": other})).content == page.content


async def test_the_host_header_changes_nothing(client: httpx.AsyncClient) -> None:
    plain = await client.get("/.well-known/dailyme.json")
    lied = await client.get(
        "/.well-known/dailyme.json", headers={"host": "evil.example", "x-forwarded-host": "evil.example"}
    )
    assert lied.content == plain.content
    assert DID in plain.text
