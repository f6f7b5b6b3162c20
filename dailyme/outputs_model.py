"""What `dailyme model` prints with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class ModelProblem(Output):
    """Why the model gave nothing that can be used."""

    code: str = Field(description="Stable: test this.")
    detail: str
    advice: str


class TriedForm(Output):
    """One form of the trial."""

    form: str
    obeyed: bool = Field(description="The answer was JSON and the form.")
    right: bool = Field(description="What it read is what the text says.")
    invented: int = Field(description="Values that do not stand in the text; a reading drops them.")
    took_ms: int | None = None
    error: str | None = Field(None, description="The code of what went wrong.")


class Trial(Output):
    """How the model did on five made-up texts."""

    forms: int
    obeyed: int
    right: int
    invented: int
    cases: list[TriedForm]


class Cost(Output):
    """What asking costs. Prices are the settings', never guessed."""

    known: bool
    per_million_in: str | None = Field(None, description="Such as `0.15 USD`.")
    per_million_out: str | None = None
    tokens_in: int | None = Field(None, description="That the trial took; absent if the server counts none.")
    tokens_out: int | None = None
    trial: str | None = Field(None, description="What the trial cost.")


class Leaving(Output):
    """A kind of prompt, and what of it goes to the model."""

    kind: str
    source: str = Field(description="Whose words it holds.")
    what: str


class ModelChecked(Output):
    """`dailyme model check --json`."""

    model: str
    where: Literal["nowhere", "here", "elsewhere"]
    host: str = Field(description="The host that is asked; `-` for none.")
    key: bool = Field(description="Whether a key goes along.")
    reachable: bool | None = Field(None, description="Absent if nobody was asked.")
    problem: ModelProblem | None = None
    speed: Literal["quick", "fair", "slow"] | None = Field(
        None, description="A form takes under 2 s, under 10 s, or longer; the middle one of the trial."
    )
    trial: Trial | None = None
    cost: Cost
    prompts: list[Leaving] = Field(description="Every kind of prompt there is.")
    leaves_machine: bool = Field(description="Whether `prompts` go to another machine.")
    never: list[str] = Field(description="What is in no prompt that leaves the machine.")


class LedgerLine(Output):
    """A prompt that was written, redacted."""

    number: int
    at: str
    kind: str
    model: str
    where: str
    form: str | None = None
    instructions: str
    text: str
    sent: bool = Field(description="False: the guard stopped it.")
    outcome: str | None = Field(None, description="`answered`, `stopped`, or the code of an error.")
    tokens_in: int | None = None
    tokens_out: int | None = None
    took_ms: int | None = None
    cost: str | None = None


class ModelLedger(Output):
    """`dailyme model ledger --json`."""

    file: str
    prompts: int
    left_machine: int = Field(description="How many were sent to another machine.")
    stopped: int = Field(description="How many the guard stopped.")
    tokens_in: int = Field(description="Of all answers whose server counted.")
    tokens_out: int
    costs: list[str] = Field(description="What was paid by the prices of the settings, a sum per currency.")
    lines: list[LedgerLine] = Field(description="The last ones, oldest first.")
