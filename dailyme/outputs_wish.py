"""What `wish now`, `approve`, `decline` and `twin …` print with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_claims import ShownClaim
from dailyme.outputs_demo import Hash, Jwk, ShownBrand, ShownOption, ShownVerdict, ShownWords, Signed, Wished
from protocol import Price

Status = Literal["agreed", "needs-approval", "in-doubt", "declined", "public-page", "no-deal"]


class WishLineResult(Output):
    """What came of one line of the wish."""

    line: int
    status: Status
    reason: str


class ShownDeal(Output):
    """An agreement that both sides signed."""

    option: Hash
    agreement: Signed
    verdicts: list[ShownVerdict]
    saved: Price = Field(
        description="Cheapest comparable public all-in price minus the paid one, never below 0."
    )


class WishResult(Output):
    """`dailyme wish now --json`, `dailyme approve --json` and `dailyme decline --json`."""

    status: Status = Field(
        description="The gravest of the lines: agreed exits 0, needs-approval 4, no-deal 3."
    )
    wish: Wished
    brands: list[ShownBrand]
    lines: list[WishLineResult]
    options: list[ShownOption] = Field(description="Line by line, best first.")
    deals: list[ShownDeal]
    claims: list[ShownClaim] = Field(default_factory=list, description="Promotions that were claimed.")
    missed: list[str] = Field(
        default_factory=list, description="Promotions that would have taken a yes to say a fact."
    )
    words: list[ShownWords] = Field(
        default_factory=list, description="Of the best options; a model changes these and nothing else."
    )
    troubles: list[str] = Field(description="Who was left out, and why.")
    transcripts: dict[Hash, list[Signed]]
    keys: dict[str, Jwk] = Field(description="DID URL -> public key, of everybody who signed.")


class Resumed(Output):
    """`dailyme twin resume --json`."""

    settled: list[WishResult] = Field(description="A result for each accept that was in doubt.")


class ThreadLine(Output):
    """A thread, in short."""

    thread: Hash
    wish: str
    brand: str
    seller: str
    state: str = Field(description="Of the negotiation table: offered, agreed, closed, …")
    messages: int


class Threads(Output):
    """`dailyme twin threads --json`."""

    threads: list[ThreadLine]


class ShownThread(Output):
    """`dailyme twin show THREAD --json`."""

    thread: Hash
    brand: str
    seller: str
    state: str
    messages: list[Signed]
    keys: dict[str, Jwk]
    learnt: list[str] = Field(description="What the brand came to know, in sentences.")


class OpenOption(Output):
    """An option that waits for the person's yes."""

    hash: Hash
    wish: str
    seller: str
    title: str
    total: Price
    valid_until: str


class DoubtfulAccept(Output):
    """An accept without a signed answer yet."""

    offer: Hash
    thread: Hash
    total: Price
    confirm_by: str


class TwinStatus(Output):
    """`dailyme twin status --json`."""

    seed: Literal["encrypted", "test", "none"]
    settings: str
    store: str
    wishes: int
    waiting: list[OpenOption]
    in_doubt: list[DoubtfulAccept]
    paused: str | None = Field(None, description="Since when everything is paused.")


class Agreements(Output):
    """`dailyme twin agreements --json`."""

    agreements: list[Signed]
    keys: dict[str, Jwk]


class Verified(Output):
    """`dailyme twin verify FILE --json`."""

    verified: bool
    verdicts: list[ShownVerdict]
