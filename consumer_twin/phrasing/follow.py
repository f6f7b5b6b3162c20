"""Words that follow: plain ones at once, a model's when they come, none of them waited for.

A model is told numbers and two made-up names (`Shop A`, `Shop B`); what sellers wrote is in no prompt, so no
seller can speak through it. Whatever goes wrong, the plain words stand, with the code of what went wrong.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from consumer_twin.option import Option
from consumer_twin.phrasing.check import MAX_CHARACTERS, SHOP, fault_of
from consumer_twin.phrasing.facts import Code, Told, told_of
from consumer_twin.phrasing.templates import Language, money, plain
from foundation.lookalike import seen
from language import Kind, LanguageModel, ModelError, ModelLateError, Task, Where

By = Literal["template", "model"]

_INSTRUCTIONS: Final = {
    "en": "You get the facts of one offer as JSON. Say them to the buyer in two short plain English "
    "sentences: why Shop A stands where it stands, what is given up, what the haggling won. Use only these "
    "numbers, as written; calculate none. Name no other shop, brand or product. No list, no advice.",
    "de": "Du bekommst die Fakten eines Angebots als JSON. Sag sie dem Käufer in zwei kurzen deutschen "
    "Sätzen: warum Shop A dort steht, was fehlt, was das Handeln gewann. Nimm nur diese Zahlen, wie sie "
    "dastehen; rechne keine aus. Nenne keinen anderen Laden, keine Marke, kein Produkt. Keine Liste.",
}
_LABELS: Final[dict[Code, str]] = {
    "total": "Shop A costs",
    "cheaper": "Shop A costs less than Shop B by",
    "dearer": "Shop B costs less than Shop A by",
    "sooner": "Shop A delivers sooner than Shop B by days",
    "later": "Shop B delivers sooner than Shop A by days",
    "more-warranty": "Shop A gives more warranty than Shop B by months",
    "less-warranty": "Shop B gives more warranty than Shop A by months",
    "more-returns": "Shop A gives more time to return it than Shop B by days",
    "less-returns": "Shop B gives more time to return it than Shop A by days",
    "won": "haggling took off the list total",
    "share-won": "that is of the list total",
    "saved": "less than the best public price by",
}


@dataclass(frozen=True)
class Words:
    """What is said of the option of hash *option*. code: why a model that was asked does not say it."""

    option: str
    text: str
    by: By
    code: str = ""


Say = Callable[[Words], None]
"""Hears words when they come."""


def task_of(told: Told, language: Language) -> Task:
    """Return what a model is asked: constant instructions, and facts without a word of any seller."""
    facts: dict[str, Any] = {
        "seller": SHOP[0],
        "compared_with": None if told.other is None else SHOP[1],
        "place of Shop A": "first" if told.first else "behind Shop B",
    }
    for fact in told.facts:
        said = str(fact.count) if fact.amount is None else money(fact.amount, language)
        facts[_LABELS[fact.code]] = f"{said} %" if fact.code == "share-won" else said
    return Task(Kind.WHY, _INSTRUCTIONS[language], json.dumps(facts, ensure_ascii=False))


async def words_for(
    told: Told, language: Language, model: LanguageModel, known: Collection[str] = ()
) -> Words:
    """Return the model's words for *told* if they may be shown, else the plain ones and why."""
    try:
        text = await _phrased(model, task_of(told, language))
    except ModelError as error:
        return Words(told.option.hash, plain(told, language), "template", error.code)
    fault = fault_of(text, told, language, known)
    if fault is not None:
        return Words(told.option.hash, plain(told, language), "template", fault)
    return Words(told.option.hash, _named(text, told), "model")


@dataclass
class Following:
    """Words that follow the options that are shown.

    known: names that belong in no words. say: hears each text when it is there. words: the last per option.
    """

    model: LanguageModel
    language: Language = "en"
    say: Say = lambda words: None
    known: frozenset[str] = frozenset()
    words: dict[str, Words] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def shown(self, options: Sequence[Option]) -> None:
        """Say the best of *options* in plain words now, and let a model's words follow, if there is one."""
        if not options or options[0].hash in self.words:
            return
        told = told_of(options[0], options)
        self._keep(Words(told.option.hash, plain(told, self.language), "template"))
        if self.model.where is not Where.NOWHERE:
            names = {word for one in options for word in (one.seller.name, one.title)}
            kept = {told.option.seller.name, *({told.other.seller.name} if told.other else set())}
            known = frozenset(names - kept) | self.known
            task = asyncio.create_task(self._follow(told, known), name=told.option.hash)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def settle(self, within_s: float) -> None:
        """Wait for what is still on its way, *within_s* at most; what is late is left, and said to be."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=within_s)
        for task in late:
            task.cancel()
            self._keep(replace(self.words[task.get_name()], code=ModelLateError.code))

    async def _follow(self, told: Told, known: frozenset[str]) -> None:
        words = await words_for(told, self.language, self.model, known)
        self._keep(words)

    def _keep(self, words: Words) -> None:
        self.words[words.option] = words
        self.say(words)

    async def stop(self) -> None:
        """Cancel what has not come."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def following(
    model: LanguageModel,
    language: Language = "en",
    say: Say = lambda words: None,
    known: frozenset[str] = frozenset(),
) -> AsyncIterator[Following]:
    """Give the words that follow; at the end, what has not come is cancelled."""
    made = Following(model, language, say, known)
    try:
        yield made
    finally:
        await made.stop()


async def _phrased(model: LanguageModel, task: Task) -> str:
    """Return the whole of what *model* says, or as much as shows that it is too long."""
    text = ""
    async with aclosing(model.phrase(task)) as pieces:
        async for piece in pieces:
            text += piece
            if len(text) > 2 * MAX_CHARACTERS:
                break
    return " ".join(text.split())


def _named(text: str, told: Told) -> str:
    """Put the sellers' names where a model says `Shop A` and `Shop B`."""
    names = {SHOP[0]: seen(told.option.seller.name)}
    if told.other is not None:
        names[SHOP[1]] = seen(told.other.seller.name)
    return re.sub(r"\bShop [AB]\b", lambda found: names.get(found.group(), found.group()), text)
