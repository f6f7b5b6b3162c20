"""The way out: what servers on real sockets may and may not do to us."""

from __future__ import annotations

import asyncio
import datetime
import gzip
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from foundation.fetch import Fetched, FetchError, Guard, fetch, open_client
from foundation.pinned import PinnedTransport
from tests.foundation.servers import Reply, answer, serving

PACKED = gzip.compress(b"catalog", mtime=0)
"""Packed without a time, so that a test has the same name in every run."""
LOCAL = Guard(local=True, max_bytes=10_000, deadline_s=5.0)
HASTY = Guard(local=True, max_bytes=10_000, deadline_s=0.2)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(LOCAL) as opened:
        yield opened


def always(data: bytes) -> Reply:
    async def reply(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return reply


async def code_of(url: str, client: httpx.AsyncClient, guard: Guard = LOCAL, **more: Any) -> str:
    with pytest.raises(FetchError) as caught:
        await fetch(url, guard=guard, client=client, **more)
    assert caught.value.advice
    return caught.value.code


async def test_an_answer_is_returned_whatever_its_status(client: httpx.AsyncClient) -> None:
    async with serving(always(answer(b"gone", status=410, x_why="sold"))) as port:
        got = await fetch(f"http://localhost:{port}/a?b#c", guard=LOCAL, client=client)
    assert got == Fetched(
        410, {"content-length": "4", "x-why": "sold"}, b"gone", f"http://localhost:{port}/a?b"
    )


async def test_a_long_body_is_poured_and_not_held(client: httpx.AsyncClient) -> None:
    pieces: list[bytes] = []
    packed = answer(PACKED, content_encoding="gzip")
    async with serving(always(packed)) as port:
        url = f"http://localhost:{port}/"
        got = await fetch(url, guard=LOCAL, client=client, pour=pieces.append)
        small = Guard(local=True, max_bytes=6)
        assert await code_of(url, client, small, pour=pieces.append) == "too-many-bytes"
    assert (got.status, got.body, b"".join(pieces)) == (200, b"", b"catalog")


async def test_host_method_and_body_arrive_as_given(client: httpx.AsyncClient) -> None:
    heads: list[bytes] = []

    async def reply(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(answer())

    async with serving(reply) as port:
        await fetch(
            f"http://localhost:{port}/x", guard=LOCAL, client=client, headers={"accept": "text/plain"}
        )
    lines = heads[0].decode().lower().split("\r\n")
    assert lines[0] == "get /x http/1.1"
    assert {f"host: localhost:{port}", "accept: text/plain", "accept-encoding: gzip"} <= set(lines)


async def test_a_cookie_never_comes_back(client: httpx.AsyncClient) -> None:
    heads: list[bytes] = []

    async def reply(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(answer(set_cookie="who=you; Path=/"))

    async with serving(reply) as port:
        for _ in range(2):
            await fetch(f"http://localhost:{port}/", guard=LOCAL, client=client)
    assert len(heads) == 2
    assert b"cookie" not in b"".join(heads).lower()
    assert not client.cookies


async def test_one_connection_serves_many_requests(client: httpx.AsyncClient) -> None:
    peers: set[Any] = set()

    async def reply(_head: bytes, writer: asyncio.StreamWriter) -> None:
        peers.add(writer.get_extra_info("peername"))
        writer.write(answer(b"ok"))

    async with serving(reply) as port:
        for _ in range(3):
            await fetch(f"http://localhost:{port}/", guard=LOCAL, client=client)
    assert len(peers) == 1


async def test_a_get_follows_three_redirects_and_no_more(client: httpx.AsyncClient) -> None:
    async def reply(head: bytes, writer: asyncio.StreamWriter) -> None:
        left = int(head.split(b" ")[1][1:])
        writer.write(answer(b"there") if left == 0 else answer(status=302, location=f"/{left - 1}"))

    async with serving(reply) as port:
        there = await fetch(f"http://localhost:{port}/3", guard=LOCAL, client=client)
        assert await code_of(f"http://localhost:{port}/4", client) == "too-many-redirects"
    assert (there.body, there.url) == (b"there", f"http://localhost:{port}/0")


async def test_a_post_is_not_sent_on(client: httpx.AsyncClient) -> None:
    async with serving(always(answer(status=307, location="http://localhost:1/"))) as port:
        got = await fetch(f"http://localhost:{port}/", guard=LOCAL, client=client, method="POST", content=b"")
    assert got.status == 307


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/meta-data", "bad-url"),
        ("https://169.254.169.254/latest/meta-data", "blocked-address"),
        ("https://127.0.0.2/", "blocked-address"),
        ("https://0x7f.1/", "blocked-address"),
        ("https://[::ffff:127.0.0.1]/", "blocked-address"),
        ("https://[fd00:ec2::254]/", "blocked-address"),
        ("https://10.0.0.1/", "blocked-address"),
        ("//10.0.0.1/", "bad-url"),
        ("file:///etc/passwd", "bad-url"),
        ("gopher://localhost/", "bad-url"),
    ],
)
async def test_a_redirect_is_checked_like_the_first_url(
    client: httpx.AsyncClient, target: str, code: str
) -> None:
    async with serving(always(answer(status=301, location=target))) as port:
        assert await code_of(f"http://localhost:{port}/", client) == code


async def test_nobody_outside_sends_us_to_our_own_machine() -> None:
    """A public page redirects to loopback: refused although we run with --local."""

    async def public(_scope: Any, _receive: Any, send: Callable[[Any], Any]) -> None:
        await send(
            {"type": "http.response.start", "status": 302, "headers": [(b"location", b"http://127.0.0.1:1/")]}
        )
        await send({"type": "http.response.body"})

    async with httpx.AsyncClient(transport=httpx.ASGITransport(public)) as client:
        assert await code_of("https://shop.example/", client) == "bad-url"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://shop.example/", "bad-url"),
        ("http://127.0.0.2/", "bad-url"),
        ("http://0x7f.1/", "bad-url"),
        ("http://[::ffff:127.0.0.1]/", "bad-url"),
        ("http://localhost.evil.example/", "bad-url"),
        ("ftp://localhost/", "bad-url"),
        ("localhost", "bad-url"),
        ("", "bad-url"),
        ("https://", "bad-url"),
        ("https://user:word@shop.example/", "bad-url"),
        ("https://shop.example:99999999/", "bad-url"),
        ("https://\x00/", "bad-url"),
        ("https://0x7f.1/", "blocked-address"),
        ("https://2130706433/", "blocked-address"),
        ("https://[::ffff:127.0.0.1]/", "blocked-address"),
        ("https://169.254.169.254/", "blocked-address"),
        ("https://nobody.invalid/", "unreachable"),
    ],
)
async def test_a_url_that_is_not_asked(client: httpx.AsyncClient, url: str, code: str) -> None:
    assert await code_of(url, client) == code


