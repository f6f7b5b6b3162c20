"""Strings that break programs, typed into the fields about webhooks, keys and agents: none breaks a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dailyme.pages.brand.looked import origin_in
from foundation.fetch import BadUrlError
from protocol import ProtocolError
from tests.pages.brand.programs import open_works
from tests.pages.brand.test_inspector import fields_of, looked, partner

NAUGHTY = Path(__file__).parents[3] / "../shared/data/security/blns/blns.json"


def is_asked(text: str) -> bool:
    """Whether the inspector would ask somebody at *text*: no test does that."""
    try:
        return bool(origin_in(text, local=True))
    except (BadUrlError, ProtocolError):
        return False


@pytest.mark.slow
async def test_naughty_strings_are_text_or_refused_at_the_field(tmp_path: Path) -> None:
    if not NAUGHTY.exists():
        print("shared/data/security/blns is not here")
        pytest.skip("shared/data/security/blns is not here")
    some = [one for one in json.loads(NAUGHTY.read_text("utf-8")) if set('<"') & set(one)][::4]
    assert len(some) > 40
    async with open_works(tmp_path) as works, partner(tmp_path) as origin:
        admin = await works.admin()
        fields = fields_of(await looked(admin, origin))
        for one in some:
            answers = [
                await admin.send("/webhooks/keys", {"name": one, "scopes": ["deals:read"]}),
                await admin.get("/webhooks/keys"),
                await admin.send("/webhooks", {"url": one, "events": [one], "mark": one}),
                await admin.send("/inspector/send", fields | {"message": one, "how": one}),
            ]
            if not is_asked(one):
                answers.append(await admin.send("/inspector", {"at": one}))
            for answer in answers:
                assert answer.status_code in {200, 400, 422}, (one, answer.status_code)
                assert "<" not in one or one not in answer.text, one
