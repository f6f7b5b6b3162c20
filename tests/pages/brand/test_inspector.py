"""The inspector: a right agent holds in everything; what is wrong with another is said; bytes stay text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from brand_agent import read_policy
from brand_agent.console.roles import Role
from brand_agent.edge.http import open_brand
from dailyme.serve import bind, port_of
from foundation.database import Database
from protocol import DID_PATH, PROFILE_PATH, SigningKey, did_web, encode, sign
from tests.brand_agent.shop import ENTRIES, POLICY, Clock, message_id
from tests.consumer_twin.test_killed import served
from tests.foundation.servers import answer, serving
from tests.pages.brand.programs import Works, open_works
from tests.pages.brand.staff import NOON_MS, Browser, text_of

NASTY = '<script>alert("1")</script>'
Fields = dict[str, str | list[str]]


@pytest.fixture
async def works(tmp_path: Path) -> AsyncIterator[Works]:
    async with open_works(tmp_path) as opened:
        yield opened


@asynccontextmanager
async def partner(folder: Path) -> AsyncIterator[str]:
    """Serve another brand on a real socket; yields its address."""
    listening = bind("127.0.0.1", 0)
    origin = f"http://localhost:{port_of(listening)}"
    database = Database(f"sqlite:///{folder}/partner.db")
    app = await open_brand(
        database,
        policy=read_policy(POLICY),
        entries=ENTRIES,
        key=SigningKey.for_brand(bytes(32), did_web(origin)),
        origin=origin,
        clock=Clock(NOON_MS),
        ids=message_id,
    )
    async with served(app, listening):
        yield origin
    database.close()


@asynccontextmanager
async def stranger(pages: dict[str, bytes]) -> AsyncIterator[str]:
    """Serve *pages* by path, whatever they are; yields the address."""

    async def reply(head: bytes, writer: Any) -> None:
        path = head.split(b" ")[1].decode()
        body = pages.get(path)
        writer.write(answer(body or b"gone", status=404 if body is None else 200))

    async with serving(reply) as port:
        yield f"http://localhost:{port}"


async def looked(browser: Browser, at: str) -> str:
    answer = await browser.send("/inspector", {"at": at})
    assert answer.status_code == 200, text_of(answer)
    assert NASTY not in answer.text
    return answer.text


def fields_of(page: str) -> Fields:
    """The form of a message as it stands on *page*."""
    seed = re.search(r'name="seed" value="([^"]+)"', page)
    at = re.search(r'type="hidden" name="at" value="([^"]+)"', page)
    message = re.search(r'<textarea id="message"[^>]*>(.*?)</textarea>', page, re.S)
    assert seed and at and message
    return {"seed": seed[1], "at": at[1], "message": html.unescape(message[1]), "how": "as-signed"}


def broken(page: str) -> list[str]:
    """The claims that don't hold, as they stand on *page*."""
    return re.findall(r'Broken: </span><span class="bad-words">(.*?)</span>', page)


async def test_an_agent_that_is_right_holds_in_everything_and_answers(works: Works, tmp_path: Path) -> None:
    admin = await works.admin()
    async with partner(tmp_path) as origin:
        page = await looked(admin, origin)
        assert broken(page) == []
        assert page.count("Does not hold") == 0 and page.count("#good") > 8
        assert "The router" in page and "Test shop" in page
        sent = await admin.send("/inspector/send", fields_of(page))
        assert sent.status_code == 200
        words = text_of(sent)
        assert "A signed message: offer" in words
        assert broken(sent.text) == []
        assert "It is a move that may follow, and its sums hold" in words
        again = fields_of(sent.text)
        assert again["message"] != fields_of(page)["message"]  # a message of its own
        twice = text_of(await admin.send("/inspector/send", again | {"how": "twice"}))
        assert "It gives the same bytes the same answer" in twice


async def test_a_message_that_was_changed_is_refused_and_that_is_shown(works: Works, tmp_path: Path) -> None:
    admin = await works.admin()
    async with partner(tmp_path) as origin:
        fields = fields_of(await looked(admin, origin))
        refused = await admin.send("/inspector/send", fields | {"how": "tampered"})
        assert "A refusal: bad-signature" in text_of(refused)
        assert broken(refused.text) == []
        other = json.loads(str(fields["message"])) | {"to": "did:web:elsewhere.example"}
        wrong = await admin.send("/inspector/send", fields | {"message": json.dumps(other)})
        assert "A refusal: wrong-audience" in text_of(wrong)


async def test_what_can_not_be_signed_is_said_at_the_field(works: Works, tmp_path: Path) -> None:
    admin = await works.admin()
    cases = {
        "": "Fill this in.",
        "{": "Line 1",
        "[]": "must be an object",
        '{"type": "open", "n": 1.5}': "can&#39;t be signed",
        '{"type": "open", "signatures": []}': "must be an object",
        '{"no": "type"}': "must be an object",
        f'{{"type": "{NASTY}"': "Line 1",
    }
    async with partner(tmp_path) as origin:
        fields = fields_of(await looked(admin, origin))
        for message, said in cases.items():
            answer = await admin.send("/inspector/send", fields | {"message": message})
            assert answer.status_code == 422
            fault = re.search(r'id="message-fault">(.*?)</p>', answer.text, re.S)
            assert fault is not None and said in fault[1], message
            assert NASTY not in answer.text


