"""The codes of rejects: why something was left out of a catalog. Once released, a code keeps its meaning.

Spec: spec/40-scan.md (SCAN-31).
"""

from __future__ import annotations

from typing import Final

CODES: Final = {
    "availability-unknown": "a word for availability that neither Merchant nor schema.org knows",
    "bad-encoding": "bytes that are not text in the encoding of the source",
    "bad-json": "a script that is no JSON and can't be mended without a guess",
    "bad-product": "something the protocol's catalog does not allow",
    "condition-unknown": "a condition that is not new, refurbished or used",
    "continuation-unclear": "a row that continues a product which no row above begins",
    "cost-unclear": "a cost that can't be read, or in another currency than the price",
    "currency-conflict": "two currencies for one price, or for the variants of one product",
    "currency-missing": "no currency in the source and none in the settings, or a sign that several share",
    "currency-unknown": "no active ISO 4217 code",
    "date-unclear": "a day or time that can't be read",
    "duplicate-id": "an id that was there before",
    "field-twice": "one fact stated twice, with two values",
    "gtin-wrong": "no GTIN of 8, 12, 13 or 14 digits with the right check digit",
    "id-missing": "no id",
    "id-unfit": "an id that is too long or has characters that can't travel",
    "mpn-too-long": "a model number of more than 70 characters",
    "no-json-ld": "a page without JSON-LD, microdata or RDFa of a product",
    "no-product": "a page whose markup describes no product",
    "no-source": "a page that can't be opened or fetched",
    "not-for-sale": "an offer to lease, to repair or to buy",
    "not-published": "a draft, or a product that is not shown to the public",
    "number-unclear": "no whole number, or one that is out of range",
    "offer-missing": "a product without an offer",
    "offers-unclear": "offers that can't be told apart, or of several sellers",
    "other-host": "a page of a sitemap that lies on another host",
    "page-unreadable": "a page with a tag of more than 500 attributes",
    "price-conflict": "two prices, or a reduced price above the regular one",
    "price-expired": "a price that was valid until before now",
    "price-missing": "no price",
    "price-negative": "a price below zero",
    "price-not-yet": "an offer that is valid from after now",
    "price-range": "a lowest and a highest price, and none in between",
    "price-too-fine": "a price finer than the currency's minor unit",
    "price-too-large": "a price of more than 2^53-1 minor units",
    "price-unclear": "no price, or a text with more than one reading",
    "price-zero": "a price of zero",
    "robots-disallowed": "a page that robots.txt asks programs not to read",
    "row-endless": "a row or item that is too long, or a quote that is never closed",
    "row-unreadable": "a row whose quotes are wrong",
    "row-width": "more or fewer columns than the header, or too many elements",
    "sale-window-unclear": "a sale that may hold now or not",
    "source-too-large": "a page that is too large, or more pages than are read",
    "stock-unclear": "a stock that is no count of pieces",
    "time-unclear": "a time that is not ISO 8601",
    "title-missing": "no title, or none but markup",
    "too-many-variants": "more variants than one product holds",
    "url-unfit": "a link that is no http or https address",
}
"""Code -> what it says of the row, or of the field that was left out."""
