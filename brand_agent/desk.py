"""The desk: one message in, one signed answer out, inside one transaction.

Spec: spec/30-envelope.md (ENV-8, ENV-9), spec/60-negotiate.md, spec/80-agree.md (AGREE-24).

`receive` looks at the bytes and the signature and needs no memory. `answer` then reads like what happens:
a repeated message gets its stored answer; a conflict is refused; the thread is replayed and takes its step;
the reply is chosen, guarded, signed; message, answer and effect are kept together. Any error leaves the
ledger as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from brand_agent.aside import Aside, aside_for, give_back, spender, use, with_benefits
from brand_agent.budget import allowance_for, day_of, given_minor, reserve
from brand_agent.fulfilment.service import SERVED, Told, serve
from brand_agent.fulfilment.service import Reply as Service
from brand_agent.grounds import grounds_of
from brand_agent.guardrails import guard_confirm, guard_offer, items_of
from brand_agent.heard import Heard
from brand_agent.mediated import mediated
from brand_agent.overview import overview
from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import uses_of
from brand_agent.ports import Clock, Ids, Ledger, Mediator, Stored
from brand_agent.problems import ConflictError, ThreadFullError, UnknownThreadError
from brand_agent.promotions import limits
from brand_agent.reasons import guard_reasons
from brand_agent.relation.ports import Books
from brand_agent.relied import assured, relied
from brand_agent.replies import REPLIES, Reply, late, refuse
from brand_agent.sealed import revealed, sealed
from brand_agent.selling import sale_of
from brand_agent.steering import is_by_hand, steer
from brand_agent.stockroom import Stockroom, pieces_of
from protocol import (
    Agreement,
    Close,
    Confirm,
    Message,
    Move,
    Negotiation,
    Offer,
    Refuse,
    SigningKey,
    compose,
    countersign,
    decode,
    did_key_ring,
    encode,
    parse,
    read,
    read_time,
    replay,
    step,
    write_time,
)
from protocol.bodies import Commit, Reveal
from protocol.claim import claimed_facts
from protocol.commitment import Beside, StrayValueError
from protocol.facts import Facts
from protocol.mediation import Grid, Marks

MAX_THREAD_BYTES: Final = 512 * 1024
"""What one thread may hold; a whole negotiation of 30 turns takes about 100 KiB."""


AnyReply = Reply | Confirm | Commit | Reveal | Grid | Marks | Service


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers: the brand's key, policy and stockroom, its clock and its ids."""

    key: SigningKey
    policy: BrandPolicy
    room: Stockroom
    clock: Clock
    ids: Ids
    epoch: int = 0
    """The number under which the ledger keeps the policy; 0 keeps none."""


def receive(data: bytes, desk: Desk) -> Message:
    """Return the message in *data*. Raises what `protocol.read` raises; twins are did:key."""
    return read(data, did_key_ring, to=desk.key.did)


