"""Ranking: the offers and public pages of one wish line, in the order of what they are worth to the person.

Spec: spec/70-decide.md, spec/50-match.md (MATCH-5, MATCH-6).

The scale is made of public prices, so nothing that a ceiling would change can change the order; the ceiling
only moves what lies above it to the end. What the person's own choices taught orders finished options here,
and nothing before: a counter that followed taste would tell it to the brand (LEARN-12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consumer_twin.fresh import Clock
from consumer_twin.market import Bargain, Market
from consumer_twin.match import Find, categories_of
from consumer_twin.negotiate import is_timely, package_of
from consumer_twin.option import Option
from consumer_twin.records import WishRecord
from consumer_twin.stands import what_stands
from consumer_twin.taste import Experience, Measure, measured
from consumer_twin.thread import Thread
from consumer_twin.why import why
from negotiation import Weights
from protocol import Offer, Price, message_hash, read_time
from protocol.quantities import quantities_offered


def rank(
    record: WishRecord,
    line: int,
    bargain: Bargain,
    clock: Clock,
    *,
    weights: Weights | None,
    experience: Experience,
    point_minor: float = 0.0,
) -> tuple[Option, ...]:
    """Return the options that *bargain* gives for wish line number *line*, best first.

    Those that don't fit the wish come last.

    The order depends on public facts, offers and the person: *weights*, if they set them for this wish,
    *experience*, and what a brand's point is worth to them. The ceiling only moves what lies above it to the
    end.
    """
    market = bargain.market
    share = record.wish.spare_share if record.wish.lines[line].at_most is not None else 0.0
    measure = measure_of(market, weights, experience, point_minor, share)
    offered = (
        best_of(
            record,
            thread,
            market.public_minor(thread.record.group),
            measure,
            clock,
            piece_minor=market.piece_minor(thread.record.group),
        )
        for thread in bargain.threads
    )
    shown = (_marked(_of_page(record, line, find, market, measure), record) for find in bargain.pages)
    marked = [option for option in (*offered, *shown) if option is not None]
    marked.sort(key=_order)
    ordered = [replace(option, rank=place) for place, option in enumerate(marked, start=1)]
    return tuple(replace(option, why=why(option, ordered, measure)) for option in ordered)


def _order(option: Option) -> tuple[bool, int, int, str]:
    """Best first. Equals stand by their threads, named by the twin's dice: no seller's word tips them."""
    return not option.fits, option.adjusted_minor, option.total.amount, option.thread or option.hash


def measure_of(
    market: Market,
    weights: Weights | None,
    experience: Experience,
    point_minor: float,
    spare_share: float = 0.0,
) -> Measure:
    """Return what options are measured by, on the scale of *market*.

    spare_share: what a piece beyond those needed is worth, as a share of the lowest list price of one.
    """
    measure = measured(market.preferences, weights, experience)
    spare = spare_share * market.piece_minor()  # DEC-23
    preferences = replace(measure.preferences, point_minor=point_minor, spare_minor=spare)  # FUL-51
    return replace(measure, preferences=preferences)


def best_of(
    record: WishRecord,
    thread: Thread,
    public_minor: int | None,
    measure: Measure,
    clock: Clock,
    *,
    piece_minor: int = 0,
) -> Option | None:
    """Return the best offer of *thread* that can still be taken; of one that ended, its best if too dear.

    public_minor: the least that anybody asks in public for the same; None takes the brand's own list total.
    piece_minor: the lowest list price of a piece of it, for pieces beyond those needed.
    """
    wish = record.wish
    live = thread.live(clock(thread.talk.seq + 1)) if thread.is_open else {}
    standing = live or {
        name: offer for name, offer in thread.offers.items() if _too_dear(offer.total, wish.ceiling)
    }
    if not standing:
        return None

    def order(name: str) -> tuple[bool, int]:
        offer = standing[name]
        unfit = _too_dear(offer.total, wish.ceiling) or not is_timely(offer, wish)
        return unfit, measure.adjusted_minor(package_of(thread, offer), thread.record.seller.id)

    best = _of_offer(record, thread, min(standing, key=order), public_minor, measure)
    return _marked(_with_spares(best, thread, standing.values(), piece_minor), record)


def _with_spares(option: Option, thread: Thread, standing: Iterable[Offer], piece_minor: int) -> Option:
    """Return *option* with what it has beyond the pieces needed, and what those alone cost here."""
    spares = thread.spares(quantities_offered(thread.offers[option.hash]))
    if not spares:
        return option
    alone = [offer.total.amount for offer in standing if not thread.spares(quantities_offered(offer))]
    return replace(
        option,
        spares=spares,
        alone=option.total.of(min(alone)) if alone else None,
        public_total=option.total.of(option.public_total.amount + spares * piece_minor),
    )


def _of_offer(
    record: WishRecord, thread: Thread, name: str, public_minor: int | None, measure: Measure
) -> Option:
    offer = thread.offers[name]
    line = offer.lines[0]
    return Option(
        hash=name,
        wish=record.number,
        line=thread.record.line,
        seller=thread.record.seller,
        product=line.product,
        variant=line.variant,
        title=line.title,
        quantity=line.quantity,
        total=offer.total,
        list_total=offer.list_total,
        public_total=offer.list_total if public_minor is None else offer.total.of(public_minor),
        terms=offer.terms,
        breakdown=offer.breakdown,
        valid_until_ms=read_time(offer.valid_until),
        thread=thread.record.id,
        points=offer.points or 0,
        stands=what_stands(offer),
        group=thread.record.group,
        sureness=thread.record.sureness,
        categories=thread.record.categories,
        adjusted_minor=measure.adjusted_minor(package_of(thread, offer), thread.record.seller.id),
    )


def _of_page(record: WishRecord, line: int, find: Find, market: Market, measure: Measure) -> Option:
    quantity = record.wish.lines[line].quantity
    total = find.unit_price.times(quantity)
    public_minor = market.public_minor(find.group)
    option = Option(
        hash=_page_hash(find, quantity),
        wish=record.number,
        line=line,
        seller=find.seller,
        product=find.product.id,
        variant=find.variant.id,
        title=find.product.title,
        quantity=quantity,
        total=total,
        list_total=total,
        public_total=total if public_minor is None else total.of(public_minor),
        terms=None,
        breakdown=(),
        valid_until_ms=None,
        thread=None,
        group=find.group,
        sureness=find.sureness,
        categories=categories_of(find),
        adjusted_minor=0,
    )
    return replace(option, adjusted_minor=measure.adjusted_minor(option.package(), find.seller.id))


def _page_hash(find: Find, quantity: int) -> str:
    said = {"type": "public-page", "url": find.seller.id, "product": find.product.id}
    return message_hash(
        {**said, "variant": find.variant.id, "quantity": quantity, "price": find.unit_price.members()}
    )


def _marked(option: Option, record: WishRecord) -> Option:
    wish = record.wish
    days = wish.deliver_by_days
    late = days is not None and (option.terms is None or option.terms.delivery_days > days)
    return replace(option, above_ceiling=_too_dear(option.total, wish.ceiling), late=late)


def _too_dear(total: Price, ceiling: Price | None) -> bool:
    return ceiling is not None and total.above(ceiling)
