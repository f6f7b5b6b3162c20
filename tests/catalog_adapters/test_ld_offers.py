"""One offer, one price that holds for everybody now; anything else is a reject."""

from __future__ import annotations

import pytest

from catalog_adapters import SourceSettings
from tests.catalog_adapters.reading import offer, product

EURO = SourceSettings(currency="EUR")


@pytest.mark.parametrize(
    ("members", "price"),
    [
        ('"price": "5.00", "priceCurrency": "EUR"', "5.00 EUR"),
        ('"price": 5, "priceCurrency": "EUR"', "5.00 EUR"),
        ('"price": 5.0, "priceCurrency": "eur"', "5.00 EUR"),
        ('"price": "$5.00", "priceCurrency": "USD"', "5.00 USD"),
        ('"price": "5.00 EUR"', "5.00 EUR"),
        ('"price": "5,00", "priceCurrency": "\u20ac"', "5.00 EUR"),
        ('"price": "1.299,00", "priceCurrency": "EUR"', "1299.00 EUR"),
        ('"price": "12.500", "priceCurrency": "KWD"', "12.500 KWD"),
        ('"price": ["5.00", "5.0"], "priceCurrency": "EUR"', "5.00 EUR"),
        ('"price": null, "priceSpecification": {"price": 5, "priceCurrency": "EUR"}', "5.00 EUR"),
        (
            '"priceCurrency": "EUR", "priceSpecification": [{"@type": "UnitPriceSpecification", "price": 5}]',
            "5.00 EUR",
        ),
        ('"price": 5, "priceCurrency": "EUR", "priceSpecification": {"price": "5.00"}', "5.00 EUR"),
        (
            '"priceCurrency": "EUR", "priceSpecification": [{"price": 5, "priceType": "https://schema.org/SalePrice"},'
            ' {"price": 7, "priceType": "ListPrice"}]',
            "5.00 EUR",
        ),
        (
            '"price": 5, "priceCurrency": "EUR",'
            ' "priceSpecification": {"@type": "DeliveryChargeSpecification", "price": 9}',
            "5.00 EUR",
        ),
        (
            '"price": 5, "priceCurrency": "EUR",'
            ' "priceSpecification": [{"price": 4, "eligibleQuantity": {"minValue": 10}}, {"price": 3,'
            ' "validThrough": "2026-11-01"}, {"price": 3, "validFrom": "2026-12-24"}]',
            "5.00 EUR",
        ),
        ('"price": 5, "priceCurrency": "EUR", "priceValidUntil": "2026-12-01"', "5.00 EUR"),
        ('"price": 5, "priceCurrency": "EUR", "priceValidUntil": ""', "5.00 EUR"),
        ('"price": 5, "priceCurrency": "EUR", "validFrom": "2026-11-01T00:00:00Z"', "5.00 EUR"),
        (
            '"price": 5, "priceCurrency": "EUR", "businessFunction": "http://purl.org/goodrelations/v1#Sell"',
            "5.00 EUR",
        ),
    ],
)
def test_one_price_is_read(members: str, price: str) -> None:
    found = offer(members)
    assert found.codes == []
    assert found.entries[0].product.variants[0].price.words() == price


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ('"priceCurrency": "EUR"', "price-missing"),
        ('"price": "", "priceCurrency": "EUR"', "price-missing"),
        ('"price": 5', "currency-missing"),
        ('"price": "$5"', "currency-missing"),
        ('"price": 5, "priceCurrency": "XXX"', "currency-unknown"),
        ('"price": "5 USD", "priceCurrency": "EUR"', "currency-conflict"),
        ('"price": 5, "priceCurrency": ["EUR", "USD"]', "field-twice"),
        ('"price": 0, "priceCurrency": "EUR"', "price-zero"),
        ('"price": -5, "priceCurrency": "EUR"', "price-negative"),
        ('"price": "from 5", "priceCurrency": "EUR"', "price-unclear"),
        ('"price": "5 - 10", "priceCurrency": "EUR"', "price-unclear"),
        ('"price": 1.299, "priceCurrency": "EUR"', "price-unclear"),
        ('"price": "1.299", "priceCurrency": "EUR"', "price-unclear"),
        ('"price": 1e3, "priceCurrency": "EUR"', "price-unclear"),
        ('"price": true, "priceCurrency": "EUR"', "price-unclear"),
        ('"price": {"value": 5}, "priceCurrency": "EUR"', "price-unclear"),
        ('"price": 90071992547409.92, "priceCurrency": "EUR"', "price-too-large"),
        ('"price": [5, 6], "priceCurrency": "EUR"', "price-conflict"),
        ('"price": 5, "priceCurrency": "EUR", "priceSpecification": {"price": 6}', "price-conflict"),
        ('"priceCurrency": "EUR", "priceSpecification": [{"price": 5}, {"price": 6}]', "price-conflict"),
        ('"priceCurrency": "EUR", "priceSpecification": {"minPrice": 5, "maxPrice": 6}', "price-range"),
        ('"lowPrice": 5, "highPrice": 6, "priceCurrency": "EUR"', "price-range"),
        (
            '"priceSpecification": {"price": 5, "priceCurrency": "EUR", "billingDuration": "P1M"}',
            "price-missing",
        ),
        (
            '"priceSpecification": {"price": 5, "priceCurrency": "EUR", "validForMemberTier": "x"}',
            "price-missing",
        ),
        (
            '"priceSpecification": {"price": 5, "priceCurrency": "EUR", "referenceQuantity": {}}',
            "price-missing",
        ),
        (
            '"priceSpecification": {"price": 9, "priceCurrency": "EUR", "priceType": "ListPrice"}',
            "price-missing",
        ),
        ('"price": 5, "priceCurrency": "EUR", "priceValidUntil": "2026-11-29"', "price-expired"),
        ('"price": 5, "priceCurrency": "EUR", "priceValidUntil": "2026-12-01T08:59:59Z"', "price-expired"),
        ('"price": 5, "priceCurrency": "EUR", "priceValidUntil": "31.12.2026"', "time-unclear"),
        ('"price": 5, "priceCurrency": "EUR", "validThrough": "2025-01-01"', "price-expired"),
        ('"price": 5, "priceCurrency": "EUR", "validFrom": "2027-01-01"', "price-not-yet"),
        ('"price": 5, "priceCurrency": "EUR", "businessFunction": "LeaseOut"', "not-for-sale"),
        ('"price": 5, "priceCurrency": "EUR", "availability": "perhaps"', "availability-unknown"),
        ('"price": 5, "priceCurrency": "EUR", "availability": ["InStock", "OutOfStock"]', "field-twice"),
        ('"price": 5, "priceCurrency": "EUR", "itemCondition": "shabby"', "condition-unknown"),
        ('"price": 5, "priceCurrency": "EUR", "inventoryLevel": "some"', "stock-unclear"),
        ('"price": 5, "priceCurrency": "EUR", "inventoryLevel": {"value": -1}', "stock-unclear"),
    ],
)
def test_anything_else_is_a_reject(members: str, code: str) -> None:
    assert offer(members).codes == [("A", code)]


