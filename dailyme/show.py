"""Showing results: to a person through Rich, to a program as JSON.

Titles and reasons come from strangers, so nothing is read as markup. Colour goes to a terminal only and
respects `NO_COLOR`; what is no result (progress, hints) goes to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from protocol.money import Money

WIDTH = 80


@cache
def console() -> Console:
    """Return the console of standard output: at most 100 columns wide, 80 where no terminal says."""
    return _console(sys.stdout.isatty(), error=False)


@cache
def hints() -> Console:
    """Return the console of standard error, for progress and hints."""
    return _console(sys.stderr.isatty(), error=True)


def _console(terminal: bool, *, error: bool) -> Console:
    from rich.console import Console

    made = Console(stderr=error, markup=False, highlight=False, emoji=False, soft_wrap=False)
    made.width = min(made.width, 100) if terminal else WIDTH
    return made


def print_json(result: BaseModel | Mapping[str, Any]) -> None:
    """Print *result* as one line of JSON on standard output."""
    sys.stdout.write(json_line(result) + "\n")
    sys.stdout.flush()


def json_line(result: BaseModel | Mapping[str, Any]) -> str:
    """Return *result* as one line of JSON, without members that are None."""
    import json

    if not isinstance(result, Mapping):
        return result.model_dump_json(by_alias=True, exclude_none=True)
    return json.dumps(result, ensure_ascii=False)


def count(number: int, noun: str) -> str:
    """Return *number* with its *noun*.

    >>> count(1, "product"), count(1200, "product"), count(2, "entry")
    ('1 product', '1,200 products', '2 entries')
    """
    many = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def money(amount: Money) -> str:
    """Return *amount* for people: grouped digits, then the currency.

    >>> from protocol.money import Money
    >>> money(Money(amount=-123456, currency="USD"))
    '-1,234.56 USD'
    """
    from protocol.money import major

    whole, dot, part = major(abs(amount.amount), amount.currency).partition(".")
    return f"{'-' if amount.amount < 0 else ''}{int(whole):,}{dot}{part} {amount.currency}"