def answer(
    message: Message,
    desk: Desk,
    ledger: Ledger,
    *,
    at_ms: int,
    values: Sequence[Beside] = (),
    books: Books | None = None,
    mediators: Mapping[str, Mediator] | None = None,
) -> bytes:
    """Return the signed answer to *message*, received at *at_ms* with *values* beside it, and keep both.

    books: where it stands what a key climbed to; without them everybody is a guest. mediators: the
    marketplaces that compare for the brand, by DID.

    Raises a `ProtocolError` for a broken rule, or an `UnguardedError` if the brand's own answer would break
    its policy; nothing is kept then.
    """
    stored = ledger.answer_to(message.hash)
    if stored is not None:  # ENV-9: also after expiry
        return stored
    transcript = [_restore(one, desk) for one in ledger.transcript(message.thread)]
    before = replay(transcript)
    _check_place(message, before, transcript, ledger)
    talk = step(before, message, at_ms=at_ms)
    aside = aside_for(talk, books, desk.policy, at_ms=at_ms)
    made_ms = desk.clock(message.envelope.seq + 1)
    heard = Heard(
        message=message,
        talk=talk,
        turn=sum(one.type in {"counter", "decline"} for one in (*transcript[::2], message)),
        policy=desk.policy,
        room=desk.room,
        left=aside.left(ledger.stock),
        at_ms=at_ms,
        made_ms=made_ms,
        assurances=relied(talk, ledger, at_ms=at_ms),
        facts=_facts(message, values),
        benefits=aside.benefits,
        mediators=mediators or {},
        used_up=ledger.coupons.used_up(uses_of(desk.policy.promotion)),
        allowance_minor=allowance_for(talk, ledger, desk.policy, at_ms=at_ms, made_ms=made_ms),
        standing=ledger.standing(talk.thread),
    )
    reply = _reply(heard, desk, ledger, values, aside)
    said = _sign(reply, heard, desk)
    after = step(talk, said, at_ms=heard.made_ms)  # the brand keeps the rules itself
    ledger.append(message, said, at_ms=at_ms)
    if is_by_hand(heard, reply):  # NEG-64: once
        ledger.said_by_hand(talk.thread, said.envelope.seq, at_ms=at_ms)
    seen = overview(after, message, said, desk.policy, desk.room, rounds=heard.turn, at_ms=at_ms)
    ledger.keep_overview(seen)
    if Move(message.type) in REPLIES and desk.epoch:
        ledger.keep_grounds(message.thread, said.envelope.seq, desk.epoch, grounds_of(heard))
    return said.data


def _facts(message: Message, values: Sequence[Beside]) -> Facts:
    """What an open discloses for its claims.

    Raises what `claimed_facts` raises, or `StrayValueError` for values beside a move that commits to none.
    """
    if message.envelope.type != "open":
        if values and message.envelope.type != "order":  # CONS-3
            raise StrayValueError(values[0].field)
        return {}
    return claimed_facts(message.envelope.body.claims, values, message=message.envelope.id)


def _check_place(
    message: Message, before: Negotiation, transcript: Sequence[Message], ledger: Ledger
) -> None:
    """Return if the message may be the next of its thread, as far as the ledger tells."""
    envelope = message.envelope
    if transcript:
        before.party(envelope.from_)  # NEG-2
    elif envelope.type != "open":  # ENV-2
        raise UnknownThreadError
    if ledger.hash_of_id(envelope.from_, envelope.id) is not None:  # ENV-8
        raise ConflictError("id")
    if envelope.seq <= before.seq:  # ENV-8
        raise ConflictError("seq")
    size = sum(len(one.data) for one in (*transcript, message))
    if size > MAX_THREAD_BYTES and envelope.type not in {"accept", "close"}:  # ENV-13
        raise ThreadFullError


def _restore(stored: Stored, desk: Desk) -> Message:
    """Return a message that was verified before it was kept."""
    value = decode(stored.data)
    envelope = parse(value)
    own = envelope.from_ == desk.key.did
    key = desk.key.public if own else did_key_ring(f"{envelope.from_}#{envelope.from_[8:]}")
    return Message(envelope, value, stored.data, stored.hash, key)


