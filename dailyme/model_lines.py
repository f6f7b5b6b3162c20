"""How `dailyme model` shows what it found."""

from __future__ import annotations

from typing import Final

from dailyme.outputs_model import Cost, LedgerLine, ModelChecked, ModelLedger
from dailyme.show import console, count, hints

_SPEED: Final = {"quick": "quick (under 2 s a form)", "fair": "fair (under 10 s)", "slow": "slow (over 10 s)"}
_WHERE: Final = {
    "nowhere": "nowhere: everything is read and said by rule",
    "here": "on this machine",
    "elsewhere": "on another machine",
}


def show_checked(checked: ModelChecked) -> None:
    """Write what is set, whether it works, and what would leave the machine."""
    _row("Model", checked.model)
    _row("Runs", _WHERE[checked.where] + (f" ({checked.host})" if checked.host != "-" else ""))
    if checked.where != "nowhere":
        _row("Key", "one goes along" if checked.key else "none")
    if checked.problem is not None:
        _row("Answers", f"no: {checked.problem.code}: {checked.problem.detail}")
        _row("", checked.problem.advice)
    elif checked.speed is not None:
        _row("Answers", f"yes, {_SPEED[checked.speed]}")
    if checked.trial is not None:
        trial = checked.trial
        _row("Trial", f"{trial.obeyed} of {trial.forms} forms kept, {trial.right} read right")
        if trial.invented:
            _row("", f"{count(trial.invented, 'value')} made up: a reading drops what the text does not say")
    if checked.where != "nowhere":
        _row("Costs", _cost(checked))
    _leaving(checked)


def _cost(checked: ModelChecked) -> str:
    cost: Cost = checked.cost
    if not cost.known:
        return "no price is set; it runs here" if checked.where == "here" else _UNKNOWN
    said = f"{cost.per_million_in} and {cost.per_million_out} per million tokens read and written"
    return f"{said}; the trial {cost.trial}" if cost.trial else said


_UNKNOWN: Final = "unknown: set model_price_in and model_price_out"


def _leaving(checked: ModelChecked) -> None:
    if checked.where == "nowhere":
        console().print("\nNo text leaves this machine for a model.")
        return
    what = (
        "What leaves this machine:" if checked.leaves_machine else "Nothing leaves this machine. It is asked:"
    )
    console().print(f"\n{what}")
    for prompt in checked.prompts:
        console().print(f"  {prompt.kind:9} {prompt.what}", soft_wrap=True)
    if checked.leaves_machine:
        console().print("Never:")
        for line in checked.never:
            console().print(f"  {line}", soft_wrap=True)
    console().print("Every prompt is kept: dailyme model ledger", soft_wrap=True)


def show_prompts(ledger: ModelLedger) -> None:
    """Write the prompts, oldest first, and the sum on standard error."""
    for line in ledger.lines:
        console().print(_head(line), style="bold", soft_wrap=True)
        console().print(f"  {' '.join(line.text.split())}", soft_wrap=True)
    sums = f"{count(ledger.prompts, 'prompt')}, {ledger.left_machine:,} left this machine"
    tokens = f"{ledger.tokens_in:,} tokens read and {ledger.tokens_out:,} written"
    paid = f" for {' and '.join(ledger.costs)}" if ledger.costs else ""
    hints().print(f"{sums}, {ledger.stopped:,} stopped by the guard; {tokens}{paid}", soft_wrap=True)
    hints().print(ledger.file, soft_wrap=True)


def _head(line: LedgerLine) -> str:
    form = f" -> {line.form}" if line.form else ""
    took = f", {line.took_ms / 1000:.1f} s" if line.took_ms is not None else ""
    outcome = line.outcome or "unfinished"
    return f"{line.number}  {line.at}  {line.kind}{form}  {line.model} ({line.where})  {outcome}{took}"


def _row(name: str, text: str) -> None:
    console().print(f"{name:8} {text}", soft_wrap=True)
