"""A mapping file: where a shop's JSON says what, for shops that no adapter of ours knows.

Spec: spec/40-scan.md (SCAN-30, SCAN-31).

The paths are JMESPath (jmespath.org/specification.html). Our names are those of a table's columns. What a
path does not find is missing, and a word that the mapping does not translate stays as it is and is then
checked like any other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import BaseModel, ConfigDict, ValidationError

from catalog_adapters.columns import NAMES, OTHER_NAMES
from catalog_adapters.entry import BadSettingsError, NotTheKindError, Reject
from catalog_adapters.item import Place
from catalog_adapters.rows import Row
from catalog_adapters.shops.values import Said, text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Options(_Strict):
    """Where a variant's options stand: a list, and in each of its objects the name and the value."""

    list: str
    name: str
    value: str


class DocumentMapping(_Strict):
    """Where a document says what.

    products: path to the list of products. variants: path from a product to its variants; None: it is its
    own. product, variant: our name -> path in a product or a variant; what both say, the variant says.
    words: our name -> theirs -> the word that Merchant has for it.
    """

    products: str
    variants: str | None = None
    product: Mapping[str, str] = {}
    variant: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    options: Options | None = None


def read_mapping(path: str) -> DocumentMapping:
    """Return the mapping in the TOML file *path*. Raises `BadSettingsError`."""
    try:
        given = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadSettingsError(path, f"it can't be read as TOML: {error}") from None
    return checked(path, given.get("document", given))


def checked(source: str, given: Any) -> DocumentMapping:
    """Return *given* as a mapping. Raises `BadSettingsError`."""
    try:
        mapping = DocumentMapping.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadSettingsError(source, f"{where}: {first['msg']}") from None
    for name in (*mapping.product, *mapping.variant, *mapping.words):
        if OTHER_NAMES.get(name, name) not in NAMES:
            raise BadSettingsError(
                source, f"{name[:40]!r} is no name of ours; they are {', '.join(sorted(NAMES))}"
            )
    for expression in _expressions(mapping):
        try:
            _compiled(expression)
        except JMESPathError as error:
            raise BadSettingsError(source, f"{expression[:60]!r} is no JMESPath: {error}") from None
    return mapping


def read_mapped(source: str, document: Any, mapping: DocumentMapping) -> Iterator[Row | Reject]:
    """Yield a row for each variant of *document*, as *mapping* says. Raises `NotTheKindError`."""
    products = _found(mapping.products, document)
    if not isinstance(products, list):
        raise NotTheKindError(source, f"there is no list at {mapping.products!r}")
    for number, product in enumerate(products, 1):
        place = Place(source, number)
        if not isinstance(product, Mapping):
            yield place.reject("row-unreadable", "it is no object")
            continue
        variants = [product] if mapping.variants is None else _found(mapping.variants, product)
        if not isinstance(variants, list) or not variants:
            yield place.reject("offer-missing", f"there are no variants at {mapping.variants!r}")
            continue
        for variant in variants:
            yield _row(place, product, variant, mapping)


def _row(place: Place, product: Said, variant: Any, mapping: DocumentMapping) -> Row:
    said = {name: _text(path, product) for name, path in mapping.product.items()}
    said |= {name: found for name, path in mapping.variant.items() if (found := _text(path, variant))}
    fields = {
        OTHER_NAMES.get(name, name): mapping.words.get(name, {}).get(word, word)
        for name, word in said.items()
        if word
    }
    return Row(place, fields, options=_options(variant, mapping.options))


def _options(variant: Any, options: Options | None) -> tuple[tuple[str, str], ...]:
    found = [] if options is None else _found(options.list, variant)
    if options is None or not isinstance(found, list):
        return ()
    pairs = ((_text(options.name, one), _text(options.value, one)) for one in found)
    return tuple((name, value) for name, value in pairs if name and value)


def _text(path: str, value: Any) -> str:
    return text({"found": _found(path, value)}, "found")


def _found(path: str, value: Any) -> Any:
    try:
        return _compiled(path).search(value)
    except JMESPathError:  # a function was given what it can't take: the value is from outside
        return None


@lru_cache(maxsize=256)
def _compiled(path: str) -> Any:
    return jmespath.compile(path)


def _expressions(mapping: DocumentMapping) -> list[str]:
    options = mapping.options
    return [
        mapping.products,
        *(() if mapping.variants is None else (mapping.variants,)),
        *mapping.product.values(),
        *mapping.variant.values(),
        *(() if options is None else (options.list, options.name, options.value)),
    ]
