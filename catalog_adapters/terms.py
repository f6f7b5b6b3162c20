"""Facts of a few words: availability, condition, whole numbers, links. Shared by all kinds of source.

Spec: spec/40-scan.md (SCAN-31).

Merchant writes `in_stock`, schema.org `https://schema.org/InStock`: the letters are what counts. A word that
is not known is an error, for a used article must not pass for one of unknown condition.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from catalog_adapters.item import RowError
from catalog_adapters.parts import availability, remembered
from catalog_adapters.words import INVISIBLE, plain_words
from protocol.catalog import Availability
from protocol.text import fault

_AVAILABILITY: Final[dict[str, tuple[bool, str | None]]] = {
    "instock": (True, "in_stock"),
    "availablefororder": (True, "in_stock"),
    "onlineonly": (True, "in_stock"),
    "limitedstock": (True, "limited_stock"),
    "limitedavailability": (True, "limited_stock"),
    "backorder": (True, "backorder"),
    "madetoorder": (True, "backorder"),
    "preorder": (True, "preorder"),
    "presale": (True, "preorder"),
    "outofstock": (False, "out_of_stock"),
    "soldout": (False, "out_of_stock"),
    "reserved": (False, "out_of_stock"),
    "discontinued": (False, "discontinued"),
    "instoreonly": (False, None),
}
_CONDITION: Final = {
    "new": "new",
    "newcondition": "new",
    "refurbished": "refurbished",
    "refurbishedcondition": "refurbished",
    "used": "used",
    "usedcondition": "used",
    "damagedcondition": "used",
}
_SCHEMA: Final = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)")
_COUNT: Final = re.compile(r"([0-9]{1,9})(?:\.0{1,6})?")
_HOST: Final = re.compile(r"[A-Za-z0-9._-]+(?::[0-9]{1,5})?")
_PLAIN_URL: Final = re.compile(r"https?://[a-z0-9.-]{1,200}/[A-Za-z0-9/_.,?=&+~:;!-]{0,1700}")
_URL_SAFE: Final = "%/:=&?~#+!$,;'@()*[]"


def bare(word: str) -> str:
    """Return *word* without schema.org's address before it."""
    return _SCHEMA.sub("", word.strip(), count=1)


def read_availability(text: str, stock: int | None) -> Availability | None:
    """Return the availability that *text* states; a counted stock of none overrules `in stock`.

    Raises `RowError`.
    """
    if not text.strip():
        return None if stock is None else availability(stock > 0, "in_stock" if stock else "out_of_stock")
    known = _AVAILABILITY.get(_letters(text))
    if known is None:
        raise RowError(
            "availability-unknown", f"{text[:60]!r} is no availability that Merchant or schema.org knows"
        )
    if stock == 0 and known[1] in ("in_stock", "limited_stock"):
        return availability(False, "out_of_stock")
    return availability(*known)


def read_condition(text: str) -> str | None:
    """Return the condition that *text* states. Raises `RowError`."""
    if not text.strip():
        return None
    try:
        return _CONDITION[_letters(text)]
    except KeyError:
        raise RowError("condition-unknown", f"{text[:60]!r} is not new, refurbished or used") from None


def read_count(text: str, most: int) -> int | None:
    """Return *text* as a whole number from 0 to *most*, or None if it is none; `5.0` is 5."""
    found = _COUNT.fullmatch(text.strip())
    return int(found[1]) if found and int(found[1]) <= most else None


def read_id(text: str) -> str:
    """Return *text* as an id: 1 to 128 characters, kept as they are. Raises `RowError`."""
    text = text.strip()
    if not text:
        raise RowError("id-missing", "the row has no id")
    if len(text) > 128:
        raise RowError("id-unfit", f"the id {text[:20]!r}… has more than 128 characters")
    if text.isascii() and text.isprintable():  # nearly all of them, and much quicker
        return text
    why = fault(text) or ("it has invisible characters" if INVISIBLE.search(text) else None)
    if why is not None:
        raise RowError("id-unfit", f"the id {plain_words(text, 40)!r} can't be kept as it is: {why}")
    return text


def read_url(text: str, base: str | None = None) -> str | None:
    """Return *text* as a web address, joined to *base*; None if it is none that can be followed."""
    if _PLAIN_URL.fullmatch(text):  # nearly all of them, and much quicker
        return text
    try:
        joined = urljoin(base, text.strip()) if base else text.strip()
        parts = urlsplit(joined)
        address = quote(joined, safe=_URL_SAFE)
    except ValueError:
        return None
    fits = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) and len(address) <= 2000
    return address if fits else None


@remembered
def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", bare(text).lower())
