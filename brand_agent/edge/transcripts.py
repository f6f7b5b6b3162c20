"""Transcripts read back: every answer with what it stood on, to be worked out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from brand_agent.edge.grounds import EPOCHS, GROUNDS
from brand_agent.edge.relation.letters import SqlLetters
from brand_agent.edge.tables import BIDS, MESSAGES
from brand_agent.fairness import Answered
from brand_agent.policy import BrandPolicy
from brand_agent.policy_reader import read_policy
from protocol import Message, PublicKey, decode, did_key_ring, parse
from protocol.claim import claimed_facts
from protocol.facts import Facts


@dataclass(frozen=True, slots=True)
class Transcripts:
    """The answers that can be worked out again, and how many can't be.

    unchecked: answers whose messages or values are erased, of an older edition, and refusals that rest on
    what is not kept. mediated: threads of mediated play; none of their answers is worked out again.
    """

    answers: tuple[Answered, ...]
    unchecked: int
    mediated: int


def read_answers(connection: Connection) -> Transcripts:
    """Return every answer of the store that can be worked out again, in the order of giving."""
    policies = {row.number: row.policy for row in connection.execute(select(EPOCHS))}
    read = {number: read_policy(text) for number, text in policies.items() if text}
    found: list[Answered] = []
    unchecked, mediated = 0, set()
    for row in connection.execute(select(GROUNDS).order_by(GROUNDS.c.number)).all():
        thread = _thread(connection, row)
        if thread and thread[0].value["body"].get("mode") == "mediated":
            mediated.add(row.thread)
            continue
        one = _answered(connection, row, thread, read)
        found += [] if one is None else [one]
        unchecked += one is None
    return Transcripts(tuple(found), unchecked, len(mediated))


def _thread(connection: Connection, row: Any) -> list[Message]:
    """The thread up to the answer of *row*; nothing if any of it is erased."""
    query = select(MESSAGES.c.hash, MESSAGES.c.data).where(
        MESSAGES.c.thread == row.thread, MESSAGES.c.seq <= row.seq
    )
    kept = connection.execute(query.order_by(MESSAGES.c.seq)).all()
    return [] if any(one.data == b"" for one in kept) else [restored(one.hash, one.data) for one in kept]


def _answered(
    connection: Connection, row: Any, thread: list[Message], policies: dict[int, BrandPolicy]
) -> Answered | None:
    if row.epoch not in policies or not thread:
        return None
    said = thread[-1]
    facts = _facts(connection, thread[0])
    reason = said.value["body"].get("reason")
    if facts is None or reason in {"unknown-answer", "not-eligible"}:
        return None
    body: Any = said.value["body"]
    if said.type == "commit":
        hidden: Any = decode(connection.scalar(select(BIDS.c.bid).where(BIDS.c.thread == row.thread)) or b"")
        body = hidden["offer"]
    return Answered(tuple(thread[:-1]), said.type, body, row.epoch, policies[row.epoch], row.grounds, facts)


def _facts(connection: Connection, opening: Message) -> Facts | None:
    """What *opening* disclosed; None if it claimed something and the values are erased."""
    assert opening.envelope.type == "open"
    claims = opening.envelope.body.claims
    values = SqlLetters(connection).values_of(opening.hash)
    if claims and not values:
        return None
    return claimed_facts(claims, values, message=opening.envelope.id) if claims else {}


def restored(hash: str, data: bytes, own: PublicKey | None = None) -> Message:
    """Return a message that was verified before it was kept; no signature is looked at again.

    own: the brand's key, which a thread with an agreement needs: it says who signed what the brand said.
    """
    value = decode(data)
    envelope = parse(value)
    if own is not None and envelope.from_ == own.kid.partition("#")[0]:
        return Message(envelope, value, data, hash, own)
    twin = envelope.from_ if envelope.from_.startswith("did:key:") else envelope.to
    return Message(envelope, value, data, hash, did_key_ring(f"{twin}#{twin[8:]}"))