def _reply(heard: Heard, desk: Desk, ledger: Ledger, values: Sequence[Beside], aside: Aside) -> AnyReply:
    move = Move(heard.message.type)
    if move in SERVED:
        return _served(heard, desk, ledger, values, aside)
    if move is Move.ACCEPT:
        return _answer_accept(heard, desk, ledger, aside)
    if move is Move.WINDOW:
        opened = revealed(heard, ledger.bid(heard.talk.thread))
        if isinstance(opened, Close):
            give_back(heard.talk, aside)
            ledger.purse.give_back(heard.talk.thread)
        return opened
    reply = steer(heard) or mediated(heard, desk.key) or REPLIES[move](heard)
    if isinstance(reply, Offer):
        reply = assured(reply, heard.assurances or ())
        guard_offer(reply, desk.policy, desk.room, heard.left, made_ms=heard.made_ms)  # NEG-40
        items = items_of(reply, desk.room, heard.made_ms)
        guard_reasons(reply, items, heard.talk, desk.policy, heard.benefits)  # NEG-48
        reply = with_benefits(reply, heard.talk, aside, desk.policy, at_ms=heard.at_ms)
        reserve(reply, heard.talk, ledger, desk.policy, at_ms=heard.at_ms)  # NEG-49
        if heard.talk.is_sealed:
            commit, kept = sealed(reply, heard.talk, desk.key)
            ledger.keep_bid(heard.talk.thread, kept)  # before it is said
            return commit
    elif isinstance(reply, Close):
        give_back(heard.talk, aside)
        ledger.purse.give_back(heard.talk.thread)
    return reply


def _served(heard: Heard, desk: Desk, ledger: Ledger, values: Sequence[Beside], aside: Aside) -> Service:
    """Serve what comes after the agreement; one that is void then is no sale (REL-27)."""
    told = _told(heard, desk, ledger, values)
    reply = serve(replace(told, spend=spender(heard.talk, aside, desk.key)))
    if isinstance(reply, Refuse) and reply.reason == "benefit-used" and heard.talk.accepted is not None:
        ledger.void(heard.talk.thread, pieces_of(heard.talk.accepted.deal))
        ledger.coupons.give_back(limits(heard.talk.accepted.deal, desk.policy))
    return reply


def _told(heard: Heard, desk: Desk, ledger: Ledger, values: Sequence[Beside]) -> Told:
    return Told(
        message=heard.message,
        talk=heard.talk,
        values=values,
        policy=desk.policy,
        orders=ledger.orders,
        ids=desk.ids,
        at_ms=heard.at_ms,
        made_ms=heard.made_ms,
    )


def _answer_accept(heard: Heard, desk: Desk, ledger: Ledger, aside: Aside) -> Reply | Confirm:
    """Confirm, with stock and limited promotions taken in this transaction (AGREE-24), or refuse."""
    agreement = heard.talk.accepted
    assert agreement is not None
    if late(agreement.deal, heard.at_ms):  # AGREE-10
        return refuse(heard, "expired")
    uses = limits(agreement.deal, desk.policy)
    if not ledger.coupons.take(uses):  # CLAIM-40
        return refuse(heard, "promotion-used")
    taken = use(heard.talk, aside) or ledger.take(pieces_of(agreement.deal))
    if not taken:
        ledger.coupons.give_back(uses)
        return refuse(heard, "out-of-stock")
    guard_confirm(agreement, heard.talk, desk.policy, taken=taken)  # NEG-40
    if desk.policy.guardrails.daily_concessions is not None:
        ledger.purse.spend(agreement.thread, given_minor(agreement.deal), day_of(heard.at_ms))
    document = countersign(heard.message.value["body"]["agreement"], desk.key)
    ledger.record(sale_of(agreement, encode(document), desk.policy, desk.room, at_ms=heard.at_ms))
    return Confirm(agreement=Agreement.model_validate(document), received=write_time(heard.at_ms))


def _sign(reply: AnyReply, heard: Heard, desk: Desk) -> Message:
    """Return *reply* as the thread's next message."""
    talk, seq = heard.talk, heard.talk.seq + 1
    firm_ms = desk.policy.guardrails.offer_valid_minutes * 60_000
    until = read_time(reply.valid_until) if isinstance(reply, Offer) else heard.made_ms + firm_ms
    return compose(
        reply,
        desk.key,
        kind=type(reply).__name__.lower(),
        to=talk.twin,
        id=desk.ids(f"{talk.thread}:{seq}"),
        created_ms=heard.made_ms,
        expires_ms=until,
        thread=talk.thread,
        prev=talk.last,
        seq=seq,
    )
