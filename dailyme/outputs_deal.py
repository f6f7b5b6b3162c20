"""What `dailyme deal …` and `dailyme brand order …` print with `--json`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_demo import Hash
from protocol.fulfilment import How, RemedyKind, Stage
from protocol.money import Price


class ShownHandoff(Output):
    """Where the person pays: the brand's own checkout, and a code that works once."""

    checkout: str
    code: str
    expires: str


class ShownStatus(Output):
    """How far the brand says that the order is."""

    stage: Stage
    at: str
    expected: str | None = None


class ShownRemedy(Output):
    """What the brand does about it, and by when."""

    kind: RemedyKind
    amount: Price | None = None
    points: int | None = None
    by: str


class ShownDeal(Output):
    """`dailyme deal order|track|delivered|return|outcome|review --json`, and a line of `deal list`."""

    deal: Hash = Field(description="The agreement's hash: the deal's name, of which the beginning is enough.")
    thread: Hash
    brand: str
    seller: str
    title: str
    total: Price
    agreed: str
    state: str = Field(description="Of the thread, such as `agreed` or `ordered`; or `void`, or `broken`.")
    broke: str | None = Field(None, description="The rule that the brand's last answer broke: its code.")
    promised_by: str
    said: str = Field(description="The type of the thread's last message, such as `handoff` or `remedy`.")
    refused: str | None = Field(None, description="Why the brand refused the last order, if it did.")
    fields: list[str] | None = Field(None, description="What the brand must know to deliver, if it said so.")
    pending: bool = Field(description="A message is not answered yet; the same bytes are sent next time.")
    handoff: ShownHandoff | None = None
    status: ShownStatus | None = None
    delivered: str | None = None
    days_late: int = Field(description="Calendar days after the promised one, so far or when it came.")
    remedy: ShownRemedy | None = Field(None, description="The last one.")
    turned_out: How | None = Field(None, description="As told, or else as promise and delivery say.")
    told: bool = Field(description="Whether the outcome was told to the brand.")
    told_home: bool = Field(False, description="Whether the outcome was told to the twin alone.")
    reviewed: bool


class DealList(Output):
    """`dailyme deal list --json`: oldest first."""

    deals: list[ShownDeal]


class ShownOrder(Output):
    """`dailyme brand order place|pack|ship|… --json`, and a line of `brand order list`."""

    order: Hash = Field(description="The agreement's hash, of which the beginning is enough.")
    title: str
    quantity: int
    total: Price
    stage: Stage
    since: str
    promised_by: str
    days_late: int
    expected: str | None = None
    delivered: str | None = Field(None, description="When it came, by the customer's word.")
    outcome: How | None = None
    stars: int | None = None
    disclosed: dict[str, Any] = Field(
        default_factory=dict, description="What the customer disclosed to have it delivered."
    )


class OrderList(Output):
    """`dailyme brand order list --json`: newest first."""

    orders: list[ShownOrder]
