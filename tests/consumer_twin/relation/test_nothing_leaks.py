"""For every sequence of disclosing, using, correcting, revoking, expiring, fetching and erasing (Hypothesis).

No value stands in a signed byte of either side; nothing is usable after a revocation or an end; after a value
went, no byte of it is in the brand's files.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from consumer_twin.ports import ProblemAnswer
from consumer_twin.relation.who import Guest, Known, Who
from protocol.question import Question
from protocol.relation import Ask, ExpiredGrantError, NotGrantedError, PurposeError, RevokedGrantError
from tests.brand_agent.shop import DID
from tests.consumer_twin.relation.home import DAY_MS, Home, home

KEYS: tuple[Who, ...] = (Known(0), Guest(b"4" * 32))
QUESTION = Question(product="router", variant="router-1", topic="back-in-stock")

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["disclose", "revoke", "use", "correct", "sketch", "erase", "ask", "wait"]),
        st.integers(min_value=0, max_value=1),
    ),
    min_size=1,
    max_size=10,
)


@dataclass
class Model:
    """What should be so: of each key, the live grants with value and end; every value there ever was."""

    live: dict[int, dict[str, tuple[str, int]]] = field(default_factory=lambda: {0: {}, 1: {}})
    ever: list[str] = field(default_factory=list)

    def fresh(self) -> str:
        """A value that was never used before."""
        self.ever.append(f"person{len(self.ever)}@private.example")
        return self.ever[-1]

    def usable(self, key: int, at_ms: int) -> list[str]:
        """The values that the brand may use, the latest last."""
        return [value for value, until_ms in self.live[key].values() if at_ms < until_ms]


async def act(here: Home, model: Model, step: str, key: int) -> None:
    """Do one step on both sides and in the model."""
    who, at_ms = KEYS[key], here.shop.clock.at_ms
    if step == "disclose":
        value = model.fresh()
        grant = await here.grant(("email", value), days=2, who=who)
        model.live[key][grant] = (value, at_ms + 1000 + 2 * DAY_MS)
    elif step == "revoke" and model.live[key]:
        grant = next(iter(model.live[key]))
        del model.live[key][grant]
        await here.consents.revoke(grant)
    elif step == "correct":
        held = [one for one in await here.sketches.fetch(DID, who) if one.value is not None]
        here.tick()
        if held and held[-1].entry.grant in model.live[key]:
            value = model.fresh()
            await here.sketches.correct(DID, who, held[-1].entry.id, value=("email", value))
            until_ms = model.live[key][str(held[-1].entry.grant)][1]
            model.live[key][str(held[-1].entry.grant)] = (value, until_ms)
    elif step == "sketch":
        shown = {one.value for one in await here.sketches.fetch(DID, who) if one.value is not None}
        assert shown == set(model.usable(key, at_ms))
    elif step == "erase":
        await here.sketches.erase(DID, who)
        model.live[key].clear()
    elif step == "ask":
        await here.relate.ask(DID, lambda _: Ask(question=QUESTION), who, label=f"ask {at_ms}")
    elif step == "wait":
        here.shop.clock.at_ms += DAY_MS
    here.tick()


async def check_use(here: Home, model: Model, key: int) -> None:
    """The brand reads what the model allows, and nothing else, whatever it says that it is for."""
    allowed = model.usable(key, here.shop.clock.at_ms)
    try:
        used = await here.use(who=KEYS[key])
    except (RevokedGrantError, ExpiredGrantError, NotGrantedError):
        assert not allowed
    else:
        assert used in allowed
    try:
        await here.use(purpose="marketing", who=KEYS[key])
        raise AssertionError("used for what nobody granted")
    except (PurposeError, NotGrantedError):
        pass


async def signed(here: Home) -> bytes:
    """Every signed byte that either side holds."""

    def of(table: str, columns: str) -> Callable[[Connection], bytes]:
        def work(connection: Connection) -> bytes:
            rows = connection.execute(text(f"SELECT {columns} FROM {table}"))
            return b"".join(bytes(cell) for row in rows for cell in row if cell is not None)

        return work

    brand = await here.shop.database.read(of("brand_message", "data"))
    return brand + await here.database.read(of("twin_letter", "data, answer"))


async def play(steps: list[tuple[str, int]], folder: Path) -> None:
    async with home(folder) as here:
        model = Model()
        for step, key in steps:
            try:
                await act(here, model, step, key)
            except ProblemAnswer as problem:
                raise AssertionError(f"{step}: {problem.code}") from None
            for each in (0, 1):
                await check_use(here, model, each)
        await here.grant(("phone", "+14155550100"), who=Guest(b"5" * 32))  # the clock's endings go with it
        bytes_signed, on_the_wire = await signed(here), "".join(line.text for line in here.lines)
        left = b"".join(path.read_bytes() for path in folder.glob("shop.db*"))
        held = {value for key in (0, 1) for value in model.usable(key, here.shop.clock.at_ms)}
        for value in model.ever:
            assert value.encode() not in bytes_signed
            assert value not in on_the_wire
            assert (value.encode() in left) == (value in held)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_no_value_leaks_and_none_outlives_its_grant(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(steps, Path(folder)))
