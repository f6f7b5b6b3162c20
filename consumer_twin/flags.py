"""Flags: what about a seller's or maker's name may deceive the eye. They are shown; nothing ranks on them.

Spec: spec/70-decide.md.

A name can look like another one (`looks-like`), be another's (`same-name`), mix scripts in a word so that it
looks like one (`mixed-scripts`), or hold characters that nobody sees (`hidden-characters`), as a title can.
Which of two look-alikes is the true one only the person can tell, so sellers are flagged both ways.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from consumer_twin.match import Find
from consumer_twin.scan import Seller, Shelf
from foundation.lookalike import hidden, mixed, seen, skeletons, spelled_alike
from protocol import Product

FlagCode = Literal["looks-like", "same-name", "mixed-scripts", "hidden-characters"]

_SHOWN: Final = 3
"""Look-alikes that one flag names."""


@dataclass(frozen=True)
class Flag:
    """One thing that may deceive the eye. *words*: a sentence with every hidden character written out."""

    code: FlagCode
    words: str

    def members(self) -> dict[str, str]:
        """The JSON members."""
        return {"code": self.code, "words": self.words}


Flags = Mapping[str, tuple[Flag, ...]]
"""Seller's id to its flags; who has none is not in it."""


class Names:
    """The names on some shelves: each seller's is held against those of all others, and of all makers."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        sellers = [shelf.seller for shelf in shelves]
        self._makers = Counter(maker for shelf in shelves for maker in _makers_of(shelf))
        self._alike = _by_skeleton(sellers, self._makers)
        told = {one.id: (*of_name(one.name), *_of_seller(one, self._alike)) for one in sellers}
        self.sellers: Flags = {seller: flags for seller, flags in told.items() if flags}

    def of(self, finds: Iterable[Find]) -> Flags:
        """Return the flags of the sellers of *finds*: their own, and those of the makers that they name."""
        flags: dict[str, dict[Flag, None]] = defaultdict(dict)
        for find in finds:
            maker = maker_of(find.product)
            told = (*of_name(maker), *_of_maker(maker, self._alike, self._makers)) if maker else ()
            flags[find.seller.id] |= dict.fromkeys((*self.sellers.get(find.seller.id, ()), *told))
        return {seller: tuple(told) for seller, told in flags.items() if told}


def of_name(name: str) -> Iterator[Flag]:
    """Return what *name* does to the eye by itself."""
    for word in mixed(name):
        yield Flag("mixed-scripts", f"The name “{seen(name)}” writes “{word}” in letters of two scripts.")
    yield from of_text(name, "name")


def of_text(text: str, what: str = "title") -> Iterator[Flag]:
    """Return that *text*, which is a *what*, holds characters that nobody sees, if it does."""
    found = hidden(text)
    if found:
        yield Flag("hidden-characters", f"The {what} “{seen(text)}” holds hidden characters: {_list(found)}.")


def maker_of(product: Product) -> str:
    """Return the brand that the product's facts name; nothing if they name none."""
    return (product.metadata.brand if product.metadata else None) or ""


@dataclass(frozen=True)
class _Named:
    """Somebody with a name: a seller by *id*, a maker without. A page is named by its host and no brand."""

    name: str
    id: str = ""
    negotiates: bool = False


def _makers_of(shelf: Shelf) -> set[str]:
    return {maker for product in shelf.products if (maker := maker_of(product))}


def _by_skeleton(sellers: Iterable[Seller], makers: Iterable[str]) -> Mapping[str, list[_Named]]:
    found: dict[str, list[_Named]] = defaultdict(list)
    named = [*(_Named(one.name, one.id, one.endpoint is not None) for one in sellers), *map(_Named, makers)]
    for one in named:
        for skeleton in skeletons(one.name):
            found[skeleton].append(one)
    return found


def _others(name: str, alike: Mapping[str, list[_Named]]) -> list[_Named]:
    near = (other for skeleton in sorted(skeletons(name)) for other in alike.get(skeleton, ()))
    return list(dict.fromkeys(near))


def _of_seller(seller: Seller, alike: Mapping[str, list[_Named]]) -> Iterator[Flag]:
    others = [one for one in _others(seller.name, alike) if one.id != seller.id]
    same = [one for one in others if one.negotiates and spelled_alike(one.name, seller.name)]
    like = [one for one in others if not spelled_alike(one.name, seller.name)]
    if same and seller.endpoint is not None:
        who = _list([one.id for one in same[:_SHOWN]])
        yield Flag("same-name", f"“{seen(seller.name)}” is also the name of {who}; this is {seller.id}.")
    yield from _looks(seller.name, like)


def _of_maker(maker: str, alike: Mapping[str, list[_Named]], makers: Counter[str]) -> Iterator[Flag]:
    """Of two makers the one that fewer sellers name; of a maker and a seller the one with odder letters."""
    others = [one for one in _others(maker, alike) if not spelled_alike(one.name, maker)]
    odd = len(_odd_letters(maker))
    sellers = [one for one in others if one.id and odd >= len(_odd_letters(one.name))]
    yield from _looks(maker, [*sellers, *(one for one in others if makers[one.name] >= makers[maker])])


def _looks(name: str, others: Sequence[_Named]) -> Iterator[Flag]:
    if others:
        names = _list(list(dict.fromkeys(f"“{seen(one.name)}”" for one in others))[:_SHOWN])
        yield Flag("looks-like", f"“{seen(name)}” looks like {names} and is another name{_odd(name)}.")


def _odd(name: str) -> str:
    odd = dict.fromkeys(f"U+{ord(one):04X}" for one in _odd_letters(name))
    return f" (its letters {_list(list(odd)[:_SHOWN])} only look alike)" if odd else ""


def _odd_letters(name: str) -> list[str]:
    """Which letters of *name* look Latin and are not."""
    return [one for one in name if not one.isascii() and any(map(str.isascii, skeletons(one)))]


def _list(words: Sequence[str]) -> str:
    return ", ".join(words)
