"""Openings: a thread is opened with a key of its own, or the one that the brand knows, and hears an answer.

Spec: spec/60-negotiate.md (NEG-53), spec/25-identity.md (ID-9), spec/65-modes.md (SEAL-2, MED-6).

What the open relies on and claims is found here too; a basket relies on nothing and claims nothing, since
answers and claims are about one article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consumer_twin.basket import Basket
from consumer_twin.claims import Asked, NoClaims
from consumer_twin.edge.exchange import Exchange, trouble_of
from consumer_twin.fresh import Nonces
from consumer_twin.match import Find, categories_of
from consumer_twin.mediated import play_of
from consumer_twin.negotiate import opening
from consumer_twin.ports import Answers, Claims, Rungs
from consumer_twin.records import ThreadRecord, WishRecord
from consumer_twin.relation.asking import Answered, AssuranceFalseError, check_assurances
from consumer_twin.relation.who import Guest, Known, Who
from consumer_twin.scan import Trouble
from consumer_twin.thread import Thread, heard
from protocol.bodies import Mode


@dataclass(frozen=True)
class Openings:
    """Threads that are opened over an *exchange*, in *mode* with brands that take it."""

    exchange: Exchange
    nonces: Nonces
    answers: Answers
    claims: Claims
    rungs: Rungs
    mode: Mode | None = None
    markets: tuple[str, ...] = ()
    """The marketplaces (DIDs) that may mediate."""

    async def open(self, record: WishRecord, line: int, find: Find) -> Thread | Trouble:
        """Open a thread and return it with the brand's first answer; without a claim, if that is refused."""
        thread = await self._opened(record, line, find, self.claims)
        if isinstance(thread, Thread) and _is_not_eligible(thread):
            return await self._opened(record, line, find, NoClaims(), "/again")
        return thread

    async def _opened(
        self, record: WishRecord, line: int, find: Find, claims: Claims, suffix: str = ""
    ) -> Thread | Trouble:
        """Open a thread with a fresh key, or the one that the brand knows (ID-9), and hear an answer."""
        ids, at_ms = self.exchange.ids, self.exchange.clock(0)
        article = (find.product.id, find.variant.id)
        relied = await self.answers.relied(record.wish.relies_on, find.seller.id, article, at_ms)
        own_nonce = self.nonces(f"{record.number}/{line}/{find.seller.id}/{'/'.join(article)}{suffix}")
        nonce = relied.who.nonce if isinstance(relied.who, Guest) else own_nonce
        step = None if isinstance(relied.who, Guest) else await self.rungs.step(find.seller.id)
        who: Who = Guest(nonce) if step is None else Known(step)
        key = who.key(self.exchange.seed, find.seller.id)
        id = ids(f"{nonce.hex()}/0{suffix}")
        asked = Asked(*article, categories_of(find), record.wish.lines[line].quantity, record.wish.region)
        play = play_of(self.mode, find.seller, self.markets, self.exchange.seed, nonce)
        claims = NoClaims() if play.mode == "mediated" else claims
        claimed = await claims.claim(find.seller, asked, wish=record.number, line=line, message=id)
        message = opening(
            record.wish,
            [(line, find)],
            key,
            id=id,
            at_ms=at_ms,
            relied=[one.hash for one in relied.answers],
            claims=() if claimed is None else (claimed.claim,),
            play=play.members(),  # SEAL-2, MED-6
        )
        own = ThreadRecord(
            message.hash, record.number, line, find.seller, find.group, nonce, categories_of(find), step,
            sureness=find.sureness,
        )  # fmt: skip
        thread = heard(Thread(own, key), message, at_ms=at_ms)
        await self.exchange.store.open_thread(own, message)
        values = () if claimed is None else claimed.values
        return assured(await self.exchange.answered(thread, message, values), relied.answers)

    async def ask_for(self, record: WishRecord, basket: Basket) -> Thread | Trouble:
        """Open a thread about *basket* and hear an answer; it claims nothing and relies on nothing."""
        ids, at_ms, seller = self.exchange.ids, self.exchange.clock(0), basket.seller
        lines = "+".join(str(line) for line, _ in basket.picks)
        nonce = self.nonces(f"{record.number}/{lines}/{seller.id}")
        step = await self.rungs.step(seller.id)
        who: Who = Guest(nonce) if step is None else Known(step)
        key = who.key(self.exchange.seed, seller.id)
        message = opening(record.wish, basket.picks, key, id=ids(f"{nonce.hex()}/0"), at_ms=at_ms)
        (line, group), *beside = basket.places
        own = ThreadRecord(
            message.hash, record.number, line, seller, group, nonce, basket.categories, step, tuple(beside),
            min(find.sureness for _, find in basket.picks),
        )  # fmt: skip
        thread = heard(Thread(own, key), message, at_ms=at_ms)
        await self.exchange.store.open_thread(own, message)
        return await self.exchange.answered(thread, message)


def _is_not_eligible(thread: Thread) -> bool:
    """Whether the brand refused what *thread* claims."""
    last = thread.last
    return last is not None and last.envelope.type == "refuse" and last.envelope.body.reason == "not-eligible"


def assured(thread: Thread | Trouble, relied: Sequence[Answered]) -> Thread | Trouble:
    """Return *thread* if its first offer assures what was answered (ASK-8)."""
    if isinstance(thread, Trouble) or thread.first_offer is None:
        return thread
    try:
        check_assurances(relied, thread.first_offer)
    except AssuranceFalseError as error:
        return trouble_of(thread, error)
    return thread
