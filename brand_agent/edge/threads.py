"""One thread read back from the store, for a person at the brand to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from brand_agent.edge.grounds import EPOCHS, GROUNDS
from brand_agent.edge.tables import MESSAGES
from brand_agent.edge.transcripts import restored
from brand_agent.policy_reader import read_policy
from brand_agent.retold import Kept
from protocol import Message, PublicKey


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages of a thread, none if they are erased, and what the brand's answers stood on, by `seq`."""

    messages: Sequence[Message]
    kept: dict[int, Kept]


def read_thread(connection: Connection, thread: str, own: PublicKey) -> Thread:
    """Return *thread* of the brand whose key is *own*."""
    rows = connection.execute(
        select(MESSAGES.c.hash, MESSAGES.c.data).where(MESSAGES.c.thread == thread).order_by(MESSAGES.c.seq)
    ).all()
    if any(row.data == b"" for row in rows):  # SKETCH-9
        return Thread((), {})
    grounds = connection.execute(select(GROUNDS).where(GROUNDS.c.thread == thread)).all()
    epochs = {row.epoch for row in grounds}
    texts = connection.execute(select(EPOCHS).where(EPOCHS.c.number.in_(epochs))).all() if epochs else []
    policies = {row.number: read_policy(row.policy) for row in texts if row.policy}
    kept = {row.seq: Kept(row.grounds, policies[row.epoch]) for row in grounds if row.epoch in policies}
    return Thread([restored(row.hash, row.data, own) for row in rows], kept)