@pytest.mark.parametrize(
    "word", ["AggregateOffer", "schema:AggregateOffer", "https://schema.org/AggregateOffer"]
)
@pytest.mark.parametrize("more", ["", ', "price": 5', ', "offerCount": 1, "offers": []'])
def test_from_lowest_and_highest_no_price_follows(word: str, more: str) -> None:
    found = product(
        f'"offers": {{"@type": "{word}", "lowPrice": 5, "highPrice": 5, "priceCurrency": "EUR"{more}}}'
    )
    assert found.codes == [("A", "price-range")]


@pytest.mark.parametrize(
    ("word", "available", "status"),
    [
        ("https://schema.org/InStock", True, "in_stock"),
        ("http://schema.org/OutOfStock", False, "out_of_stock"),
        ("http://www.schema.org/SoldOut", False, "out_of_stock"),
        ("schema:PreOrder", True, "preorder"),
        ("PreSale", True, "preorder"),
        ("BackOrder", True, "backorder"),
        ("MadeToOrder", True, "backorder"),
        ("LimitedAvailability", True, "limited_stock"),
        ("OnlineOnly", True, "in_stock"),
        ("InStoreOnly", False, None),
        ("Discontinued", False, "discontinued"),
        ("in stock", True, "in_stock"),
    ],
)
def test_availability_is_schema_orgs(word: str, available: bool, status: str | None) -> None:
    (variant,) = offer(f'"price": "5 EUR", "availability": "{word}"').entries[0].product.variants
    assert variant.availability is not None
    assert (variant.availability.available, variant.availability.status) == (available, status)


def test_a_count_of_none_overrules_in_stock() -> None:
    (entry,) = offer('"price": "5 EUR", "availability": "InStock", "inventoryLevel": 0').entries
    assert entry.stock == {"A": 0} and not entry.product.variants[0].available()


@pytest.mark.parametrize(
    ("members", "list_price", "rejects"),
    [
        ('"priceSpecification": {"price": 7, "priceType": "StrikethroughPrice"}', 700, []),
        ('"priceSpecification": {"price": 7, "priceType": "https://schema.org/ListPrice"}', 700, []),
        ('"priceSpecification": {"price": 5, "priceType": "MSRP"}', None, []),
        ('"priceSpecification": {"price": 7, "priceType": "InvoicePrice"}', None, []),
        ('"priceSpecification": {"price": 3, "priceType": "ListPrice"}', None, ["price-conflict"]),
        (
            '"priceSpecification": [{"price": 7, "priceType": "SRP"}, {"price": 8, "priceType": "MSRP"}]',
            None,
            ["price-conflict"],
        ),
    ],
)
def test_a_list_price_is_taken_if_it_is_one_and_above(
    members: str, list_price: int | None, rejects: list[str]
) -> None:
    found = offer(f'"price": "5", "priceCurrency": "EUR", {members}')
    (variant,) = found.entries[0].product.variants
    assert (variant.list_price.amount if variant.list_price else None) == list_price
    assert [reject.code for reject in found.rejects] == rejects


