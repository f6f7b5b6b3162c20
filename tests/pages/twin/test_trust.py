"""Trust: who knows what, what a shop saw, and taking each of it back over the protocol."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.subscriptions import SqlSubscriptions
from dailyme.demo.year.person import DID
from dailyme.demo.year.script import MAIL, MAIL_MISTYPED
from tests.pages.twin.life import AT, living
from tests.pages.twin.room import room, words


async def test_who_knows_nothing_is_said_plainly(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        assert "Nobody knows anything of you" in words(await me.see("/trust"))
        assert "No shop holds anything of yours" in words(await me.see("/trust/consents"))
        await me.see("/trust/brands/nobody", status=404)


async def test_one_look_answers_who_knows_what(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        said = words(await life.me.see("/trust"))
    assert "Know you again 1 of 1 shops" in said
    assert "Alder localhost:18462 Regular where to deliver, your e-mail address, your name 1 3 3" in said


async def test_the_ledger_says_who_what_why_since_until_and_proves_it(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        html = await life.me.see("/trust/consents")
        said = words(html)
        assert "Your e-mail address to Alder holds" in said
        assert "to keep you registered, and to know you again" in said
        assert "18 Feb 2027 to 15 Dec 2027" in said
        assert MAIL_MISTYPED not in html, "the ledger names what was given, and holds no value"
        path = re.search(r'href="(/trust/consents/[\w-]{43}\.json)"', html)
        assert path is not None
        proof = json.loads(await life.me.see(path[1]))
    assert proof["grant"]["type"] == "disclose" and proof["receipt"]["type"] == "receipt"
    assert len(proof["keys"]) == 2
    assert MAIL_MISTYPED not in json.dumps(proof)


async def test_a_consent_is_taken_back_at_the_shop(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        (grant,) = re.findall(r'name="grant" value="([\w-]{43})"', await life.me.see("/trust/consents"))
        html = await life.me.done("/trust/consents/revoke", {"grant": grant})
        assert "Taken back. The shop says that it erased what it had under it." in words(html)
        assert "taken back" in words(html).split("Ended: 1")[1]
        assert 'name="grant"' not in html
        assert MAIL_MISTYPED.encode() not in (await _of_shop(tmp_path))


async def _of_shop(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("alder.db*"))


@pytest.mark.parametrize("grant", ["", "A" * 43, "x" * 65, "<script>"])
async def test_what_was_never_granted_is_not_taken_back(tmp_path: Path, year: Path, grant: str) -> None:
    async with living(year, tmp_path) as life:
        html = await life.me.done("/trust/consents/revoke", {"grant": grant})
        assert re.search("no such (consent|grant)", words(html), re.I)
        assert "<script>" not in html


async def test_a_shop_says_all_that_it_holds_and_corrects_and_erases_it(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        me = life.me
        html = await me.done(f"{AT}/ask", {"every": "yes"})
        assert "Alder says that it holds 16 entries under 2 of your keys." in words(html)
        assert MAIL_MISTYPED in html
        mail = _entry(html, MAIL_MISTYPED)
        html = await me.done(f"{AT}/correct", {"entry": mail, "said": MAIL})
        assert "Alder corrected it." in words(html)
        assert MAIL in html and MAIL_MISTYPED not in html
        html = await me.done(f"{AT}/erase", {"entry": _entry(html, MAIL)})
        assert "Alder erased 1." in words(html)
        assert MAIL not in html
        assert MAIL.encode() not in await _of_shop(tmp_path)


def _entry(html: str, value: str) -> str:
    """Return the id of the entry that *value* stands in."""
    found = re.search(rf'<p>{re.escape(value)}</p>.*?name="entry" value="([^"]+)"', html, re.S)
    assert found is not None
    return found[1]


async def test_a_correction_that_can_not_be_is_said_at_its_field(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        html = await life.me.done(f"{AT}/ask", {"every": "yes"})
        mail = _entry(html, MAIL_MISTYPED)
        for fields in ({"entry": mail, "said": "  "}, {"entry": "nothing", "said": "x"}, {"entry": mail}):
            got = await life.me.send(f"{AT}/correct", fields)
            assert got.status_code == 422
        got = await life.me.send(f"{AT}/correct", {"entry": mail, "said": "<script>alert(1)</script>"})
        assert "<script>alert" not in got.text


async def test_all_is_erased_only_by_who_means_it(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        me = life.me
        got = await me.send(f"{AT}/erase", {})
        assert got.status_code == 422 and "Tick this if you mean it" in got.text
        html = await me.done(f"{AT}/erase", {"sure": "yes", "every": "yes"})
        assert re.search(r"Alder erased \d+\. It keeps \d+, which the law asks it to\.", words(html))
        assert MAIL_MISTYPED not in html


async def test_stepping_down_holds_at_home_even_when_the_shop_is_gone(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        me, letters = life.me, SqlLetters(life.me.home.database)
        await me.see(AT)
        html = await me.done(f"{AT}/step-down", {"to": "known"})
        assert "To Alder you are “Known” from now on." in words(html)
        life.shut()
        html = await me.done(f"{AT}/step-down", {"to": "guest"})
        assert "To Alder you are “Guest” from now on. It has not answered yet" in words(html)
        climb = await SqlRungs(letters).at(DID)
        assert (climb.known, climb.step) == (False, 1)
        assert "Guest" in words(html) and "Become a guest again" not in html
        html = await me.done(f"{AT}/step-down", {"to": "guest"})
        assert "You stand there already" in words(html)


async def test_a_subscription_ends_at_once(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        await life.me.see(AT)
        life.shut()
        html = await life.me.done(f"{AT}/unsubscribe", {"number": "1"})
        assert "Ended. Alder may not write about that any more. It can't be reached now" in words(html)
        (one,) = await SqlSubscriptions(life.me.home.database).all()
        assert one.state == "ended"
        assert (await life.me.send(f"{AT}/unsubscribe", {"number": "7"})).status_code == 404


async def test_a_shop_that_is_gone_loses_nothing(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        await life.me.see(AT)
        life.shut()
        for path, fields in ((f"{AT}/ask", {"every": "yes"}), (f"{AT}/erase", {"sure": "yes"})):
            html = await life.me.done(path, fields)
            assert "The shop can't be reached now. Nothing was lost; try again later." in words(html)


async def test_nothing_is_asked_while_all_is_paused(tmp_path: Path, year: Path) -> None:
    async with living(year, tmp_path) as life:
        await life.me.done("/autonomy/pause")
        before = len(await SqlLetters(life.me.home.database).to(DID))
        html = await life.me.done(f"{AT}/ask", {"every": "yes"})
        assert "Everything is paused, so nothing was sent." in words(html)
        assert len(await SqlLetters(life.me.home.database).to(DID)) == before
