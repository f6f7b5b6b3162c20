"""What `dailyme brand goal …` does: read a marketer's words, keep them, sign them, say how far they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.goals.book import version, versions
from dailyme.clock import now_ms
from dailyme.errors import CommandError
from dailyme.goal_lines import show_goal, show_goals
from dailyme.goal_result import goal_result, list_result, read_result
from dailyme.show import print_json
from dailyme.wiring.goal_words import (
    Asked,
    Understood,
    currency_said,
    facts_in,
    sign,
    so_far,
    understood,
    withdraw,
)
from dailyme.wiring.goals import GoalPlace, shop_of

__all__ = [
    "Asked",
    "approve_goal",
    "list_goals",
    "policy_text",
    "read_words",
    "set_goal",
    "show_version",
    "withdraw_goal",
]


def read_words(place: GoalPlace, asked: Asked, *, as_json: bool, model: str | None = None) -> None:
    """Show what the words of *asked* are understood to mean; nothing is kept."""
    found = _understood(place, asked, model)
    entries = shop_of(place, "USD")[1]
    result = read_result(found.reading, found.facts(asked.day()), entries, found.muted)
    if as_json:
        print_json(result)
    else:
        show_goal(result)


def set_goal(place: GoalPlace, asked: Asked, *, as_json: bool, model: str | None = None) -> None:
    """Keep the words of *asked* as a goal that nobody signed yet."""
    policy_text(place.config)
    facts = _understood(place, asked, model).facts(asked.day())
    store = place.store()
    try:
        entry = asyncio.run(
            store.write(lambda connection: append_entry(connection, "set", "", facts, at_ms=now_ms()))
        )
    finally:
        store.close()
    show_version(place, entry.number, as_json=as_json)


def show_version(place: GoalPlace, number: int | None, *, as_json: bool) -> None:
    """Show the goal *number*, None: the signed one, with how far it is."""
    store = place.kept()
    try:
        shop, log = shop_of(place), asyncio.run(store.read(read_log))
        if number is None:
            signed = [one.number for one in versions(log) if one.state == "signed"]
            if not signed:
                advice = "Name one: dailyme brand goal show NUMBER."
                raise CommandError("no goal is signed", advice)
            number = signed[0]
        one = version(log, number)
        measured = asyncio.run(so_far(store, shop, one, now_ms()))
    finally:
        store.close()
    result = goal_result(one, facts_in(log, number), measured, shop[1], at_ms=now_ms())
    if as_json:
        print_json(result)
    else:
        show_goal(result)


def list_goals(place: GoalPlace, *, as_json: bool) -> None:
    """Show every goal and the log."""
    store = place.kept()
    try:
        log = asyncio.run(store.read(read_log))
    finally:
        store.close()
    result = list_result(versions(log), log)
    if as_json:
        print_json(result)
    else:
        show_goals(result)


def approve_goal(place: GoalPlace, number: int, *, by: str, knowing: Sequence[str], as_json: bool) -> None:
    """Sign the goal *number* as *by*, who knows of the conflicts named."""
    shop = shop_of(place)
    _write(place, lambda one: sign(one, shop, number, by=by, knowing=knowing, at_ms=now_ms()))
    show_version(place, number, as_json=as_json)


def withdraw_goal(place: GoalPlace, number: int, *, by: str, as_json: bool) -> None:
    """Take the goal *number* back: its limits hold no proposal any more."""
    _write(place, lambda one: withdraw(one, number, by=by, at_ms=now_ms()))
    show_version(place, number, as_json=as_json)


def _write(place: GoalPlace, work: Any) -> None:
    store = place.kept()
    try:
        asyncio.run(store.write(work))
    finally:
        store.close()


def _understood(place: GoalPlace, asked: Asked, model: str | None) -> Understood:
    shop = shop_of(place, currency_said(asked.read()))
    store = place.kept() if place.is_kept() else None
    try:
        return asyncio.run(understood(store, shop, asked, model))
    finally:
        if store is not None:
            store.close()


def policy_text(config: Path) -> str:
    """Return the policy's text. Raises `CommandError` if it is not there."""
    if not config.is_file():
        raise CommandError(f"{config} is not there", "Give the policy with --config.")
    return config.read_text(encoding="utf-8")
