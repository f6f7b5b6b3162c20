"""What `dailyme model check` and `dailyme model ledger` do."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from decimal import Decimal
from statistics import median_low
from typing import Final, Literal

from dailyme.acts.here import here
from dailyme.errors import Exit
from dailyme.model_ledger import ledger_at
from dailyme.model_lines import show_checked, show_prompts
from dailyme.models import Chosen, choose, key_of, open_model, rates_of
from dailyme.outputs_model import (
    Cost,
    Leaving,
    LedgerLine,
    ModelChecked,
    ModelLedger,
    ModelProblem,
    Trial,
    TriedForm,
)
from dailyme.settings import Settings
from dailyme.show import print_json
from language import (
    NOTHING_PRIVATE,
    Kind,
    ModelBrokenFormError,
    ModelEmptyError,
    ModelError,
    ModelNotJsonError,
    ModelTooLongError,
    Usage,
    Where,
)
from language.edge.ledger_file import FileLedger, Line
from language.trial import Tried, try_model
from protocol import write_time

NEVER: Final = [
    "a wish's ceiling, your mandates, what a point or an answer is worth to you, in any spelling",
    "a brand's floors, costs and budgets, in any spelling",
    "your mailbox and any other mail address",
    "keys, in whole or in part",
]
"""What the guard keeps out of every prompt that leaves the machine."""

_ANSWERS: Final = (ModelEmptyError, ModelTooLongError, ModelNotJsonError, ModelBrokenFormError)
"""What went wrong though somebody answered."""

_SPEEDS: Final[tuple[tuple[int, Literal["quick", "fair"]], ...]] = ((2_000, "quick"), (10_000, "fair"))


def check_model(model: str | None, *, trial: bool, as_json: bool) -> int:
    """Say of *model*, or the settings', what it can do; return the exit code."""
    at = here({"model": model})
    chosen = choose(at.settings.model, os.environ)
    tried, where, problem = asyncio.run(_asked(at.settings, ledger_at(at.places.data), trial=trial))
    checked = _checked(chosen, at.settings, where, tried, problem)
    if as_json:
        print_json(checked)
    else:
        show_checked(checked)
    return Exit.ERROR if checked.problem is not None else Exit.DONE


async def _asked(
    settings: Settings, ledger: FileLedger, *, trial: bool
) -> tuple[list[Tried], Where, ModelError | None]:
    """Return how the trial went, where the model runs, and what stands in the way of using it."""
    async with open_model(settings, NOTHING_PRIVATE, ledger) as model:
        if not trial or model.where is Where.NOWHERE:
            return [], model.where, None
        tried = await try_model(model)
        usable = any(one.obeyed for one in tried)
        return tried, model.where, None if usable else tried[0].error


def _checked(
    chosen: Chosen, settings: Settings, where: Where, tried: Sequence[Tried], problem: ModelError | None
) -> ModelChecked:
    answered = [one for one in tried if one.obeyed or isinstance(one.error, _ANSWERS)]
    return ModelChecked(
        model=settings.model,
        where=where.value,
        host=chosen.host,
        key=chosen.url is not None and key_of(chosen, os.environ) is not None,
        reachable=bool(answered) if tried else None,
        problem=None if problem is None else _problem(problem),
        speed=_speed([one.usage.took_ms for one in tried if one.obeyed and one.usage is not None]),
        trial=_trial(tried) if answered else None,
        cost=_cost(settings, where, tried),
        prompts=[Leaving(kind=kind, source=kind.source, what=kind.leaves) for kind in Kind],
        leaves_machine=where is Where.ELSEWHERE,
        never=NEVER,
    )


def _problem(error: ModelError) -> ModelProblem:
    return ModelProblem(code=error.code, detail=str(error), advice=error.advice)


def _trial(tried: Sequence[Tried]) -> Trial:
    return Trial(
        forms=len(tried),
        obeyed=sum(one.obeyed for one in tried),
        right=sum(one.right for one in tried),
        invented=sum(one.invented for one in tried),
        cases=[
            TriedForm(
                form=one.form,
                obeyed=one.obeyed,
                right=one.right,
                invented=one.invented,
                took_ms=None if one.usage is None else one.usage.took_ms,
                error=None if one.error is None else one.error.code,
            )
            for one in tried
        ],
    )


def _speed(took_ms: Sequence[int]) -> Literal["quick", "fair", "slow"] | None:
    if not took_ms:
        return None
    middle = median_low(took_ms)
    return next((name for most_ms, name in _SPEEDS if middle < most_ms), "slow")


def _cost(settings: Settings, where: Where, tried: Sequence[Tried]) -> Cost:
    rates = rates_of(settings)
    usages = [one.usage for one in tried if one.usage is not None and one.usage.tokens_in is not None]
    costs = [used.cost for used in usages if used.cost is not None]
    return Cost(
        known=rates is not None,
        per_million_in=settings.model_price_in if rates else None,
        per_million_out=settings.model_price_out if rates else None,
        tokens_in=sum(used.tokens_in or 0 for used in usages) if usages else None,
        tokens_out=sum(used.tokens_out or 0 for used in usages) if usages else None,
        trial=f"{sum(costs):f} {rates.currency}" if rates and costs else None,
    )


def show_ledger(last: int, *, as_json: bool) -> None:
    """Show the *last* prompts of the ledger, 0 for all. Raises `BrokenLedgerError`."""
    ledger = ledger_at(here().places.data)
    lines = ledger.read()
    used = [one.ended.usage for one in lines if one.ended is not None and one.ended.usage is not None]
    result = ModelLedger(
        file=str(ledger.path),
        prompts=len(lines),
        left_machine=sum(one.prompt.sent and one.prompt.where is Where.ELSEWHERE for one in lines),
        stopped=sum(not one.prompt.sent for one in lines),
        tokens_in=sum(one.tokens_in or 0 for one in used),
        tokens_out=sum(one.tokens_out or 0 for one in used),
        costs=_sums(used),
        lines=[_line(one) for one in lines[-last:]],
    )
    if as_json:
        print_json(result)
    else:
        show_prompts(result)


def _sums(used: Sequence[Usage]) -> list[str]:
    sums: dict[str, Decimal] = {}
    for one in used:
        if one.cost is not None and one.currency is not None:
            sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.cost
    return [f"{amount:f} {currency}" for currency, amount in sorted(sums.items())]


def _line(line: Line) -> LedgerLine:
    prompt, ended = line.prompt, line.ended
    used = None if ended is None else ended.usage
    return LedgerLine(
        number=line.number,
        at=write_time(prompt.at_ms),
        kind=prompt.kind,
        model=prompt.model,
        where=prompt.where,
        form=prompt.form,
        instructions=prompt.instructions,
        text=prompt.text,
        sent=prompt.sent,
        outcome=None if ended is None else ended.outcome,
        tokens_in=None if used is None else used.tokens_in,
        tokens_out=None if used is None else used.tokens_out,
        took_ms=None if used is None else used.took_ms,
        cost=None if used is None or used.cost is None else f"{used.cost:f} {used.currency}",
    )
