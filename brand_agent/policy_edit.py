"""Changing settings of a table of `brand.toml`, with every comment where it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from brand_agent.errors import Fault, PolicyError
from brand_agent.policy_reader import read_policy

_VALUE: Final = r'"[^"\n]*"|\[[^\]\n]*\]|[0-9][0-9TZ:.+-]*'
"""What stands there now: a text, a list on one line, a number or a time."""


def with_guardrails(text: str, changed: Mapping[str, str | None]) -> str:
    """Return *text* with the settings *changed* in `[guardrails]`; see `with_settings`."""
    return with_settings(text, "guardrails", changed)


def with_settings(text: str, section: str, changed: Mapping[str, str | None]) -> str:
    """Return *text* with the settings *changed* (name -> TOML value; None: left out) in the table *section*.

    Raises `PolicyError` if what comes out is no policy, or anything else would have changed.
    """
    before = tomllib.loads(text)
    head, table, rest = _parts(text, section)
    for name, value in changed.items():
        table = _set(table, name, value)
    after = head + table + rest
    wanted = tomllib.loads("\n".join(f"{name} = {value}" for name, value in changed.items() if value))
    kept = {name: value for name, value in before.get(section, {}).items() if name not in changed}
    if _read(after) != before | {section: kept | wanted}:
        raise PolicyError([Fault(section, "", "change it by hand: it is not written line by line")])
    read_policy(after)
    return after


def _read(text: str) -> dict[str, Any] | None:
    """What *text* says; None if it is no TOML, as where a table stands there twice then."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _set(table: str, name: str, value: str | None) -> str:
    found = re.search(rf"(?m)^({re.escape(name)}[ \t]*=[ \t]*)({_VALUE})", table)
    if value is None:
        return re.sub(rf"(?m)^{re.escape(name)}[ \t]*=[^\n]*\n?", "", table)
    if found is None:
        kept = table.rstrip("\n")
        return f"{kept}\n{name} = {value}\n\n" if kept else f"{name} = {value}\n\n"
    return f"{table[: found.start()]}{found[1]}{value}{table[found.end() :]}"


def _parts(text: str, section: str) -> tuple[str, str, str]:
    """What comes before the lines of the table *section*, these lines, and what follows."""
    found = re.search(rf"(?m)^\[{re.escape(section)}\][^\n]*(?:\n|$)", text)
    if found is None:
        return text.rstrip("\n") + f"\n\n[{section}]\n", "", ""
    end = re.search(r"(?m)^\[", text[found.end() :])
    stop = len(text) if end is None else found.end() + end.start()
    return text[: found.end()], text[found.end() : stop], text[stop:]
