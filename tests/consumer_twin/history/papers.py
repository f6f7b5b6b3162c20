"""Papers of shops, made up for the tests: every order, name and number in them is synthetic.

The columns are those that public descriptions of the exports name; no live export is among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from catalog_adapters.basics import Reject
from consumer_twin.history import HistorySettings, Purchase, open_history

TODAY = date(2026, 11, 22)
PLAIN = HistorySettings(TODAY)
BLNS = Path(__file__).parents[4] / "shared" / "data" / "security" / "blns"

AMAZON = (
    "Website,Order ID,Order Date,Purchase Order Number,Currency,Unit Price,Unit Price Tax,Shipping Charge,"
    "Total Discounts,Total Owed,Shipment Item Subtotal,Shipment Item Subtotal Tax,ASIN,Product Condition,"
    "Quantity,Payment Instrument Type,Order Status,Shipment Status,Ship Date,Shipping Option,"
    "Shipping Address,Billing Address,Carrier Name & Tracking Number,Product Name,Gift Message,"
    "Gift Sender Name,Gift Recipient Contact Details,Item Serial Number"
).split(",")
"""The columns of Retail.OrderHistory."""

AMAZON_NEW = (
    "ASIN,Website,Currency,Order ID,Order Date,Order Status,Original Quantity,Payment Method Type,"
    "Product Name,Unit Price,Unit Price Tax,Total Amount,Shipping Charge,Total Discounts"
).split(",")
"""The columns of the later Order History."""

_DEFAULTS = {
    "Website": "Amazon.com", "Order ID": "111-0000001-0000001", "Order Date": "2026-08-04T20:39:52Z",
    "Purchase Order Number": "Not Applicable", "Currency": "USD", "Unit Price": "13.99",
    "Unit Price Tax": "1.15", "Shipping Charge": "0", "Total Discounts": "'-0.57'", "Total Owed": "15.14",
    "ASIN": "B000SYNTH1",
    "Product Condition": "New", "Quantity": "1", "Original Quantity": "1", "Order Status": "Closed",
    "Shipment Status": "Shipped", "Ship Date": "2026-08-05T03:08:19.087Z",
    "Product Name": "Synthetic coffee beans",
}  # fmt: skip


def amazon(*rows: Mapping[str, str], columns: Iterable[str] = AMAZON) -> str:
    """A synthetic export with *rows*; what they don't say is as usual."""
    columns = list(columns)
    lines = [columns]
    lines += [[({**_DEFAULTS, **row}).get(name, "Not Available") for name in columns] for row in rows]
    return "\ufeff" + "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def order(number: str = "A-1", **more: Any) -> dict[str, Any]:
    """A synthetic schema.org Order with one offer."""
    offer = {
        "@type": "Offer",
        "itemOffered": {
            "@type": "Product",
            "name": "Synthetic dish soap",
            "sku": "S-1",
            "category": "Household",
        },
        "price": "3.50",
        "priceCurrency": "EUR",
        "eligibleQuantity": {"@type": "QuantitativeValue", "value": 2},
    }
    shop = {"@type": "Organization", "name": "Synthetic Shop"}
    base = {"@context": "http://schema.org", "@type": "Order", "orderNumber": number, "merchant": shop}
    return {**base, "orderDate": "2026-10-01T08:00:00+02:00", "acceptedOffer": offer, **more}


def page(*orders: dict[str, Any]) -> str:
    """A mail's HTML with *orders* as JSON-LD."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in orders)
    return f"<html><head>{scripts}</head><body><p>Thank you. Es kostet 3,50 €.</p></body></html>"


def mail(
    html: str, *, charset: str = "utf-8", cte: str = "quoted-printable", day: str = "1 Oct 2026"
) -> bytes:
    """A synthetic order confirmation."""
    message = EmailMessage()
    message["From"], message["To"] = "shop@shop.example", "me@home.example"
    message["Subject"], message["Date"] = "Ihre schöne Bestellung", f"{day} 08:01:00 +0200"
    message.set_content("See the HTML part.")
    message.add_alternative(html, subtype="html", charset=charset, cte=cte)
    return bytes(message)


def mbox(*mails: bytes) -> bytes:
    """A mailbox of *mails*, quoted as mboxrd does."""
    return b"".join(
        b"From shop@shop.example Thu Oct  1 08:01:00 2026\n" + quoted(one) + b"\n" for one in mails
    )


def quoted(data: bytes) -> bytes:
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    return b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


class Read:
    """What a file held."""

    def __init__(self, path: Path, settings: HistorySettings = PLAIN) -> None:
        with open_history(path, settings) as history:
            self.layout, self.columns = history.layout, dict(history.columns)
            rows = list(history.rows)
        self.purchases = [row for row in rows if isinstance(row, Purchase)]
        self.rejects = [row for row in rows if isinstance(row, Reject)]

    @property
    def codes(self) -> list[tuple[int, str, str]]:
        """Line, code and what was dropped of each reject."""
        return [(reject.line, reject.code, reject.dropped) for reject in self.rejects]


def read(
    folder: Path, data: str | bytes, settings: HistorySettings = PLAIN, name: str = "history.csv"
) -> Read:
    """Read *data* as the file *name*."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return Read(folder / name, settings)
