"""Broken answers: what a brand answered after an agreement against the rules, kept as proof.

Spec: spec/85-fulfil.md (FUL-33).

The answer never becomes a part of its thread, so the twin's message before it stays unanswered.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Connection, ForeignKey, Integer, LargeBinary, String, Table, insert, select

from consumer_twin.edge.log import remember
from consumer_twin.edge.tables import METADATA
from consumer_twin.fulfil import Deal
from consumer_twin.memory import Lesson
from consumer_twin.thread import Thread
from protocol import Message

BROKEN: Final = Table(
    "twin_broken_answer",
    METADATA,
    Column("asked", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("thread", ForeignKey("twin_thread.id"), nullable=False),
    Column("code", String, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("kid", String, nullable=False),
    Column("key", LargeBinary, nullable=False),
)
"""*asked*: the hash of the twin's message. *key*: what the signature holds under. *hash*, *data*, *kid* and
*key* are empty if the answer could not be read or verified: then it proves nothing to anybody else."""


def keep_broken(
    connection: Connection, thread: Thread, asked: Message, answer: Message | None, code: str, *, at_ms: int
) -> None:
    """Keep the *answer* to *asked* that broke the rule of *code*, and remember it; the same one only once.

    *answer* is None for one that could not be read or verified.
    """
    digest = "" if answer is None else answer.hash
    row = {
        "asked": asked.hash,
        "hash": digest,
        "thread": thread.record.id,
        "code": code,
        "at_ms": at_ms,
        "data": b"" if answer is None else answer.data,
        "kid": "" if answer is None else answer.key.kid,
        "key": b"" if answer is None else answer.key.raw,
    }
    if connection.execute(insert(BROKEN).prefix_with("OR IGNORE").values(row)).rowcount == 0:
        return
    record = thread.record
    facts = {
        "brand": record.seller.id,
        "seller": record.seller.name,
        "thread": record.id,
        "request": asked.type,
        "why": code,
        "answer": digest,
    }
    offer = Deal(thread).agreement.offer
    remember(connection, [Lesson(at_ms, "breach", record.wish, record.line, offer, facts)])


def codes(connection: Connection) -> dict[str, str]:
    """Return the rule that the last broken answer to each message broke, by the hash of the message."""
    found = select(BROKEN.c.asked, BROKEN.c.code).order_by(BROKEN.c.at_ms)
    return {row.asked: row.code for row in connection.execute(found)}
