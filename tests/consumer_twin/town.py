"""A town for the tests: brands made of the protocol's functions, honest unless told to lie."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from consumer_twin import Scan, Seller, Shelf, Trouble, Wish
from protocol import (
    Close,
    Confirm,
    Decline,
    Deviation,
    Message,
    Negotiation,
    Offer,
    OfferLine,
    Part,
    Price,
    Product,
    PublicKey,
    Refuse,
    SigningKey,
    State,
    Terms,
    compose,
    countersign,
    did_key_ring,
    encode,
    met_by,
    read,
    read_time,
    sign,
    step,
    to_base64url,
    write_time,
)
from protocol.bodies import BreakdownKind, Commit, Mode, Reveal
from protocol.commitment import Beside
from protocol.sealed import bid_hash

BASE_MS = read_time("2026-12-01T09:00:00Z")
SEED = sha256(b"a person").digest()

Forge = Callable[[dict[str, Any], Message], dict[str, Any]]
"""Changes an answer before the brand signs it: a lie that is signed."""
Spoil = Callable[[bytes, Message], bytes]
"""Changes an answer after the brand signed it: damage, or somebody in between."""


def logical_clock(seq: int) -> int:
    """One second a message, in every thread alike."""
    return BASE_MS + 1000 * seq


def usd(minor: int) -> Price:
    """Dollars, in cents."""
    return Price(amount=minor, currency="USD")


def router(price_minor: int = 10_000, *, id: str = "router", **more: Any) -> Product:
    """A product with one variant."""
    price = usd(price_minor).members()
    return Product.model_validate(
        {
            "id": id,
            "title": "Netgear WNDR37AV wireless router",
            "description": {"plain": "Words that nothing ranks on."},
            "price_range": {"min": price, "max": price},
            "metadata": {"brand": "Netgear", "mpn": "WNDR37AV-100NAS"},
            "variants": [
                {"id": f"{id}-1", "title": "Netgear WNDR37AV", "description": {"plain": ""}, "price": price}
            ],
            **more,
        }
    )


USUAL = Terms(delivery_days=5, warranty_months=12, returns_days=30)


@dataclass
class Brand:
    """A brand that comes down from its list total to a floor in even steps.

    list_minor, floor_minor: all-in totals for the quantity asked. pieces: left in stock.
    bid_minor: its sealed bid, which it *opens* or not.
    """

    name: str = "alpha"
    list_minor: int = 10_000
    floor_minor: int = 8_500
    steps: int = 3
    terms: Terms = USUAL
    pieces: int = 10
    valid_ms: int = 1_800_000
    forge: Forge | None = None
    spoil: Spoil | None = None
    fee_minor: int = 0
    modes: tuple[Mode, ...] = ("sealed",)
    bid_minor: int = 9_000
    opens: bool = True
    silent: Callable[[Message], bool] = lambda message: False
    key: SigningKey = field(init=False)
    talks: dict[str, Negotiation] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    heard: list[Message] = field(default_factory=list)
    turns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        did = f"did:web:{self.name}.example"
        self.key = SigningKey.for_brand(sha256(self.name.encode()).digest(), did)

    @property
    def seller(self) -> Seller:
        """The brand as a scan finds it."""
        origin = f"https://{self.name}.example"
        return Seller(
            self.key.did, self.name.title(), origin, f"{origin}/negotiate", counters=8, modes=self.modes
        )

    def answer(self, data: bytes) -> bytes:
        """Return the signed answer; to the same bytes, the stored one."""
        message = read(data, did_key_ring, to=self.key.did)
        if message.hash not in self.answers:
            self.heard.append(message)
            self.answers[message.hash] = self._said(message)
        return self.answers[message.hash]

    def _said(self, message: Message) -> bytes:
        at_ms = logical_clock(message.envelope.seq)
        talk = step(self.talks.get(message.thread, Negotiation()), message, at_ms=at_ms)
        bids = talk.is_sealed and message.type in {"open", "window"}
        kind, body = self._sealed(talk) if bids else self._reply(talk, message, at_ms)
        seq = talk.seq + 1
        said = compose(
            body,
            self.key,
            kind=kind,
            to=message.sender,
            id=to_base64url(sha256(f"{self.name}{message.thread}{seq}".encode()).digest()[:16]),
            created_ms=logical_clock(seq),
            expires_ms=logical_clock(seq) + 600_000,
            thread=message.thread,
            prev=message.hash,
            seq=seq,
        )
        self.talks[message.thread] = step(talk, said, at_ms=at_ms)
        data = said.data
        if self.forge is not None:
            bare = {name: value for name, value in said.value.items() if name != "signatures"}
            data = encode(sign(self.forge(bare, message), self.key))
        return self.spoil(data, message) if self.spoil is not None else data

    def _reply(self, talk: Negotiation, message: Message, at_ms: int) -> tuple[str, Any]:
        envelope = message.envelope
        match envelope.type:
            case "open":
                return "offer", self._offer(talk, self.list_minor, at_ms)
            case "accept":
                return self._settle(talk, message, at_ms)
            case "close":
                return "close", Close()
        turn = self.turns[talk.thread] = self.turns.get(talk.thread, 0) + 1
        if turn > self.steps:
            if envelope.type == "decline":
                return "close", Close()
            return "decline", Decline(regarding=message.hash, reason="no-better-offer")
        total = self.list_minor - (self.list_minor - self.floor_minor) * turn // self.steps
        offer = self._offer(talk, total, at_ms)
        if envelope.type == "counter" and met_by(envelope.body, offer):
            total = envelope.body.total.amount
            offer = self._offer(talk, total, at_ms).model_copy(update={"meets": message.hash})
        return "offer", offer

    def _sealed(self, talk: Negotiation) -> tuple[str, Any]:
        bid = self._bid(talk)
        if talk.state is State.OPENED:
            return "commit", Commit(commitment=bid_hash(talk.thread, bid.nonce, bid.offer.members()))
        return ("reveal", bid) if self.opens else ("close", Close())

    def _bid(self, talk: Negotiation) -> Reveal:
        nonce = to_base64url(sha256(f"{self.name}{talk.thread}".encode()).digest())
        return Reveal(nonce=nonce, offer=self._offer(talk, self.bid_minor, logical_clock(0)))

    def _offer(self, talk: Negotiation, total_minor: int, at_ms: int) -> Offer:
        assert talk.opening is not None
        asked = talk.opening.lines[0]
        unit = usd(self.list_minor // asked.quantity)
        gap = total_minor - self.list_minor
        return Offer(
            lines=(OfferLine(**asked.members(), title="Netgear WNDR37AV", list_price=unit),),
            terms=self.terms,
            total=usd(total_minor),
            list_total=usd(self.list_minor),
            breakdown=(_part("items", total_minor - self.fee_minor), *self._fee()),
            deviations=(_concession(gap),) if gap else (),
            stock="while-available",
            valid_until=write_time(at_ms + self.valid_ms),
        )

    def _fee(self) -> tuple[Part, ...]:
        return (_part("marketplace-fee", self.fee_minor),) if self.fee_minor else ()

    def _settle(self, talk: Negotiation, message: Message, at_ms: int) -> tuple[str, Any]:
        if self.pieces < 1:
            return "refuse", Refuse(regarding=message.hash, reason="out-of-stock", received=write_time(at_ms))
        self.pieces -= 1
        document = countersign(message.value["body"]["agreement"], self.key)
        return "confirm", Confirm.model_validate({"agreement": document, "received": write_time(at_ms)})


def _part(kind: BreakdownKind, minor: int) -> Part:
    return Part(kind=kind, amount=usd(minor), included=False)


def _concession(gap_minor: int) -> Deviation:
    return Deviation.model_validate(
        {"issue": "price", "reason": "round-concession", "amount": {"amount": gap_minor, "currency": "USD"}}
    )


@dataclass
class Town:
    """The way to the brands of a town, and to public *pages*."""

    brands: Sequence[Brand]
    pages: Sequence[Shelf] = ()
    sent: list[Message] = field(default_factory=list)
    before_send: Callable[[Message], None] = lambda message: None
    known: Mapping[str, PublicKey] = field(default_factory=dict)

    async def scan(self, wish: Wish) -> Scan:
        """Every brand sells the router, at its own list price."""
        shelves = [Shelf(one.seller, (router(one.list_minor),)) for one in self.brands]
        return Scan((*sorted(shelves, key=lambda shelf: shelf.seller.id), *self.pages), ())

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        """Carry *message* to the brand of *seller*; wait for ever for a silent one."""
        self.before_send(message)
        self.sent.append(message)
        brand = next(one for one in self.brands if one.seller.id == seller.id)
        if brand.silent(message):
            await asyncio.Event().wait()
        ring = {brand.key.kid: brand.key.public, **self.known}
        return read(brand.answer(message.data), lambda kid: ring[kid], to=message.sender)

    def said_to(self, brand: Brand) -> list[bytes]:
        """The distinct bytes that went to *brand*, in order."""
        return list(dict.fromkeys(one.data for one in self.sent if one.envelope.to == brand.key.did))


def page_shelf(price_minor: int, name: str = "shop.example") -> Shelf:
    """A public page that sells the router too."""
    url = f"https://{name}/router.html"
    return Shelf(Seller(url, name, url), (router(price_minor, id="page-router"),))


def trouble_codes(troubles: Sequence[Trouble]) -> dict[str, str]:
    """Seller to code."""
    return {one.seller: one.code for one in troubles}
