"""What `dailyme wish parse` does: a text is read and shown back; nothing is looked for, nothing is kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from consumer_twin.errors import BadWishError
from consumer_twin.wish.reading import Reading, read_words
from dailyme.acts.here import here
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_reading import ReadingModel, WishParsed
from dailyme.reading_lines import show_reading
from dailyme.show import hints, print_json


def parse_wish(
    text: str, *, today: str | None, zone: str | None, currency: str | None, model: str | None, as_json: bool
) -> None:
    """Read *text* and show what it says.

    today: an ISO date; without one it is this moment's day in *zone*, an IANA name, or where this machine is.

    Raises `UsageError` or `BadWishError`.
    """
    reading = read_words(text, today=today_of(today, zone), currency=currency)
    if not text.strip():
        raise BadWishError("there are no words to read")
    reading, used = asyncio.run(completed(reading, model))
    if as_json:
        print_json(WishParsed.model_validate(reading.members() | ({} if used is None else {"model": used})))
        return
    show_reading(reading)
    if used is not None and used.problem is not None:
        hints().print(f"The model was of no help ({used.problem}); rules alone read this.", soft_wrap=True)


def today_of(today: str | None, zone: str | None) -> date:
    """Return the day that words like "tomorrow" are counted from. Raises `UsageError`."""
    if today is not None:
        try:
            return date.fromisoformat(today)
        except ValueError:
            raise UsageError(f"--today can't be {today!r}", "Give a date such as 2026-12-24.") from None
    return datetime.fromtimestamp(now_ms() / 1000, UTC).astimezone(_zone(zone)).date()


def _zone(name: str | None) -> tzinfo | None:
    """Return the time zone *name*; None for this machine's."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # an unknown name is a KeyError of its own kind
        raise UsageError(f"--time-zone can't be {name!r}", "Give a name such as Europe/Vienna.") from None


async def completed(reading: Reading, model: str | None) -> tuple[Reading, ReadingModel | None]:
    """Return *reading* with what the model of the settings, or *model*, adds; None where no model is set."""
    settings = here({"model": model}).settings
    if settings.model == "none":
        return reading, None
    from consumer_twin.wish.reading.model import complete
    from dailyme.model_ledger import ledger_at
    from dailyme.models import open_model
    from language import Private

    prices = [
        price for price in (reading.max_total, reading.min_total, reading.max_unit) if price is not None
    ]
    places = here().places
    async with open_model(settings, Private.of(prices=prices), ledger_at(places.data)) as opened:
        filled, problem = await complete(reading, opened)
    read = [name for name, spans in filled.evidence.items() if any(span.by == "model" for span in spans)]
    return filled, ReadingModel(name=settings.model, read=read, problem=problem and problem.code)
