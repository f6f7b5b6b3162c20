"""A shop that wants to know who asks: the token comes from outside the mapping file, and goes to one host."""

from __future__ import annotations

import json
import logging
import os
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_adapters import SourceSettings
from catalog_adapters.entry import BadSettingsError
from catalog_adapters.mapping_file import read_mapping
from dailyme.main import run
from dailyme.shop_access import NoTokenError, access_of
from tests.catalog_adapters.sync.shop import Asked, Reply, as_json, open_shop

FEED = b"id,title,price\n1,Lamp,10.00 EUR\n"
SECRET = "s3cr3t-of-the-shop"
STOREFRONT = Path(__file__).parents[1] / "catalog_adapters/fixtures/shops/storefront.json"
EXAMPLE = Path(__file__).parents[2] / "examples/shopify-storefront.toml"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    """Where the secret lies."""
    path = tmp_path / "token"
    path.write_text(SECRET + "\n")
    yield f"file:{path}"


def mapping(folder: Path, text: str) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text)
    return path


def token(folder: Path, place: str, more: str = "") -> Path:
    return mapping(folder, f'[request.token]\nfrom = "{place}"\n{more}')


def sync(source: str, folder: Path, mapped: Path, *more: str) -> int:
    return run(
        ["catalog", "sync", source, "--into", str(folder / "shop.db"), "--mapping", str(mapped), *more]
    )


@pytest.mark.parametrize(
    ("more", "header", "value"),
    [
        ("", "authorization", f"Bearer {SECRET}"),
        ('header = "X-Shop-Token"', "x-shop-token", SECRET),
        ('header = "X-Shop-Token"\nscheme = "bearer"', "x-shop-token", f"Bearer {SECRET}"),
    ],
)
def test_the_token_is_sent_as_the_file_says(
    tmp_path: Path, place: str, more: str, header: str, value: str
) -> None:
    with open_shop(lambda asked: Reply(FEED)) as shop:
        assert sync(shop.address + "/feed.csv", tmp_path, token(tmp_path, place, more)) == 0
        (feed,) = (asked for asked in shop.asked if asked.path == "/feed.csv")
        assert feed.headers[header] == value