RETURNS = '{{"returnPolicyCategory": "https://schema.org/MerchantReturn{0}"}}'.format


def delivery(handling: str, transit: str) -> str:
    spans = [
        f'{{"maxValue": "{most}", "unitCode": "{unit}"}}'
        for most, _, unit in (handling.partition(" "), transit.partition(" "))
    ]
    return f'{{"deliveryTime": {{"handlingTime": {spans[0]}, "transitTime": {spans[1]}}}}}'


@pytest.mark.parametrize(
    ("members", "terms"),
    [
        (f'"shippingDetails": {delivery("1 DAY", "3 d")}', {"delivery_days": 4}),
        (f'"shippingDetails": [{delivery("1 D", "3 D")}, {delivery("0 D", "4 D")}]', {"delivery_days": 4}),
        (f'"shippingDetails": [{delivery("1 DAY", "3 DAY")}, {delivery("1 DAY", "9 DAY")}]', {}),
        (f'"shippingDetails": {delivery("1 HUR", "3 DAY")}', {}),
        (f'"shippingDetails": {delivery("1 DAY", " ")}', {}),
        (f'"shippingDetails": {delivery("400 DAY", "1 DAY")}', {}),
        ('"hasMerchantReturnPolicy": {"merchantReturnDays": 30}', {"returns_days": 30}),
        (f'"hasMerchantReturnPolicy": {RETURNS("NotPermitted")}', {"returns_days": 0}),
        (f'"hasMerchantReturnPolicy": {RETURNS("UnlimitedWindow")}', {}),
        ('"hasMerchantReturnPolicy": [{"merchantReturnDays": 30}, {"merchantReturnDays": 14}]', {}),
        ('"warranty": {"durationOfWarranty": {"value": 2, "unitCode": "ANN"}}', {"warranty_months": 24}),
        ('"warranty": {"durationOfWarranty": {"value": 18, "unitCode": "MON"}}', {"warranty_months": 18}),
        ('"warranty": {"durationOfWarranty": {"value": 90, "unitCode": "DAY"}}', {}),
        ('"warranty": {"durationOfWarranty": {"value": 99, "unitCode": "ANN"}}', {}),
        ('"warranty": "two years"', {}),
    ],
)  # fmt: skip
def test_terms_are_taken_only_if_stated_whole_and_once(members: str, terms: dict[str, int]) -> None:
    found = offer(f'"price": "5 EUR", {members}')
    assert not found.rejects
    metadata = found.entries[0].product.metadata
    assert (metadata.members() if metadata else {}) == terms


def test_offers_with_a_sku_each_are_variants() -> None:
    offers = ", ".join(
        f'{{"@type": "Offer", "sku": "A-{size}", "name": "Thing {size}", "price": "{price} EUR"}}'
        for size, price in (("S", 5), ("L", 7))
    )
    found = product(f'"offers": [{offers}]')
    (entry,) = found.entries
    assert entry.product.id == "A" and not found.rejects
    assert [(variant.id, variant.title, variant.price.amount) for variant in entry.product.variants] == [
        ("A-S", "Thing S", 500),
        ("A-L", "Thing L", 700),
    ]
    inside = product(
        f'"offers": {{"@type": "AggregateOffer", "lowPrice": 5, "highPrice": 7, "offers": [{offers}]}}'
    )
    assert inside.entries == found.entries


@pytest.mark.parametrize(
    ("offers", "code"),
    [
        ('{"price": "5 EUR"}, {"price": "6 EUR"}', "offers-unclear"),
        ('{"price": "5 EUR", "sku": "X"}, {"price": "6 EUR", "sku": "X"}', "offers-unclear"),
        ('{"price": "5 EUR", "seller": "one"}, {"price": "5 EUR", "seller": "two"}', "offers-unclear"),
        (
            '{"price": "5 EUR", "sku": "X", "seller": {"name": "one"}}, {"price": "5 EUR", "sku": "Y"}',
            "offers-unclear",
        ),
    ],
)
def test_offers_that_cannot_be_told_apart_are_a_reject(offers: str, code: str) -> None:
    assert product(f'"offers": [{offers}]').codes == [("A", code)]


def test_offers_that_say_the_same_are_one() -> None:
    found = product('"offers": [{"price": "5 EUR"}, {"price": "5 EUR"}]')
    assert found.ids == ["A"] and not found.rejects


def test_one_bad_variant_spoils_no_other() -> None:
    found = product('"offers": [{"sku": "X", "price": "5"}, {"sku": "Y", "price": "from 5"}]', EURO)
    assert [variant.id for variant in found.entries[0].product.variants] == ["X"]
    assert found.codes == [("Y", "price-unclear")]
