"""Meta's catalog feeds: Merchant's names, and one of its own; as a table and as XML.

Source: facebook.com/business/help/120325381656392, "Reference: product data specifications".
"""

from __future__ import annotations

from tests.catalog_adapters.reading import read

TABLE = """id,title,availability,condition,price,link,image_link,brand,quantity_to_sell_on_facebook
FB_1,Cotton shirt,in stock,new,10.00 USD,https://shop.example/1,https://shop.example/1.jpg,Halm,75
FB_2,Wool cap,out of stock,used,8.50 USD,https://shop.example/2,https://shop.example/2.jpg,Halm,
"""
FEED = """<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><item>
<g:id>FB_1</g:id><g:title>Cotton shirt</g:title><g:availability>in stock</g:availability>
<g:condition>new</g:condition><g:price>10.00 USD</g:price><g:sale_price>8.00 USD</g:sale_price>
<g:sale_price_effective_date>2026-11-01T00:00:00+00:00/2026-12-24T23:59:00+00:00</g:sale_price_effective_date>
<g:quantity_to_sell_on_facebook>75</g:quantity_to_sell_on_facebook></item></channel></rss>"""


def test_a_table() -> None:
    found = read("meta.csv", data=TABLE.encode())
    assert found.ids == ["FB_1", "FB_2"] and found.codes == []
    shirt, cap = found.entries
    assert shirt.stock == {"FB_1": 75} and not cap.stock
    assert [entry.product.variants[0].available() for entry in (shirt, cap)] == [True, False]


def test_a_feed_with_a_sale_that_lasts() -> None:
    found = read("meta.xml", data=FEED.encode())
    (shirt,) = found.entries
    variant = shirt.product.variants[0]
    assert variant.price.words() == "8.00 USD" and variant.list_price is not None
    assert shirt.stock == {"FB_1": 75}
