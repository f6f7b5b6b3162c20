"""One item of a Merchant feed as a row under our names.

Spec: spec/40-scan.md (SCAN-31).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from catalog_adapters.columns import NAMES, plain
from catalog_adapters.entry import Reject
from catalog_adapters.item import Place
from catalog_adapters.rows import Row

MAX_CHILDREN: Final = 1000
_MOST_TAGS: Final = 1024

_GOOGLE: Final = "{http://base.google.com/"
_ONE_ONLY: Final = frozenset(
    """
    id title price sale_price sale_price_effective_date price_minor list_price currency availability
    condition item_group_id gtin quantity cost_of_goods_sold expiration_date
    """.split()
)
_LISTS: Final = frozenset(("additional_image_link", "shipping"))
_ATOM: Final = {"summary": "description", "content": "description"}
_SHIPPING: Final = (
    "country", "region", "service", "price",
    "min_handling_time", "max_handling_time", "min_transit_time", "max_transit_time",
)  # fmt: skip


class ItemReader:
    """Reads the items of one feed under our names, which stand in elements as *mapped*, else Merchant's."""

    def __init__(self, source: str, mapped: Mapping[str, str]) -> None:
        self._source = source
        self._names = {name: plain(mapped.get(name, name)).rpartition(":")[2] for name in NAMES}
        self._read = frozenset(self._names.values())
        self._renamed = any(ours != theirs for ours, theirs in self._names.items())
        self._tags: dict[str, tuple[str, bool]] = {}

    def row(self, item: etree._Element) -> Row | Reject:
        """Return what *item* says. This runs once for each element of a feed: mind what it does."""
        place = Place(self._source, line_of(item))
        if len(item) > MAX_CHILDREN:
            return place.reject("row-width", f"the item has more than {MAX_CHILDREN} elements")
        google: dict[str, str] = {}
        other: dict[str, str] = {}
        twice: list[str] = []
        tags = self._tags
        for child in item:
            name, of_google = tags.get(child.tag) or self._known(child.tag)
            if not name:
                continue
            text = (child.text if not len(child) else _inside(child, name)) or _instead(child, name)
            text = text.strip()
            fields = google if of_google else other
            if not text:
                continue
            if name not in fields:
                fields[name] = text
            elif name in _LISTS:
                fields[name] += "," + text
            elif fields[name] != text:
                twice.append(name)
        return self._row(place, other | google if other else google, twice)

    def _known(self, tag: str) -> tuple[str, bool]:
        """The name that *tag* is read by, and whether it is Google's; empty if nothing is read by it."""
        name = _name(tag)
        known = (name if name in self._read else "", tag.startswith(_GOOGLE))
        if len(self._tags) < _MOST_TAGS:
            self._tags[tag] = known
        return known

    def _row(self, place: Place, fields: dict[str, str], twice: list[str]) -> Row | Reject:
        if self._renamed:
            fields = {ours: fields[theirs] for ours, theirs in self._names.items() if theirs in fields}
        for ours in sorted(_ONE_ONLY & fields.keys()) if twice else ():
            if self._names[ours] in twice:
                reason = f"{ours} stands there twice, and differs"
                return place.reject("field-twice", reason, fields.get("id"))
        return Row(place, fields)


def line_of(element: etree._Element) -> int:
    """The line in which *element* begins."""
    line: Any = element.sourceline
    return int(line or 0)


@lru_cache(maxsize=_MOST_TAGS)
def _name(tag: str) -> str:
    name = plain(tag.rpartition("}")[2])
    return _ATOM.get(name, name)


def _instead(child: etree._Element, name: str) -> str:
    """What an element without text says: Atom's links stand in an attribute."""
    return child.get("href") or "" if name == "link" and not len(child) else ""


def _inside(child: etree._Element, name: str) -> str:
    """What an element with elements in it says."""
    if name != "shipping":
        return "".join(str(text) for text in child.itertext())
    parts = {_name(part.tag): (part.text or "").strip() for part in child}
    texts = [parts.get(part, "") for part in _SHIPPING]
    joined = ":".join(texts)
    if "," in joined or joined.count(":") >= len(_SHIPPING):
        return ":".join(text.replace(":", " ").replace(",", " ") for text in texts)
    return joined
