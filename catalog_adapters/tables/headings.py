"""What shops call the columns of their tables, in several languages: our name, then their words for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WORDS: Final = """
id: id, sku, article, article number, artikel, artikelnummer, art nr, item number, product id, reference,
    référence, referencia, codice, code, produktnummer, bestellnummer, numero
title: title, name, product name, product, bezeichnung, artikelbezeichnung, titel, produktname, produkt,
    nom, titre, désignation, libellé, nombre, producto, título, nome, titolo, naam, omschrijving kort,
    benämning
description: description, long description, beschreibung, langtext, descripción, descrizione, omschrijving,
    beskrivning
price: price, unit price, retail price, selling price, preis, verkaufspreis, vk, vk brutto, bruttopreis,
    preis brutto, prix, prix ttc, precio, prezzo, prijs, pris, price incl vat
list_price: list price, rrp, msrp, uvp, listenpreis, was price, prix conseillé, precio de lista
cost_of_goods_sold: cost, cost price, purchase price, einkauf, einkaufspreis, ek, ek netto, prix d'achat,
    coste, costo, inkoopprijs
currency: currency, currency code, währung, devise, moneda, valuta
quantity: stock, quantity, qty, inventory, pieces, bestand, lagerbestand, menge, lager, quantité, cantidad,
    existencias, quantità, voorraad, antal
availability: availability, status, verfügbarkeit, disponibilité, disponibilidad, disponibilità
condition: condition, zustand, état, estado, condizione
brand: brand, manufacturer, vendor, hersteller, marke, marque, fabricant, marca, merk
gtin: gtin, ean, upc, barcode, isbn, ean13, ean code, strichcode, código de barras
mpn: mpn, modelno, model, model number, part number, manufacturer part number, herstellernummer, modell,
    modèle,
    modelo, modello
item_group_id: item group id, parent, parent id, parent sku, group, hauptartikel, vater
color: color, colour, farbe, couleur, colore, kleur, färg
size: size, größe, groesse, taille, talla, taglia, maat, storlek
material: material, matière, materiale, materiaal
product_type: category, categories, product type, kategorie, warengruppe, catégorie, categoría, categoria,
    categorie
link: link, url, product url, seite, lien, enlace
image_link: image, image url, image link, picture, photo, bild, bild url, imagen, immagine
delivery_days: delivery days, lead time, lieferzeit, lieferzeit tage, délai, plazo
warranty_months: warranty, warranty months, garantie, garantie monate, garantía
returns_days: returns, return days, rückgabe, rückgabe tage
stock_since: in stock since, received, wareneingang, eingang
"""


def _read(words: str) -> dict[str, tuple[str, ...]]:
    lines = words.replace("\n    ", " ").strip().splitlines()
    named = (line.partition(": ") for line in lines)
    return {name: tuple(said.split(", ")) for name, _, said in named}


HEADINGS: Final[Mapping[str, tuple[str, ...]]] = _read(_WORDS)
"""Our name -> headings that shops have for it."""
