"""Strings that break programs, typed wherever words are asked for: none breaks a page, and each is text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brand_agent.console.roles import Role
from tests.pages.brand.staff import open_desk
from tests.pages.brand.test_guardrails import PLAIN

NAUGHTY = Path(__file__).parents[3] / "../shared/data/security/blns/blns.json"
STATUSES = {200, 303, 400, 401, 404, 409, 410, 422, 429}


@pytest.mark.slow
async def test_naughty_strings_are_text_or_refused_at_the_field(tmp_path: Path) -> None:
    if not NAUGHTY.exists():
        print("shared/data/security/blns is not here")
        pytest.skip("shared/data/security/blns is not here")
    every = json.loads(NAUGHTY.read_text("utf-8"))
    async with open_desk(tmp_path) as desk:
        owner, stranger = await desk.browser("Owner"), await desk.stranger()
        await desk.browser("Bob", Role.APPROVER)
        for one in every:
            answers = [
                await owner.send("/guardrails/propose", PLAIN | {"max_discount": "12", "why": one}),
                await owner.send("/guardrails/propose", dict.fromkeys(PLAIN, one)),
                await owner.send("/goals/read", {"words": one}),
                await owner.send("/business/costs", {"acquisition": one, "points": one}),
                await owner.send("/me/name", {"name": one}),
                await stranger.send("/join", {"key": one, "name": one, "password": one, "again": one}),
            ]
            for answer in answers:
                assert answer.status_code in STATUSES, (one, answer.status_code)
                assert not (set("<>") & set(one)) or one not in answer.text, one
        for page in ("/guardrails", "/people/record", "/people", "/me", "/"):
            answer = await owner.get(page)
            assert answer.status_code == 200
            assert not any(one in answer.text for one in every if "<script" in one or "onerror" in one)
