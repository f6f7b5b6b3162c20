"""Fills in what the chapters take from elsewhere: tables and diagram from the code, examples from vectors."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from protocol.errors import ProtocolError
from protocol.facts import FACTS, Fact, Kind
from protocol.lifecycle import EVENTS
from protocol.relation import ANSWERS, ATTRIBUTES, DPV, UCP
from protocol.relation.consent import WORDS
from protocol.relation.fields import LOOKS
from protocol.table import AFTER, MEDIATION, SEALED, TABLE, Move, Party, State
from protocol.terms import ROSTER
from spec.generate.world import at

SPEC = Path(__file__).parents[1]
WIRE_PACKAGES = ("protocol", "transport", "marketplace", "brand_agent")
"""Where errors are made that a request can be answered with."""

_MARKED = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- /generated -->)", re.DOTALL)
_EXAMPLE = re.compile(
    r"(<!-- example: vector (\S+?)(?: (\S+))? -->\n```json\n).*?(^```$)", re.DOTALL | re.MULTILINE
)


def files() -> dict[str, str]:
    """Return the chapters, filled in."""
    chapters = sorted(SPEC.glob("[0-9][0-9]-*.md"))
    return {f"spec/{path.name}": filled(path.read_text(encoding="utf-8")) for path in chapters}


def filled(text: str) -> str:
    """Return *text* with its generated parts and its examples of vectors written anew."""
    text = _MARKED.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n{found[3]}", text)
    return _EXAMPLE.sub(lambda found: f"{found[1]}{example(found[2], found[3])}{found[4]}", text)


def example(name: str, path: str | None) -> str:
    """Return the input of the vector *name*, or what stands in it at *path*, spread over lines.

    Raises LookupError if there is none.
    """
    for file in sorted((SPEC / "vectors").glob("*.json")):
        for vector in json.loads(file.read_text()):
            if vector["id"] == name:
                shown: Any = at(vector, path or "input")
                return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"
    raise LookupError(f"no vector is called {name}")


def table() -> str:
    """The negotiation in turns as a table and as a diagram, up to the agreement."""
    moves = {key: after for key, after in TABLE.items() if not _is_after(key)}
    in_turns = {key: moves[key] for key in moves if not (_is_of(SEALED, key) or _is_of(MEDIATION, key))}
    return _drawn(in_turns, "start")


def sealed() -> str:
    """What a sealed bid adds, likewise."""
    return _drawn({key: after for key, after in TABLE.items() if _is_of(SEALED, key)}, "opened")


def mediated() -> str:
    """What mediated play adds, likewise."""
    return _drawn({key: after for key, after in TABLE.items() if _is_of(MEDIATION, key)}, "opened")


def _is_of(states: frozenset[State], key: tuple[State, Party, Move]) -> bool:
    return key[0] in states or TABLE[key] in states


def after() -> str:
    """What follows the agreement, likewise."""
    return _drawn({key: after for key, after in TABLE.items() if _is_after(key)}, "agreed")


def _is_after(key: tuple[State, Party, Move]) -> bool:
    return key[0] in AFTER


def _drawn(moves: Mapping[tuple[State, Party, Move], State], first: str) -> str:
    rows = [
        f"| `{state}` | {party} | `{move}` | `{after}` |" for (state, party, move), after in moves.items()
    ]
    head = ["| in the state | the | may send | then |", "|---|---|---|---|"]
    ends = {after for after in State if not any(state is after for state, _, _ in moves)}
    reached = {*moves.values()}
    lines = [f"    {state} --> {after}: {party} {move}" for (state, party, move), after in moves.items()]
    lines += [f"    {state} --> [*]" for state in State if state in ends & reached]
    diagram = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *lines, "```"]
    return "\n".join([*head, *rows, "", *diagram, ""])


def terms() -> str:
    """The roster of personal terms."""
    rows = [f"| `{name}` | {words} |" for name, words in ROSTER.items()]
    return "\n".join(["| name | what it says |", "|---|---|", *rows, ""])


def facts() -> str:
    """The registry of facts."""
    head = ["| fact | type | what it says | weight |", "|---|---|---|---|"]
    rows = [f"| `{one.name}` | {_kind(one)} | {one.words} | {one.weight} |" for one in FACTS.values()]
    return "\n".join([*head, *rows, ""])


def _kind(fact: Fact) -> str:
    if fact.kind is Kind.NUMBER:
        return f"number, {fact.least} to {fact.most}"
    if fact.kind is Kind.FLAG:
        return "true or false"
    return f"{fact.kind}, `{fact.pattern}`"


def fields() -> str:
    """The fields that identify a person."""
    rows = [f"| `{name}` | {looks} |" for name, looks in LOOKS.items()]
    return "\n".join(["| field | a value is |", "|---|---|", *rows, ""])


def purposes() -> str:
    """The purposes of a grant."""
    rows = [
        f"| `{name}` | {words} | {f'`{UCP[name]}`' if name in UCP else ''} | `{DPV[name]}` |"
        for name, words in WORDS.items()
    ]
    return "\n".join(["| purpose | what for | UCP | DPV |", "|---|---|---|---|", *rows, ""])


def attributes() -> str:
    """What may be said of an unmet wish."""
    rows = [f"| `{name}` | {words} |" for name, words in ATTRIBUTES.items()]
    return "\n".join(["| attribute | what is wished |", "|---|---|", *rows, ""])


def codes() -> str:
    """Every code that a request can be answered with."""
    head = ["| code | status | requirement | advice |", "|---|---|---|---|"]
    rows = {f"| `{one.code}` | {one.status} | {one.requirement} | {one.advice} |" for one in errors()}
    return "\n".join([*head, *sorted(rows), ""])


def errors() -> list[type[ProtocolError]]:
    """Every error of the wire."""
    for package in WIRE_PACKAGES:
        for name in _modules(package):
            importlib.import_module(name)
    return [one for one in _below(ProtocolError) if one.__module__.partition(".")[0] in WIRE_PACKAGES]


def _modules(package: str) -> Iterator[str]:
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        if not module.ispkg:
            yield module.name


def _below(kind: type[ProtocolError]) -> Iterator[type[ProtocolError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def requests() -> str:
    """Every request with its answers."""
    head = ["| the twin asks | the brand answers |", "|---|---|"]
    rows = [
        f"| `{asked}` | {' or '.join(f'`{one}`' for one in sorted(answers))} |"
        for asked, answers in ANSWERS.items()
    ]
    return "\n".join([*head, *rows, ""])


def events() -> str:
    """The names of what happens."""
    return "\n".join([", ".join(f"`{name}`" for name in EVENTS) + ".", ""])


PARTS: Mapping[str, Callable[[], str]] = {
    "attributes": attributes,
    "codes": codes,
    "events": events,
    "facts": facts,
    "fields": fields,
    "purposes": purposes,
    "requests": requests,
    "after": after,
    "mediated": mediated,
    "sealed": sealed,
    "table": table,
    "terms": terms,
}
