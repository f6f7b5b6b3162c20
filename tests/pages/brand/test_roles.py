"""What the gate and the roles stop, for every address of the console: new ones are found by themselves."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from fastapi.routing import APIRoute

from brand_agent.console.roles import Role
from dailyme.pages.brand.app import PAGES, PUBLIC
from tests.pages.brand.staff import Desk, open_desk

OPEN = {"/sign-in", "/join"}
"""For whoever is not in yet."""
OWN = {"/me/name", "/me/password", "/me/end", "/out"}
"""One's own account: everybody's, whatever their role."""
LOOKS = {"/inspector"}
"""Sent as a form, and changes nothing here."""
ADMIN = {"/people/invite", "/people/withdraw", "/people/role", "/people/remove", "/people/alone"}
API = "/api/"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


def addresses(*methods: str) -> list[str]:
    """Every address that takes one of *methods*, with 1 for what varies; not those of programs."""
    routes = [one for router in (*PUBLIC, *PAGES) for one in router.routes if isinstance(one, APIRoute)]
    found = [one for one in routes if (one.methods or set()) & set(methods)]
    return sorted(re.sub(r"\{[^}]*\}", "1", one.path) for one in found if not one.path.startswith(API))


async def test_a_viewer_changes_nothing(desk: Desk) -> None:
    viewer = await desk.browser("Vi", Role.VIEWER)
    changing = [path for path in addresses("POST", "PUT", "DELETE") if path not in OPEN | OWN | LOOKS]
    assert len(changing) > 5
    answers = {path: (await viewer.send(path)).status_code for path in changing}
    assert {path: status for path, status in answers.items() if status != 403} == {}


async def test_only_an_admin_says_who_is_who(desk: Desk) -> None:
    approver = await desk.browser("Ap", Role.APPROVER)
    assert set(addresses("POST")) >= ADMIN
    assert {path: (await approver.send(path)).status_code for path in ADMIN} == dict.fromkeys(ADMIN, 403)


async def test_nothing_is_changed_without_the_mark_of_the_session(desk: Desk) -> None:
    owner = await desk.browser("Owner")
    for path in addresses("POST", "PUT", "DELETE"):
        if path not in OPEN:
            answer = await owner.client.post(path, data={"csrf": "not-this"})
            assert (path, answer.status_code) == (path, 403)
            assert "forged-request" in answer.text


async def test_nothing_is_taken_from_another_site(desk: Desk) -> None:
    owner = await desk.browser("Owner")
    for path in addresses("POST", "PUT", "DELETE"):
        for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
            answer = await owner.client.post(path, data={"csrf": owner.csrf}, headers=headers)
            assert (path, answer.status_code) == (path, 403)


async def test_a_stranger_sees_nothing_but_the_door(desk: Desk) -> None:
    stranger = await desk.stranger()
    for path in addresses("GET"):
        if path.startswith(("/static/", "/vendor/", "/enter")) or path in OPEN:
            continue
        answer = await stranger.get(path)
        assert (path, answer.status_code) == (path, 303)
        assert answer.headers["location"] == "/sign-in"
    for path in addresses("POST"):
        if path not in OPEN:
            assert (path, (await stranger.send(path)).status_code) == (path, 303)
