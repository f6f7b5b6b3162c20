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

_GOOGLE: Final = "{http://base.google.com/"
_ONE_ONLY: Final = frozenset(
    """
    id title price sale_price sale_price_effective_date price_minor list_price currency availability
    condition item_group_id gtin quantity cost_of_goods_sold
    """.split()
)
_LISTS: Final = frozenset(("additional_image_link", "shipping"))
_ATOM: Final = {"summary": "description", "content": "description"}
_SHIPPING: Final = (
    "country", "region", "service", "price",
    "min_handling_time", "max_handling_time", "min_transit_time", "max_transit_time",
)  # fmt: skip


def element_names(mapped: Mapping[str, str]) -> dict[str, str]:
    """Return our name -> name of the element, without its prefix: as *mapped*, else Merchant's."""
    return {name: plain(mapped.get(name, name)).rpartition(":")[2] for name in NAMES}


def feed_row(source: str, item: etree._Element, names: Mapping[str, str]) -> Row | Reject:
    """Return *item* under our names, which stand in elements of *names*."""
    place = Place(source, line_of(item))
    if len(item) > MAX_CHILDREN:
        return place.reject("row-width", f"the item has more than {MAX_CHILDREN} elements")
    said: dict[str, str] = {}
    of_rss: dict[str, str] = {}
    twice: list[str] = []
    for child in item:
        name, google = _name(child.tag)
        text = _text(child, name).strip()
        fields = said if google else of_rss
        if not text:
            continue
        if name not in fields:
            fields[name] = text
        elif name in _LISTS:
            fields[name] += "," + text
        elif fields[name] != text:
            twice.append(name)
    fields = of_rss | said
    row = {ours: fields[theirs] for ours, theirs in names.items() if theirs in fields}
    for ours in _ONE_ONLY & row.keys():
        if names[ours] in twice:
            return place.reject("field-twice", f"{ours} stands there twice, and differs", row.get("id"))
    return Row(place, row)


def line_of(element: etree._Element) -> int:
    """The line in which *element* begins."""
    line: Any = element.sourceline
    return int(line or 0)


@lru_cache(maxsize=1024)
def _name(tag: str) -> tuple[str, bool]:
    """Return the name of an element, and whether it is Google's: those come before RSS's and Atom's own."""
    name = plain(tag.rpartition("}")[2])
    return _ATOM.get(name, name), tag.startswith(_GOOGLE)


def _text(child: etree._Element, name: str) -> str:
    if not len(child):
        return child.text or (child.get("href") or "" if name == "link" else "")
    if name != "shipping":
        return "".join(str(text) for text in child.itertext())
    parts = {_name(part.tag)[0]: (part.text or "").strip() for part in child}
    return ":".join(parts.get(part, "").replace(":", " ").replace(",", " ") for part in _SHIPPING)
