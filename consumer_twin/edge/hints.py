"""The list of things that go together, as it ships with the twin."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from consumer_twin.sense import Complement, read_complements


@cache
def shipped_complements() -> tuple[Complement, ...]:
    """Return the hand-written hints of `complements.toml`."""
    text = files("consumer_twin.edge").joinpath("complements.toml").read_text("utf-8")
    return read_complements(tomllib.loads(text))
