"""What `dailyme memory teach` does."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Final

from consumer_twin.edge import SqlMemory
from consumer_twin.taste import can_learn
from consumer_twin.taste.asking import question
from consumer_twin.taste.choices import Offered
from dailyme.acts.here import here
from dailyme.acts.memory import with_memory
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.person import AtTerminal
from dailyme.show import console, count
from protocol import Price, Terms, exponent

_PLAIN: Final = (100, 7, 12, 30)
_BETTER: Final = ((104, 2, 12, 30), (106, 7, 36, 30), (102, 7, 12, 60))
"""What a shop may offer beside the plain offer: price in hundredths of it, days, months, days. Guesses, close
to where most people would hesitate."""
_AHEAD: Final = 3
"""How many answers are counted on when the next question is chosen."""


def teach(at_most: int) -> None:
    """Ask the person at this terminal *at_most* questions, and remember each answer at once."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("there is nobody to ask", "Run it at a terminal.")
    if not can_learn():
        raise UsageError("to learn from answers needs numpy", "Run pip install 'dailyme[taste]'.")
    cheapest = Price(amount=100 * 10 ** exponent(here().settings.currency), currency=here().settings.currency)
    plain, *better = (_offer(cheapest, *one) for one in (_PLAIN, *_BETTER))
    tables = [(plain, one) for one in better]

    async def work(memory: SqlMemory) -> int:
        experience, answered = await memory.experience(), 0
        while answered < at_most:
            ahead = min(_AHEAD, at_most - answered)
            asked = question(experience, tables, cheapest.amount, cost_minor=0, ahead=ahead)
            chosen = None if asked is None else await AtTerminal().prefer(asked)
            if asked is None or chosen is None:
                break
            at_ms = now_ms()
            await memory.remember([asked.answered(chosen, at_ms)])
            experience = replace(experience, choices=(*experience.choices, asked.choice(chosen, at_ms)))
            answered += 1
        return answered

    answered = with_memory(work)
    console().print(f"{count(answered, 'answer')} kept. See: dailyme memory")


def _offer(cheapest: Price, share: int, delivery: int, warranty: int, returns: int) -> Offered:
    terms = Terms(delivery_days=delivery, warranty_months=warranty, returns_days=returns)
    return Offered("", "", cheapest.of(cheapest.amount * share // 100), terms)
