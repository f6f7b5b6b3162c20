"""News in words: what is new, and why it is shown. A brand's own words stand apart, in quotes.

Spec: spec/37-subscribe.md.
"""

from __future__ import annotations

from typing import Final

from consumer_twin.relation.subscription import Told
from protocol import Price
from protocol.relation import NewsTopic

_ASKED: Final = {
    "back-in-stock": "when {what} can be bought again",
    "price-below": "when {what} costs less than {share} of its list price",
    "season-catalog": "when {what} new comes into the catalog",
    "order-care": "how your order comes along",
    "offer": "when there is an offer for {what}",
}


def headline(told: Told) -> str:
    """Return what is new, in one sentence."""
    news, seller = told.news, told.seller
    what = told.title or _joined(news.product, news.variant)
    if told.topic.kind == "back-in-stock":
        return f"{what} can be bought again at {seller}."
    if told.topic.kind == "price-below":
        return f"{what} costs {_price(news.price)} at {seller}, instead of {_price(told.listed)}."
    if told.topic.kind == "season-catalog":
        return f"{seller} has new things in its catalog."
    if told.topic.kind == "order-care":
        return f"Your order at {seller}: {news.status}."
    price = "" if news.price is None else f" for {_price(news.price)}"
    return f"{seller} offers {news.promotion}{price}{f': {what}' if what else ''}."


def why(told: Told) -> str:
    """Return why it is shown: what the person asked for."""
    return f"You asked {told.seller} to tell you {asked(told.topic, told.title)}."


def asked(topic: NewsTopic, title: str = "") -> str:
    """Return what a topic asks for; title: what its product is called, if that is known.

    >>> asked(NewsTopic(kind="price-below", product="lamp", basis_points=8000))
    'when lamp costs less than 0.80 of its list price'
    """
    anything = "anything" if topic.kind in {"season-catalog", "offer"} else ""
    what = title or _joined(topic.product, topic.variant, topic.category)
    share = f"{(topic.basis_points or 0) / 10_000:.2f}"
    return _ASKED[topic.kind].format(what=what or anything, share=share)


def _joined(*parts: str | None) -> str:
    """Return what is said of *parts*, each once."""
    return " ".join(dict.fromkeys(part for part in parts if part))


def _price(price: Price | None) -> str:
    return "an unknown price" if price is None else price.words()
