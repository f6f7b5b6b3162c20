"""The same on real sockets, with uvicorn: what memory can't show."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import pytest

from foundation.fetch import FetchError, Guard, open_client
from protocol import read
from tests.foundation.servers import serving
from tests.transport.corner import NOON_MS, TWIN, Corner, on_socket, open_corner, opening
from transport import MESSAGE, Courier

LOCAL = Guard(local=True, deadline_s=5)


async def test_a_thread_begins_over_http() -> None:
    shop = Corner()
    async with on_socket(open_corner(shop)), open_client(LOCAL) as client:
        courier = Courier(client, LOCAL, clock=lambda: NOON_MS)
        profile = await courier.profile(shop.did)
        page = await courier.catalog_page(profile.endpoints.catalog, brand=shop.did)
        assert page is not None
        assert await courier.catalog_page(profile.endpoints.catalog, brand=shop.did, etag=page.etag) is None
        data = await courier.send(profile.endpoints.negotiate, opening(shop.did).data, brand=shop.did)
        answer = await courier.with_keys(shop.did, lambda ring: read(data, ring, to=TWIN.did))
        assert answer.type == "refuse"


HEAD = f"POST /negotiate HTTP/1.1\r\nhost: x\r\ncontent-type: {MESSAGE}\r\ntransfer-encoding: chunked\r\n\r\n"
CHUNK = b"400\r\n" + b"x" * 1024 + b"\r\n"


async def test_a_body_without_end_is_answered_before_it_ends() -> None:
    shop = Corner()
    async with on_socket(open_corner(shop)) as origin:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(origin.rsplit(":", 1)[1]))
        writer.write(HEAD.encode())
        head = asyncio.create_task(reader.readuntil(b"\r\n\r\n"))
        while not head.done():
            writer.write(CHUNK)
            await writer.drain()
            await asyncio.sleep(0)
        assert (await head).startswith(b"HTTP/1.1 413 ")
        assert b'"code":"too-large"' in await reader.read(1024)
        writer.close()
        assert shop.seen == []


async def test_who_sends_first_and_reads_later_hears_the_refusal_too() -> None:
    shop = Corner()
    async with on_socket(open_corner(shop)) as origin:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(origin.rsplit(":", 1)[1]))
        writer.write(HEAD.encode())
        for _ in range(512):
            writer.write(CHUNK)
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        said = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        assert said.startswith(b"HTTP/1.1 413 ")
        assert b'"code":"too-large"' in said


async def test_a_brand_that_never_answers_holds_up_nobody_else() -> None:
    async def mute(_head: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    shop, hasty = Corner(), Guard(local=True, deadline_s=0.5)
    async with (
        serving(mute) as port,
        on_socket(open_corner(shop)),
        open_client(hasty) as client,
    ):
        courier = Courier(client, hasty, clock=lambda: NOON_MS)
        slow = asyncio.create_task(courier.profile("did:web:" + quote(f"localhost:{port}", safe="")))
        assert (await courier.profile(shop.did)).name == "Corner shop"
        assert not slow.done()
        with pytest.raises(FetchError) as caught:
            await slow
        assert caught.value.code == "too-slow"
