"""Looks around behind the pages: one at a time, over every standing wish, and what the last one noticed."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from consumer_twin import Event
from dailyme.acts.today import day_plan, look_once
from dailyme.errors import describe
from dailyme.once import only_one
from dailyme.outputs_today import TodayResult
from dailyme.pages.twin.home import Home


@dataclass
class Rounds:
    """The looks around of one home. *last* is what the last one came to; *trouble* why it could not."""

    home: Home
    running: bool = False
    words: str = ""
    last: TodayResult | None = None
    trouble: str = ""

    def start(self) -> bool:
        """Look around behind the pages; return False where that is under way already."""
        if self.running:
            return False
        self.running, self.words, self.trouble = True, "", ""
        self.home.run("look around", self._look())
        return True

    async def _look(self) -> None:
        home = self.home
        try:
            plan = day_plan(home.at, home.seed, local=home.local, hear=self._hear)
            with only_one(home.at.store):
                self.last = await look_once(home.at, home.database, plan)
        except Exception as error:
            foreseen = isinstance(getattr(error, "code", None), str)
            self.trouble = describe(error)["detail"] if foreseen else "Something went wrong here."
            raise
        finally:
            self.running = False
            home.live.say("today", "changed")
        home.live.say("news", news_of(self.last))

    def _hear(self, event: Event) -> None:
        self.words = event.text


def news_of(result: TodayResult) -> str:
    """Return what a look around came to, in a sentence for those who hear the page."""
    if result.nothing:
        return "Your twin looked around. Nothing deserves your time today."
    found = len(result.items)
    return f"Your twin looked around: {found} thing{'' if found == 1 else 's'} to see."


def rounds_of(request: Request) -> Rounds:
    """Return the looks around of the home that *request* came to."""
    state = request.app.state
    if not hasattr(state, "rounds"):
        state.rounds = Rounds(state.home)
    found: Rounds = state.rounds
    return found
