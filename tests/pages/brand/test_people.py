"""People of the console: in by the door, by an invitation, by a password; roles, sessions, and the record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from brand_agent.console.roles import Role
from brand_agent.console.sessions import IDLE_MS
from tests.pages.brand.staff import URL, Desk, enter_key, open_desk, text_of

PASSWORD = "four words not together"
HOSTILE = "<script>alert(1)</script>"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def link(desk: Desk, role: str = "approver") -> str:
    """An invitation that the owner makes on the page, without its origin."""
    answer = await (await desk.browser("Owner")).send("/people/invite", {"role": role})
    assert answer.status_code == 200
    found = answer.text.partition('id="link" readonly value="')[2].partition('"')[0]
    return found.removeprefix(URL)


async def test_the_printed_address_lets_the_owner_in_once(desk: Desk) -> None:
    stranger = await desk.stranger()
    assert (await stranger.get("/people")).headers["location"] == "/sign-in"
    address = enter_key(desk)
    entered = await stranger.get(address)
    assert entered.status_code == 303
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "SameSite=strict" in entered.headers["set-cookie"]
    assert "Owner (you)" in await stranger.text("/people")
    assert (await (await desk.stranger()).get(address)).status_code == 401


async def test_somebody_joins_by_a_link_and_signs_in_again(desk: Desk) -> None:
    address = await link(desk)
    grace = await desk.stranger()
    assert "Your role approver" in await grace.text(address)
    key = urlsplit(address).query.removeprefix("key=")
    fields = {"key": key, "name": "Grace Hopper", "password": PASSWORD, "again": PASSWORD}
    assert (await grace.send("/join", fields)).headers["location"] == "/"
    assert "Grace Hopper (you) approver" in await grace.text("/people")
    again = await desk.stranger()
    assert (await again.send("/join", fields)).status_code == 410
    wrong = await again.send("/sign-in", {"name": "Grace Hopper", "password": "not that one at all"})
    assert wrong.status_code == 401
    assert "don't belong together" in text_of(wrong)
    assert (await again.send("/sign-in", {"name": "grace hopper", "password": PASSWORD})).status_code == 303
    assert "Grace Hopper (you)" in await again.text("/people")


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"name": ""}, "name", "Fill this in."),
        ({"name": "x" * 61}, "name", "At most 60 characters"),
        ({"name": "a\u202eb"}, "name", "can't be seen"),
        ({"name": "owner"}, "name", "is called owner already"),
        ({"password": "short", "again": "short"}, "password", "at least 12"),
        ({"again": "something else here"}, "again", "not what stands above"),
        ({"password": ["one", "two"]}, "password", "came twice"),
    ],
)
async def test_what_is_wrong_with_a_new_account_is_said_at_the_field(
    desk: Desk, changed: dict[str, str | list[str]], field: str, words: str
) -> None:
    key = (await link(desk)).partition("key=")[2]
    stranger = await desk.stranger()
    plain = {"key": key, "name": "Ada", "password": PASSWORD, "again": PASSWORD}
    answer = await stranger.send("/join", plain | changed)
    assert answer.status_code == 422
    told = unescape(answer.text.partition(f'id="f-{field}-fault"')[2].partition("</p>")[0])
    assert words in told
    assert PASSWORD not in answer.text
    assert (await stranger.send("/join", plain)).status_code == 303  # the invitation was not used up


async def test_an_admin_gives_roles_and_takes_accounts(desk: Desk) -> None:
    owner, ada = await desk.browser("Owner"), await desk.browser("Ada", Role.VIEWER)
    told = await owner.done("/people/role", {"name": "Ada", "role": "marketer"})
    assert "Ada is marketer now." in told
    assert "made Ada marketer (was viewer)" in told
    assert "Ada is removed" in await owner.done("/people/remove", {"name": "Ada"})
    assert (await ada.get("/people")).headers["location"] == "/sign-in"
    missing = await owner.send("/people/remove", {"name": "Ada"})
    assert missing.status_code == 404
    stays = await owner.send("/people/role", {"name": "Owner", "role": "viewer"})
    assert stays.status_code == 403
    assert (await owner.send("/people/role", {"name": "Ada", "role": "emperor"})).status_code == 422


async def test_one_sees_and_ends_ones_sessions(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.VIEWER)
    await ada.done("/me/password", {"password": PASSWORD})
    other = await desk.stranger()
    assert (await other.send("/sign-in", {"name": "Ada", "password": PASSWORD})).status_code == 303
    page = await ada.get("/me")
    number = page.text.partition('name="session" value="')[2].partition('"')[0]
    assert "The session has ended." in await ada.done("/me/end", {"session": number})
    assert (await other.get("/me")).status_code == 303
    assert (await ada.send("/me/end", {"session": "1000"})).status_code == 404
    assert (await ada.send("/out")).headers["location"] == "/sign-in"
    assert (await ada.get("/me")).status_code == 303


async def test_a_session_is_over_after_an_idle_hour(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.VIEWER)
    desk.clock.at_ms += IDLE_MS - 1
    assert (await ada.get("/me")).status_code == 200
    desk.clock.at_ms += IDLE_MS
    assert (await ada.get("/me")).status_code == 303


async def test_another_password_takes_the_one_before_and_ends_other_sessions(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.VIEWER)
    await ada.done("/me/password", {"password": PASSWORD})
    other = await desk.stranger()
    await other.send("/sign-in", {"name": "Ada", "password": PASSWORD})
    wrong = await ada.send("/me/password", {"now": "wrong wrong wrong", "password": "another four words"})
    assert wrong.status_code == 422
    assert 'id="f-now-fault"' in wrong.text
    await ada.done("/me/password", {"now": PASSWORD, "password": "another four words"})
    assert (await other.get("/me")).status_code == 303
    assert (await ada.get("/me")).status_code == 200


async def test_guessing_is_slowed_down(desk: Desk) -> None:
    stranger = await desk.stranger()
    tries = [await stranger.send("/sign-in", {"name": "Ada", "password": "guess"}) for _ in range(6)]
    assert [one.status_code for one in tries] == [401, 401, 401, 401, 429, 429]
    assert "Wait 30 seconds" in text_of(tries[-1])


async def test_names_are_shown_as_text(desk: Desk) -> None:
    ada = await desk.browser("Ada", Role.VIEWER)
    await ada.done("/me/name", {"name": f"Ada {HOSTILE}"})
    for path in ("/people", "/people/record", "/me"):
        page = await ada.get(path)
        assert HOSTILE not in page.text
        assert "&lt;script&gt;" in page.text


async def test_the_record_is_paged_and_says_when_it_was_edited(desk: Desk) -> None:
    from sqlalchemy import text

    owner = await desk.browser("Owner")
    for number in range(60):
        await owner.send("/me/name", {"name": f"Owner {number}"})
    page = await owner.get("/people/record")
    assert "These entries are whole" in page.text
    assert "The record is whole" in await owner.text("/people/record?check=all")
    assert page.text.count("<time") == 50
    older = page.text.partition('class="button quiet" href="')[2].partition('"')[0]
    assert (await owner.get(older)).text.count("<time") == 12
    forged = text("UPDATE brand_console_record SET who = 'Eve' WHERE number = 5")
    await desk.office.database.write(lambda one: one.execute(forged).rowcount)
    assert "The record was changed" in await owner.text("/people/record?check=all")
    assert "The record was changed" in await owner.text(older)  # where it stands
