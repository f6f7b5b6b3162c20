"""What the command line says of a standing wish: new, or changed in the parts that are named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from consumer_twin import read_wish
from consumer_twin.scan import Places
from consumer_twin.standing import CLEARABLE, Aim, without
from consumer_twin.wish.said import Said
from dailyme.acts.here import Here, spare_share_of
from dailyme.acts.said import days_until, last_of, worded
from dailyme.amounts import read_amount
from dailyme.errors import UsageError
from dailyme.sources import is_address
from negotiation import Mandate, Weights
from protocol import Price

_ISSUES: Final = ("delivery", "warranty", "returns", "extra")


@dataclass(frozen=True)
class AimFlags:
    """What is said; None or nothing is not said. *clear* takes back what was said before."""

    market: str | None = None
    brands: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    ceiling: str | None = None
    quantity: int | None = None
    at_most: int | None = None
    region: str | None = None
    currency: str | None = None
    categories: tuple[str, ...] = ()
    within_days: int | None = None
    weights: str | None = None
    mandate: str | None = None
    until: str | None = None
    clear: tuple[str, ...] = ()


def new_aim(text: str, flags: AimFlags, at: Here, at_ms: int, said: Said | None = None) -> Aim:
    """Return the aim of a new wish; what an option says goes before what the words say.

    said: *text* as it was read and shown back; None for search terms. A day in it is the last to look, too.

    Raises `UsageError` or `BadWishError`.
    """
    in_words = None if said is None else said.ceiling
    ceiling = _amount(flags.ceiling, "--ceiling") or in_words
    days = None if said is None else days_until(said.needed_by)
    wish = read_wish(
        text if said is None else said.text,
        currency=flags.currency or (at.settings.currency if ceiling is None else ceiling.currency),
        region=flags.region or at.settings.region,
        ceiling=ceiling,
        quantity=1 if flags.quantity is None else flags.quantity,
        at_most=flags.at_most,
        spare_share=spare_share_of(at.settings),
        personal_terms=at.settings.personal_terms,
        categories=flags.categories,
        deliver_by_days=days if flags.within_days is None else flags.within_days,
    )
    wish = worded(wish, said, counted=flags.quantity is not None or flags.at_most is not None)
    aim = Aim(wish, _places(flags, at), page_currency=flags.currency)
    until = None if said is None else last_of(said.needed_by)
    return _with_rest(aim, replace(flags, until=flags.until or until), at_ms)


def changed_aim(
    before: Aim, text: str | None, flags: AimFlags, at: Here, at_ms: int, *, said: Said | None = None
) -> Aim:
    """Return *before* with what the command line says instead; *said* is *text* as it was read.

    Raises as `new_aim` does.
    """
    unknown = set(flags.clear) - set(CLEARABLE)
    if unknown:
        raise UsageError(f"--clear can't be {min(unknown)!r}", f"Give one of {', '.join(CLEARABLE)}.")
    kept = without(before, frozenset(CLEARABLE[name] for name in flags.clear))
    old = kept.wish
    ceiling = _amount(flags.ceiling, "--ceiling") or (said and said.ceiling) or old.ceiling
    words = old.text if text is None else text
    wish = read_wish(
        words if said is None else said.text,
        currency=flags.currency or (old.currency if ceiling is None else ceiling.currency),
        region=flags.region or old.region,
        ceiling=ceiling,
        quantity=old.lines[0].quantity if flags.quantity is None else flags.quantity,
        at_most=old.lines[0].at_most if flags.at_most is None else flags.at_most,
        spare_share=old.spare_share,
        personal_terms=old.personal_terms,
        categories=flags.categories or old.categories,
        deliver_by_days=old.deliver_by_days if flags.within_days is None else flags.within_days,
    )
    counted = flags.quantity is not None or flags.at_most is not None
    wish = worded(wish, said, counted=counted)
    if text is None:
        both = zip(wish.lines, old.lines, strict=True)
        lines = (replace(line if counted else was, asks=was.asks) for line, was in both)
        wish = replace(wish, lines=tuple(lines))
    named = bool(flags.market or flags.brands or flags.sources)
    places = _places(flags, at) if named else kept.places
    currency = flags.currency or kept.page_currency
    return _with_rest(replace(kept, wish=wish, places=places, page_currency=currency), flags, at_ms)


def _with_rest(aim: Aim, flags: AimFlags, at_ms: int) -> Aim:
    """Return *aim* with the weights, the mandate and the end that are said."""
    mandate = _amount(flags.mandate, "--mandate")
    aim = replace(
        aim,
        weights=aim.weights if flags.weights is None else read_weights(flags.weights),
        mandate=aim.mandate if mandate is None else Mandate(mandate, None, None, None),
        until_ms=aim.until_ms if flags.until is None else end_of(flags.until, at_ms),
    )
    limit = None if aim.mandate is None else aim.mandate.per_deal
    if limit is not None and limit.currency != aim.wish.currency:
        raise UsageError(
            f"the mandate is in {limit.currency} and the wish in {aim.wish.currency}", "Give both in one."
        )
    return aim


def read_weights(text: str) -> Weights:
    """Return the weights that *text* spells, such as `delivery=0.2,warranty=0.05`; the rest are the usual.

    Raises `UsageError`.

    >>> read_weights("delivery=0.2").delivery
    0.2
    """
    try:
        given = {name.strip(): float(share) for name, share in (one.split("=") for one in text.split(","))}
        unknown = set(given) - set(_ISSUES)
        if unknown:
            raise ValueError(f"there is no weight {min(unknown)!r}")
        return replace(Weights(), **given)
    except ValueError as error:
        raise UsageError(
            f"--weights can't be {text!r}: {error}",
            f"Give shares of the price for any of {', '.join(_ISSUES)}: delivery=0.2,warranty=0.05.",
        ) from None


def end_of(text: str, at_ms: int) -> int:
    """Return the end of the day that *text* names, by this machine's clock, in milliseconds since 1970.

    Raises `UsageError` for no date, or one that has passed at *at_ms*.
    """
    try:
        after = date.fromisoformat(text) + timedelta(days=1)
        ends_ms = int(datetime.combine(after, time()).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise UsageError(f"--until can't be {text!r}", "Give a date such as 2026-12-24.") from None
    if ends_ms <= at_ms:
        raise UsageError(f"--until {text} has passed", "Give a day that is still to come.")
    return ends_ms


def last_day(until_ms: int) -> str:
    """Return the last day before *until_ms*, by this machine's clock."""
    return datetime.fromtimestamp((until_ms - 1) / 1000).date().isoformat()  # noqa: DTZ006  the person's own day


def _amount(text: str | None, flag: str) -> Price | None:
    return None if text is None else read_amount(text, flag)


def _places(flags: AimFlags, at: Here) -> Places:
    """Return where to look: what is named, else the market of the settings. Paths are made absolute."""
    named = bool(flags.brands or flags.sources) and flags.market is None
    market = flags.market or (None if named else at.settings.market)
    markets = () if market is None else (market,)
    for address in (*markets, *flags.brands):
        if not is_address(address):
            raise UsageError(f"{address!r} is no web address", "Give one such as https://shop.example.")
    if not (markets or flags.brands or flags.sources):
        raise UsageError("nothing says where to look", "Give --market URL, --brand URL or --source FILE.")
    return Places(markets, flags.brands, tuple(map(_lasting, flags.sources)))


def _lasting(source: str) -> str:
    """Return *source* as it is found from any folder."""
    return source if is_address(source) else str(Path(source).absolute())
