"""What `dailyme demo --json` prints, and the lines of its wire log.

Whoever has this object can check every signature in it with a JOSE library and nothing but `keys`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from dailyme.outputs import Output
from protocol import Money, Price

Hash = Annotated[str, Field(description="SHA-256 of the canonical bytes without signatures, in base64url.")]

Signed = Annotated[
    dict[str, Any],
    Field(
        description="A signed object as it travelled: see the schemas under spec/. Unknown members are kept."
    ),
]


class WireLogLine(Output):
    """A line of `--wire-log FILE`: a request of the twin, or the answer to it."""

    direction: Literal["sent", "received"]
    brand: str = Field(description="DID of the other side: a brand's, or the marketplace's.")
    method: str
    url: str
    thread: Hash | None = None
    seq: int | None = None
    text: str = Field(description="The exact body; empty for a GET.")


class WishedLine(Output):
    """One thing that was looked for."""

    text: str
    quantity: int
    at_most: int | None = Field(None, description="Up to how many would be taken; absent: no more.")


class Wished(Output):
    """The wish. A ceiling never leaves the twin, so it isn't here either."""

    text: str
    lines: list[WishedLine]


class ShownBrand(Output):
    """A brand that took part."""

    did: str
    name: str
    url: str


class ShownTerms(Output):
    """What comes with a purchase."""

    delivery_days: int
    warranty_months: int
    returns_days: int
    extras: list[str] = Field(default_factory=list)


class ShownFlag(Output):
    """What about a name or a title may deceive the eye. Nothing ranks on it."""

    code: Literal["looks-like", "same-name", "mixed-scripts", "hidden-characters"]
    words: str


class ShownPiece(Output):
    """What a bundle has for one line of the wish."""

    line: int
    product: str
    variant: str
    title: str
    quantity: int


class ShownOption(Output):
    """An option, best first. One from a public page is unsigned and has no terms."""

    hash: Hash = Field(description="Names exactly this option; `dailyme approve` takes it.")
    rank: int
    line: int = Field(description="Which line of the wish it answers, from 0.")
    brand: str = Field(description="DID of the brand, or the address of the public page.")
    seller: str = Field(description="The seller's name.")
    url: str
    title: str
    product: str
    variant: str
    quantity: int
    total: Price = Field(description="All-in: tax, shipping and fees are inside.")
    list_total: Price = Field(description="The same at list prices.")
    negotiable: bool = Field(description="False: a public page, unsigned, not negotiable.")
    above_ceiling: bool
    late: bool = Field(description="Arrives later than asked for.")
    why: list[str] = Field(description="Sentences, from typed values only.")
    thread: Hash | None = None
    terms: ShownTerms | None = None
    valid_until: str | None = None
    pieces: list[ShownPiece] | None = Field(None, description="Of a bundle: what it has for each line.")
    replaces: list[Hash] | None = Field(None, description="Of a bundle: the best options one by one.")
    saves: Price | None = Field(None, description="Of a bundle: what it costs less than these together.")
    spares: int | None = Field(None, description="How many of the pieces are more than needed.")
    alone: Price | None = Field(None, description="What the needed pieces alone cost at the same brand.")
    points: int | None = Field(None, description="That come with it; see `point_value` in the settings.")
    same_product: float | None = Field(
        None, description="How likely it is the product it is compared with; absent from .95 on."
    )
    flags: list[ShownFlag] | None = Field(None, description="What about its names may deceive the eye.")


class ShownWords(Output):
    """What is said of the best option of a line: why it stands there, what is given up, what haggling won."""

    option: Hash
    text: str
    by: Literal["template", "model"]
    model: str | None = Field(None, description="The model that was asked; absent if none was.")
    code: str | None = Field(None, description="Why the model's words were not taken: `other-number`, …")


class Jwk(Output):
    """A public key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str


class ShownVerdict(Output):
    """Whether a signature holds."""

    party: Literal["twin", "brand"]
    kid: str
    holds: bool
    reason: str = Field("", description="Why it does not hold.")


class Tampering(Output):
    """The agreement with one byte changed, and what verification says of it."""

    place: str = Field(description="Path of the value that was changed.")
    before: str
    after: str
    verdicts: list[ShownVerdict]


class Learnt(Output):
    """What a brand came to know of the person."""

    brand: str
    name: str
    facts: list[str]


class PersonReceipt(Output):
    """What the person paid, and what it was worth."""

    paid: Price
    list_total: Price
    saved: Price = Field(
        description="Cheapest comparable public all-in price minus the paid one, never below 0."
    )
    learnt: list[Learnt]


class BrandReceipt(Output):
    """What came of it for a brand: its private figures, shown because this is a demo."""

    brand: str
    name: str
    threads: int
    deals: int
    threads_without_deal: int
    revenue: Price
    concession: Price = Field(description="List totals minus agreed totals.")
    margin: Money | None = Field(None, description="Net revenue minus cost; absent where no cost is known.")
    margin_share: str | None = Field(None, description="Margin over net revenue, as a decimal.")


class Coda(Output):
    """A second wish, which ends without a purchase."""

    wish: Wished
    ceiling: Price = Field(description="The fixed ceiling of this case; the other one is the person's own.")
    decision: Literal["don't buy now"]
    why: list[str]
    threads: list[Hash]


class DemoResult(Output):
    """The one object of `dailyme demo --json`."""

    wish: Wished
    brands: list[ShownBrand]
    options: list[ShownOption] = Field(description="Ranked, best first.")
    transcripts: dict[Hash, list[Signed]] = Field(description="Thread -> its messages in order.")
    agreement: Signed | None = Field(None, description="The signed document; absent if there was no deal.")
    no_deal: list[str] | None = Field(None, description="Why there is no agreement, if there is none.")
    keys: dict[str, Jwk] = Field(description="DID URL -> public key, of every signature above.")
    verdicts: list[ShownVerdict]
    tampering: Tampering | None = None
    person: PersonReceipt | None = None
    receipts: list[BrandReceipt]
    coda: Coda
    words: list[ShownWords] = Field(description="Of the best option; a model changes these and nothing else.")
