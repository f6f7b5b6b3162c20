"""What `dailyme ask` does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from consumer_twin import Wish
from consumer_twin.edge import Places
from consumer_twin.edge.asking import SqlAnswers, Told, ask
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.relate import Relate
from consumer_twin.relation.asking import Answered, in_words
from consumer_twin.relation.who import Guest
from dailyme.acts.here import here
from dailyme.clock import World, now_ms
from dailyme.errors import UsageError
from dailyme.logs import start_logs
from dailyme.outputs_ask import AskList, AskResult
from dailyme.show import console, hints, print_json
from dailyme.sources import is_address, is_loopback
from dailyme.wiring.relation import opened_relate
from dailyme.wiring.twin import TwinPlan
from foundation.database import Database
from protocol import did_web, write_time
from protocol.question import ABOUT, TOPICS, Question


@dataclass(frozen=True)
class AskFlags:
    """What the command line says of a question."""

    brand: str | None
    product: str | None
    topic: str | None
    about: str | None
    variant: str | None
    words: str | None
    local: bool


def ask_brand(flags: AskFlags, *, as_json: bool) -> int:
    """Ask the brand, show the answer, and return the exit code: 0, or 3 if there was none."""
    start_logs(quiet=True)
    if not (flags.brand and flags.product and flags.topic):
        raise UsageError("a question names a brand, a product and a topic", "See `dailyme ask --help`.")
    if not is_address(flags.brand):
        raise UsageError(f"{flags.brand!r} is no web address", "Give one such as https://shop.example.")
    at = here()
    local = flags.local or is_loopback(flags.brand)
    plan = TwinPlan(
        store=at.store,
        seed=at.seed(local=local, as_json=as_json),
        world=World.real(),
        local=local,
        places=Places(brands=(flags.brand,)),
    )
    told = asyncio.run(_asked(plan, flags))
    if as_json:
        print_json(_result(told))
    else:
        _show(told)
    return 0 if told.answer is not None else 3


def list_answers(*, as_json: bool) -> int:
    """Show the answers that the twin holds."""
    database = Database(here().store)
    try:
        held = asyncio.run(SqlAnswers(SqlLetters(database)).all())
    finally:
        database.close()
    results = [_shown(said) for _, said in held]
    if as_json:
        print_json(AskList(answers=results))
        return 0
    if not results:
        console().print("Nothing was asked yet. Ask with `dailyme ask BRAND PRODUCT TOPIC`.")
    for (_, said), result in zip(held, results, strict=True):
        state = "" if said.holds(now_ms()) else "  (its time is over)"
        console().print(f"{_words(said)}{state}\n    {result.answer}", soft_wrap=True)
    return 0


async def check_relied(wish: Wish, plan: TwinPlan) -> None:
    """Return if each answer that *wish* relies on is held. Raises `UsageError` for one that is not."""
    if not wish.relies_on:
        return
    database = Database(plan.store)
    try:
        held = {said.hash: said for _, said in await SqlAnswers(SqlLetters(database)).all()}
    finally:
        database.close()
    for name in wish.relies_on:
        if name not in held:
            raise UsageError(f"no answer of the hash {name[:60]!r} is held", "See `dailyme ask --list`.")
        if not held[name].holds(plan.world.clock(0)):
            raise UsageError("the brand no longer stands by that answer", "Ask again with `dailyme ask`.")


async def _asked(plan: TwinPlan, flags: AskFlags) -> Told:
    assert flags.brand is not None
    brand = did_web(flags.brand)
    async with opened_relate(plan) as (relate, _):
        question = await _question(relate, brand, flags)
        nonce = relate.nonces(f"ask/{brand}/{question.product}/{question.variant}/{relate.clock(0)}")
        return await ask(relate, brand, question, Guest(nonce), words=flags.words or "")


async def _question(relate: Relate, brand: str, flags: AskFlags) -> Question:
    variant = flags.variant or await _first_variant(relate, brand, str(flags.product))
    members: dict[str, Any] = {"product": flags.product, "variant": variant, "topic": flags.topic}
    try:
        return Question.model_validate(members if flags.about is None else members | {"about": flags.about})
    except ValidationError:
        if flags.topic not in TOPICS:
            raise UsageError(f"{flags.topic!r} is no topic", f"Ask about {', '.join(TOPICS)}.") from None
        if (flags.about is not None) != (flags.topic in ABOUT):
            verb = "needs" if flags.topic in ABOUT else "takes no"
            raise UsageError(f"{flags.topic} {verb} --about", "See `dailyme ask --help`.") from None
        raise UsageError("the question can't be asked so", "See `dailyme ask --help`.") from None


async def _first_variant(relate: Relate, brand: str, product: str) -> str:
    """Return the first variant of *product* in the whole catalog, which tells the brand nothing."""
    profile = await relate.courier.profile(brand)
    cursor, found = None, None
    while True:
        answer = await relate.courier.catalog_page(profile.endpoints.catalog, brand=brand, cursor=cursor)
        assert answer is not None
        for one in answer.page.products:
            if one.id == product:
                found = one.variants[0].id
        cursor = answer.page.next
        if cursor is None:
            break
    if found is None:
        raise UsageError(f"{product!r} is not in the catalog", "Look its id up: `dailyme catalog read`.")
    return found


def _result(told: Told) -> AskResult:
    if told.answer is not None:
        differs = [one.hash for one in told.changed]
        return _shown(told.answer).model_copy(update={"differs_from": differs})
    asked = Question.model_validate(told.sent.letter.value["body"]["question"])
    return AskResult(brand=told.sent.brand, question=asked, reason=told.reason)


def _shown(said: Answered) -> AskResult:
    return AskResult(
        brand=said.brand,
        question=said.question,
        answer=said.hash,
        value=said.value,
        words=said.words or None,
        valid_until=write_time(said.until_ms),
    )


def _show(told: Told) -> None:
    if told.answer is None:
        console().print(f"{told.sent.brand} does not answer: {told.reason}.", soft_wrap=True)
        return
    console().print(_words(told.answer), soft_wrap=True)
    for one in told.changed:
        console().print(
            f"It said otherwise before: {in_words(one.value)}, and stands by that until "
            f"{write_time(one.until_ms)[:10]}: {one.hash}",
            soft_wrap=True,
        )
    hints().print(f'To make it a term of a deal: dailyme wish now "…" --relying-on {told.answer.hash}')


def _words(said: Answered) -> str:
    question = said.question
    about = f" {question.about}" if question.about else ""
    own = f'\n    In the brand\'s words: "{said.words}"' if said.words else ""
    return (
        f"{question.product}, {question.topic.replace('-', ' ')}{about}: {in_words(said.value)}. "
        f"{said.brand} stands by it until {write_time(said.until_ms)[:10]}.{own}"
    )
