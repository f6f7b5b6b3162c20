"""Keys of the brand's own programs, on disk: as SHA-256 alone. Changes are in the record of the console."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, func, insert, select, update

from brand_agent.api_keys import (
    MOST_KEYS,
    ApiKey,
    BadApiKeyError,
    TooManyKeysError,
    UnknownKeyError,
    beginning,
    check_scopes,
    kept,
)
from brand_agent.console.people import name_of
from brand_agent.edge.console.record import record
from brand_agent.edge.tables import METADATA

USED_STEP_MS: Final = 60_000
"""When a key was used last is written down once a minute."""

API_KEYS: Final = Table(
    "brand_api_key",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("shown", String, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("scopes", String, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_by", String, nullable=False),
    Column("used_ms", BigInteger),
    Column("revoked_ms", BigInteger),
    sqlite_autoincrement=True,
)

_VALID: Final = API_KEYS.c.revoked_ms.is_(None)


class SqlApiKeys:
    """The keys, over *connection*, whose transaction is the caller's. *who* changes them."""

    def __init__(self, connection: Connection, who: str = "") -> None:
        self._connection, self._who = connection, who

    def all(self) -> tuple[ApiKey, ...]:
        """Return all that are valid, oldest first."""
        rows = self._connection.execute(select(API_KEYS).where(_VALID).order_by(API_KEYS.c.number))
        return tuple(_key(row) for row in rows)

    def add(self, key: str, name: str, scopes: Iterable[str], *, at_ms: int) -> ApiKey:
        """Keep the new *key* under *name*.

        Raises `BadNameError`, `UnknownScopeError` or `TooManyKeysError`.
        """
        name, chosen = name_of(name), check_scopes(scopes)
        count = select(func.count()).select_from(API_KEYS).where(_VALID)
        if self._connection.execute(count).scalar_one() >= MOST_KEYS:
            raise TooManyKeysError
        row = {"name": name, "shown": beginning(key), "digest": kept(key), "scopes": json.dumps(chosen)}
        new = insert(API_KEYS).values(row | {"made_ms": at_ms, "made_by": self._who})
        number = self._connection.execute(new.returning(API_KEYS.c.number)).scalar_one()
        facts = {"key": number, "name": name, "scopes": list(chosen)}
        record(self._connection, "api-key-made", self._who, facts, at_ms=at_ms)
        return ApiKey(number, name, beginning(key), chosen, at_ms, self._who)

    def revoke(self, number: int, *, at_ms: int) -> None:
        """Let key *number* open nothing any more. Raises `UnknownKeyError`."""
        this = (API_KEYS.c.number == number) & _VALID
        done = self._connection.execute(update(API_KEYS).where(this).values(revoked_ms=at_ms))
        if done.rowcount != 1:
            raise UnknownKeyError(f"there is no key {number}")
        record(self._connection, "api-key-revoked", self._who, {"key": number}, at_ms=at_ms)

    def find(self, key: str) -> ApiKey:
        """Return the valid key that *key* is. Raises `BadApiKeyError`."""
        digest = kept(key)
        row = None
        if digest is not None:
            query = select(API_KEYS).where(API_KEYS.c.digest == digest, _VALID)
            row = self._connection.execute(query).one_or_none()
        if row is None:
            raise BadApiKeyError("no valid key came with this request")
        return _key(row)

    def used(self, number: int, *, at_ms: int) -> None:
        """Write down that key *number* was used."""
        this = update(API_KEYS).where(API_KEYS.c.number == number)
        self._connection.execute(this.values(used_ms=at_ms))


def is_stale(key: ApiKey, *, at_ms: int) -> bool:
    """Whether it is time to write down anew when *key* was used last."""
    return key.used_ms is None or at_ms - key.used_ms >= USED_STEP_MS


def _key(row: Any) -> ApiKey:
    return ApiKey(
        number=row.number,
        name=row.name,
        shown=row.shown,
        scopes=check_scopes(json.loads(row.scopes)),
        made_ms=row.made_ms,
        made_by=row.made_by,
        used_ms=row.used_ms,
    )
