"""Articles for feeds: made up, the same every time, and of the size and variety that shops' feeds have.

An item has twenty elements under Merchant's names, a description of some four hundred characters, and
shipping with its parts. One in four is a variant of a group of four; one in ten is on sale.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

_FIRST: Final = ("Nor", "Alder", "Kest", "Lum", "Vanta")
_LAST: Final = ("wood", "el", "ix", "&Co", "")
_BRANDS: Final = tuple(f"{first}{last}" for first in _FIRST for last in _LAST)
_THINGS: Final = (
    "Kettle",
    "Lamp",
    "Running Shoe",
    "Backpack",
    "Desk",
    "Headphones",
    "Mug",
    "Jacket",
    "Router",
)
_COLORS: Final = ("Black", "White", "Olive green", "Navy", "Red", "Sand")
_MATERIALS: Final = ("Steel", "Cotton", "Oak", "Polyester", "Glass")
_WORDS: Final = (
    "light durable made for every day comes with a two year promise easy to clean fits most kitchens and "
    "quiet quick soft inside tough outside tested in the lab and at home it's loved by people who travel"
).split()


def articles(count: int) -> Iterator[dict[str, str]]:
    """Yield *count* articles: Merchant's name -> text."""
    dice = Random(6)
    for number in range(count):
        thing, brand, color = dice.choice(_THINGS), dice.choice(_BRANDS), dice.choice(_COLORS)
        price = dice.randrange(500, 90_000)
        page = f"{thing.lower().replace(' ', '-')}-{number}"
        article = {
            "id": f"SKU-{number:07d}",
            "title": f"{brand} {thing} {dice.randrange(100, 999)}, {color}",
            "description": " ".join(dice.choices(_WORDS, k=70)) + ".",
            "link": f"https://shop.example/p/{page}?variant={number}",
            "image_link": f"https://img.shop.example/large/{number}-1.jpg",
            "additional_image_link": f"https://img.shop.example/large/{number}-2.jpg",
            "availability": "in_stock" if dice.random() < 0.9 else "out_of_stock",
            "price": f"{price // 100}.{price % 100:02d} USD",
            "brand": brand,
            "gtin": gtin(dice.randrange(10**9)),
            "mpn": f"{thing[:2].upper()}-{dice.randrange(10**6)}",
            "condition": "new",
            "product_type": f"Home > {thing}s > {color}",
            "google_product_category": str(dice.randrange(100, 6000)),
            "quantity": str(dice.randrange(0, 200)),
            "color": color,
            "size": dice.choice(("S", "M", "L", "XL", "One size")),
            "material": dice.choice(_MATERIALS),
            "shipping": "US::Standard:4.90 USD:0:1:2:4",
        }
        if number % 10 == 0:
            article["sale_price"] = f"{price // 200}.99 USD"
            article["sale_price_effective_date"] = "2026-11-20T00:00Z/2026-12-24T23:59Z"
        if number % 16 < 4:
            article["item_group_id"] = f"GROUP-{number // 16}"
        yield article


def gtin(number: int) -> str:
    """Return a GTIN-13 that is right, for *number*."""
    digits = f"400{number:09d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


_SHIPPING: Final = (
    "country", "region", "service", "price",
    "min_handling_time", "max_handling_time", "min_transit_time", "max_transit_time",
)  # fmt: skip


def write_xml(path: Path, count: int) -> None:
    """Write a Merchant feed of *count* items."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n')
        file.write("<title>Example shop</title>\n<link>https://shop.example/</link>\n")
        for article in articles(count):
            lines = "".join(_element(name, text) for name, text in article.items())
            file.write(f"<item>\n{lines}</item>\n")
        file.write("</channel>\n</rss>\n")


def _element(name: str, text: str) -> str:
    inside = escape(text)
    if name == "shipping":
        parts = zip(_SHIPPING, text.split(":"), strict=True)
        inside = "".join(f"<g:{part}>{said}</g:{part}>" for part, said in parts if said)
    return f"  <g:{name}>{inside}</g:{name}>\n"


def write_csv(path: Path, count: int) -> None:
    """Write a table of *count* rows, under the same names."""
    names = ("sale_price", "sale_price_effective_date", "item_group_id")
    with path.open("w", encoding="utf-8", newline="") as file:
        table: csv.DictWriter[str] | None = None
        for article in articles(count):
            if table is None:
                table = csv.DictWriter(file, [*dict.fromkeys((*article, *names))])
                table.writeheader()
            table.writerow(article)
