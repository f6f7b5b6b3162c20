"""A wish as the twin understood it: one editable field for each thing, and back from the fields to a wish.

Spec: spec/10-wish.md (WISH-20 to WISH-24). What is read here, and the limit above all, stays on this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from consumer_twin import Wish, WishLine, read_wish
from consumer_twin.errors import BadWishError
from consumer_twin.scan import Places
from consumer_twin.standing import Aim
from consumer_twin.wish import Asks
from consumer_twin.wish.lines import MAX_LINES, MAX_QUANTITY, MAX_TEXT
from consumer_twin.wish.reading import Reading
from consumer_twin.wish.said import said_in
from dailyme.acts.said import FARTHEST_DAYS
from dailyme.doubting import doubts_of
from dailyme.pages.shell import Form
from dailyme.settings import Settings
from dailyme.sources import is_address
from protocol import Price

CONDITIONS: Final = (("", "Any"), ("new", "New"), ("used", "Used"), ("refurbished", "Refurbished"))
_LISTED: Final = ("brands", "not_brands", "colours", "not_colours", "sizes")
_MOST_LISTED: Final = 12
_NOTHING: Final = Asks()


@dataclass(frozen=True)
class Understood:
    """What was understood of *text*. noted: what only the person can judge, in their words, by its label."""

    text: str
    lines: tuple[WishLine, ...]
    ceiling: Price | None = field(default=None, repr=False)
    needed_by: date | None = None
    until: date | None = None
    market: str = ""
    shops: str = ""
    noted: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def limit(self) -> str:
        """The limit as it is typed."""
        return "" if self.ceiling is None else self.ceiling.words()


def understood(text: str, settings: Settings, today: date) -> Understood:
    """Return what *text* says, counted from *today*. Raises `BadWishError`."""
    plain = read_wish(text, currency=settings.currency, region=settings.region)
    said = said_in(text, today=today)
    market = settings.market or ""
    if said is None:
        return Understood(text, plain.lines, market=market)
    unclear = [one.text for reading in said.readings for one in reading.unclear]
    doubt = next(iter(doubts_of(plain, today) if said.ceiling is None else ()), None)
    if doubt is not None:
        unclear = [one for one in unclear if not one.startswith(doubt.words)]
    return Understood(
        text,
        said.lines,
        said.ceiling if doubt is None else doubt.ceiling,
        said.needed_by,
        market=market,
        noted=tuple(_noted(said.readings)),
        assumed=tuple(_assumed(said.readings, "" if doubt is None else doubt.words, settings.currency)),
        unclear=tuple(unclear),
    )


def of_aim(aim: Aim, until: date | None, today: date) -> Understood:
    """Return the fields of a wish that stands already; its latest day is counted from *today*."""
    wish, places = aim.wish, aim.places
    days = wish.deliver_by_days
    return Understood(
        wish.text,
        wish.lines,
        wish.ceiling,
        None if days is None else today + timedelta(days=days),
        until,
        market=" ".join(places.markets),
        shops=" ".join(places.brands),
    )


def wish_in(
    form: Form, settings: Settings, today: date, files: tuple[str, ...] = ()
) -> tuple[Wish, Places] | None:
    """Return the wish that the fields of *form* say, and where to look; None if something is at fault.

    files: those that were named on the command line; they stay.
    """
    count = form.count("lines", least=1, most=MAX_LINES) or 1
    lines = [_line(form, number) for number in range(count)]
    ceiling = form.price("limit", currency=settings.currency, required=False)
    days = _days(form, today)
    places = _places(form, files)
    if form.faults:
        return None
    try:
        wish = read_wish(
            "; ".join(line.text for line in lines),
            currency=settings.currency if ceiling is None else ceiling.currency,
            region=settings.region,
            ceiling=ceiling,
            personal_terms=settings.personal_terms,
            deliver_by_days=days,
        )
    except BadWishError as error:
        form.blame("words-0", f"{str(error).capitalize()}.")
        return None
    return replace(wish, lines=tuple(lines)), places


def _line(form: Form, number: int) -> WishLine:
    words = form.text(f"words-{number}", most=MAX_TEXT)
    if ";" in words:
        form.blame(f"words-{number}", "Leave out the semicolon; say two things as two wishes.")
    quantity = form.count(f"quantity-{number}", least=1, most=MAX_QUANTITY) or 1
    most = form.count(f"most-{number}", least=1, most=MAX_QUANTITY, required=False)
    if most is not None and most < quantity:
        form.blame(f"most-{number}", f"This is less than the {quantity} that you need.")
    listed = {name: _listed(form, f"{name}-{number}") for name in _LISTED}
    condition = form.choice(f"condition-{number}", [key for key, _ in CONDITIONS], required=False)
    asks = Asks(**listed, condition=condition or None)
    return WishLine(words, quantity, most, None if asks == _NOTHING else asks)


def _listed(form: Form, name: str) -> tuple[str, ...]:
    """The names of a field, parted by commas."""
    found = tuple(one.strip() for one in form.text(name, required=False).split(",") if one.strip())
    if len(found) > _MOST_LISTED:
        form.blame(name, f"At most {_MOST_LISTED}.")
    return tuple(dict.fromkeys(found))


def _days(form: Form, today: date) -> int | None:
    day = form.day("by", required=False)
    if day is None:
        return None
    days = (day - today).days
    if days < 0:
        form.blame("by", "That day has passed.")
    elif days > FARTHEST_DAYS:
        form.blame("by", "That is more than a year away.")
    return days


def _places(form: Form, files: tuple[str, ...]) -> Places:
    markets = tuple(form.text("market", required=False, most=500).split())
    shops = tuple(form.text("shops", required=False, most=500).split())
    for name, given in (("market", markets), ("shops", shops)):
        if not all(map(is_address, given)):
            form.blame(name, "Write a web address such as https://market.example.")
    if not (markets or shops or files) and "market" not in form.faults:
        form.blame("market", "Say where to look: a marketplace's address, or a shop's below.")
    return Places(markets, shops, files)


def _noted(readings: Iterable[Reading]) -> Iterator[tuple[str, str]]:
    for reading in readings:
        if reading.nice:
            yield "Nice to have", ", ".join(reading.nice)
        if reading.deliver_to is not None:
            yield "Deliver to", reading.deliver_to


def _assumed(readings: Iterable[Reading], words: str, currency: str) -> Iterator[str]:
    for reading in readings:
        yield from (one.text for one in reading.assumed)
    if words:
        yield f"“{words}” names no currency; {currency} is meant, and it is your limit."
