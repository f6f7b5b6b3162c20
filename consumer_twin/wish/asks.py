"""What a wish line asks of makers, colours, sizes and condition, held against what a catalog states.

Spec: spec/10-wish.md (WISH-24).

Only what is stated can shut a variant out: a catalog that says nothing of a colour is no reason. Colours are
compared by their family, in English and German; a family that nobody knows shuts nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from foundation.words import joined, terms
from protocol import Product, Variant
from protocol.catalog import Metadata

_FAMILIES: Final = {
    "red": "red rot crimson scarlet burgundy bordeaux maroon weinrot",
    "blue": "blue blau navy marine cobalt azure petrol",
    "green": "green grün olive oliv mint khaki sage",
    "yellow": "yellow gelb mustard senf ocker ochre",
    "orange": "orange terracotta",
    "purple": "purple violet lila violett lilac lavender flieder aubergine",
    "pink": "pink rosa rose fuchsia magenta",
    "brown": "brown braun tan camel taupe cognac chocolate",
    "black": "black schwarz ebony",
    "white": "white weiß weiss ivory cream creme ecru offwhite",
    "grey": "grey gray grau anthracite anthrazit charcoal slate graphite silver silber",
    "beige": "beige sand",
    "gold": "gold golden",
}
_FAMILY: Final = {word: family for family, words in _FAMILIES.items() for word in words.split()}
_COLOUR_OPTIONS: Final = frozenset("color colour farbe colors colours farben".split())
_SIZE_OPTIONS: Final = frozenset("size größe grösse sizes".split())
_LETTERS: Final = {"small": "s", "medium": "m", "large": "l", "xlarge": "xl", "extralarge": "xl"}
_SHORT: Final = 3
"""Characters; a size so short must be the whole of what is stated: L is not in XL."""


@dataclass(frozen=True)
class Asks:
    """What is wanted of a variant, and what is not; empty for anything."""

    brands: tuple[str, ...] = ()
    not_brands: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    not_colours: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    condition: str | None = None

    def allows(self, product: Product, variant: Variant) -> bool:
        """Whether the catalog states nothing of *variant* that shuts it out."""
        return (
            self._allows_brand(product, variant)
            and self._allows_condition(product, variant)
            and self._allows_colour(product, variant)
            and self._allows_size(variant)
        )

    def _allows_brand(self, product: Product, variant: Variant) -> bool:
        title = frozenset(terms(f"{product.title} {variant.title}"))
        stated = {joined(fact.brand) for fact in _facts(product, variant) if fact.brand}

        def named(brand: str) -> bool:
            return joined(brand) in stated or frozenset(terms(brand)) <= title

        if any(named(brand) for brand in self.not_brands):
            return False
        return not self.brands or not stated or any(named(brand) for brand in self.brands)

    def _allows_condition(self, product: Product, variant: Variant) -> bool:
        stated = next((fact.condition for fact in _facts(product, variant) if fact.condition), None)
        return self.condition is None or stated is None or stated == self.condition

    def _allows_colour(self, product: Product, variant: Variant) -> bool:
        chosen = _families(_options(variant, _COLOUR_OPTIONS))
        shown = chosen or _families((product.title, variant.title))
        if shown & _families(self.not_colours):
            return False
        wanted = _families(self.colours)
        return not wanted or not chosen or bool(chosen & wanted)

    def _allows_size(self, variant: Variant) -> bool:
        stated = [_size(label) for label in _options(variant, _SIZE_OPTIONS)]
        if not self.sizes or not stated:
            return True
        wanted = [_size(size) for size in self.sizes]
        return any(one == other or (len(one) > _SHORT and one in other) for one in wanted for other in stated)


def _facts(product: Product, variant: Variant) -> Iterator[Metadata]:
    return (fact for fact in (variant.metadata, product.metadata) if fact is not None)


def _options(variant: Variant, names: frozenset[str]) -> list[str]:
    return [one.label for one in variant.options or () if one.name.strip().lower() in names]


def _families(texts: Iterable[str]) -> frozenset[str]:
    """Return the families of the colours that *texts* name, compounds such as dunkelgrün by their end."""
    words = [word for text in texts for word in text.lower().replace("-", " ").split()]
    found = {_FAMILY.get(word) or _ending(word) for word in words}
    return frozenset(family for family in found if family is not None)


def _ending(word: str) -> str | None:
    ends = (family for name, family in _FAMILY.items() if len(name) > 2 and word.endswith(name))
    return next(ends, None)


def _size(text: str) -> str:
    bare = joined(text).removeprefix("eu").removeprefix("size")
    return _LETTERS.get(bare, bare)
