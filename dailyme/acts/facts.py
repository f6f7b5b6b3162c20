"""What `dailyme twin facts …` does."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from consumer_twin.edge.facts import HeldFact, SqlFacts
from dailyme.acts.stored import with_database
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_claims import FactList, ShownFact
from dailyme.show import console, print_json
from protocol.facts import FACTS, Kind, described, fact_named, spelled

_SAID: Final[Mapping[str, bool]] = {"yes": True, "true": True, "no": False, "false": False}


def list_facts(*, as_json: bool) -> None:
    """Show what is set."""
    _shown(_after(_nothing), as_json=as_json)


def set_fact(text: str, *, allow: bool, as_json: bool) -> None:
    """Set the fact that *text* says, such as `student=yes`."""
    name, equals, said = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} sets nothing", "Write NAME=VALUE, such as student=yes.")
    value = _read(name.strip(), said.strip())

    async def work(facts: SqlFacts) -> None:
        await facts.put(name.strip(), value, allowed=allow, at_ms=now_ms())

    _shown(_after(work), as_json=as_json)


def unset_fact(name: str, *, as_json: bool) -> None:
    """Forget a fact."""

    async def work(facts: SqlFacts) -> None:
        if not await facts.remove(name):
            raise UsageError(f"{name} is not set", "See `dailyme twin facts`.")

    _shown(_after(work), as_json=as_json)


def allow_fact(name: str, *, allowed: bool, as_json: bool) -> None:
    """Set whether a fact may be said without asking."""

    async def work(facts: SqlFacts) -> None:
        try:
            await facts.allow(name, allowed=allowed, at_ms=now_ms())
        except LookupError:
            raise UsageError(f"{name} is not set", f"First: dailyme twin facts set {name}=VALUE") from None

    _shown(_after(work), as_json=as_json)


def _after(work: Callable[[SqlFacts], Coroutine[Any, Any, None]]) -> tuple[HeldFact, ...]:
    async def act(facts: SqlFacts) -> tuple[HeldFact, ...]:
        await work(facts)
        return await facts.held()

    return with_database(lambda database: act(SqlFacts(database)))


async def _nothing(_facts: SqlFacts) -> None:
    """Change nothing."""


def _read(name: str, said: str) -> Any:
    """Return the JSON value that *said* means for the fact *name*."""
    fact = fact_named(name)
    if fact.kind is Kind.FLAG and said.lower() in _SAID:
        return _SAID[said.lower()]
    if fact.kind is Kind.NUMBER and said.isdecimal() and len(said) < 10:
        return int(said)
    if fact.kind is Kind.WORDS:
        return sorted({word.strip() for word in said.split(",")})
    return said


def _shown(held: tuple[HeldFact, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(FactList(facts=[_line(one) for one in held]))
        return
    out = console()
    for one in held:
        value = "from your deals" if one.value is None else _words(one)
        out.print(
            f"{one.name:<16}{value:<28}{'may be said' if one.allowed else 'asks first'}", soft_wrap=True
        )
    if not held:
        out.print("No fact is set. What can be set:")
        for fact in FACTS.values():
            if not (fact.said or fact.own):
                out.print(f"  {fact.name:<16}{fact.words} ({described(fact)})", soft_wrap=True)


def _line(one: HeldFact) -> ShownFact:
    value = None if one.value is None else spelled(one.value)
    return ShownFact(name=one.name, value=value, allowed=one.allowed, own=FACTS[one.name].own)


def _words(one: HeldFact) -> str:
    assert one.value is not None
    value = spelled(one.value)
    if isinstance(value, list):
        return ", ".join(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
