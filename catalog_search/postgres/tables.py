"""The tables, and an offer as a row of them.

An offer's place is the hash of its id: the order of slices stays while offers come and go, and no seller is
better placed for a name. Words are those of `foundation.words`, not of PostgreSQL's parser, so that every
index finds a query by the same words; each stands with the weight of its field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, Protocol

import orjson

from catalog_search.conditions import facets
from catalog_search.offer import Offer
from catalog_search.vocabulary import WEIGHTS, codes, fields, spelling

VERSION: Final = "1"
TABLES: Final = """
CREATE TABLE IF NOT EXISTS search_state (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS search_offer (
  place bytea PRIMARY KEY, id text NOT NULL, spelling text NOT NULL, words tsvector NOT NULL,
  title text NOT NULL, seller text NOT NULL, product text NOT NULL, brand text NOT NULL, model text NOT NULL,
  gtins text NOT NULL, categories text NOT NULL, options text NOT NULL, regions text NOT NULL,
  condition text NOT NULL, price_minor bigint, currency text NOT NULL, in_stock boolean NOT NULL);
CREATE INDEX IF NOT EXISTS search_offer_words ON search_offer USING gin (words);
CREATE INDEX IF NOT EXISTS search_offer_price ON search_offer (currency, price_minor);
CREATE INDEX IF NOT EXISTS search_offer_seller ON search_offer USING hash (seller);
CREATE TABLE IF NOT EXISTS search_facet (
  facet text COLLATE "C", place bytea REFERENCES search_offer ON DELETE CASCADE, PRIMARY KEY (facet, place));
CREATE INDEX IF NOT EXISTS search_facet_place ON search_facet (place);
"""
COLUMNS: Final[Mapping[str, str]] = {
    "place": "bytea", "id": "text", "spelling": "text", "words": "text", "title": "text", "seller": "text",
    "product": "text", "brand": "text", "model": "text", "gtins": "text", "categories": "text",
    "options": "text", "regions": "text", "condition": "text", "price_minor": "bigint", "currency": "text",
    "in_stock": "boolean",
}  # fmt: skip
"""Name and type of what `row` gives; words are text that is cast to a tsvector."""
_LETTERS: Final = {"title": "A", "model": "A", "brand": "B", "options": "C", "categories": "D"}
_MOST_WEIGHT: Final = max(WEIGHTS.values())
RANKED: Final = [WEIGHTS[name] / _MOST_WEIGHT for name in ("categories", "options", "brand", "title")]
"""The weights of D, C, B and A, as `ts_rank` wants them: the same as in every index."""
_WORD: Final = 500
"""Characters of a word, or of a facet, that are kept: an entry of an index can't hold more than 2 kB."""
ANYWHERE: Final = "region"
"""The facet of an offer whose seller did not say where it delivers to."""


class Row(Protocol):
    """A row of `search_offer`."""

    def __getitem__(self, name: str, /) -> Any: ...


def place_of(id: str) -> bytes:
    """Return where the offer of *id* stands in the order of slices."""
    return sha256(id.encode(errors="replace")).digest()


def row(offer: Offer) -> tuple[object, ...]:
    """Return *offer* as a row of `search_offer`, as `COLUMNS`. Raises OverflowError for its price."""
    price = offer.price_minor
    if price is not None and not -(2**63) <= price < 2**63:
        raise OverflowError(f"{price} is no price")
    listed = (offer.gtins, offer.categories, offer.options, offer.regions)
    texts = (offer.title, offer.seller, offer.product, offer.brand, offer.model)
    return (
        place_of(offer.id), text(offer.id), text(spelling(offer.title, offer.model)), _words(offer),
        *map(text, texts), *(orjson.dumps(_plain(value)).decode() for value in listed),
        text(offer.condition), price, text(offer.currency), offer.in_stock,
    )  # fmt: skip


def offer_of(row: Row) -> Offer:
    """Return the offer that *row* holds."""
    gtins, categories, options, regions = (
        orjson.loads(row[name]) for name in ("gtins", "categories", "options", "regions")
    )
    return Offer(
        id=row["id"], title=row["title"], seller=row["seller"], product=row["product"], brand=row["brand"],
        model=row["model"], gtins=tuple(gtins), categories=tuple(categories),
        options=tuple((name, value) for name, value in options), regions=tuple(regions),
        condition=row["condition"], price_minor=row["price_minor"], currency=row["currency"],
        in_stock=row["in_stock"],
    )  # fmt: skip


def facets_of(offer: Offer) -> Iterator[str]:
    """Yield what *offer* is filtered by and its codes, each as one text; some may come twice."""
    for name, value in facets(offer):
        yield facet(name, value)
    if not offer.regions:
        yield ANYWHERE
    for code in codes(offer):
        yield facet("code", code)


def facet(name: str, value: str) -> str:
    """Return *name* and *value* as one text; a folded name holds no tab, so no other pair gives it."""
    return text(f"{name}\t{value}"[:_WORD])


def query(words: tuple[str, ...], sign: str) -> str:
    """Return the tsquery of *words*, joined by *sign*: `&` or `|`."""
    return sign.join(map(_quoted, words))


def text(value: str) -> str:
    """Return *value* as PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    return value.encode(errors="replace").decode().replace("\0", "\ufffd")


def _plain(value: tuple[Any, ...]) -> list[Any]:
    return [text(item) if isinstance(item, str) else _plain(item) for item in value]


def _words(offer: Offer) -> str:
    found, place = [], 0
    for name, words in fields(offer).items():
        for word in words:
            place += 1
            found.append(f"{_quoted(word)}:{place}{_LETTERS[name]}")
    return " ".join(found)


def _quoted(word: str) -> str:
    return "'" + text(word[:_WORD]).replace("\\", "\\\\").replace("'", "''") + "'"
