"""What `dailyme twin rules …` prints with `--json`."""

from __future__ import annotations

from pydantic import Field

from consumer_twin.rules import RuleKind
from dailyme.outputs import Output
from protocol.money import Price


class ShownRule(Output):
    """A standing rule."""

    number: int = Field(description="By which it is taken back.")
    kind: RuleKind
    brand: str = Field(description="The brand's DID, or the address of a public page.")
    seller: str
    product: str | None = Field(None, description="The one product that it is about; absent for all.")
    title: str | None = None
    under: Price | None = Field(None, description="Of `always`: the all-in total up to which it holds.")
    words: str
    made: str
    revoked: str | None = Field(None, description="When it was taken back; absent while it stands.")


class RuleList(Output):
    """`dailyme twin rules --json`, and what `never`, `always` and `revoke` leave: newest first."""

    rules: list[ShownRule]
