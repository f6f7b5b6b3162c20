"""Searches that run behind the pages: what each has seen so far, told live, a few times a second at most."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Final

from fastapi import Request

from consumer_twin import Event, Nobody, Outcome, Shelf, seek
from consumer_twin.edge import Places
from consumer_twin.edge.watching import watched
from consumer_twin.glimpse import Glimpse
from consumer_twin.phrasing import Following, Words
from consumer_twin.records import WishRecord
from dailyme.acts.here import mandate_of
from dailyme.errors import describe
from dailyme.pages.twin.home import Home
from dailyme.spoken import WORDS_S, spoken

_PAUSE_S: Final = 0.25
_KEPT: Final = 50
"""Searches that are remembered after they ended; their options are in the store."""


@dataclass
class Search:
    """One search. *outcome* is there once it has ended; *trouble* and *advice* say why it could not."""

    record: WishRecord
    glimpse: Glimpse
    tell: Callable[[], None]
    outcome: Outcome | None = None
    trouble: str = ""
    advice: str = ""
    _waits: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing more is to come."""
        return self.outcome is not None or bool(self.trouble)

    def see(self, shelf: Shelf) -> None:
        """Take in a shelf that was read."""
        self.glimpse.see(shelf)
        self._soon()

    def hear(self, event: Event) -> None:
        """Take in what happened."""
        self.glimpse.hear(event)
        self._soon()

    def _soon(self) -> None:
        """Tell that something changed; what changes within a moment is told once."""
        if not self._waits:
            self._waits = True
            asyncio.get_running_loop().call_later(_PAUSE_S, self._told)

    def _told(self) -> None:
        self._waits = False
        self.tell()


@dataclass
class Searches:
    """The searches of one home, by the number of their wish.

    words: what the model of the settings says of an option, by the option's hash; none where no model is set.
    """

    home: Home
    words: dict[str, Words] = field(default_factory=dict)
    _known: dict[int, Search] = field(default_factory=dict)

    def of(self, number: int) -> Search | None:
        """Return the search for wish *number*, if one runs or ran lately."""
        return self._known.get(number)

    @property
    def running(self) -> tuple[Search, ...]:
        """Those that have not ended, newest first."""
        return tuple(one for _, one in sorted(self._known.items(), reverse=True) if not one.over)

    def start(self, record: WishRecord, places: Places) -> Search:
        """Follow the wish of *record* at *places*, behind the pages."""
        live, number = self.home.live, record.number
        search = Search(record, Glimpse(record.wish), lambda: live.say(f"search-{number}", "changed"))
        ended = [name for name, one in self._known.items() if one.over]
        for name in ended[: max(0, len(ended) - _KEPT)]:
            del self._known[name]
        self._known[number] = search
        self.home.run(f"search {number}", self._follow(search, places))
        return search

    async def _follow(self, search: Search, places: Places) -> None:
        try:
            async with (
                self._spoken(search) as words,
                self.home.twin(places, hear=search.hear) as twin,
            ):
                seeing = replace(watched(twin, search.see), shown=words.shown)
                search.outcome = await seek(search.record, Nobody(), seeing)
                search.tell()
                await words.settle(WORDS_S)
        except Exception as error:
            shown = describe(error)
            foreseen = isinstance(getattr(error, "code", None), str)
            search.trouble = shown["detail"] if foreseen else "Something went wrong here."
            search.advice = shown["advice"] if foreseen else "Look again; the program's log says more."
            raise
        finally:
            search.tell()
            self.home.live.say("today", "changed")
        self.home.live.say("news", news_of(search.outcome))

    def _spoken(self, search: Search) -> AbstractAsyncContextManager[Following]:
        """Give what puts the best options into a model's words, if one is set; they follow the options."""
        at, wish = self.home.at, search.record.wish
        mandate = mandate_of(at.settings.mandate, None)
        limits = () if mandate is None else (mandate.per_deal, mandate.per_month)
        private = [price for price in (wish.ceiling, *limits) if price is not None]

        def say(words: Words) -> None:
            if words.by == "model":
                self.words[words.option] = words
                search.tell()

        return spoken(at.settings, at.places, wish.text, private, say)


def news_of(outcome: Outcome) -> str:
    """Return what came of a search, in a sentence for those who hear the page."""
    text, found = outcome.wish.text, [one for one in outcome.options if one.fits]
    if outcome.status == "agreed":
        return f"Your twin bought {text}, as your mandate allows."
    if not found:
        return f"Your twin looked for {text}, and found nothing good."
    offers = f"{len(found)} offer{'' if len(found) == 1 else 's'}"
    best = min(found, key=lambda one: (one.line, one.rank))
    return f"Your twin found {offers} for {text}. The best: {best.seller.name}, {best.total.words()}."


def searches_of(request: Request) -> Searches:
    """Return the searches of the home that *request* came to."""
    state = request.app.state
    if not hasattr(state, "searches"):
        state.searches = Searches(state.home)
    found: Searches = state.searches
    return found
