"""The price book: every price that the catalog showed, since when, as it was seen by the brand itself.

Spec: spec/40-scan.md (SCAN-11 to SCAN-14).

Rows are only ever added, in one transaction with what makes a price another one; a row without a price says
that the article left the catalog. A page is signed for a moment that is kept here too, so that no price is
recorded as over before a page that still showed it: whichever process signed it, and whatever its clock said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from brand_agent.edge.tables import METADATA
from brand_agent.shelf import Past
from brand_agent.stockroom import Key
from protocol import Price, write_time
from protocol.price_history import MAX_RUNS

PRICES: Final = Table(
    "brand_price",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("product", String, nullable=False),
    Column("variant", String, nullable=False),
    Column("price_minor", BigInteger),
    Column("currency", String),
    Column("at_ms", BigInteger, nullable=False),
)
Index("brand_price_of", PRICES.c.product, PRICES.c.variant, PRICES.c.number)

SIGNED: Final = Table(
    "brand_signed",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
)
"""In its one row, the latest moment that a catalog page was signed for."""


@dataclass(frozen=True, slots=True)
class Book:
    """What is shown of the past of each article on the catalog, up to the record of that number."""

    number: int
    past: Mapping[Key, Past]


_MANY: Final = 1000
"""Articles of which the whole book is read rather than each one's rows."""
_OF: Final = (
    select(PRICES)
    .where(PRICES.c.product == bindparam("of"), PRICES.c.variant == bindparam("kind"))
    .order_by(PRICES.c.number)
)


def record(connection: Connection, now: Mapping[Key, Price], since_ms: int, before: Book) -> Book:
    """Record which prices of *now* are other ones since *since_ms*; return the book after that.

    before: the book as it was read a moment ago; what nobody has written in since is taken from it.
    """
    known = newest(connection) == before.number
    changed = _changed(connection, now, since_ms)
    if not known:
        return read_book(connection)
    left = {key: past for key, past in before.past.items() if key in now}
    return Book(newest(connection), left | _histories(connection, changed))


def read_book(connection: Connection) -> Book:
    """Return the whole book."""
    return Book(newest(connection), _histories(connection, None))


@dataclass(frozen=True, slots=True)
class Paid:
    """What was asked for an article since a moment; no price: it was not on the catalog."""

    since_ms: int
    price: Price | None


def asked_of(connection: Connection, product: str) -> dict[str, tuple[Paid, ...]]:
    """Return all that was ever asked for the variants of *product*, oldest first, for the brand itself."""
    found: dict[str, list[Paid]] = defaultdict(list)
    rows = connection.execute(select(PRICES).where(PRICES.c.product == product).order_by(PRICES.c.number))
    for row in rows:
        price = None if row.price_minor is None else Price(amount=row.price_minor, currency=row.currency)
        found[row.variant].append(Paid(row.at_ms, price))
    return {variant: tuple(paid) for variant, paid in found.items()}


def _changed(connection: Connection, now: Mapping[Key, Price], since_ms: int) -> list[Key]:
    before = {key: row for key, row in _latest(connection).items() if row.price_minor is not None}
    changed: list[tuple[Key, Price | None]] = [(key, None) for key in before.keys() - now.keys()]
    for key, price in now.items():
        row = before.get(key)
        if row is None or (row.price_minor, row.currency) != (price.amount, price.currency):
            changed.append((key, price))
    if changed:
        at_ms = max(since_ms, _signed_ms(connection), _last_ms(connection))
        connection.execute(
            insert(PRICES), [_row(key, price, at_ms) for key, price in sorted(changed, key=_key)]
        )
    return [key for key, _ in changed]


def newest(connection: Connection) -> int:
    """Return the number of the last record; 0 before the first."""
    return int(connection.scalar(select(func.max(PRICES.c.number))) or 0)


def sign_at(connection: Connection, at_ms: int, number: int) -> int | None:
    """Return the moment to sign pages for, and keep it; None if there is a later record than *number*.

    Then another process shows other prices, and pages signed now would contradict its histories (SCAN-14).
    """
    if newest(connection) != number:
        return None
    moment = max(at_ms, _last_ms(connection))
    later = case((SIGNED.c.at_ms > moment, SIGNED.c.at_ms), else_=moment)
    if not connection.execute(update(SIGNED).values(at_ms=later)).rowcount:
        connection.execute(insert(SIGNED), {"one": 1, "at_ms": moment})
    return moment


def _histories(connection: Connection, keys: Sequence[Key] | None) -> dict[Key, Past]:
    """What is shown of the past of *keys* (None: of all) that are on the catalog now, ascending in time."""
    rows: dict[Key, list[Any]] = defaultdict(list)
    if keys is None or len(keys) > _MANY:
        found = connection.execute(select(PRICES).order_by(PRICES.c.number)).all()
    else:
        found = [row for key in keys for row in connection.execute(_OF, {"of": key[0], "kind": key[1]})]
    for row in found:
        rows[row.product, row.variant].append(row)
    return {key: _past(some) for key, some in rows.items() if some[-1].price_minor is not None}


def _past(rows: list[Any]) -> Past:
    """The runs of *rows* in the currency of the last one, as the wire spells them; the newest ones."""
    found: list[dict[str, Any]] = []
    for row, after in zip(reversed(rows), [None, *reversed(rows)][: len(rows)], strict=True):
        if row.price_minor is None:
            continue
        if row.currency != rows[-1].currency or len(found) == MAX_RUNS:
            break
        price = {"amount": row.price_minor, "currency": row.currency}
        run = {"price": price, "since": write_time(row.at_ms)}
        found.append(run if after is None else {**run, "until": write_time(after.at_ms)})
    return tuple(reversed(found))


def _latest(connection: Connection) -> dict[Key, Any]:
    last = select(func.max(PRICES.c.number)).group_by(PRICES.c.product, PRICES.c.variant)
    rows = connection.execute(select(PRICES).where(PRICES.c.number.in_(last)))
    return {(row.product, row.variant): row for row in rows}


def _signed_ms(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(SIGNED.c.at_ms))) or 0)


def _last_ms(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(PRICES.c.at_ms))) or 0)


def _row(key: Key, price: Price | None, at_ms: int) -> dict[str, Any]:
    said = {"price_minor": None, "currency": None} if price is None else _said(price)
    return {"product": key[0], "variant": key[1], **said, "at_ms": at_ms}


def _said(price: Price) -> dict[str, Any]:
    return {"price_minor": price.amount, "currency": price.currency}


def _key(one: tuple[Key, Price | None]) -> Key:
    return one[0]
