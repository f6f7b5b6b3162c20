"""The story as a stranger reads it: a wish, a decision, a forgery, receipts, and one thing not bought."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from consumer_twin import Event, Outcome, Wish
from consumer_twin.phrasing import Words
from dailyme.acts.verify import shown_verdicts
from dailyme.demo.telling import heading, say
from dailyme.demo.told_receipts import tell_brand, tell_person
from dailyme.outputs_demo import Coda, DemoResult, Tampering
from dailyme.show import console, count, money
from dailyme.show_options import show_options, show_verdicts
from dailyme.wiring.brand import TEST_KEY
from dailyme.wish_result import shown_options
from protocol import Price

SENTENCES: Final = frozenset(
    {
        "shelf-read",
        "seller-skipped",
        "picked",
        "nothing-found",
        "decline-sent",
        "decline-heard",
        "refuse-heard",
    }
    | {"close-heard", "option-held", "too-dear", "thread-dropped"}
)
"""Steps that are told in the twin's own words; offers and counters stand in columns."""


class Story:
    """Tells the demo on a console, while it happens."""

    def __init__(self, model: str = "none") -> None:
        self._start_s = time.monotonic()
        self._streams = False
        self._offers = 0
        self._model = model
        self._said: list[Words] = []
        self._decided = False

    def market(self, market: str, brands: Sequence[Mapping[str, Any]]) -> None:
        """Show who is there."""
        console().print()
        say(f"{'Marketplace':<13}{market}", indent=2)
        for brand in brands:
            say(f"{brand['name']:<13}{brand['url']}   {count(brand['products'], 'product')}", indent=2)
            if brand["rejects"]:
                say(f"{count(brand['rejects'], 'row')} can't be read: see `dailyme catalog read`", indent=15)
            for note in brand["notes"]:
                if note != TEST_KEY:
                    say(note, indent=15)

    def wish(self, wish: Wish, ceiling: Price) -> None:
        """Begin the first part."""
        heading("ONE", "a wish, and brands that compete for it")
        say(f'"{wish.text}", for at most {money(ceiling)}.', indent=2)
        say("The ceiling stays with your twin: no message has a place for it.", indent=2)
        console().print()
        self._streams, self._start_s = True, time.monotonic()

    def hear(self, event: Event) -> None:
        """Show a step as it happens, until the options are ranked; the first offer is the first option."""
        if not self._streams:
            return
        if event.what == "ranked":
            self._streams = False
            heading("TWO", "a decision")
        elif event.total is not None and event.what in {"offer-heard", "counter-sent"}:
            self._haggle(event, money(event.total))
        elif event.what in SENTENCES:
            say(f"{self._elapsed()}  {event.text}", hanging=10)

    def worded(self, words: Words) -> None:
        """Say what follows an option, once the option itself is shown."""
        if not self._decided:
            self._said.append(words)
        elif words.by == "model":
            say(f"In the words of {self._model}: {words.text}", indent=2, style="italic")
        elif words.code:
            say(
                f"{self._model} did not put it into fit words ({words.code}); ours stand.",
                indent=2,
                style="dim",
            )
        else:
            say(words.text, indent=2)

    def _haggle(self, event: Event, total: str) -> None:
        offer = event.what == "offer-heard"
        if not self._offers:
            say(f"{'':>10}{'BRAND':<13}{'OFFERS':>14}{'YOU COUNTER':>16}")
        self._offers += offer
        first = "   your first option" if offer and self._offers == 1 else ""
        amounts = f"{total:>14}" if offer else f"{total:>30}"
        console().print(
            f"{self._elapsed()}  {event.seller[:12]:<13}{amounts}{first}", style="bold" if first else ""
        )

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self._start_s:>6.1f} s"

    def decided(self, outcome: Outcome, mandate: Price | None) -> None:
        """Show the options and who decided, then the agreement with a verdict on each signature."""
        if mandate is not None and outcome.options:
            show_options(shown_options(outcome))
            console().print()
            by = f"No terminal to ask at, so the demo's mandate decides: the best, up to {money(mandate)}."
            say(by, indent=2)
        self._decided = True
        for words in self._said:
            self.worded(words)
        for line in outcome.lines:
            if line.deal is None:
                say(line.reason, indent=2, style="bold")
                continue
            option = line.deal.option
            say(
                f"Agreed with {option.seller.name}: {money(option.total)}. Both signatures:",
                indent=2,
                style="bold",
            )
            show_verdicts(shown_verdicts(line.deal.verdicts))

    def tampered(self, tampering: Tampering) -> None:
        """Show the forgery and what becomes of it."""
        heading("THREE", "one byte of the agreement is changed")
        say(f"{tampering.place}: {tampering.before} becomes {tampering.after}", indent=2)
        show_verdicts(tampering.verdicts)
        say("So the forgery is found. The agreement itself is untouched.", indent=2)

    def coda(self, coda: Coda) -> None:
        """Show the wish that is better not fulfilled."""
        heading("AND", "a wish that is better not fulfilled")
        say(f'"{coda.wish.text}", for at most {money(coda.ceiling)}.', indent=2)
        for sentence in coda.why:
            say(sentence, indent=2, style="bold")

    def receipts(self, result: DemoResult) -> None:
        """Close with the receipts."""
        if result.person is not None:
            heading("YOUR RECEIPT")
            coda = set(result.coda.threads)
            tell_person(
                result.person, {name: said for name, said in result.transcripts.items() if name not in coda}
            )
        heading("THE BRANDS' RECEIPTS", "private figures, shown because this is a demo")
        for receipt in result.receipts:
            tell_brand(receipt)
