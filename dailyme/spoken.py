"""Words for options, joined with the model of the settings: plain ones at once, a model's when they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from consumer_twin.phrasing import Following, Words, following, language_of
from dailyme.model_ledger import ledger_at
from dailyme.models import open_model
from dailyme.outputs_demo import ShownWords
from dailyme.places import Places
from dailyme.settings import Settings
from language import Private
from protocol import Price

WORDS_S: Final = 20
"""Seconds that words which are still on their way may take once all else is done and shown."""
PROGRAM_S: Final = 3
"""Seconds that they may take where nothing can be shown before them (`--json`): a server that is gone is told
from one that is slow by then."""


@asynccontextmanager
async def spoken(
    settings: Settings,
    places: Places,
    text: str,
    private: list[Price],
    say: Callable[[Words], None] = lambda words: None,
) -> AsyncIterator[Following]:
    """Give what puts options into the language of the wish *text*; at the end, what is late is cancelled.

    private: amounts that no prompt may hold. Raises what `open_model` raises.
    """
    kept = Private.of(prices=private)
    async with (
        open_model(settings, kept, ledger_at(places.data)) as model,
        following(model, language_of(text), say) as words,
    ):
        yield words


def shown_words(words: Following) -> list[ShownWords]:
    """Return the words as they are printed."""
    model = words.model.name
    return [
        ShownWords(
            option=one.option,
            text=one.text,
            by=one.by,
            model=None if model == "none" else model,
            code=one.code or None,
        )
        for one in words.words.values()
    ]
