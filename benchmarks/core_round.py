"""`core.round`: one message of 1.7 KB through the core, against PyNaCl's share of it.

The twin's turn: a brand's offer comes in as bytes; it is checked (canonical form, walk, signature, shape),
taken by the negotiation, and answered by a counter that leaves as signed bytes. The anchor verifies and
signs the very same signing inputs with PyNaCl, and does nothing else.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from nacl.signing import SigningKey as NaclKey
from nacl.signing import VerifyKey

from benchmarks.measure import Case, Work, times
from protocol import (
    Counter,
    Deviation,
    Line,
    Message,
    Money,
    Negotiation,
    Offer,
    OfferLine,
    Open,
    Part,
    Price,
    SigningKey,
    Terms,
    compose,
    from_base64url,
    ring_of,
    step,
    to_base64url,
    write_time,
)
from protocol.canonical import spell
from protocol.did import did_document, did_web
from protocol.message import read
from protocol.profile import read_document
from protocol.signature import unsigned

NOW_MS: Final = 1_796_115_600_000
ROUNDS: Final = 400
DID: Final = did_web("https://co-marketer.northgate-electronics.example")
TWIN_SEED: Final = sha256(b"benchmark, not a secret: twin").digest()
TWIN: Final = SigningKey.for_twin(TWIN_SEED)
BRAND: Final = SigningKey.for_brand(sha256(b"benchmark, not a secret: brand").digest(), DID)
RING: Final = ring_of({DID: read_document(did_document(DID, (BRAND.public,)), DID)}, NOW_MS)
COUNTER_ID: Final = to_base64url(sha256(b"counter").digest()[:16])


def core_round() -> Case:
    """One message in, its answer out."""
    talk, offered = _until_the_offer()
    reply = _round(talk, offered.data)
    return Case(
        "core.round",
        anchor=f"PyNaCl verify and sign, {len(offered.data)} bytes in and {len(reply.data)} out",
        goal=1.5,
        work=times(ROUNDS, lambda: _round(talk, offered.data)),
        anchor_work=_anchor(offered, reply),
    )


def _round(talk: Negotiation, data: bytes) -> Message:
    message = read(data, RING, to=TWIN.did)
    after = step(talk, message, at_ms=NOW_MS)
    offer = after.offers[message.hash]
    counter = Counter(offer=message.hash, total=offer.total.of(offer.total.amount - 900), terms=offer.terms)
    return compose(
        counter,
        TWIN,
        kind="counter",
        to=DID,
        id=COUNTER_ID,
        created_ms=NOW_MS,
        expires_ms=NOW_MS + 60_000,
        thread=after.thread,
        prev=after.last,
        seq=after.seq + 1,
    )


def _anchor(offered: Message, reply: Message) -> Work:
    taken, made = _input(offered), _input(reply)
    signature = from_base64url(offered.value["signatures"][0]["signature"], "signature")
    verify_key, signing_key = VerifyKey(BRAND.public.raw), NaclKey(TWIN_SEED)

    def both() -> None:
        verify_key.verify(taken, signature)
        signing_key.sign(made)

    return times(ROUNDS, both)


def _until_the_offer() -> tuple[Negotiation, Message]:
    asked = Open(
        lines=(Line(product="netgear-wndr37av", variant="wndr37av-100nas", quantity=1),),
        region="US",
        currency="USD",
        personal_terms="sd-base",
    )
    opening = compose(
        asked, TWIN, kind="open", to=DID, id=_id("open"), created_ms=NOW_MS, expires_ms=NOW_MS + 60_000
    )
    talk = step(Negotiation(), opening, at_ms=NOW_MS)
    offered = compose(
        _offer(),
        BRAND,
        kind="offer",
        to=TWIN.did,
        id=_id("offer"),
        created_ms=NOW_MS,
        expires_ms=NOW_MS + 60_000,
        thread=talk.thread,
        prev=talk.last,
        seq=1,
    )
    return talk, offered


def _offer() -> Offer:
    return Offer(
        lines=(
            OfferLine(
                product="netgear-wndr37av",
                variant="wndr37av-100nas",
                title="Netgear RangeMax wireless router for video and gaming, dual band 802.11n, "
                "up to 300 Mbit/s, four Gigabit ports, USB port for shared storage, WNDR37AV-100NAS",
                quantity=1,
                list_price=Price(amount=12900, currency="USD"),
            ),
        ),
        terms=Terms(delivery_days=3, warranty_months=24, returns_days=30, extras=("gift-wrap",)),
        total=Price(amount=12490, currency="USD"),
        list_total=Price(amount=12990, currency="USD"),
        breakdown=(
            Part(kind="items", amount=_usd(12900), included=False),
            Part(kind="discount", amount=_usd(-500), included=False),
            Part(kind="shipping", amount=_usd(90), included=False),
            Part(kind="tax", amount=_usd(817), included=True),
        ),
        deviations=(Deviation(issue="price", reason="round-concession", amount=_usd(-500)),),
        stock="while-available",
        valid_until=write_time(NOW_MS + 1_800_000),
    )


def _usd(amount: int) -> Money:
    return Money(amount=amount, currency="USD")


def _id(label: str) -> str:
    return to_base64url(sha256(label.encode()).digest()[:16])


def _input(message: Message) -> bytes:
    """Return the JWS signing input of *message*."""
    protected: str = message.value["signatures"][0]["protected"]
    return f"{protected}.{to_base64url(spell(unsigned(message.value)))}".encode()
