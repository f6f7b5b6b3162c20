"""The mapping file: how a source of a shop's own is to be read, in TOML.

Spec: spec/40-scan.md (SCAN-30).

It says what the settings say (currency, decimal mark, columns), or, under `[document]`, where a JSON
document says what. A setting that is stated beside the file comes first. Under `[request]` it says how a
source at an address is asked page by page, which `dailyme catalog sync` does; of Vendure:

    [request]
    query = '''query ($skip: Int!, $take: Int!) {
      products(options: {skip: $skip, take: $take, sort: {id: ASC}}) {
        totalItems
        items { id name description variants { id name price currencyCode stockLevel } }
      }
    }'''
    take = "take"
    skip = "skip"
    total = "data.products.totalItems"

What the server wants to know of who asks stands there too (`request_mapping`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from catalog_adapters.columns import NAMES, OTHER_NAMES
from catalog_adapters.entry import BadSettingsError, SourceSettings
from catalog_adapters.request_mapping import RequestMapping, Strict


class Options(Strict):
    """Where a variant's options stand: a list, and in each of its objects the name and the value."""

    list: str
    name: str
    value: str


class DocumentMapping(Strict):
    """Where a document says what; all paths are JMESPath.

    products: path to the list of products. variants: path from a product to its variants; None: it is its
    own. product, variant: our name -> path in a product or a variant; what both say, the variant says.
    words: our name -> theirs -> the word that Merchant has for it.
    """

    products: str
    variants: str | None = None
    product: Mapping[str, str] = Field(default_factory=dict)
    variant: Mapping[str, str] = Field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    options: Options | None = None


class MappingFile(Strict):
    """What the file says; all of it may be missing."""

    currency: str | None = None
    decimal_mark: Literal[".", ","] | None = None
    delimiter: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = Field(default_factory=dict)
    document: DocumentMapping | None = None
    request: RequestMapping | None = None


def read_mapping(path: str) -> MappingFile:
    """Return what the file *path* says. Raises `BadSettingsError`."""
    try:
        given: Any = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise BadSettingsError(path, error.strerror or "it can't be opened") from None
    except ValueError as error:
        raise BadSettingsError(path, f"it can't be read as TOML: {error}") from None
    try:
        mapping = MappingFile.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadSettingsError(path, f"{where}: {first['msg']}") from None
    document = mapping.document
    named = () if document is None else (*document.product, *document.variant, *document.words)
    for name in named:
        if OTHER_NAMES.get(name, name) not in NAMES:
            known = ", ".join(sorted(NAMES | OTHER_NAMES.keys()))
            raise BadSettingsError(path, f"{name[:40]!r} is no name of ours; they are {known}")
    return mapping


def settled(settings: SourceSettings) -> SourceSettings:
    """Return *settings* with what their mapping file says besides. Raises `BadSettingsError`."""
    if settings.mapping is None:
        return settings
    found = read_mapping(settings.mapping)
    return replace(
        settings,
        kind=settings.kind or (None if found.document is None else "mapped"),
        currency=settings.currency or found.currency,
        decimal_mark=settings.decimal_mark or found.decimal_mark,
        delimiter=settings.delimiter or found.delimiter,
        encoding=settings.encoding or found.encoding,
        columns={**found.columns, **settings.columns},
    )