def test_keys_of_woocommerce_are_sent_as_basic(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("ck_1:cs_2")
    mapped = token(tmp_path, f"file:{tmp_path}/keys", 'scheme = "basic"')
    with open_shop(lambda asked: Reply(FEED)) as shop:
        assert sync(shop.address + "/feed.csv", tmp_path, mapped) == 0
        assert shop.asked[-1].headers["authorization"] == "Basic " + b64encode(b"ck_1:cs_2").decode()


def test_reading_once_sends_it_too_and_headers_beside(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mapped = mapping(
        tmp_path, f'[request]\nheaders = {{ Accept-Language = "de" }}\n[request.token]\nfrom = "{place}"'
    )
    with open_shop(lambda asked: Reply(FEED)) as shop:
        assert run(["catalog", "read", shop.address + "/feed.csv", "--mapping", str(mapped), "--local"]) == 0
        assert shop.asked[-1].headers["accept-language"] == "de"
        assert shop.asked[-1].headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("command", ["sync", "read"])
def test_another_host_or_port_never_sees_it(tmp_path: Path, place: str, command: str) -> None:
    mapped = token(tmp_path, place)
    with open_shop(lambda asked: Reply(FEED)) as other:

        def away(asked: Asked) -> Reply:
            return Reply(status=302, headers={"location": other.address + "/feed.csv"})

        with open_shop(away) as shop:
            source = shop.address + "/feed.csv"
            more = ["--into", str(tmp_path / "shop.db")] if command == "sync" else ["--local"]
            assert run(["catalog", command, source, "--mapping", str(mapped), *more]) == 0
            assert shop.asked[-1].headers["authorization"] == f"Bearer {SECRET}"
        assert other.asked
        assert all(SECRET not in str(asked.headers) for asked in other.asked)
        assert all("authorization" not in asked.headers for asked in other.asked)


def test_a_redirect_within_the_host_keeps_it(tmp_path: Path, place: str) -> None:
    def answers(asked: Asked) -> Reply:
        if asked.path == "/old.csv":
            return Reply(status=301, headers={"location": "/new.csv"})
        return Reply(FEED) if "authorization" in asked.headers else Reply(status=401)

    with open_shop(answers) as shop:
        assert sync(shop.address + "/old.csv", tmp_path, token(tmp_path, place)) == 0


def test_pages_of_a_sitemap_elsewhere_are_asked_without_it(tmp_path: Path, place: str) -> None:
    with open_shop(lambda asked: Reply(b"<html></html>", headers={"content-type": "text/html"})) as other:
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{other.address}/p</loc></url></urlset>'
        with open_shop(lambda asked: Reply(body.encode(), headers={"content-type": "text/xml"})) as shop:
            sync(shop.address + "/sitemap.xml", tmp_path, token(tmp_path, place), "--kind", "sitemap")
        assert all(SECRET not in str(asked.headers) for asked in other.asked)


def test_nothing_that_is_kept_said_or_logged_holds_it(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mapped = token(tmp_path, place)
    with open_shop(lambda asked: Reply(status=500 if "fail" in asked.path else 200, body=FEED)) as shop:
        assert sync(shop.address + "/feed.csv", tmp_path, mapped, "--json") == 0
        assert run(["catalog", "read", shop.address + "/nothing", "--mapping", str(mapped), "--local"]) in (
            0,
            1,
        )
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err + caplog.text
    assert SECRET not in repr(access_of("https://shop.example", SourceSettings(mapping=str(mapped))))
    kept = [path.read_bytes() for path in tmp_path.iterdir() if path.name != "token"]
    assert not any(SECRET.encode() in one for one in kept)


def test_the_storefront_of_shopify_is_read_page_by_page_with_its_token(tmp_path: Path) -> None:
    first = json.loads(STOREFRONT.read_text())
    first["data"]["products"]["pageInfo"] = {"hasNextPage": True, "endCursor": "one"}
    last = json.loads(STOREFRONT.read_text())
    last["data"]["products"] |= {"pageInfo": {"hasNextPage": False, "endCursor": "two"}, "nodes": []}
    cursors: list[str | None] = []

    def answers(asked: Asked) -> Reply:
        if asked.headers.get("x-shopify-storefront-access-token") != SECRET:
            return Reply(status=401)
        cursors.append(json.loads(asked.body)["variables"]["after"])
        return as_json(first if cursors[-1] is None else last)

    (tmp_path / "token").write_text(SECRET)
    mapped = mapping(
        tmp_path, EXAMPLE.read_text().replace("env:SHOPIFY_STOREFRONT_TOKEN", f"file:{tmp_path}/token")
    )
    with open_shop(answers) as shop:
        source = shop.address + "/api/2026-10/graphql.json"
        assert sync(source, tmp_path, mapped, "--kind", "shopify-storefront") == 0
    assert cursors == [None, "one"]


@pytest.mark.parametrize(
    "text",
    [
        f'[request]\nheaders = {{ Authorization = "Bearer {SECRET}" }}',
        f'[request]\nheaders = {{ X-Api-Key = "{SECRET}" }}',
        f'[request]\nheaders = {{ Cookie = "{SECRET}" }}',
        f'[request]\nheaders = {{ Host = "{SECRET}" }}',
        f'[request]\nheaders = {{ X-Shop = "{SECRET}\\r\\nHost: x" }}',
        f'[request]\ntoken = "{SECRET}"',
        f'[request.token]\nfrom = "{SECRET}"',
        f'[request.token]\nfrom = "env:T"\nheader = "Content-Length"\nscheme = "{SECRET}"',
    ],
)
def test_a_secret_in_the_mapping_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSettingsError) as raised:
        read_mapping(str(mapping(tmp_path, text)))
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"two\x07bells", b"\xff\xfe", "münze".encode(), b"x" * 5000]
)
def test_a_token_that_cant_be_sent_is_said_without_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "token").write_bytes(content)
    mapped = token(tmp_path, f"file:{tmp_path}/token")
    with pytest.raises(NoTokenError) as raised:
        access_of("https://shop.example/", SourceSettings(mapping=str(mapped)))
    assert not content.strip() or content.decode("utf-8", "replace") not in str(raised.value)


def test_no_token_at_the_place_is_an_error_before_anybody_is_asked(tmp_path: Path) -> None:
    assert "DAILYME_NO_SUCH_TOKEN" not in os.environ
    with open_shop(lambda asked: Reply(FEED)) as shop:
        assert sync(shop.address + "/feed.csv", tmp_path, token(tmp_path, "env:DAILYME_NO_SUCH_TOKEN")) == 1
        assert sync(shop.address + "/feed.csv", tmp_path, token(tmp_path, "file:/nowhere/token")) == 1
        assert not shop.asked
