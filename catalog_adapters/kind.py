"""Which kind of source it is, from what it begins with and what it is called.

Spec: spec/40-scan.md (SCAN-33).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from catalog_adapters.entry import Kind, MappingAsSourceError, UnknownKindError

_BEGINNINGS: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (re.compile(r"<!doctype\s+html|<html|<head|<body|application/ld\+json", re.IGNORECASE), "jsonld"),
    (re.compile(r"<(?:urlset|sitemapindex)\b"), "sitemap"),
    (re.compile(r"<rss\b|<feed\b|<\w+:RDF\b|<!DOCTYPE"), "merchant"),
    (re.compile(r"\s*[\[{].*\"@(?:context|graph|type)\"", re.DOTALL), "jsonld"),
    (re.compile(r"\s*\[.*\"currency_minor_unit\"", re.DOTALL), "woocommerce"),
    (
        re.compile(r"\s*\{.*\"data\"\s*:\s*\{\s*\"products\".*\"(?:nodes|edges)\"", re.DOTALL),
        "shopify-storefront",
    ),
    (re.compile(r"\s*\{\s*\"products\".*\"(?:body_html|handle)\"", re.DOTALL), "shopify"),
    (re.compile(r"\s*\{.*\"variants\"\s*:\s*\[", re.DOTALL), "agent-feed"),
    (re.compile(r"\s*\{\s*\"ucp\"\s*:", re.DOTALL), "agent-feed"),
)
_SHOPIFY_TABLE: Final = re.compile(r"\"?(?:URL handle|Handle)\"?[,;\t].*(?:Variant Price|Compare-at price)")
_SHOPIFY_TABLE_LATE: Final = re.compile(r"\"?Title\"?[,;\t]\"?URL handle\"?[,;\t]")
_ENDINGS: Final[dict[str, Kind]] = {
    ".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".tab": "csv",
    ".xml": "merchant", ".rss": "merchant", ".atom": "merchant",
    ".html": "jsonld", ".htm": "jsonld", ".xhtml": "jsonld", ".jsonld": "jsonld", ".json": "jsonld",
    ".jsonl": "agent-feed", ".ndjson": "agent-feed",
}  # fmt: skip


def find_kind(source: str, head: bytes) -> Kind:
    """Return the kind of the source called *source* whose first bytes are *head*.

    What markup begins with says more than a name; what a table begins with says nothing, so the name does.
    Raises `MappingAsSourceError` for a file of settings, and `UnknownKindError`.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore")
    text = text.lstrip("\ufeff")  # put there again by who saved it twice
    if text.lstrip().startswith(("<", "[", "{")):
        for beginning, kind in _BEGINNINGS:
            if beginning.search(text):
                return kind
    if _SHOPIFY_TABLE.match(text) or _SHOPIFY_TABLE_LATE.match(text):
        return "shopify-csv"
    path = PurePosixPath((urlsplit(source).path if "://" in source else source).lower().removesuffix(".gz"))
    if path.suffix == ".toml":
        raise MappingAsSourceError(source, "it says how a catalog is read, and holds none")
    known = _ENDINGS.get(path.suffix)
    if known is not None:
        return known
    if any(mark in text.partition("\n")[0] for mark in ",;\t|") and not text.lstrip().startswith("<"):
        return "csv"
    raise UnknownKindError(source, "neither its name nor its content says what it is")
