"""Writes an order history as a shop might hand it out: two years of an invented person, up to this week.

python examples/orders.py > orders.csv

Person, days and prices are invented; some articles are those that `dailyme market demo` sells. A program
and no file, because what runs out depends on today.
"""

import csv
import sys
from datetime import date, timedelta

# title, category, price, days ago of each purchase
BOUGHT = [
    (
        "HP 56 Black Inkjet Cartridge C6656AN",
        "Printers",
        "24.90",
        [38, 77, 112, 153, 190, 226, 268, 303],
    ),
    ("Canon CLI-226 Cyan Ink Tank", "Printers", "14.50", [21, 88, 149, 215, 280, 340, 409]),
    ("Espresso beans Crema, 1 kg", "Grocery", "17.90", [19, 41, 60, 83, 104, 124, 147, 168, 188, 211]),
    ("Cat food salmon, 12 pouches", "Pets", "11.49", [12, 27, 41, 54, 69, 83, 97, 111, 126, 140, 154]),
    ("Tree candles, 20 pieces", "Garden", "6.99", [358, 724]),
    ("Canon PowerShot digital camera", "Digital Cameras", "149.00", [6]),
    ("Desk lamp with clamp", "Home", "34.95", [305]),
    ("Running shoes, size 42", "Sports", "89.00", [497]),
]


def rows(today: date) -> list[list[str]]:
    """Return the purchases up to *today*, oldest first."""
    found = []
    for title, category, price, days_ago in BOUGHT:
        for ago in days_ago:
            day = (today - timedelta(days=ago)).isoformat()
            found.append([day, title, "1", price, "USD", category])
    return sorted(found)


if __name__ == "__main__":
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["Order date", "Product name", "Quantity", "Unit price", "Currency", "Category"])
    table.writerows(rows(date.today()))
