"""What looks at the pages sees what is wrong with them: each fault has a page of its own and is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.async_api import Browser

from tests.pages.conftest import guarded
from tests.pages.harness.audit import PICTURES, audited, tabbed_to

GOOD = """<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css"></head><body><main><h1>A page</h1>
<button>First</button> <button id="second">Second</button> <div id="third" role="note">None</div>
</main></body></html>"""
PAGES = {
    "/good": GOOD,
    "/style.css": "button:focus-visible { outline: 2px solid blue } button { min-height: 2rem }",
    "/inline": GOOD.replace("<main>", "<main><script>window.x = 1</script>"),
    "/away": GOOD.replace("<main>", '<main><img alt="" src="http://shop.example/pixel.png">'),
    "/loud": GOOD.replace("</body>", '<script src="/loud.js"></script></body>'),
    "/loud.js": "console.warn('careful')",
    "/broken": GOOD.replace("</body>", '<script src="/broken.js"></script></body>'),
    "/broken.js": "nobody.knows()",
    "/unnamed": GOOD.replace("Second", ""),
    "/skipped": GOOD.replace('id="second"', 'id="second" tabindex="-1"').replace(
        "<button>First", '<div tabindex="0" role="button">Zero</div><button inert>First'
    ),
    "/wide": GOOD.replace("/style.css", "/wide.css"),
    "/wide.css": "main { width: 700px }",
    "/blind": GOOD.replace("/style.css", "/blind.css"),
    "/blind.css": "button { outline: none !important; box-shadow: none }",
}
KINDS = {"css": "text/css", "js": "text/javascript"}


class Handler(BaseHTTPRequestHandler):
    """Serves `PAGES`."""

    def do_GET(self) -> None:
        """Answer one request."""
        body = PAGES.get(self.path, "")
        self.send_response(200 if body else 404)
        self.send_header("content-type", KINDS.get(self.path.rpartition(".")[2], "text/html; charset=utf-8"))
        self.send_header("content-security-policy", "default-src 'self' data: http://shop.example")
        self.end_headers()
        self.wfile.write((body or "Not here.").encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


async def complaint(browser: Browser, url: str) -> str:
    """Return what is complained of when *url* is opened."""
    with pytest.raises(AssertionError) as told:
        async with guarded(browser) as (page, _):
            await page.goto(url)
            await page.wait_for_load_state("load")
    return str(told.value)


@pytest.mark.slow
async def test_a_good_page_is_audited_and_pictured(browser: Browser, site: str) -> None:
    async with guarded(browser) as (page, _):
        await page.goto(site + "/good")
        await tabbed_to(page, page.locator("#second"))
        await audited(page, "harness", "shell")
    for kind in ("light", "dark", "360", "first"):
        picture = PICTURES / "shell" / f"harness-{kind}.png"
        assert picture.read_bytes()[:4] == b"\x89PNG"
        picture.unlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/inline", "policy broken: script-src-elem inline"),
        ("/away", "left this machine: http://shop.example/pixel.png"),
        ("/loud", "console warning: careful"),
        ("/broken", "error in a page: .*nobody is not defined"),
        ("/gone", "status of 404"),
    ],
)
async def test_what_no_page_may_do_is_noticed(browser: Browser, site: str, path: str, said: str) -> None:
    assert re.search(said, await complaint(browser, site + path))


@pytest.mark.slow
async def test_a_refusal_that_is_asked_for_is_no_complaint(browser: Browser, site: str) -> None:
    async with guarded(browser) as (page, guard):
        guard.allowed.add(404)
        await page.goto(site + "/gone")


@pytest.mark.slow
@pytest.mark.parametrize(("path", "said"), [
    ("/unnamed", "button-name"),
    ("/wide", "too wide"),
    ("/skipped", "Tab does not reach: button  First"),
    ("/blind", "can't see that the focus is there: <button>First"),
])  # fmt: skip
async def test_what_shuts_people_out_is_noticed(browser: Browser, site: str, path: str, said: str) -> None:
    async with guarded(browser) as (page, _):
        await page.goto(site + path)
        with pytest.raises(AssertionError, match=said):
            await audited(page, "harness-bad", "shell")
    for picture in PICTURES.glob("shell/harness-bad-*.png"):
        picture.unlink()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "place", "said"), [
    ("/good", "#third", "can't be reached"),
    ("/blind", "#second", "can't see"),
])  # fmt: skip
async def test_what_the_keyboard_misses_is_noticed(
    browser: Browser, site: str, path: str, place: str, said: str
) -> None:
    async with guarded(browser) as (page, _):
        await page.goto(site + path)
        with pytest.raises(AssertionError, match=said):
            await tabbed_to(page, page.locator(place))
