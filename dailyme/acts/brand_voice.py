"""What `dailyme brand voice` does: count what people's twins said, and name it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from brand_agent.edge.heard import read_said
from brand_agent.voice import K, Theme, Voice, voice
from brand_agent.voice.naming import named
from brand_agent.voice.themes import Every
from catalog_adapters import Entry
from dailyme.errors import UsageError
from dailyme.outputs_voice import BrandVoice, VoicePeriod, VoiceTheme
from dailyme.show import console, print_json
from dailyme.wiring.brand_model import brand_model
from dailyme.wiring.goals import GoalPlace, shop_of

NOTE: Final = (
    "Threads, not people: a guest's next thread has another key. Why somebody closed without a word is "
    "nobody's to know."
)


def show_voice(
    place: GoalPlace, since: str | None, every: Every, *, as_json: bool, model: str | None = None
) -> None:
    """Show the themes of the brand at *place* since a day (ISO; None: all)."""
    since_ms = _ms(since)
    categories = _categories(shop_of(place)[1]) if place.config.is_file() else {}
    told = asyncio.run(_told(place, since_ms, every, categories, model))
    result = told.model_copy(update={"since": since})
    if as_json:
        print_json(result)
    else:
        _show(result)


async def _told(
    place: GoalPlace, since_ms: int, every: Every, categories: dict[str, str], flag: str | None
) -> BrandVoice:
    store = place.kept()
    try:
        heard = await store.read(lambda connection: read_said(connection, categories, since_ms=since_ms))
    finally:
        store.close()
    found: Voice = voice(heard, every)
    async with brand_model(flag, None) as model:
        themes = [_theme(one, await named(model, one)) for one in found.themes]
    return BrandVoice(k=K, every=every, themes=themes, hidden=found.hidden, note=NOTE)


def _theme(one: Theme, name: str | None) -> VoiceTheme:
    return VoiceTheme(
        source=one.source,
        reason=one.reason,
        about=one.about,
        name=one.name if name is None else name,
        named_by="rule" if name is None else "model",
        at_least=one.at_least,
        periods=[VoicePeriod(start=period.start, at_least=period.at_least) for period in one.periods],
    )


def _categories(entries: Iterable[Entry]) -> dict[str, str]:
    """The first category of each product that has one."""
    return {
        entry.product.id: entry.product.categories[0].value for entry in entries if entry.product.categories
    }


def _ms(since: str | None) -> int:
    if since is None:
        return 0
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise UsageError(f"--since {since!r} is no day", "Write such as 2026-11-01.") from None
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000


def _show(told: BrandVoice) -> None:
    out = console()
    for one in told.themes:
        out.print(f"{one.at_least:>6,}+  {one.name}", soft_wrap=True)
        rows = ", ".join(f"{period.start} {period.at_least:,}+" for period in one.periods)
        out.print(f"         by {told.every}: {rows}", soft_wrap=True)
    if not told.themes:
        out.print(f"No theme of {told.k} threads or more yet.")
    if told.hidden:
        out.print(f"Themes of fewer than {told.k} threads are not shown.")
    out.print(told.note, soft_wrap=True)
