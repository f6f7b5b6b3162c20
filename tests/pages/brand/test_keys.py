"""Keys and the API: a key may do what was chosen and nothing else; what goes wrong is a problem document."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from brand_agent.api_keys import SCOPES
from brand_agent.console.roles import Role
from brand_agent.edge.sold import SETTLED_MS
from dailyme.pages.brand.api import described
from protocol import did_key_ring, verify
from tests.brand_agent.shop import KEY
from tests.pages.brand.programs import Works, open_works
from tests.pages.brand.staff import text_of

PATHS = {
    "deals:read": ["/api/v1/deals", "/api/v1/deals/none"],
    "catalog:read": ["/api/v1/catalog"],
    "webhooks:read": ["/api/v1/webhooks", "/api/v1/webhooks/1/sent"],
}


@pytest.fixture
async def works(tmp_path: Path) -> AsyncIterator[Works]:
    async with open_works(tmp_path) as opened:
        yield opened


async def made(works: Works, *scopes: str) -> str:
    """Make a key as a person does; return it as it is shown."""
    admin = await works.admin()
    answer = await admin.send("/webhooks/keys", {"name": "warehouse", "scopes": list(scopes)})
    assert answer.status_code == 200, text_of(answer)
    key = re.search(r'value="(dmk_[^"]+)"', answer.text)
    assert key is not None
    return key[1]


def problem(answer: Any, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "requirement", "advice"}


async def test_a_key_is_shown_once_and_kept_as_a_fingerprint(works: Works) -> None:
    key = await made(works, "deals:read")
    admin = await works.admin()
    page = await admin.get("/webhooks/keys")
    assert key not in page.text and key[:10] in page.text
    rows = await works.desk.office.database.read(
        lambda found: found.execute(text("SELECT * FROM brand_api_key")).all()
    )
    assert key not in repr(rows)


async def test_a_key_opens_what_was_chosen_and_nothing_else(works: Works) -> None:
    for scope in PATHS:
        program = await works.program(await made(works, scope))
        for needed, paths in PATHS.items():
            for path in paths:
                answer = await program.get(path)
                if needed == scope:
                    assert answer.status_code in {200, 404}, answer.text
                else:
                    problem(answer, 403, "scope-missing")
        new = {"url": "https://shop.example/", "events": ["late"]}
        problem(await program.post("/api/v1/webhooks", json=new), 403, "scope-missing")
        problem(await program.delete("/api/v1/webhooks/1"), 403, "scope-missing")


async def test_no_key_and_a_wrong_key_open_nothing(works: Works) -> None:
    program = await works.program()
    for key in ("", "dmk_", "password", "dmk_" + "A" * 43, "dmk_" + "é" * 43):
        headers = [(b"authorization", f"Bearer {key}".encode())] if key else []
        answer = await program.get("/api/v1/deals", headers=headers)
        problem(answer, 401, "bad-api-key")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_revoked_key_opens_nothing(works: Works) -> None:
    key = await made(works, "deals:read")
    program, admin = await works.program(key), await works.admin()
    assert (await program.get("/api/v1/deals")).status_code == 200
    assert "last used" in await admin.text("/webhooks/keys")
    assert "No key yet" in await admin.done("/webhooks/keys/1/revoke")
    problem(await program.get("/api/v1/deals"), 401, "bad-api-key")
    assert (await admin.send("/webhooks/keys/1/revoke")).status_code == 404


async def test_a_session_is_no_key(works: Works) -> None:
    """A page of another site could send a browser's cookie: it opens nothing here."""
    admin = await works.admin()
    problem(await admin.get("/api/v1/deals"), 401, "bad-api-key")


async def test_deals_are_read_one_after_the_other_and_none_twice(works: Works) -> None:
    program = await works.program(await made(works, "deals:read"))
    bought = [await works.deal(product) for product in ("router", "lamp")]
    assert (await program.get("/api/v1/deals")).json()["deals"] == []
    works.desk.clock.at_ms += SETTLED_MS
    first = (await program.get("/api/v1/deals?limit=1")).json()
    second = (await program.get("/api/v1/deals", params={"after": first["next"]})).json()
    third = (await program.get("/api/v1/deals", params={"after": second["next"]})).json()
    assert third == {"deals": [], "next": second["next"]}
    found = [*first["deals"], *second["deals"]]
    assert {one["thread"] for one in found} == {buyer.talk.thread for buyer in bought}
    assert {one["lines"][0]["title"] for one in found} == {"The router", "The lamp"}
    one = (await program.get(f"/api/v1/deals/{found[0]['thread']}")).json()
    assert one["deal"] == found[0]
    assert (
        len(verify(one["document"], lambda kid: KEY.public if kid == KEY.kid else did_key_ring(kid), count=2))
        == 2
    )
    assert "cost" not in (await program.get("/api/v1/deals")).text


