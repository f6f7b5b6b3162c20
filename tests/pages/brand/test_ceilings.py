"""No page of a brand holds what a person would pay at most: every page is read, after twins haggled."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.dailyme.commandline import new_home
from tests.e2e.serving import serving
from tests.pages.harness.servers import Market, settle

CEILINGS = ("61.37", "3.19")
"""Of a twin that buys, and of one that finds nothing at its price."""
_LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
_FILES = ("/static/", "/vendor/", "/live", "/enter")


def pages(url: str, enter: str) -> dict[str, str]:
    """Every page that links lead to from the first one, as text."""
    found: dict[str, str] = {}
    with httpx.Client(base_url=url, follow_redirects=True) as browser:
        browser.get(enter)
        waiting = ["/", "/me"]
        while waiting and len(found) < 400:
            path = waiting.pop()
            if path in found or path.startswith(_FILES):
                continue
            answer = browser.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            found[path] = answer.text
            waiting += [one.replace("&amp;", "&") for one in _LINK.findall(answer.text)]
    return found


def amount(text: str) -> re.Pattern[str]:
    """What finds *text*, such as 61.37, as an amount or in minor units; not within a hash."""
    return re.compile(rf"(?<!\w){text.replace('.', '[.,]?')}(?!\w)")


@pytest.mark.slow
def test_no_page_of_a_brand_holds_a_ceiling(market: Market, tmp_path: Path) -> None:
    paid: list[str] = []
    for name, ceiling, code in (("buyer", CEILINGS[0], 0), ("walker", CEILINGS[1], 3)):
        (tmp_path / name).mkdir()
        home = settle(new_home(tmp_path / name), market.url)
        wish = ("wish", "now", "usb hub", "--ceiling", f"{ceiling} USD", "--yes", "--no-questions", "--json")
        done = home.dailyme(*wish)
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        paid += (
            [str(one) for one in re.findall(r'"total":\{"amount":(\d+)', done.stdout)] if code == 0 else []
        )
    told = [amount(one) for one in CEILINGS]
    agreed = [amount(f"{one[:-2]}.{one[-2:]}") for one in paid]
    threads, shown = 0, False
    for brand, url in market.brands.items():
        where = ("--config", str(market.config(brand)), "--serves", url, "--no-browser")
        with serving(market.home, "brand", "console", *where) as said:
            seen = pages(said["url"], said["enter"])
        assert len(seen) > 15
        threads += sum(path.startswith("/negotiations/") for path in seen)
        for path, text in seen.items():
            shown = shown or any(one.search(text) for one in agreed)
            assert not any(one.search(text) for one in told), (brand, path)
    assert threads >= 2
    assert shown  # an amount that a brand does know is found by the same reading
