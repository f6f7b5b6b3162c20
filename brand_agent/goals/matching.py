"""Which articles a marketer's words are about: those whose title, brand or categories hold all of the words.

Nothing is guessed beyond plural and case; a German word that holds another (`Winterware`) is tried without
its last part (`winter`). Words that fit no article fit none, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from catalog_adapters import Entry
from foundation.words import terms

_STOCK: Final = re.compile(
    r"(?:\s*(?:stock|goods|range|collection|items|products|articles|sortiment)|ware|waren|artikel|kollektion|bestand)$",
    re.IGNORECASE,
)  # fmt: skip


def meant(words: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that *words* are about.

    >>> meant("winter stock", [])
    ()
    """
    wanted = set(terms(words))
    plain = set(terms(_STOCK.sub("", words)))
    held = [(entry, _terms_of(entry)) for entry in entries]
    for need in (wanted, plain):
        found = tuple(entry for entry, has in held if need and need <= has)
        if found:
            return found
    return ()


def categories_of(found: Iterable[Entry], entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the categories that hold *found* and no other of *entries*, if they cover all of them."""
    inside = {entry.product.id for entry in found}
    names: dict[str, set[str]] = {}
    for entry in entries:
        for one in entry.product.categories or ():
            names.setdefault(one.value, set()).add(entry.product.id)
    fitting = sorted(name for name, ids in names.items() if ids <= inside)
    covered = {id for name in fitting for id in names[name]}
    return tuple(fitting) if covered == inside else ()


def _terms_of(entry: Entry) -> frozenset[str]:
    product = entry.product
    texts = [product.title, *(one.value for one in product.categories or ())]
    texts += [variant.title for variant in product.variants]
    if product.metadata is not None and product.metadata.brand is not None:
        texts.append(product.metadata.brand)
    return frozenset(term for text in texts for term in terms(text))
