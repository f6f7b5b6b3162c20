"""What `dailyme today` prints with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from consumer_twin.digest import ItemKind
from consumer_twin.sense import SuggestionKind
from dailyme.outputs import Output
from dailyme.outputs_demo import Hash, ShownFlag
from dailyme.outputs_news import ShownNews
from protocol import Price


class WaitingOffer(Output):
    """An offer that can be approved by its hash."""

    hash: Hash
    seller: str
    title: str
    total: Price
    valid_until: str | None = None


class DigestItem(Output):
    """One thing that is new about a standing wish."""

    kind: ItemKind = Field(description="What it is; the list is in the order of what deserves your time.")
    wish: int = Field(description="The number of the standing wish.")
    line: int
    text: str = Field(description="The words of the wish line.")
    words: str = Field(description="What is new.")
    why: list[str] = Field(description="The reasons, sentence by sentence.")
    offers: list[WaitingOffer] = Field(default_factory=list, description="`dailyme approve HASH` takes one.")
    total: Price | None = None
    saved_share: float = Field(description="What is saved, as a share of the price compared with.")
    flags: list[ShownFlag] | None = Field(None, description="What about names may deceive the eye.")


class PublicPrice(Output):
    """What a sensed need costs in public where you usually look."""

    seller: str
    url: str
    title: str
    total: Price
    sellers: int = Field(description="How many have the same.")


class ShownSuggestion(Output):
    """A need that was sensed at home. No brand hears of it before you confirm it or a mandate covers it."""

    id: str
    kind: SuggestionKind
    title: str
    words: str = Field(description="Why, with the numbers.")
    strength: float = Field(description="How likely it is wanted, 0 to 1.")
    due: str
    evidence: list[str] = Field(description="`memory/NUMBER`: an entry of the log; `price/NUMBER`: one seen.")
    offer: PublicPrice | None = Field(None, description="Absent where nobody has it.")


class DigestTrouble(Output):
    """A place that could not be read. The rest goes on without it."""

    seller: str
    code: str
    reason: str


class Delivery(Output):
    """Where the digest went beside standard output, or why it did not."""

    to: Literal["file", "mail"]
    address: str
    done: bool
    code: str = ""
    detail: str = ""


class TodayResult(Output):
    """`dailyme today --json`."""

    number: int = Field(description="Of the digest, from 1: their order, whatever the clock says.")
    at: str
    since: str | None = Field(None, description="What is counted as new came after this.")
    nothing: bool = Field(description="Nothing is worth your time today.")
    items: list[DigestItem] = Field(description="What is new, best first.")
    waiting: list[DigestItem] = Field(description="Offers of earlier digests that still wait for your yes.")
    quiet: list[DigestItem] = Field(description="News that deserves no time.")
    news: list[ShownNews] = Field(default_factory=list, description="What you asked brands to tell you.")
    suggestions: list[ShownSuggestion]
    more_suggestions: int = Field(0, description="Further ones: `dailyme twin suggestions`.")
    troubles: list[DigestTrouble]
    notes: list[str] = Field(description="What you must know about the run: the clock, a locked seed.")
    wishes: int = Field(description="Standing wishes that were followed.")
    places_read: int
    places_changed: int
    delivered: list[Delivery] = Field(default_factory=list)


class Scheduled(Output):
    """`dailyme twin schedule --json`."""

    kind: Literal["cron", "systemd"]
    shown: dict[str, str] = Field(description="What is or would be installed: place -> text.")
    remove: bool = Field(description="Whether it is taken away instead.")
    done: bool = Field(description="False without --yes: nothing was changed, and the exit code is 4.")


class Watching(Output):
    """`dailyme twin run --json`: the first line; a digest follows for each look."""

    ready: Literal[True]
    next: str = Field(description="The next look, by this machine's clock.")
