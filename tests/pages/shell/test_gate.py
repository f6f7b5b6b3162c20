"""The shell of both sites: who is let in, what is refused, and what every answer carries."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import OperationalError
from starlette.responses import Response

from dailyme.errors import UsageError
from dailyme.pages.shell import (
    Entrance,
    Live,
    Site,
    Way,
    Who,
    door_router,
    let_out,
    make_app,
    needs,
    posted,
    render,
    see,
)

ORIGIN = "http://127.0.0.1:8710"


def pages() -> APIRouter:
    router = APIRouter()

    @router.get("/")
    async def first(request: Request) -> Response:
        return render(request, "shell/failed.html", detail="<b>Hello</b>", advice="", code="none")

    @router.post("/change")
    async def change(request: Request) -> Response:
        form = await posted(request)
        form.text("word", most=5)
        if form.faults:
            return render(
                request, "shell/failed.html", status=422, detail=form.faults["word"], advice="", code=""
            )
        return see(request, "/", said="<i>Changed</i>.")

    @router.post("/approve", dependencies=[Depends(needs("approver"))])
    async def approve(request: Request) -> Response:
        return see(request, "/")

    @router.get("/broken")
    async def broken(request: Request) -> Response:
        raise RuntimeError("a secret of /home/me")

    @router.get("/database")
    async def database(request: Request) -> Response:
        raise OperationalError("SELECT ceiling FROM secrets", {}, Exception("no such table"))

    @router.get("/known")
    async def known(request: Request) -> Response:
        raise UsageError("That is no day.", "Give another.")

    @router.post("/out")
    async def out(request: Request) -> Response:
        return await let_out(request)

    return router


@pytest.fixture
def entrance() -> Entrance:
    return Entrance()


@pytest.fixture
async def browser(entrance: Entrance) -> AsyncIterator[httpx.AsyncClient]:
    site = Site(
        "Shop", "brand", (ORIGIN, "http://localhost:8710"), (Way("/", "First", "sun"),), "Open the address."
    )
    app = make_app(site, live=Live(), public=(door_router(entrance),), pages=(pages(),))
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url=ORIGIN, headers=headers
    ) as client:
        yield client


async def enter(browser: httpx.AsyncClient, entrance: Entrance, who: Who | None = None) -> str:
    """Let the browser in and return what its forms carry."""
    await browser.get("/enter", params={"key": entrance.key(who or Who("Ana", "admin"))})
    page = await browser.get("/")
    found = re.search(r'"X-CSRF": "([^"]+)"', page.text)
    assert found is not None
    return found[1]


async def test_nobody_sees_a_page_without_coming_in_by_the_door(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/")
    assert page.status_code == 401
    assert "not-entered" in page.text
    assert "Open the address." in page.text


async def test_an_address_lets_one_browser_in_once(browser: httpx.AsyncClient, entrance: Entrance) -> None:
    key = entrance.key(Who("Ana", "admin"))
    first = await browser.get("/enter", params={"key": key})
    cookie = first.headers["set-cookie"]
    assert first.status_code == 303
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    browser.cookies.clear()
    second = await browser.get("/enter", params={"key": key})
    assert second.status_code == 401
    assert "set-cookie" not in second.headers


async def test_every_answer_forbids_scripts_in_the_page_and_frames(
    browser: httpx.AsyncClient, entrance: Entrance
) -> None:
    await enter(browser, entrance)
    for path in ("/", "/broken", "/nowhere", "/static/css/kit.css"):
        policy = (await browser.get(path)).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


async def test_what_a_page_says_is_text_and_never_markup(
    browser: httpx.AsyncClient, entrance: Entrance
) -> None:
    csrf = await enter(browser, entrance)
    page = await browser.get("/")
    assert "<b>Hello" not in page.text
    assert "&lt;b&gt;Hello" in page.text
    await browser.post("/change", data={"csrf": csrf, "word": "new"})
    assert "&lt;i&gt;Changed" in (await browser.get("/")).text
    assert "Changed" not in (await browser.get("/")).text  # said once


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},  # same site for a cookie, another one for us
        {"origin": "null"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": ""},
    ],
)
async def test_a_form_from_elsewhere_changes_nothing(
    browser: httpx.AsyncClient, entrance: Entrance, headers: dict[str, str]
) -> None:
    csrf = await enter(browser, entrance)
    answer = await browser.post("/change", data={"csrf": csrf, "word": "new"}, headers=headers)
    assert answer.status_code == 403
    assert "forged-request" in answer.text


@pytest.mark.parametrize("csrf", [None, "", "wrong", "é"])
async def test_a_form_without_the_mark_of_its_session_changes_nothing(
    browser: httpx.AsyncClient, entrance: Entrance, csrf: str | None
) -> None:
    await enter(browser, entrance)
    data = {"word": "new"} if csrf is None else {"csrf": csrf, "word": "new"}
    answer = await browser.post("/change", data=data)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:8711", "127.0.0.1:8710.evil.example"]
)
async def test_a_name_that_points_here_is_not_enough(browser: httpx.AsyncClient, host: str) -> None:
    answer = await browser.get("/static/css/kit.css", headers={"host": host})
    assert answer.status_code == 421


async def test_a_role_reaches_no_further_than_itself(browser: httpx.AsyncClient, entrance: Entrance) -> None:
    csrf = await enter(browser, entrance, Who("Ben", "marketer"))
    assert (await browser.post("/approve", data={"csrf": csrf})).status_code == 403
    csrf = await enter(browser, entrance, Who("Eva", "approver"))
    assert (await browser.post("/approve", data={"csrf": csrf})).status_code == 303


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "Fill this in."),
        ({"word": "   "}, "Fill this in."),
        ({"word": ["a", "b"]}, "twice"),
        ({"word": "far too long"}, "At most 5 characters"),
        ({"word": "a\u202eb"}, "can&#39;t be seen"),
        ({"word": "a\x00b"}, "can&#39;t be seen"),
    ],
)
async def test_what_is_wrong_with_a_field_is_said(
    browser: httpx.AsyncClient, entrance: Entrance, data: dict[str, str | list[str]], why: str
) -> None:
    csrf = await enter(browser, entrance)
    answer = await browser.post("/change", data={"csrf": csrf, **data})
    assert answer.status_code == 422
    assert why in answer.text


async def test_a_fault_of_ours_tells_nothing_of_itself(
    browser: httpx.AsyncClient, entrance: Entrance
) -> None:
    await enter(browser, entrance)
    answer = await browser.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    database = await browser.get("/database")
    assert database.status_code == 500
    assert "SELECT" not in database.text
    known = await browser.get("/known")
    assert known.status_code == 422
    assert "That is no day." in known.text


@pytest.mark.parametrize(
    "content",
    [
        (b"\xff\xfe=1&word=%ff", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"", "multipart/form-data"),
    ],
)
async def test_a_body_that_is_no_form_is_refused_kindly(
    browser: httpx.AsyncClient, entrance: Entrance, content: tuple[bytes, str]
) -> None:
    await enter(browser, entrance)
    answer = await browser.post("/change", content=content[0], headers={"content-type": content[1]})
    assert 400 <= answer.status_code < 500


async def test_more_than_a_form_may_hold_is_refused(browser: httpx.AsyncClient, entrance: Entrance) -> None:
    csrf = await enter(browser, entrance)
    data = {"csrf": csrf, "word": "x" * 11_000_000}
    assert (await browser.post("/change", data=data)).status_code == 413


async def test_who_is_in_finds_the_way_back_from_a_page_that_is_not_there(
    browser: httpx.AsyncClient, entrance: Entrance
) -> None:
    assert 'aria-label="Pages"' not in (await browser.get("/nowhere")).text
    await enter(browser, entrance)
    lost = await browser.get("/nowhere")
    assert lost.status_code == 404
    assert 'aria-label="Pages"' in lost.text


async def test_who_goes_out_is_out(browser: httpx.AsyncClient, entrance: Entrance) -> None:
    csrf = await enter(browser, entrance)
    token = next(iter(browser.cookies.values()))
    await browser.post("/out", data={"csrf": csrf})
    browser.cookies.set("dailyme-brand-8710", token)
    assert (await browser.get("/")).status_code == 401


async def test_scripts_and_styles_are_packed_and_kept_as_long_as_they_are_the_same(
    browser: httpx.AsyncClient,
) -> None:
    one = await browser.get("/static/css/kit.css")
    assert one.headers["content-encoding"] == "gzip"
    assert one.headers["cache-control"] == "no-cache"
    assert (await browser.get("/static/../app.py")).status_code == 404
    assert (await browser.get("/static/css/nothing.css")).status_code == 404


async def test_a_page_whose_line_broke_hears_what_it_missed() -> None:
    live = Live()
    for word in ("one", "two", "three"):
        live.say("news", word)
    stream = live.listen(after=1)
    heard = [await anext(stream) for _ in range(3)]
    assert heard[1:] == [b"id: 2\nevent: news\ndata: two\n\n", b"id: 3\nevent: news\ndata: three\n\n"]
    await stream.aclose()


async def test_behind_https_a_cookie_goes_nowhere_else(entrance: Entrance) -> None:
    origin = "https://console.shop.example"
    site = Site("Shop", "brand", (origin,), (), "Open the address.")
    app = make_app(site, live=Live(), public=(door_router(entrance),), pages=(pages(),))
    headers = {"origin": origin, "sec-fetch-site": "same-origin"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=origin, headers=headers) as browser:
        answer = await browser.get("/enter", params={"key": entrance.key(Who("Ana", "admin"))})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-dailyme-brand=")
        assert "Secure" in cookie
        assert (await browser.get("/")).status_code == 200
        assert (await browser.get("/", headers={"host": "127.0.0.1:8720"})).status_code == 421
