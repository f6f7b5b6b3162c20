"""Why an option stands where it stands, in sentences that its own numbers make.

Spec: spec/70-decide.md.

Each sentence compares with the option next in rank, or with the best one, and says one typed thing: price,
delivery, warranty, returns, extras. Where the person's choices have a say, one sentence names the part that
decided, and what it comes from. No sentence repeats the seller's words, and none names the ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consumer_twin.option import PAGE_MARK, Option, told
from consumer_twin.taste import BRAND, Measure
from protocol import Terms

_LEAST_SHARE = 0.002
"""A difference in worth below this share of the total is not worth a sentence."""


def why(option: Option, ranked: Sequence[Option], measure: Measure) -> tuple[str, ...]:
    """Return the reasons for *option*'s place among *ranked* (best first, of one wish line)."""
    best = ranked[0]
    other = next((one for one in ranked if one is not option), None) if option is best else best
    sentences = list(_marks(option))
    if other is not None and option.fits:
        sentences += _compared(option, other, measure)
    if option.spares:
        sentences.append(_spares(option, measure))
    if option.negotiable:
        sentences += _against_list(option)
    if option.points:
        sentences.append(_points(option, measure))
    sentences += option.stands
    sentences += _fees(option)
    if option.terms is not None:
        sentences.append(_comes_with(option.terms))
    return tuple(sentences)


def _marks(option: Option) -> Iterator[str]:
    if not option.negotiable:
        yield PAGE_MARK
        yield "Shipping is not stated there; delivery, warranty and returns count as nothing."
    if option.is_doubtful:  # MATCH-9
        yield f"Probably the same product as the others compared with it, {told(option.sureness)}."
    if option.above_ceiling:
        yield "Above your ceiling."
    if option.late:
        yield "Arrives later than you asked."


def _compared(option: Option, other: Option, measure: Measure) -> Iterator[str]:
    """The differences that matter, weightiest first: of the best to the runner-up, of others to the best."""
    mine = measure.worths(option.package(), option.seller.id)
    theirs = measure.worths(other.package(), other.seller.id)
    gains = {issue: mine[issue] - theirs[issue] for issue in mine}
    least = max(1, _LEAST_SHARE * option.total.amount)
    if measure.is_taught:
        better, worse = (option, other) if option.rank < other.rank else (other, option)
        sign = 1 if better is option else -1
        yield from _decided(better, worse, {issue: sign * gain for issue, gain in gains.items()}, measure)
    for issue in sorted(gains, key=lambda one: -abs(gains[one])):
        if issue != BRAND and abs(gains[issue]) >= least:
            yield _difference(issue, option, other)


def _decided(better: Option, worse: Option, gains: Mapping[str, int], measure: Measure) -> Iterator[str]:
    """What speaks most for *better* before *worse*, by the person's own choices; *gains* are its worths."""
    issue = max(gains, key=lambda one: gains[one])
    amount = better.total.of(gains[issue]).words() if gains[issue] > 0 else ""
    if not amount or issue in {"extras", "points", "quantity"}:
        return
    if issue == "price":
        less = f"{better.seller.name} costs {amount} less"
        yield f"{measure.reason(issue)}: {less}, and nothing counts more here."
    elif issue != BRAND:
        yield f"{measure.reason(issue)}: that of {better.seller.name} is worth {amount} more to you here."
    else:
        liked, disliked = (measure.brand_minor(one.seller.id) for one in (better, worse))
        seller, worth = (better.seller, liked) if liked >= -disliked else (worse.seller, disliked)
        side = "for" if worth > 0 else "against"
        reason = measure.reason_of(seller.id, seller.name)
        yield f"{reason}: that counts {better.total.of(abs(worth)).words()} {side} it here."


def _difference(issue: str, option: Option, other: Option) -> str:
    mine, theirs = option.terms, other.terms
    if issue in {"price", "quantity"}:
        return _much(issue, option, other)
    if mine is None or theirs is None:
        return f"{'States' if theirs is None else 'Does not state'} its {issue}; {other.seller.name} does" + (
            " not." if theirs is None else "."
        )
    if issue == "delivery-days":
        gap = mine.delivery_days - theirs.delivery_days
        return (
            f"Arrives {_count(abs(gap), 'day')} {'later' if gap > 0 else 'sooner'} than {other.seller.name}."
        )
    if issue == "warranty-months":
        gap = mine.warranty_months - theirs.warranty_months
        return (
            f"{_count(abs(gap), 'month')} {'less' if gap < 0 else 'more'} warranty than {other.seller.name}."
        )
    if issue == "returns-days":
        gap = mine.returns_days - theirs.returns_days
        days = _count(abs(gap), "day")
        return f"{days} {'less' if gap < 0 else 'more'} to return it than {other.seller.name}."
    return _points_apart(option, other) if issue == "points" else f"Other extras than {other.seller.name}."


def _much(issue: str, option: Option, other: Option) -> str:
    if issue == "quantity":
        gap = option.quantity - other.quantity
        return f"{_count(abs(gap), 'piece')} {'more' if gap > 0 else 'fewer'} than {other.seller.name}."
    gap = option.total.amount - other.total.amount
    amount = option.total.of(abs(gap)).words()
    return f"{amount} {'dearer' if gap > 0 else 'cheaper'} than {other.seller.name}."


def _points_apart(option: Option, other: Option) -> str:
    gap = option.points - other.points
    return f"{_count(abs(gap), 'point')} {'more' if gap > 0 else 'fewer'} than {other.seller.name}."


def _against_list(option: Option) -> Iterator[str]:
    gap = option.list_total.amount - option.total.amount
    if gap > 0:
        share = 100 * gap / option.list_total.amount
        yield f"{option.total.of(gap).words()} ({share:.1f} %) below this seller's own list total."
    elif gap == 0:
        yield "At this seller's list total."


def _spares(option: Option, measure: Measure) -> str:
    """Why more pieces than are needed: what one costs so, and what those beyond are counted at (DEC-24)."""
    needed = option.quantity - option.spares
    each = option.total.of(-(-option.total.amount // option.quantity)).words()
    counted = option.total.of(round(measure.preferences.spare_minor)).words()
    more = f"{option.spares} more than you need, counted at {counted} each"
    alone = "" if option.alone is None else f"; {needed} alone would be {option.alone.words()} here"
    return f"{option.quantity} pieces at {each} each, {more}{alone}."


def _points(option: Option, measure: Measure) -> str:
    """The points beside the price, and what they are counted at (FUL-51)."""
    worth = round(option.points * measure.preferences.point_minor)
    counted = f"counted at {option.total.of(worth).words()}" if worth else "which you count at nothing"
    return f"Brings {_count(option.points, 'point')}, {counted}."


def _fees(option: Option) -> Iterator[str]:
    """The marketplace's cut, shown and never ranked on (MATCH-6)."""
    for part in option.breakdown:
        if part.kind == "marketplace-fee":
            yield f"A marketplace takes {part.amount.words()} of the total."


def _comes_with(terms: Terms) -> str:
    extras = f", with {', '.join(terms.extras)}" if terms.extras else ""
    delivery, warranty = _count(terms.delivery_days, "day"), _count(terms.warranty_months, "month")
    returns = _count(terms.returns_days, "day")
    return f"Delivery in {delivery}, warranty {warranty}, returns {returns}{extras}."


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("" if number == 1 else "s")
