"""What `twin import`, `twin suggestions`, `twin confirm` and `twin dismiss` print with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from consumer_twin.sense import State, SuggestionKind
from dailyme.outputs import Output
from protocol import Price


class ShownPurchase(Output):
    """A purchase as it was read."""

    day: str
    title: str
    quantity: int
    price: Price | None = Field(None, description="Of one piece; absent where it is not known.")
    shop: str | None = None
    order: str | None = None
    sku: str | None = None
    category: str | None = None
    source: str = Field(description="File and line.")


class ImportReject(Output):
    """A line on standard error of `dailyme twin import FILE --json`: what was left out, and why."""

    source: str
    line: int = Field(description="Line of the file, from 1; of a mailbox, where the mail begins.")
    code: str = Field(description="Stable: test this.")
    reason: str
    dropped: str = Field(description="`row`, or `price` for a purchase that is kept without.")
    id: str | None = Field(None, description="The order's number, where it could be read.")


class Imported(Output):
    """`dailyme twin import FILE --json`."""

    kept: bool = Field(description="False for a preview, and where nothing is new.")
    number: int | None = Field(None, description="Of the import: `--undo` takes it back.")
    file: str
    layout: Literal["table", "amazon", "mail"]
    columns: dict[str, str] = Field(description="Our name -> the table's column.")
    read: int = Field(description="Purchases that could be read.")
    new: int
    duplicates: int = Field(description="Known from before, or twice in the file.")
    rejects: int = Field(description="Rows and prices that were left out; each is a line on standard error.")
    reasons: dict[str, int] = Field(description="How often each code was the reason.")
    first: str | None = Field(None, description="Day of the earliest purchase.")
    last: str | None = Field(None, description="Day of the latest purchase.")
    preview: list[ShownPurchase] = Field(description="The first few.")


class ImportUndone(Output):
    """`dailyme twin import --undo NUMBER --json`."""

    number: int
    purchases: int = Field(description="That went with it; what another import holds too stays.")


class ImportLine(Output):
    """An import that was kept."""

    number: int
    at: str
    file: str
    layout: str
    new: int
    duplicates: int
    rejects: int


class ImportList(Output):
    """`dailyme twin import --list --json`."""

    imports: list[ImportLine]


class SensedNeed(Output):
    """A need that was sensed at home. No brand hears of it before you confirm it or a mandate covers it."""

    id: str
    kind: SuggestionKind
    title: str
    words: str = Field(description="Why, with the numbers.")
    strength: float = Field(description="How likely it is wanted, 0 to 1.")
    due: str
    state: State
    evidence: list[str] = Field(description="`memory/NUMBER`: an entry of the log; `price/NUMBER`: one seen.")
    terms: str = Field(description="Words that a wish would look for it by.")
    category: str | None = None
    price: Price | None = Field(None, description="What it cost last; of a price drop, what it costs now.")


class Suggestions(Output):
    """`dailyme twin suggestions --json`."""

    day: str
    suggestions: list[SensedNeed]


class SuggestionAnswered(Output):
    """`dailyme twin confirm ID --json` and `dailyme twin dismiss ID --json`."""

    id: str
    title: str
    state: State
    wish: int | None = Field(None, description="Of a confirmed one: the number of the standing wish.")
    until: str | None = Field(None, description="Of one put off: the day when it may come back.")
