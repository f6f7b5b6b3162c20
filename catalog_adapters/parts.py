"""Parts that many products have in common: read and checked once, then handed out again.

A shop has few brands, colours and conditions beside its many articles. What a short text means does not
change while a source is read, and models of the wire can't be changed, so products may share them. Each
memory is bounded, in entries and in the length of what it keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

from protocol.catalog import Availability, Category, OptionValue, ProductOption, SelectedOption

T = TypeVar("T")

MOST_KEPT: Final = 8192
"""Entries of a memory: more than Google's taxonomy has categories, which are some 5,600."""
_SHORT: Final = 256
"""Characters of a text that is worth remembering."""


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Return *read*, which remembers what it made of short texts. What it raises is not remembered."""
    known = lru_cache(maxsize=MOST_KEPT)(read)

    def again(text: str) -> T:
        return known(text) if len(text) <= _SHORT else read(text)

    return again


@lru_cache(maxsize=64)
def availability(available: bool, status: str | None) -> Availability:
    """The availability; without *status* none is stated."""
    said = {"available": available, **({"status": status} if status else {})}
    return Availability.model_validate(said)


@lru_cache(maxsize=MOST_KEPT)
def selected(name: str, label: str) -> SelectedOption:
    """The value that a variant has for an option."""
    return SelectedOption(name=name, label=label)


@lru_cache(maxsize=MOST_KEPT)
def only_value(name: str, label: str) -> ProductOption:
    """The option of a product all of whose variants have the same value for it."""
    return ProductOption(name=name, values=(OptionValue(label=label),))


@lru_cache(maxsize=MOST_KEPT)
def category(value: str, taxonomy: str) -> Category:
    """A category of *taxonomy*."""
    return Category(value=value, taxonomy=taxonomy)
