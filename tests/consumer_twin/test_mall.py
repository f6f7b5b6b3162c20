"""The twin among the real agents over HTTP in memory: directory, catalogs, talks, agreement."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from joserfc import jws
from joserfc.jwk import OKPKey
from starlette.types import ASGIApp, Receive, Scope, Send

from consumer_twin import Nobody, approve, pursue
from consumer_twin.edge import Patience, Places
from protocol import encode
from tests.consumer_twin.mall import BRANDS, MARKET, ROUTER, Mall, mall
from tests.consumer_twin.town import trouble_codes
from tests.consumer_twin.twins import wish_for

HTML = b"""<html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Product", "name": "NETGEAR Wireless Router for Video and Gaming",
 "brand": "Netgear", "mpn": "WNDR37AV-100NAS", "sku": "w1",
 "offers": {"@type": "Offer", "price": "99.00", "priceCurrency": "USD",
            "availability": "https://schema.org/InStock"}}
</script></head><body></body></html>"""


@pytest_asyncio.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Mall]:
    async with mall(tmp_path) as made:
        yield made


async def test_the_demo_wish_finds_three_brands_and_ends_in_one_agreement(opened: Mall) -> None:
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin())
    assert outcome.troubles == ()
    assert outcome.status == "agreed"
    assert sorted(option.seller.name for option in outcome.options) == ["Alder", "Northgate", "Paperlane"]
    assert len({option.group for option in outcome.options}) == 1
    (deal,) = outcome.deals
    assert [verdict.holds for verdict in deal.verdicts] == [True, True]
    assert deal.option.total.amount < deal.option.list_total.amount
    assert all(sentence.endswith(".") for option in outcome.options for sentence in option.why)


async def test_another_library_verifies_every_signature_with_the_keys_alone(opened: Mall) -> None:
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin())
    signed: list[dict[str, Any]] = [dict(one) for thread in outcome.transcripts.values() for one in thread]
    signed.append(dict(outcome.deals[0].document))
    for value in signed:
        payload = encode({name: part for name, part in value.items() if name != "signatures"})
        for signature in value["signatures"]:
            detached = f"{signature['protected']}..{signature['signature']}".encode()
            found = jws.extract_compact(detached, payload)
            key = OKPKey.import_key(dict(outcome.keys[found.headers()["kid"]]))
            assert jws.validate_compact(found, key, algorithms=["Ed25519"])
    assert len(signed) > 20


async def test_no_word_of_the_wish_reaches_anybody_and_everybody_gets_the_same_questions(
    opened: Mall,
) -> None:
    await pursue(wish_for(ROUTER), Nobody(), opened.twin())
    sent = [line for line in opened.log if line.direction == "sent"]
    assert not any(word in line.url for line in sent for word in ("gaming", "router", "video"))
    asked = {
        origin: [line.url.removeprefix(origin) for line in sent if line.url.startswith(origin)]
        for origin in BRANDS.values()
    }
    assert all(urls[:2] == ["/.well-known/dailyme.json", "/.well-known/did.json"] for urls in asked.values())


async def test_the_same_seed_gives_the_same_lines(tmp_path: Path) -> None:
    logs = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        async with mall(tmp_path / name) as made:
            await pursue(wish_for(ROUTER, ceiling_minor=99_999_999), Nobody(), made.twin())
            lines = [line for line in made.log if line.thread is not None]
            logs.append(sorted((line.brand, line.thread or "", line.seq or 0, line.text) for line in lines))
    assert logs[0] == logs[1]
    assert len(logs[0]) > 20


async def test_a_brand_by_its_address_needs_no_directory(opened: Mall) -> None:
    twin = opened.twin(places=Places(brands=(BRANDS["alder"],)))
    outcome = await pursue(wish_for(ROUTER), Nobody(), twin)
    assert [seller.name for seller in outcome.sellers] == ["Alder"]
    assert outcome.status == "agreed"
    assert not any(line.url.startswith(MARKET) for line in opened.log)


async def test_an_approval_in_another_process_goes_on_from_the_store(opened: Mall) -> None:
    waiting = await pursue(wish_for(ROUTER), Nobody(), opened.twin("mine", mandate=None))
    assert waiting.status == "needs-approval"
    outcome = await approve(waiting.options[1].hash, opened.twin("mine", mandate=None))
    assert outcome.status == "agreed"
    assert outcome.deals[0].option == waiting.options[1]
    assert outcome.transcripts.keys() == waiting.transcripts.keys()


async def test_a_public_page_stands_beside_the_brands(opened: Mall, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(HTML)
    places = Places(markets=(MARKET,), sources=(str(page), str(tmp_path / "missing.csv")))
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin(places=places))
    first = outcome.options[0]
    assert (first.seller.name, first.total.amount, first.negotiable) == ("page.html", 9_900, False)
    assert len({option.group for option in outcome.options}) == 1
    assert all(option.public_total.amount == 9_900 for option in outcome.options)
    assert trouble_codes(outcome.troubles) == {str(tmp_path / "missing.csv"): "no-source"}


async def test_a_public_page_alone_is_enough(opened: Mall) -> None:
    opened.apps["http://localhost:8009"] = _always(HTML, "text/html")
    url = "http://localhost:8009/page.html"
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin(places=Places(sources=(url,))))
    assert outcome.status == "needs-approval"
    assert [option.seller.url for option in outcome.options] == [url]


async def test_broken_brands_are_named_and_the_rest_goes_on(opened: Mall) -> None:
    opened.apps[BRANDS["alder"]] = _always(b"<html>sold</html>", "text/html")
    opened.apps[BRANDS["northgate"]] = _never
    patience = Patience(scan_s=1.0, first_s=1.0, haggle_s=5, settle_s=2)
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin(patience=patience))
    assert [option.seller.name for option in outcome.options] == ["Paperlane"]
    assert outcome.status == "agreed"
    assert trouble_codes(outcome.troubles) == {
        "did:web:localhost%3A8001": "too-slow",
        "did:web:localhost%3A8002": "bad-answer",
    }


async def test_a_directory_that_is_down_and_an_address_that_is_none_are_troubles(opened: Mall) -> None:
    places = Places(markets=("http://localhost:1",), brands=("nonsense", "http://localhost:2"))
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin(places=places))
    assert outcome.status == "no-deal"
    assert trouble_codes(outcome.troubles) == {
        "http://localhost:1": "unreachable",
        "nonsense": "bad-did",
        "did:web:localhost%3A2": "unreachable",
    }


async def test_a_brand_that_cannot_serve_the_wish_is_left_out_with_the_reason(opened: Mall) -> None:
    places = Places(brands=(BRANDS["alder"],))
    outcome = await pursue(wish_for(ROUTER, personal_terms="sd-care"), Nobody(), opened.twin(places=places))
    (trouble,) = outcome.troubles
    assert (trouble.code, trouble.reason) == ("unfit", "does not take the terms sd-care")


async def test_a_catalog_whose_pages_do_not_belong_together_is_not_read(opened: Mall) -> None:
    honest, other = opened.apps[BRANDS["northgate"]], opened.apps[BRANDS["alder"]]
    opened.apps[BRANDS["northgate"]] = _circling(honest)
    opened.apps[BRANDS["alder"]] = _pages_of(other, honest)
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin())
    assert trouble_codes(outcome.troubles) == {
        "did:web:localhost%3A8001": "bad-answer",
        "did:web:localhost%3A8002": "unknown-key",
    }


async def test_a_brand_out_of_order_at_the_accept_is_asked_again_with_the_same_bytes(opened: Mall) -> None:
    failing = _Failing(opened.apps[BRANDS["paperlane"]])
    opened.apps[BRANDS["paperlane"]] = failing
    outcome = await pursue(wish_for(ROUTER), Nobody(), opened.twin())
    assert outcome.troubles == ()
    assert outcome.status == "agreed"
    assert outcome.deals[0].option.seller.name == "Paperlane"
    accepts = [
        line.text for line in opened.log if line.direction == "sent" and '"type":"accept"' in line.text
    ]
    assert len(accepts) == 2
    assert len(set(accepts)) == 1


def _always(body: bytes, kind: str, status: int = 200) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", kind.encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def _never(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.Event().wait()


def _circling(app: ASGIApp) -> ASGIApp:
    """Serves the first page whatever cursor is asked for."""

    async def circling(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "query_string": b""}, receive, send)

    return circling


def _pages_of(app: ASGIApp, other: ASGIApp) -> ASGIApp:
    """Serves another brand's catalog as its own."""

    async def borrowing(scope: Scope, receive: Receive, send: Send) -> None:
        await (other if scope["path"] == "/catalog" else app)(scope, receive, send)

    return borrowing


class _Failing:
    """Fails once, when an accept comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._failed = app, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        heard = [await receive()]
        if b'"type":"accept"' in heard[0].get("body", b"") and not self._failed:
            self._failed = True
            await _always(b"busy", "text/plain", 503)(scope, receive, send)
            return

        async def again() -> Any:
            return heard.pop() if heard else await receive()

        await self._app(scope, again, send)