def good(origin: str) -> dict[str, Any]:
    """The did document and the profile of an agent at *origin*, as objects that can be changed."""
    key = SigningKey.for_brand(bytes(32), did_web(origin))
    document = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": key.did,
        "verificationMethod": [
            {"id": key.kid, "type": "JsonWebKey", "controller": key.did, "publicKeyJwk": key.public.jwk()}
        ],
        "assertionMethod": [key.kid],
    }
    profile = {
        "protocol": "dailyme/2026-12-01",
        "type": "profile",
        "from": key.did,
        "name": NASTY,
        "versions": ["dailyme/2026-12-01"],
        "capabilities": ["catalog", "negotiate.alternating"],
        "endpoints": {"catalog": f"{origin}/catalog", "negotiate": f"{origin}/negotiate"},
        "categories": [],
        "regions": ["US"],
        "currencies": ["USD"],
        "personal_terms": ["sd-base"],
        "limits": {"message_bytes": 65536, "counters": 4},
        "created": "2026-12-01T11:00:00Z",
    }
    return {"document": document, "profile": profile, "key": key}


async def test_what_is_wrong_with_an_agent_is_named(works: Works) -> None:
    admin, pages = await works.admin(), dict[str, bytes]()
    async with stranger(pages) as origin:
        parts = good(origin)
        document, profile, key = parts["document"], parts["profile"], parts["key"]
        assert "It answered 404, not 200." in html.unescape(await looked(admin, origin))

        pages[DID_PATH] = b"<html>" + NASTY.encode()
        assert broken(await looked(admin, origin)) == ["It is JSON"]

        pages[DID_PATH] = encode(document | {"id": "did:web:other.example"})
        assert broken(await looked(admin, origin)) == [f"It is about {key.did}"]

        revoked = {**document["verificationMethod"][0], "revoked": "2026-11-01T00:00:00Z"}
        pages[DID_PATH] = encode(document | {"verificationMethod": [revoked]})
        pages[PROFILE_PATH] = encode(sign(profile, key))
        found = broken(await looked(admin, origin))
        assert found == ["It has a key that signs now", "It is signed by a key of its domain"]

        pages[DID_PATH] = encode(document)
        page = await looked(admin, origin)
        assert broken(page) == [] and html.escape(NASTY) in page.replace("&#34;", "&quot;")
        assert "It answered 404" in page  # its catalog

        pages[PROFILE_PATH] = encode(sign(profile, key)).replace(b'"US"', b'"DE"')
        assert broken(await looked(admin, origin)) == ["It is signed by a key of its domain"]

        pages[PROFILE_PATH] = json.dumps(sign(profile, key)).encode()
        assert broken(await looked(admin, origin)) == ["It is spelled canonically"]

        away = profile | {"endpoints": profile["endpoints"] | {"negotiate": "https://away.example/"}}
        pages[PROFILE_PATH] = encode(sign(away, key))
        assert broken(await looked(admin, origin)) == ["Its endpoints lie on its own domain"]

        late = profile | {"created": "2026-12-02T11:00:00Z"}
        pages[PROFILE_PATH] = encode(sign(late, key))
        assert broken(await looked(admin, origin)) == ["It was not made in the future"]

        pages[PROFILE_PATH] = encode(sign(profile | {"versions": ["dailyme/2025-01-01"]}, key))
        assert broken(await looked(admin, origin)) == ["It speaks dailyme/2026-12-01"]

        pages[PROFILE_PATH] = b"x" * 70_000
        assert "more than 65536 bytes" in await looked(admin, origin)


async def test_an_answer_that_is_no_message_is_shown_as_text(works: Works) -> None:
    admin, pages = await works.admin(), dict[str, bytes]()
    async with stranger(pages) as origin:
        parts = good(origin)
        pages[DID_PATH] = encode(parts["document"])
        pages[PROFILE_PATH] = encode(sign(parts["profile"], parts["key"]))
        pages["/negotiate"] = NASTY.encode()
        fields = fields_of(await looked(admin, origin))
        sent = await admin.send("/inspector/send", fields)
    assert NASTY not in sent.text
    assert "neither a signed message nor a problem document" in text_of(sent)


async def test_no_address_of_the_inside_is_asked(works: Works) -> None:
    admin = await works.admin()
    for at in (
        "",
        "file:///etc/passwd",
        "http://10.0.0.1",
        "ftp://a.example",
        "https://a:b@c.example",
        NASTY,
        "x y",
    ):
        answer = await admin.send("/inspector", {"at": at})
        assert answer.status_code == 422, at
        assert 'id="f-at-fault"' in answer.text and NASTY not in answer.text
    page = await looked(admin, "https://10.0.0.1")
    assert "may not be asked" in page
    assert "Nothing came." in page


async def test_nobody_listens_there(works: Works) -> None:
    listening = bind("127.0.0.1", 0)
    port = port_of(listening)
    listening.close()
    page = await looked(await works.admin(), f"http://localhost:{port}")
    assert "Does not hold" in page and "A message can be sent once the profile holds" in page


async def test_a_viewer_looks_and_sends_nothing(works: Works, tmp_path: Path) -> None:
    viewer = await works.desk.browser("Vic", Role.VIEWER)
    async with partner(tmp_path) as origin:
        page = await looked(viewer, origin)
        assert "Sign and send" not in page
        assert (await viewer.send("/inspector/send", {"at": origin})).status_code == 403
