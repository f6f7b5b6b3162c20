"""A deal as the pages read it from the store: without the seed, every signature checked anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from consumer_twin.edge import SqlStore
from consumer_twin.edge.bought import Bought, SqlBought
from consumer_twin.edge.deals import SqlDeals
from consumer_twin.fulfil import Deal, deals_of
from consumer_twin.thread import restore
from dailyme.deal_result import shown_deal
from dailyme.keys import listed_ring
from dailyme.outputs_deal import ShownDeal
from dailyme.outputs_demo import Jwk
from dailyme.pages.shell import NoPageError
from dailyme.pages.twin.deal_words import standing
from dailyme.pages.twin.home import Home
from foundation.database import Database
from foundation.lookalike import seen
from protocol import Price, ProtocolError, Verdict, verdicts

NO_SEED: Final = bytes(32)
"""Nothing is signed for a page that only shows."""


@dataclass(frozen=True)
class DealView:
    """A deal as a page shows it. *deal* is None if a message of its thread does not hold."""

    bought: Bought
    deal: Deal | None
    shown: ShownDeal | None
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether every message of its thread holds."""
        return self.deal is not None


async def deal_in(home: Home, thread: str) -> DealView:
    bought = await SqlBought(home.database).in_thread(thread)
    if bought is None:
        raise NoPageError("There is no such deal.")
    return await viewed(home.database, bought, home.now_ms())


async def viewed(database: Database, bought: Bought, at_ms: int) -> DealView:
    """Return *bought* with its thread, every message of which is verified again."""
    try:
        found = deals_of([restore(*await SqlStore(database).thread(bought.thread), NO_SEED)])
        (one,) = await SqlDeals(database).marked(found)
    except (ProtocolError, LookupError, ValueError, TypeError) as error:
        return DealView(bought, None, None, str(error)[:200])
    return DealView(bought, one, shown_deal(one, at_ms))


def words_of(view: DealView) -> tuple[str, str, str, str]:
    """Seller, title, how it stands and how that is shown."""
    if view.shown is None:
        return "A deal that can't be read", view.fault, "Does not hold", "bad"
    return seen(view.shown.seller), seen(view.shown.title), *standing(view.shown)


@dataclass(frozen=True)
class Signed:
    """The agreement as it was signed, a verdict on each signature, and the keys for that."""

    document: dict[str, Any]
    verdicts: tuple[Verdict, ...]
    keys: dict[str, Jwk]


async def signed_in(home: Home, thread: str) -> Signed:
    """Return the agreement of *thread*, checked now. Raises `NoPageError`."""
    _, said = await SqlStore(home.database).thread(thread)
    confirm = next((one for one in said if one.type == "confirm"), None)
    if confirm is None:
        raise NoPageError("There is no agreement in that talk.")
    document = dict(confirm.value["body"]["agreement"])
    keys = {one.key.kid: Jwk.model_validate(one.key.jwk()) for one in said}
    return Signed(
        document, verdicts(document, listed_ring({k: v.model_dump() for k, v in keys.items()})), keys
    )


def saved_by(total: Price, public: Price | None) -> Price | None:
    """What was saved against the cheapest public price; None if nothing was, or nobody knows."""
    if public is None or public.currency != total.currency or public.amount <= total.amount:
        return None
    return public.of(public.amount - total.amount)
