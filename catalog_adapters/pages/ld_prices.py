"""What an offer costs: its price, the list price beside it, and whether they hold now.

Spec: spec/40-scan.md (SCAN-30).

An offer may state its price itself, in price specifications, or both; both must agree. A specification that
holds for members only, for a quantity, per unit or per month is not the price. From a lowest and a highest
price no price follows.

Source: schema.org 29, Offer and UnitPriceSpecification; Google Search Central, merchant listings.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from catalog_adapters.entry import Asked, SourceSettings
from catalog_adapters.item import RowError
from catalog_adapters.later import Prices, with_later
from catalog_adapters.pages.ld_graph import Graph, Node, types
from catalog_adapters.pages.ld_subject import only
from catalog_adapters.row_prices import Note, marked_down, not_free
from catalog_adapters.terms import bare
from foundation.reading import ReadingError, read_feed_price, read_moment
from protocol.money import Price

_LISTED: Final = frozenset(("ListPrice", "StrikethroughPrice", "RegularPrice", "MSRP", "SRP"))
_ASKED: Final = frozenset(("", "SalePrice"))
_NO_PLAIN_PRICE: Final = frozenset(
    """
    referenceQuantity billingDuration billingIncrement billingStart validForMemberTier eligibleQuantity
    eligibleTransactionVolume membershipPointsEarned
    """.split()
)
_NOT_OF_THE_ARTICLE: Final = frozenset(
    ("DeliveryChargeSpecification", "PaymentChargeSpecification", "CompoundPriceSpecification")
)
_RANGE: Final = ("lowPrice", "highPrice", "minPrice", "maxPrice")


def read_offer_prices(
    graph: Graph, offer: Node, settings: SourceSettings, at_ms: int, note: Note
) -> tuple[Prices, tuple[Asked, ...]]:
    """Return price and list price of *offer* at *at_ms*, and what is asked later. Raises `RowError`."""
    moments = _moments(graph, offer)
    if not moments:
        return _offer_prices(graph, offer, settings, at_ms, note), ()
    noted: list[tuple[str, str, str]] = []
    prices, later = with_later(
        lambda moment: _offer_prices(graph, offer, settings, moment, lambda *said: noted.append(said)),
        moments,
        at_ms,
    )
    for said in dict.fromkeys(noted):
        note(*said)
    return prices, later


def _moments(graph: Graph, offer: Node) -> list[int]:
    """The moments at which the offer may say something else."""
    texts = [(name, graph.text(offer, name)) for name in ("priceValidUntil", "validThrough", "validFrom")]
    for spec in graph.nodes(offer, "priceSpecification"):
        texts += [(name, graph.text(spec, name)) for name in ("validThrough", "validFrom")]
    found: list[int] = []
    for name, text in texts:
        with suppress(ReadingError):
            if text:
                moment = read_moment(text)
                found.append(moment.first_ms if name == "validFrom" else moment.last_ms + 1)
    return found


def _offer_prices(graph: Graph, offer: Node, settings: SourceSettings, at_ms: int, note: Note) -> Prices:
    _check_valid(graph, offer, at_ms)
    own = _prices(graph, offer, "", settings)
    specs = [spec for spec in graph.nodes(offer, "priceSpecification") if _is_plain(graph, spec, at_ms)]
    currency = only(graph, offer, "priceCurrency")
    said = [(_type(graph, spec), _prices(graph, spec, currency, settings)) for spec in specs]
    asked = [price for kind, prices in said if kind in _ASKED for price in prices]
    listed = [price for kind, prices in said if kind in _LISTED for price in prices]
    price = _only_one(graph, offer, [*own, *asked])
    try:
        return marked_down(price, _one(listed)) if listed else (price, None)
    except RowError as error:
        note("list_price", error.code, error.reason)
        return price, None


def _only_one(graph: Graph, offer: Node, prices: list[Price]) -> Price:
    if prices and not (types(offer) == {"AggregateOffer"} and _has_range(graph, offer)):
        return _one(prices)
    ranges = [offer, *graph.nodes(offer, "priceSpecification")]
    if any(_has_range(graph, node) for node in ranges):
        raise RowError("price-range", "it states a lowest and a highest price, and none in between")
    raise RowError("price-missing", "the offer has no price that holds for everybody now")


def _one(prices: list[Price]) -> Price:
    if len(set(prices)) > 1:  # SCAN-30
        raise RowError("price-conflict", "it states " + " and ".join(price.words() for price in prices[:3]))
    return prices[0]


def _has_range(graph: Graph, node: Node) -> bool:
    return any(graph.values(node, name) for name in _RANGE)


def _type(graph: Graph, spec: Node) -> str:
    return bare(graph.text(spec, "priceType"))


def _is_plain(graph: Graph, spec: Node, at_ms: int) -> bool:
    """Say whether *spec* is the price of one article, for everybody, now."""
    if types(spec) & _NOT_OF_THE_ARTICLE or any(graph.values(spec, name) for name in _NO_PLAIN_PRICE):
        return False
    starts, ends = graph.text(spec, "validFrom"), graph.text(spec, "validThrough")
    return not _before(starts, at_ms) and not _after(ends, at_ms)


def _prices(graph: Graph, node: Node, currency: str, settings: SourceSettings) -> list[Price]:
    stated = only(graph, node, "priceCurrency") or currency or None
    values = graph.values(node, "price")
    if any(not isinstance(value, str) for value in values):
        raise RowError("price-unclear", "the price is neither a number nor text")
    mark, default, texts = settings.decimal_mark, settings.currency, graph.texts(node, "price")
    try:
        prices = [read_feed_price(text, stated, default=default, decimal_mark=mark) for text in texts]
    except ReadingError as error:
        raise RowError(error.code, f"{error}. {error.advice}") from None
    return [not_free(price) for price in prices]


def _check_valid(graph: Graph, offer: Node, at_ms: int) -> None:
    kind = bare(graph.text(offer, "businessFunction"))
    if kind and not kind.lower().endswith("sell"):
        raise RowError("not-for-sale", f"the offer is not to sell but {kind[:60]!r}")
    for name in ("priceValidUntil", "validThrough"):
        if _after(graph.text(offer, name), at_ms):
            raise RowError("price-expired", f"the price was valid until {graph.text(offer, name)[:40]}")
    if _before(graph.text(offer, "validFrom"), at_ms):
        raise RowError("price-not-yet", f"the offer is valid from {graph.text(offer, 'validFrom')[:40]}")


def _after(end: str, at_ms: int) -> bool:
    """Say whether *at_ms* is after *end*, the last day included; the last place on earth decides."""
    try:
        return bool(end) and read_moment(end).last_ms < at_ms
    except ReadingError as error:
        raise RowError(error.code, str(error)) from None


def _before(start: str, at_ms: int) -> bool:
    try:
        return bool(start) and at_ms < read_moment(start).first_ms
    except ReadingError as error:
        raise RowError(error.code, str(error)) from None
