"""The tables of shelves: brands and their turns, signed pages, products as signed, proofs.

A product's place begins with that of its brand: brands stand together in a slice, in the order of a hash, and
no brand is better placed for its name. The place stays while products come and go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from catalog_search.conditions import folded
from catalog_search.postgres.tables import facet

SHELF_TABLES: Final = """
CREATE TABLE IF NOT EXISTS shelf_brand (
  did text PRIMARY KEY, profile text NOT NULL, url text NOT NULL, regions text[] NOT NULL,
  categories text[] NOT NULL, version text, etag text NOT NULL DEFAULT '', read_ms bigint NOT NULL DEFAULT 0,
  due_ms bigint NOT NULL, held_ms bigint NOT NULL DEFAULT 0, holder text NOT NULL DEFAULT '',
  failures int NOT NULL DEFAULT 0, problem text NOT NULL DEFAULT '', coming text, cursor text);
CREATE INDEX IF NOT EXISTS shelf_brand_due ON shelf_brand (due_ms);
CREATE TABLE IF NOT EXISTS shelf_page (
  did text REFERENCES shelf_brand ON DELETE CASCADE, version text, cursor text, hash text NOT NULL,
  next text, data bytea NOT NULL, PRIMARY KEY (did, version, cursor));
CREATE TABLE IF NOT EXISTS shelf_product (
  place bytea PRIMARY KEY, did text NOT NULL REFERENCES shelf_brand ON DELETE CASCADE, id text NOT NULL,
  version text NOT NULL, cursor text NOT NULL, page text NOT NULL, currency text NOT NULL,
  digest bytea NOT NULL, data bytea NOT NULL);
CREATE INDEX IF NOT EXISTS shelf_product_did ON shelf_product (did);
CREATE TABLE IF NOT EXISTS shelf_facet (
  facet text COLLATE "C", place bytea REFERENCES shelf_product ON DELETE CASCADE, PRIMARY KEY (facet, place));
CREATE INDEX IF NOT EXISTS shelf_facet_place ON shelf_facet (place);
CREATE TABLE IF NOT EXISTS shelf_proof (one bytea, other bytea, did text NOT NULL, name bytea PRIMARY KEY);
CREATE TABLE IF NOT EXISTS shelf_state (number bigint NOT NULL, at_ms bigint NOT NULL);
INSERT INTO shelf_state SELECT 0, 0 WHERE NOT EXISTS (SELECT FROM shelf_state);
"""


def product_place(did: str, product: str) -> bytes:
    """Return where *product* of the brand *did* stands in the order of slices."""
    return sha256(did.encode()).digest()[:16] + sha256(product.encode()).digest()[:16]


def shelf_facets(product: Mapping[str, Any], categories: Sequence[str]) -> Iterator[str]:
    """Yield the slices that *product* of a brand of *categories* stands in; some may come twice (DIR-12)."""
    named = [category["value"] for category in product.get("categories", ())]
    for name in (*named, *categories):
        for part in (name, *name.split(">")):
            yield category_facet(part)


def category_facet(name: str) -> str:
    """Return the facet of the category of that *name*, in any case and spacing."""
    return facet("category", folded(name))