async def test_the_catalog_has_no_cost_and_no_count(works: Works) -> None:
    program = await works.program(await made(works, "catalog:read"))
    first = (await program.get("/api/v1/catalog?limit=2")).json()
    rest = (await program.get("/api/v1/catalog", params={"after": first["next"]})).json()
    assert [one["id"] for one in (*first["products"], *rest["products"])] == ["hub", "one", "two"]
    assert rest["next"] is None
    assert "7000" not in str(first) + str(rest)


async def test_a_program_sets_up_a_webhook_and_removes_it(works: Works) -> None:
    program = await works.program(await made(works, "webhooks:read", "webhooks:write"))
    new = {"url": "https://shop.example/hooks", "events": ["late", "first-deal"]}
    answer = await program.post("/api/v1/webhooks", json=new)
    assert answer.status_code == 201
    assert answer.json()["secret"].startswith("whsec_")
    (listed,) = (await program.get("/api/v1/webhooks")).json()["webhooks"]
    assert (listed["secret"], listed["events"]) == (None, ["first-deal", "late"])
    assert (await program.get("/api/v1/webhooks/1/sent")).json() == {"sent": [], "next": None}
    assert (await program.delete("/api/v1/webhooks/1")).status_code == 204
    problem(await program.get("/api/v1/webhooks/1/sent"), 404, "unknown-webhook")
    admin = await works.admin()
    assert "No webhook yet" in await admin.text("/webhooks")


async def test_what_a_program_sends_wrong_is_told(works: Works) -> None:
    program = await works.program(await made(works, "webhooks:write"))
    cases: list[tuple[Any, str]] = [
        ({"url": "https://shop.example/", "events": []}, "no-events"),
        ({"url": "https://shop.example/", "events": ["none"]}, "unknown-event"),
        ({"url": "http://shop.example/", "events": ["late"]}, "bad-url"),
        ({"url": "https://shop.example/"}, "bad-request"),
        ({"url": "https://shop.example/", "events": ["late"], "more": 1}, "bad-request"),
        ([], "bad-request"),
    ]
    for body, code in cases:
        answer = await program.post("/api/v1/webhooks", json=body)
        assert 400 <= answer.status_code < 500
        problem(answer, answer.status_code, code)


async def test_no_address_of_the_api_answers_with_a_page(works: Works) -> None:
    program = await works.program(await made(works, "deals:read"))
    for path in ("/api/v1/none", "/api/v1/deals?limit=0", "/api/v1/%00", "/api/v1/deals/%3Cscript%3E"):
        answer = await program.get(path)
        assert 400 <= answer.status_code < 500
        assert answer.headers["content-type"] == "application/problem+json"


async def test_what_is_wrong_with_a_new_key_is_said_at_the_field(works: Works) -> None:
    admin = await works.admin()
    cases: list[tuple[dict[str, Any], str]] = [
        ({"name": "", "scopes": ["deals:read"]}, "name"),
        ({"name": "x" * 61, "scopes": ["deals:read"]}, "name"),
        ({"name": "a", "scopes": []}, "scopes"),
        ({"name": "a", "scopes": ["all"]}, "scopes"),
        ({"name": ["a", "b"], "scopes": ["deals:read"]}, "name"),
    ]
    for fields, at in cases:
        answer = await admin.send("/webhooks/keys", fields)
        assert answer.status_code == 422
        assert f'id="f-{at}-fault"' in answer.text


async def test_only_an_admin_makes_and_revokes_keys(works: Works) -> None:
    await made(works, "deals:read")
    viewer = await works.desk.browser("Vic", Role.VIEWER)
    assert (await viewer.send("/webhooks/keys", {"name": "a", "scopes": ["deals:read"]})).status_code == 403
    assert (await viewer.send("/webhooks/keys/1/revoke")).status_code == 403
    assert "warehouse" in await viewer.text("/webhooks/keys")


async def test_the_page_of_the_api_says_all_that_can_be_asked(works: Works) -> None:
    page = await (await works.admin()).get("/webhooks/api")
    paths = described()["paths"]
    assert len(paths) == 7
    for path in paths:
        assert path in page.text
    assert "<script>" not in page.text and "http://" not in page.text.replace("http://127.0.0.1:8720", "")
    assert (await (await works.program()).get("/api/v1/openapi")).json()["paths"].keys() == paths.keys()
    assert all(scope in page.text for scope in SCOPES)
