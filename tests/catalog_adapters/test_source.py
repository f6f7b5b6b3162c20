"""What kind of source it is, and what happens when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_adapters import CatalogError, Kind, Reject, SourceSettings
from catalog_adapters.kind import find_kind
from tests.catalog_adapters.reading import read


@pytest.mark.parametrize(
    ("source", "head", "kind"),
    [
        ("a.csv", b"id,title,price\n", "csv"),
        ("a.tsv", b"id\ttitle\n", "csv"),
        ("a.TXT", b"", "csv"),
        ("a", b"id;title;price\n", "csv"),
        ("https://x.example/feed.csv?x=1.html", b"id,title", "csv"),
        ("a.csv", b'<?xml version="1.0"?>\n<rss version="2.0">', "merchant"),
        ("a.csv", b'{"id": 1}', "csv"),
        ("a.xml", b"", "merchant"),
        ("a", b"\xef\xbb\xbf<rss", "merchant"),
        ("a", "<feed".encode("utf-16"), "merchant"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE html><html>', "jsonld"),
        ("a.html", b"<div itemscope>", "jsonld"),
        ("https://x.example/p/1", b"\n <!doctype html>", "jsonld"),
        ("a", b"<script type='application/ld+json'>", "jsonld"),
        ("a", b'{"@context": "https://schema.org"}', "jsonld"),
        ("a.jsonld", b"[]", "jsonld"),
    ],
)
def test_the_kind_is_found_out(source: str, head: bytes, kind: Kind) -> None:
    assert find_kind(source, head) == kind


@pytest.mark.parametrize("head", [b"", b"<thing>", b"hello", b"\x89PNG\r\n\x1a\n"])
def test_a_kind_that_is_not_known_is_one_clear_error(head: bytes) -> None:
    with pytest.raises(CatalogError) as raised:
        read("a", data=head)
    assert raised.value.code == "unknown-kind" and "csv, parquet" in str(raised.value)


def test_a_stated_kind_is_taken() -> None:
    assert read("a.html", SourceSettings(kind="csv"), data=b"id,title,price\n1,a,5 EUR\n").ids == ["1"]


@pytest.mark.parametrize("name", ["absent.csv", "\0", "x" * 5000])
def test_no_file_is_one_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogError) as raised:
        read(str(tmp_path / name))
    assert raised.value.code == "no-source"


def test_a_reject_has_members_for_a_line_of_json() -> None:
    assert Reject("a.csv", 2, "why", "price-zero", "A").members() == {
        "source": "a.csv",
        "line": 2,
        "code": "price-zero",
        "reason": "why",
        "dropped": "row",
        "id": "A",
    }
    assert "id" not in Reject("a.csv", 2, "why", "price-zero").members()
