"""What `dailyme demo --story first-year --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_demo import Hash, Jwk, ShownVerdict, Signed
from dailyme.outputs_relation import BrandRegister, Consents
from protocol import Price
from protocol.benefit import Rung
from protocol.lifecycle import Event


class YearScene(Output):
    """A scene: what happened, what of it travelled, and what stayed at home."""

    id: str
    date: str
    title: str
    rung: Rung = Field(description="Where the person stands when it is over.")
    told: list[str]
    travelled: list[str] = Field(description="What the brand was sent of the person.")
    stayed: list[str] = Field(description="What it was not sent.")


class YearDeal(Output):
    """A deal of the year."""

    title: str
    paid: Price
    key: str = Field(description="The did:key that it was made under.")
    agreement: Signed
    verdicts: list[ShownVerdict]
    turned_out: str | None = None


class YearEvent(Output):
    """An event, as one side has it."""

    at: str
    event: Event
    key: str


class YearEvents(Output):
    """The events of both sides, from the messages that each of them holds; they are equal."""

    twin: list[YearEvent]
    brand: list[YearEvent]


class KeptByLaw(Output):
    """Something that the brand still holds in the end, and until when."""

    what: str
    until: str


class GivenWithOrder(Output):
    """What the person gave with an order, so that it could be delivered."""

    fields: list[str]
    at: str
    deal: Hash
    proof: Hash = Field(description="Of the signed order, which holds salted hashes.")


class YearLedgers(Output):
    """Both ledgers: the person's, and the brand's register."""

    twin: Consents
    orders: list[GivenWithOrder] = Field(description="Of the person: what went with an order, for it alone.")
    brand: BrandRegister
    kept: list[KeptByLaw] = Field(description="What the law makes the brand keep.")


class Verification(Output):
    """What a stranger finds who has every byte that travelled and the brand's did document, and no more."""

    messages: int = Field(description="Signed messages, each once; a signed thing inside another counts too.")
    pages: int = Field(description="Signed pages that are the same for everybody: verified, not printed.")
    signatures: int
    holding: int = Field(description="Signatures that hold.")
    keys: int = Field(description="Keys of the person: one for each conversation of a guest.")
    values: int = Field(description="Identifying values that were looked for, as they are and in base64.")
    found: int = Field(description="How many of them stand in a signed byte.")
    news: int
    above_cap: int = Field(description="News that the brand made above the cap that the person signed.")
    after_end: int = Field(description="News that it made after a subscription had ended.")
    uses_after_revocation: int = Field(description="Uses of a value after its grant had ended.")
    in_store: int = Field(description="Identifying values that the brand's files still hold.")
    linked: int = Field(description="Keys of the last conversation that the brand had seen before.")
    events_equal: bool
    verdict: Literal["verified", "not verified"]


class YearResult(Output):
    """`dailyme demo --story first-year --json`."""

    seed: int
    brand: str
    name: str
    scenes: list[YearScene]
    deals: list[YearDeal]
    ledgers: YearLedgers
    events: YearEvents
    messages: dict[Hash, Signed] = Field(description="Every signed message that travelled, by its hash.")
    keys: dict[str, Jwk] = Field(description="DID URL -> public key, of every signature above.")
    verification: Verification
