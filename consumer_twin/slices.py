"""Slices: where to look, as a directory says it, and what of that the brands' own pages bear out.

Spec: spec/41-slices.md (DIR-21, DIR-22, DIR-23).

The words of a wish are held against a slice at home. Of the brands that sell something meant, only the pages
with it are read, and what stands there takes the place of what was said. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal
from urllib.parse import unquote

from consumer_twin.errors import BrokenSliceError
from consumer_twin.match import Find, Index, match
from consumer_twin.scan import MAX_SELLERS, Seller, Shelf, Trouble
from consumer_twin.wish import Wish
from protocol import Product, read_time
from protocol.slices import STALE_MS, SliceItem, SlicePage, check_relayed
from protocol.times import GRACE_MS

MAX_SLICE_PAGES: Final = 1000
"""Pages of all slices of one wish: 64 KiB each, so 64 MB at most."""

SliceUse = Literal["never", "categories", "always"]
"""When slices are taken: never, for a wish with categories, or always (without a category, the region's)."""


@dataclass(frozen=True)
class SliceRule:
    """When slices are taken; search: whether a marketplace may learn the words (DIR-23)."""

    use: SliceUse = "categories"
    search: bool = False

    def asked(self, wish: Wish) -> tuple[dict[str, str], ...]:
        """Return the slices to ask for; none where brands are to be read themselves."""
        if self.use == "never" or (self.use == "categories" and not wish.categories):
            return ()
        place = {"region": wish.region.partition("-")[0], "currency": wish.currency}
        return tuple({"category": name, **place} for name in wish.categories) or (place,)


def following_slice(pages: Sequence[SlicePage], at_ms: int, room: int) -> str | None:
    """Return the cursor after *pages* of one slice; None at its end. The version may change in between.

    room: how many pages may be read. Raises `BrokenSliceError` (DIR-22).
    """
    last = pages[-1]
    if read_time(last.created) > at_ms + GRACE_MS:
        raise BrokenSliceError("it was made in the future")
    if last.next is not None and any(page.cursor == last.next for page in pages):
        raise BrokenSliceError("its pages run in a circle")
    if last.next is not None and len(pages) >= room:
        raise BrokenSliceError(f"it has no end within {room} pages")
    return last.next


@dataclass(frozen=True)
class Taken:
    """What slices say: items by brand and product. stale: brands of which it is too old (DIR-22)."""

    items: Mapping[str, Mapping[str, SliceItem]] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()

    def with_more(self, other: Taken) -> Taken:
        """Return both together; of a brand that both name, what *other* says."""
        return Taken({**self.items, **other.items}, self.stale | other.stale)

    @property
    def products(self) -> int:
        """How many there are."""
        return sum(map(len, self.items.values()))


def gathered(pages: Iterable[SlicePage], at_ms: int) -> Taken:
    """Return what *pages* say; of two that name one product, the one that was read later."""
    items: dict[str, dict[str, tuple[int, SliceItem]]] = {}
    stale: set[str] = set()
    for shelf in (shelf for page in pages for shelf in page.shelves):
        read_ms = read_time(shelf.read)
        if at_ms - read_ms > STALE_MS:
            stale.add(shelf.brand)
            continue
        held = items.setdefault(shelf.brand, {})
        for item in shelf.items:
            known = held.get(item.product.id)
            if known is None or known[0] <= read_ms:
                held[item.product.id] = read_ms, item
    plain = {did: {id: item for id, (_, item) in held.items()} for did, held in items.items()}
    return Taken({did: held for did, held in plain.items() if did not in stale}, frozenset(stale))


def said_shelf(did: str, items: Mapping[str, SliceItem]) -> Shelf:
    """Return what a slice says that the brand sells; nothing there is negotiable yet."""
    host = unquote(did.removeprefix("did:web:"))
    return Shelf(Seller(did, host, f"https://{host}"), tuple(item.product for item in items.values()))


def picks_of(wish: Wish, shelves: Sequence[Shelf], per_seller: int) -> tuple[Find, ...]:
    """Return what of *shelves* answers the lines of *wish*: just what the runner finds there."""
    index = Index(shelves)
    found = [match(line, shelves, wish.currency, per_seller, index) for line in wish.lines]
    return tuple(find for picks in found for find in picks)


@dataclass
class Proof:
    """What slices say, what of it brands have said themselves, and *others*: shelves that were read whole.

    said: by brand, the products that stand as the brand says.
    """

    taken: Taken
    wish: Wish
    per_seller: int
    others: tuple[Shelf, ...] = ()
    shelves: dict[str, Shelf] = field(default_factory=dict)
    said: dict[str, set[str]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    _found: tuple[Find, ...] | None = None
    """What is meant, while no shelf has other products than it was worked out from."""

    def __post_init__(self) -> None:
        self.shelves = {did: said_shelf(did, items) for did, items in self.taken.items.items()}

    def narrow(self) -> None:
        """Leave out the brands with something meant that are too many for one scan, the best fit kept."""
        sellers = dict.fromkeys(find.seller.id for find in self._picks() if find.seller.id in self.shelves)
        for did in list(sellers)[MAX_SELLERS:]:
            del self.shelves[did]
            self._found = None

    def unproven(self) -> dict[str, list[SliceItem]]:
        """Return by brand what is meant, and only said by a slice."""
        found: dict[str, list[SliceItem]] = {}
        for find in self._picks():
            did, id = find.seller.id, find.product.id
            if did in self.shelves and id not in self.said.get(did, ()):
                found.setdefault(did, []).append(self.taken.items[did][id])
        return found

    def put(self, seller: Seller, products: Iterable[Product]) -> None:
        """Put what *seller* says in place of what was said of it."""
        fresh = {product.id: product for product in products}
        held = {one.id: one for one in self.shelves[seller.id].products}
        kept = held | fresh
        if kept != held:
            self._found = None
        self.shelves[seller.id] = Shelf(seller, tuple(kept.values()))
        self.said.setdefault(seller.id, set()).update(fresh)

    def put_whole(self, did: str, read: Shelf | Trouble) -> None:
        """Put all that the brand sells, or why it can't be read, in place of what was said of it."""
        del self.shelves[did]
        self._found = None
        if isinstance(read, Shelf):
            self.others += (read,)
        else:
            self.troubles.append(read)

    def close(self) -> None:
        """Leave out what nobody but a slice says, of brands with something meant (DIR-21)."""
        while open_ := self.unproven():
            self._found = None
            for did in open_:
                shelf, said = self.shelves[did], self.said.get(did, ())
                self.shelves[did] = replace(
                    shelf, products=tuple(one for one in shelf.products if one.id in said)
                )

    def all(self) -> tuple[Shelf, ...]:
        """Return every shelf, in order of seller."""
        return tuple(sorted((*self.others, *self.shelves.values()), key=lambda shelf: shelf.seller.id))

    def _picks(self) -> tuple[Find, ...]:
        if self._found is None:
            self._found = picks_of(self.wish, self.all(), self.per_seller)
        return self._found


def borne_out(item: SliceItem, page: dict[str, Any], products: Sequence[Product]) -> bool:
    """Return whether the brand's *page*, which holds *products*, has the product of *item*, as said or newer.

    Raises `ContradictedSliceError` (DIR-22) if the slice names this very page, and it says otherwise.
    """
    return check_relayed(item, page) or any(product.id == item.product.id for product in products)