async def test_loopback_needs_local() -> None:
    guard = Guard(local=False)
    async with serving(always(answer(b"secret"))) as port, open_client(guard) as client:
        assert await code_of(f"http://localhost:{port}/", client, guard) == "bad-url"
        assert await code_of(f"https://localhost:{port}/", client, guard) == "blocked-address"
        assert await code_of(f"http://localhost:{port}/", client, LOCAL) == "blocked-address"


async def test_a_closed_port_is_unreachable(client: httpx.AsyncClient) -> None:
    async with serving(always(b"")) as port:
        pass
    assert await code_of(f"http://localhost:{port}/", client) == "unreachable"


@pytest.mark.parametrize(
    "data", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf", b"SSH-2.0-OpenSSH\r\n\r\n"]
)
async def test_an_answer_that_breaks_off_is_unreachable(client: httpx.AsyncClient, data: bytes) -> None:
    async def reply(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        writer.close()

    async with serving(reply) as port:
        assert await code_of(f"http://localhost:{port}/", client) == "unreachable"


async def test_a_body_is_taken_up_to_the_cap(client: httpx.AsyncClient) -> None:
    async with serving(always(answer(b"x" * 10_000))) as port:
        assert len((await fetch(f"http://localhost:{port}/", guard=LOCAL, client=client)).body) == 10_000
    async with serving(always(answer(b"x" * 10_001))) as port:
        assert await code_of(f"http://localhost:{port}/", client) == "too-many-bytes"


async def test_an_endless_body_ends_at_the_cap(client: httpx.AsyncClient) -> None:
    async def reply(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
            await writer.drain()

    async with serving(reply) as port:
        assert await code_of(f"http://localhost:{port}/", client) == "too-many-bytes"


async def test_gzip_is_unpacked_and_counted(client: httpx.AsyncClient) -> None:
    async with serving(always(answer(PACKED, content_encoding="gzip"))) as port:
        assert (await fetch(f"http://localhost:{port}/", guard=LOCAL, client=client)).body == b"catalog"
    bomb = gzip.compress(b"\0" * 5_000_000, mtime=0)
    assert len(bomb) < LOCAL.max_bytes
    async with serving(always(answer(bomb, content_encoding="gzip"))) as port:
        assert await code_of(f"http://localhost:{port}/", client) == "too-many-bytes"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"plain", "gzip"),
        (gzip.compress(b"catalog", mtime=0)[:-9], "gzip"),
        (b"?", "br"),
        (b"?", "gzip, gzip"),
    ],
)
async def test_a_body_packed_wrongly_is_refused(
    client: httpx.AsyncClient, body: bytes, encoding: str
) -> None:
    async with serving(always(answer(body, content_encoding=encoding))) as port:
        assert await code_of(f"http://localhost:{port}/", client) == "bad-encoding"


async def test_a_slow_head_ends_at_the_deadline(client: httpx.AsyncClient) -> None:
    async def reply(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"x-drip: 1\r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(reply) as port:
        assert await code_of(f"http://localhost:{port}/", client, HASTY) == "too-slow"


async def test_a_slow_body_ends_at_the_deadline_that_all_parts_share(client: httpx.AsyncClient) -> None:
    async def reply(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(reply) as port:
        assert await code_of(f"http://localhost:{port}/", client, HASTY) == "too-slow"


def certificate(folder: Path) -> Path:
    """Make a certificate for `localhost` that signs itself; its key stands in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2100))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


async def test_tls_still_asks_for_the_name_in_the_url(tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    names: list[str | None] = []
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem)
    server.sni_callback = lambda _socket, name, _context: names.append(name)
    transport = PinnedTransport(local=True, tls=ssl.create_default_context(cafile=str(pem)))
    async with (
        serving(always(answer(b"hello")), server) as port,
        httpx.AsyncClient(transport=transport) as client,
    ):
        assert (await fetch(f"https://localhost:{port}/", guard=LOCAL, client=client)).body == b"hello"
        assert await code_of(f"https://127.0.0.1:{port}/", client) == "unreachable"  # not the name certified
    assert names[0] == "localhost"
