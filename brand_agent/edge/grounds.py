"""What answers stand on, on disk: each policy that was in force, and the grounds of each answer."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, func, insert, select

from brand_agent.edge.tables import METADATA

EPOCHS: Final = Table(
    "brand_epoch",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("policy", String, nullable=False),
)
"""The policies in the order in which they came into force."""

GROUNDS: Final = Table(
    "brand_grounds",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("epoch", Integer, nullable=False),
    Column("grounds", LargeBinary, nullable=False),
)
"""The grounds of each answer, numbered as they were given."""


def begin_epoch(connection: Connection, policy_text: str) -> int:
    """Return the number of the policy in force, a new one if *policy_text* is not that of the last."""
    last = connection.execute(select(EPOCHS).order_by(EPOCHS.c.number.desc()).limit(1)).one_or_none()
    if last is not None and last.policy == policy_text:
        return int(last.number)
    number = 1 if last is None else int(last.number) + 1
    connection.execute(insert(EPOCHS), {"number": number, "policy": policy_text})
    return number


def epoch_now(connection: Connection) -> int:
    """Return the number of the policy in force; 0 if there is none yet."""
    return int(connection.scalar(select(func.max(EPOCHS.c.number))) or 0)


def keep_grounds(connection: Connection, thread: str, seq: int, epoch: int, grounds: bytes) -> None:
    """Keep the *grounds* of the answer *seq* of *thread*."""
    number = (connection.scalar(select(func.max(GROUNDS.c.number))) or 0) + 1
    row = {"thread": thread, "seq": seq, "number": number, "epoch": epoch, "grounds": grounds}
    connection.execute(insert(GROUNDS), row)
