"""Which column says what: by the person's mapping, by a shop's known layout, or guessed from the header.

Spec: spec/90-learn.md (LEARN-20).

A guess is by the column's name alone, never by what stands below it, and is shown before anything is kept.

Source of the layout `amazon`: the file `Retail.OrderHistory.*.csv` (now also `Order History.csv`) of
Amazon's "Request your data", as public tools and tests describe its columns; not run against a live export.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from catalog_adapters.basics import plain_words
from consumer_twin.history.errors import UnknownColumnError

Layout = Literal["table", "amazon", "mail"]

GUESSES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        "order date", "purchase date", "date of purchase", "bought on", "purchased on", "ordered on",
        "date ordered", "date purchased", "bought", "purchased", "ordered", "day", "date", "transaction date",
        "bestelldatum", "kaufdatum", "datum", "date de commande", "date d achat", "fecha de compra", "fecha",
    ),
    "title": (
        "product name", "product title", "item name", "item title", "item description", "article name",
        "title", "product", "article", "item", "name", "description", "artikelbezeichnung", "bezeichnung",
        "artikel", "produktname", "produkt", "nom du produit", "produit", "producto", "articulo",
    ),
    "price": (
        "unit price", "price per unit", "price each", "item price", "price", "einzelpreis", "stückpreis",
        "preis", "prix unitaire", "prix", "precio unitario", "precio",
    ),
    "total": (
        "item total", "line total", "item subtotal", "total price", "total paid", "total", "amount",
        "subtotal", "gesamtpreis", "summe", "betrag", "montant", "importe",
    ),
    "currency": ("currency", "currency code", "währung", "devise", "moneda"),
    "quantity": (
        "quantity", "qty", "item quantity", "pieces", "units", "count", "menge", "anzahl", "stück",
        "quantité", "cantidad",
    ),
    "shop": (
        "shop", "shop name", "store", "store name", "merchant", "retailer", "seller", "vendor", "website",
        "händler", "verkäufer", "magasin", "tienda",
    ),
    "order": (
        "order id", "order number", "order no", "order", "invoice number", "receipt number", "transaction id",
        "bestellnummer", "auftragsnummer", "numéro de commande", "número de pedido",
    ),
    "sku": (
        "asin", "sku", "gtin", "ean", "upc", "barcode", "item id", "product id", "item number",
        "article number", "artikelnummer",
    ),
    "category": (
        "category", "product category", "product type", "department", "kategorie", "warengruppe", "catégorie",
        "categoría",
    ),
    "make": ("brand", "make", "manufacturer", "marke", "hersteller", "marque", "marca"),
    "status": ("order status", "item status", "status", "bestellstatus"),
}  # fmt: skip
"""Our name -> names that columns have for it, the plainest first; what is below comes after."""

OUR_NAMES: Final = frozenset(GUESSES) | {"tax"}
"""Every name that a mapping may use; `tax` is what one piece's tax is, where the price is without it."""

AMAZON: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("Order Date",),
    "title": ("Product Name",),
    "price": ("Unit Price",),
    "tax": ("Unit Price Tax",),
    "currency": ("Currency",),
    "quantity": ("Quantity", "Original Quantity"),
    "shop": ("Website",),
    "order": ("Order ID",),
    "sku": ("ASIN",),
    "status": ("Order Status",),
}
_AMAZON_HAS: Final = frozenset(("ASIN", "Order ID", "Order Date", "Product Name", "Website"))
_NEEDED: Final = ("date", "title")
_GAPS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is read: its layout, our name -> the column's own, and our name -> the place in a row."""

    layout: Layout
    names: Mapping[str, str]
    places: Mapping[str, int]


def find_columns(source: str, header: list[str], mapped: Mapping[str, str]) -> Columns:
    """Return what the columns of *header* say, by the person's mapping (ours -> theirs) first.

    Raises `UnknownColumnError` for a name that is none of ours, a column that is not there, and where no
    column says the day or the title.
    """
    amazon = {column.strip() for column in header} >= _AMAZON_HAS
    known = AMAZON if amazon else GUESSES
    places = {ours: _place(source, header, ours, theirs) for ours, theirs in mapped.items()}
    for ours, candidates in known.items():
        if ours not in places:
            free = [place for place in range(len(header)) if place not in places.values()]
            place = _guess(header, free, candidates)
            if place is not None:
                places[ours] = place
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        shown = plain_words(", ".join(header), 200)
        raise UnknownColumnError(source, f"no column says the {' or the '.join(missing)}; there are: {shown}")
    names = {ours: plain_words(header[place], 80) for ours, place in sorted(places.items())}
    return Columns("amazon" if amazon else "table", names, places)


def _place(source: str, header: list[str], ours: str, theirs: str) -> int:
    """The place of the column that the person's mapping names."""
    if ours not in OUR_NAMES:
        known = ", ".join(sorted(OUR_NAMES))
        raise UnknownColumnError(source, f"{ours[:40]!r} is no name of ours; they are {known}")
    exact = [place for place, column in enumerate(header) if column.strip() == theirs.strip()]
    found = exact or [place for place, column in enumerate(header) if _plain(column) == _plain(theirs)]
    if len(found) != 1:
        how = "stands there twice" if found else "is missing"
        raise UnknownColumnError(source, f"the column {theirs[:60]!r} (for {ours}) {how}")
    return found[0]


def _guess(header: list[str], free: list[int], candidates: tuple[str, ...]) -> int | None:
    """The first of *candidates* that one column alone is called; a name that stands there twice is none."""
    for name in candidates:
        found = [place for place in free if _plain(header[place]) == _plain(name)]
        if len(found) == 1:
            return found[0]
    return None


def _plain(name: str) -> str:
    return _GAPS.sub(" ", name.casefold()).strip()
