"""What `dailyme brand learn` does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dailyme.clock import now_ms
from dailyme.errors import CommandError
from dailyme.outputs_play import BrandLearnt
from dailyme.places import places
from dailyme.show import console, count, print_json
from dailyme.wiring.brand import kept_store

if TYPE_CHECKING:
    from brand_agent.closing import Heard
    from brand_agent.proposing import Proposal, Settings

_STEP = 200
"""Basis points of discount in a row of what closed."""


def learn(config: Path, origin: str, *, database: str | None, apply: bool, as_json: bool) -> None:
    """Show what the threads of the brand at *origin* teach, and change *config* if a person says *apply*."""
    from brand_agent.edge.lessons import read_lessons, read_margin, record_change
    from brand_agent.edge.policy_file import load_policy
    from brand_agent.policy_edit import with_guardrails
    from brand_agent.proposing import Settings, propose

    if not config.is_file():
        raise CommandError(f"{config} is not there", "Give the policy with --config.")
    rules = load_policy(config).guardrails
    now = Settings(
        float(rules.max_discount), rules.counters, float(rules.eagerness), float(rules.sealed_share)
    )
    text = config.read_text(encoding="utf-8")

    async def work() -> tuple[tuple[Heard, ...], tuple[Proposal, ...], str | None]:
        store = kept_store(places(os.environ), origin, database)
        try:
            rows, margin = await store.read(read_lessons), await store.read(read_margin)
            found = () if margin is None else propose(rows, now, margin)
            if not apply or not found:
                return rows, found, None
            changed = {name: value for one in found for name, value in changes(one, now).items()}
            after = with_guardrails(text, changed)
            at_ms = now_ms()
            await store.write(lambda connection: record_change(connection, text, after, at_ms=at_ms))
            return rows, found, after
        finally:
            store.close()

    rows, found, after = asyncio.run(work())
    if after is not None:
        config.write_text(after, encoding="utf-8")
    told = _told(rows, found, now, applied=after is not None)
    if as_json:
        print_json(BrandLearnt.model_validate(told))
        return
    _show(told, config)


def changes(one: Proposal, now: Settings) -> dict[str, str]:
    """Return what *one* changes in *now*, as it stands in brand.toml."""
    found = {}
    for name in ("max_discount", "counters", "eagerness", "sealed_share"):
        value = getattr(one.settings, name)
        if value != getattr(now, name):
            found[name] = str(value) if name == "counters" else f'"{Decimal(str(value))}"'
    return found


def _told(
    rows: Sequence[Heard], found: Sequence[Proposal], now: Settings, *, applied: bool
) -> dict[str, Any]:
    steps = sorted({int(row.discount * 10_000) // _STEP for row in rows})
    return {
        "threads": len({row.thread for row in rows}),
        "deals": sum(row.taken for row in rows),
        "closed": [_closed(step, rows) for step in steps],
        "proposals": [
            {
                "changes": changes(one, now),
                "earned_basis_points": round(one.effect.earned * 10_000),
                "earned_low_basis_points": round(one.effect.earned_low * 10_000),
                "earned_high_basis_points": round(one.effect.earned_high * 10_000),
                "deals_basis_points": round(one.effect.deals * 10_000),
            }
            for one in found
        ],
        "applied": applied,
    }


def _closed(step: int, rows: Sequence[Heard]) -> dict[str, int]:
    near = [row for row in rows if int(row.discount * 10_000) // _STEP == step]
    return {
        "discount_basis_points": step * _STEP,
        "heard": len(near),
        "taken": sum(row.taken for row in near),
        "left": sum(row.left for row in near),
    }


def _show(told: dict[str, Any], config: Path) -> None:
    out = console()
    out.print(f"{count(told['threads'], 'thread')} with an offer, {count(told['deals'], 'deal')}")
    for row in told["closed"]:
        least = row["discount_basis_points"] / 10_000
        share = f"{row['heard']:>6} heard, {row['taken']:>5} taken, {row['left']:>5} left"
        out.print(f"  from {least:>4.0%} below list: {share}")
    for one in told["proposals"]:
        for name, value in one["changes"].items():
            out.print(f"  {name} = {value}")
        low, high = (one[f"earned_{side}_basis_points"] / 10_000 for side in ("low", "high"))
        mean, deals = one["earned_basis_points"] / 10_000, one["deals_basis_points"] / 10_000
        gain = f"{mean:+.2%} of the list total a thread ({low:+.2%} to {high:+.2%})"
        out.print(f"    earns {gain}, deals {deals:+.1%}")
    if not told["proposals"]:
        out.print("Nothing is proposed: too few threads, no known cost, or no gain that is sure enough.")
    elif told["applied"]:
        out.print(f"Written to {config}. A running `serve` reads it again by itself.")
    else:
        out.print("Nothing was changed. With --apply it is written to your policy.")
