"""The desk for mediated play, and the rounds that it has compared.

Spec: spec/65-modes.md (MED-14 to MED-18).
"""

from __future__ import annotations

from typing import ClassVar, Final

import structlog
from sqlalchemy import BigInteger, Connection, delete, insert, select
from sqlmodel import Field, SQLModel

from foundation.database import Database
from foundation.fetch import FetchError
from marketplace.edge.store import METADATA, SqlListings
from marketplace.errors import UnreachableDomainError
from marketplace.mediating import Compared, Mediator, NotMediatedError, UnlistedBrandError
from marketplace.ports import Clock
from protocol import ProtocolError, did_key_ring
from protocol.mediation import Mediate
from protocol.relation import read_letter
from protocol.relation.mediating import brand_of, marks_in
from transport import Resolver, TransportError

_log = structlog.get_logger("market")


class _Base(SQLModel):
    metadata: ClassVar = METADATA


class RoundRow(_Base, table=True):
    """A round that was compared; `name` is a hash, and nothing says who played or what for."""

    __tablename__ = "market_round"

    name: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    letter: str
    mark: str | None
    at_ms: int = Field(sa_type=BigInteger)
    ends_ms: int = Field(sa_type=BigInteger, index=True)


_ROUND: Final = METADATA.tables["market_round"]
_KEPT: Final = select(*(_ROUND.c[name] for name in Compared._fields))


class SqlRounds:
    """`Rounds` over a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, name: str, round: int) -> Compared | None:
        """See `mediating.Rounds`."""
        this = _KEPT.where(_ROUND.c.name == name, _ROUND.c.round == round)
        row = self._connection.execute(this).one_or_none()
        return None if row is None else Compared(*row)

    def last(self, name: str) -> Compared | None:
        """See `mediating.Rounds`."""
        these = _KEPT.where(_ROUND.c.name == name).order_by(_ROUND.c.round.desc()).limit(1)
        row = self._connection.execute(these).one_or_none()
        return None if row is None else Compared(*row)

    def keep(self, name: str, compared: Compared) -> None:
        """See `mediating.Rounds`."""
        self._connection.execute(insert(_ROUND).values(name=name, **compared._asdict()))

    def drop(self, at_ms: int) -> int:
        """Drop what is over at *at_ms* (MED-17), and return how much that was."""
        return self._connection.execute(delete(_ROUND).where(_ROUND.c.ends_ms <= at_ms)).rowcount


class MediationDesk:
    """A `MediationSite` over one store; brands' keys come from their domains by *documents*."""

    def __init__(self, database: Database, documents: Resolver, mediator: Mediator, clock: Clock) -> None:
        self._database, self._documents = database, documents
        self._mediator, self._clock = mediator, clock

    async def mediate(self, data: bytes) -> bytes:
        """The signed answer to a twin's `mediate`. Raises a `ProtocolError`; nothing is kept then."""
        try:
            return await self._compare(data)
        except ProtocolError as error:
            _log.warning("mediate", problem=error.code, requirement=error.requirement)
            raise

    async def _compare(self, data: bytes) -> bytes:
        letter = read_letter(data, did_key_ring, to=self._mediator.key.did)
        body, at_ms = letter.body, self._clock() // 1000 * 1000
        if not isinstance(body, Mediate):  # REL-6
            raise NotMediatedError(letter.type)
        brand = brand_of(body)
        if await self._database.read(lambda c: SqlListings(c).of(brand)) is None:  # MED-14
            raise UnlistedBrandError(brand)
        try:
            said, marks = await self._documents.with_keys(
                brand, lambda ring: marks_in(letter, ring, at_ms=at_ms)
            )
        except (FetchError, TransportError) as error:
            raise UnreachableDomainError(brand, error.code) from error

        def work(connection: Connection) -> bytes:
            rounds = SqlRounds(connection)
            rounds.drop(at_ms)
            return self._mediator.attend(letter, said, marks, rounds, at_ms=at_ms)

        return await self._database.write(work)

    async def tidy(self, at_ms: int) -> None:
        """Drop what is over at *at_ms*, and leave no trace of it in the file."""
        if await self._database.write(lambda connection: SqlRounds(connection).drop(at_ms)):
            await self._database.scrub()
