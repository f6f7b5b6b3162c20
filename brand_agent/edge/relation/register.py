"""The register in the brand's store: grants, uses, and requests that were refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy import func as sql

from brand_agent.edge.tables import METADATA
from brand_agent.relation.register import Kept, Use
from protocol.relation import Grant

GRANTS: Final = Table(
    "brand_grant",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("basis", String, nullable=False),
    Column("fields", Text, nullable=False),
    Column("purposes", Text, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
    Column("holders", Text, nullable=False),
    Column("keep_until_ms", BigInteger),
    Column("gone_ms", BigInteger, nullable=False, index=True),
)
"""A grant; *holders* says beside which message each value lies, *gone_ms* when the values must be gone."""

USES: Final = Table(
    "brand_use",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("key", String, nullable=False, index=True),
    Column("grant", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("refused", String, nullable=False),
)

REFUSALS: Final = Table(
    "brand_refusal",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("key", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("code", String, nullable=False),
)
"""Signed requests that broke a rule: the last `MAX_REFUSALS` of them."""

MAX_REFUSALS: Final = 10_000
NEVER_MS: Final = 2**62


class SqlRegister:
    """The register of `brand_agent.relation.register`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, kept: Kept) -> None:
        """See `Register`."""
        row = _row(kept)
        changed = update(GRANTS).where(GRANTS.c.hash == kept.grant.hash).values(row)
        if self._connection.execute(changed).rowcount == 0:
            self._connection.execute(insert(GRANTS).values(hash=kept.grant.hash, **row))

    def kept(self, grant: str) -> Kept | None:
        """See `Register`."""
        row = self._connection.execute(select(GRANTS).where(GRANTS.c.hash == grant)).one_or_none()
        return None if row is None else _kept(row)

    def of_key(self, key: str) -> Sequence[Kept]:
        """See `Register`."""
        found = select(GRANTS).where(GRANTS.c.key == key).order_by(GRANTS.c.since_ms, GRANTS.c.hash)
        return [_kept(row) for row in self._connection.execute(found)]

    def due(self, at_ms: int) -> Sequence[Kept]:
        """See `Register`."""
        found = select(GRANTS).where(GRANTS.c.gone_ms <= at_ms).order_by(GRANTS.c.gone_ms)
        return [_kept(row) for row in self._connection.execute(found)]

    def note(self, use: Use) -> None:
        """See `Register`."""
        members = {name: getattr(use, name) for name in Use.__slots__}
        self._connection.execute(insert(USES).values(**members))

    def uses_of(self, key: str) -> Sequence[Use]:
        """See `Register`."""
        return uses_of(self._connection, key)

    def forget(self, grant: str) -> None:
        """See `Register`."""
        nobody = {"key": "", "holders": "{}", "fields": "[]", "keep_until_ms": None, "gone_ms": NEVER_MS}
        self._connection.execute(update(GRANTS).where(GRANTS.c.hash == grant).values(**nobody))
        self._connection.execute(update(USES).where(USES.c.grant == grant).values(key=""))

    def forget_key(self, key: str) -> None:
        """Drop what is noted of *key* beside its grants: uses and requests that were refused."""
        self._connection.execute(delete(USES).where(USES.c.key == key, USES.c.grant == ""))
        self._connection.execute(delete(REFUSALS).where(REFUSALS.c.key == key))

    def refuse(self, key: str, kind: str, code: str, *, at_ms: int) -> None:
        """Keep that a request of *kind*, signed by *key*, broke the rule of *code*."""
        made = self._connection.execute(insert(REFUSALS).values(at_ms=at_ms, key=key, type=kind, code=code))
        last = made.inserted_primary_key[0] if made.inserted_primary_key else 0
        self._connection.execute(delete(REFUSALS).where(REFUSALS.c.number <= last - MAX_REFUSALS))


def grants(connection: Connection, key: str | None = None) -> Sequence[Kept]:
    """Return the grants that *key* gave, or all that somebody is known to have given, oldest first."""
    found = select(GRANTS).order_by(GRANTS.c.since_ms, GRANTS.c.hash)
    found = found.where(GRANTS.c.key != "") if key is None else found.where(GRANTS.c.key == key)
    return [_kept(row) for row in connection.execute(found)]


def uses_of(connection: Connection, key: str | None = None) -> Sequence[Use]:
    """Return the uses of what *key* granted, or all, oldest first."""
    found = select(*(USES.c[name] for name in Use.__slots__)).order_by(USES.c.number)
    if key is not None:
        found = found.where(USES.c.key == key)
    return [Use(**row._mapping) for row in connection.execute(found)]


def refusals(connection: Connection, key: str | None = None) -> Sequence[Row[Any]]:
    """Return the refused requests of *key*, or of all, oldest first."""
    found = select(REFUSALS).order_by(REFUSALS.c.number)
    return connection.execute(found if key is None else found.where(REFUSALS.c.key == key)).all()


def is_due(connection: Connection, at_ms: int) -> bool:
    """Whether the values of some grant must go."""
    found = select(sql.count()).select_from(GRANTS).where(GRANTS.c.gone_ms <= at_ms)
    return connection.execute(found).scalar_one() > 0


def _row(kept: Kept) -> dict[str, Any]:
    grant = kept.grant
    return {
        "key": grant.key,
        "basis": kept.basis,
        "fields": orjson.dumps(grant.fields).decode(),
        "purposes": orjson.dumps(grant.purposes).decode(),
        "since_ms": grant.since_ms,
        "until_ms": grant.until_ms,
        "ended_ms": grant.ended_ms,
        "holders": orjson.dumps(dict(kept.holders)).decode(),
        "keep_until_ms": kept.keep_until_ms,
        "gone_ms": _gone_ms(kept),
    }


def _gone_ms(kept: Kept) -> int:
    if not kept.holders:
        return NEVER_MS
    end_ms = kept.grant.until_ms if kept.grant.ended_ms is None else kept.grant.ended_ms
    return max(end_ms, kept.keep_until_ms or 0)


def _kept(row: Row[Any]) -> Kept:
    grant = Grant(
        row.hash,
        row.key,
        tuple(orjson.loads(row.fields)),
        tuple(orjson.loads(row.purposes)),
        row.since_ms,
        row.until_ms,
        row.ended_ms,
    )
    return Kept(grant, row.basis, orjson.loads(row.holders), row.keep_until_ms)
