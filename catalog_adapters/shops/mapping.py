"""JSON of shops that no adapter of ours knows, as a mapping file explains it.

Spec: spec/40-scan.md (SCAN-30, SCAN-31).

The paths are JMESPath (jmespath.org/specification.html). Our names are those of a table's columns. What a
path does not find is missing, and a word that the mapping does not translate stays as it is and is then
checked like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from catalog_adapters.columns import OTHER_NAMES
from catalog_adapters.entry import BadSettingsError, NotTheKindError, Reject
from catalog_adapters.item import Place
from catalog_adapters.mapping_file import DocumentMapping, Options, read_mapping
from catalog_adapters.rows import Row
from catalog_adapters.shops.values import Said, text


def mapped_by(path: str) -> Callable[[str, Any], Iterator[Row | Reject]]:
    """Return a reader of documents as the mapping file *path* says. Raises `BadSettingsError`."""
    mapping = read_mapping(path).document
    if mapping is None:
        raise BadSettingsError(path, "it has no [document], which says where a JSON document says what")
    for expression in _expressions(mapping):
        try:
            _compiled(expression)
        except JMESPathError as error:
            raise BadSettingsError(path, f"{expression[:60]!r} is no JMESPath: {error}") from None
    return lambda source, document: read_mapped(source, document, mapping)


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
