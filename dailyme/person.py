"""Who decides where no mandate does: the person at the terminal, or a yes that was given beforehand."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from consumer_twin import Approve, Later, Option, Refuse, WishLine
from consumer_twin.doubts import Asked
from consumer_twin.either import AS_READ, Said, Which
from consumer_twin.person import REASONS, RefuseReason
from consumer_twin.phrasing import asked, language_of, which
from consumer_twin.taste.asking import Question
from dailyme.outputs_demo import ShownOption
from dailyme.show import console
from dailyme.show_options import show_options
from protocol import Terms


class SaidYes:
    """The person said yes beforehand to whatever is best within the wish."""

    async def prefer(self, question: Question) -> None:
        """Say nothing: they said all they had to say."""

    async def choose(self, line: WishLine, options: Sequence[Option], reason: str) -> Approve | Later:
        """Approve the best option that can be accepted."""
        takeable = [option for option in options if option.fits and option.negotiable]
        return Approve(takeable[0].hash) if takeable else Later()


class AtTerminal:
    """The person at this terminal."""

    async def prefer(self, question: Question) -> int | None:
        """Show both offers of *question*, say what the answer is worth, and ask."""
        worth = question.offers[0].total.of(max(1, round(question.worth_minor))).words()
        console().print(f"\nWhich would you rather have, all else alike? To know is worth about {worth}.")
        for place, one in enumerate(question.offers, start=1):
            console().print(f"  {place}  {one.total.words()}, {_words(one.terms)}", soft_wrap=True)
        while True:
            said = _ask("1 or 2; Enter for no more questions: ")
            if said in {"1", "2"}:
                return int(said) - 1
            if not said:
                return None

    async def meant(self, doubt: Asked) -> bool | None:
        """Ask whether the words mean a limit; in the language of the words."""
        console().print(f"\n{asked(doubt, language_of(doubt.doubt.words))}", soft_wrap=True)
        while True:
            said = _ask("y or n; Enter for no more questions: ")
            if said in {"y", "j", "n"}:
                return said != "n"
            if not said:
                return None

    async def tell(self, question: Which) -> Said:
        """Ask which of several things the person's words mean; in the language of the wish's words."""
        head, *ways = which(question, language_of(question.either.wish))
        console().print(f"\n{head}", soft_wrap=True)
        for place, way in enumerate(ways, start=1):
            console().print(f"  {place}  {way}", soft_wrap=True)
        while True:
            said = _ask(f"1 to {len(ways)}; e for either; Enter for no more questions: ")
            if said == "e":
                return AS_READ
            if not said:
                return None
            if said.isdecimal() and 1 <= int(said) <= len(ways):
                return int(said) - 1

    async def choose(
        self, line: WishLine, options: Sequence[Option], reason: str
    ) -> Approve | Refuse | Later:
        """Show *options* and ask."""
        shown = [option for option in options if option.fits]
        console().print(f"\n{line.quantity} x {line.text}: {len(shown)} to choose from, best first.\n")
        show_options([ShownOption.model_validate(option.members()) for option in shown])
        takeable = {str(option.rank): option.hash for option in shown if option.negotiable}
        ways = f"Which one? {', '.join(takeable)}" if takeable else "", "n for none", "Enter to decide later"
        console().print()
        while True:
            said = _ask("; ".join(filter(None, ways)) + ": ")
            if said in takeable:
                return Approve(takeable[said])
            if said == "n":
                return Refuse(_reason())
            if said == "":
                return Later()


def _words(terms: Terms) -> str:
    return (
        f"{terms.delivery_days} days to your door, {terms.warranty_months} months of warranty, "
        f"{terms.returns_days} days to return it"
    )


def _reason() -> RefuseReason:
    said = _ask(f"Why not? {', '.join(REASONS)} [not-now]: ") or "not-now"
    return next((known for known in REASONS if known == said), "not-now")


def _ask(words: str) -> str:
    """Return what is typed, in lower case; the end of input is an empty answer."""
    with _ctrl_c_at_once():
        sys.stdout.write(words)
        sys.stdout.flush()
        return sys.stdin.readline().strip().lower()


@contextmanager
def _ctrl_c_at_once() -> Iterator[None]:
    """Let Ctrl-C end the waiting; inside asyncio it would wait for Enter."""
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, kept)
