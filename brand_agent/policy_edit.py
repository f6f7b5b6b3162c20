"""Changing settings of `[guardrails]` in a `brand.toml`, with every comment where it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from brand_agent.errors import Fault, PolicyError
from brand_agent.policy_reader import read_policy


def with_guardrails(text: str, changed: Mapping[str, str]) -> str:
    """Return *text* with the settings *changed* (name -> TOML value) in `[guardrails]`.

    Raises `PolicyError` if what comes out is no policy, or anything else would have changed.
    """
    before = tomllib.loads(text)
    head, table, rest = _parts(text)
    for name, value in changed.items():
        pattern = rf'(?m)^({re.escape(name)}[ \t]*=[ \t]*)("[^"\n]*"|[0-9]+)'
        found = re.search(pattern, table)
        if found is None:
            table = f"{table.rstrip(chr(10))}\n{name} = {value}\n\n"
        else:
            table = f"{table[: found.start()]}{found[1]}{value}{table[found.end() :]}"
    after = head + table + rest
    wanted = tomllib.loads("\n".join(f"{name} = {value}" for name, value in changed.items()))
    guardrails = before.get("guardrails", {}) | wanted
    if tomllib.loads(after) != before | {"guardrails": guardrails}:
        raise PolicyError([Fault("guardrails", "", "change it by hand: it is not written line by line")])
    read_policy(after)
    return after


def _parts(text: str) -> tuple[str, str, str]:
    """What comes before the lines of `[guardrails]`, these lines, and what follows."""
    found = re.search(r"(?m)^\[guardrails\][^\n]*\n", text)
    if found is None:
        return text.rstrip("\n") + "\n\n[guardrails]\n", "", ""
    end = re.search(r"(?m)^\[", text[found.end() :])
    stop = len(text) if end is None else found.end() + end.start()
    return text[: found.end()], text[found.end() : stop], text[stop:]
