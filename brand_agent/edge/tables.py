"""The brand's tables: messages, stock and sales, in a metadata of their own."""

from __future__ import annotations

from typing import ClassVar, Final

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, String, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

METADATA: Final = MetaData()


class _Base(SQLModel):
    metadata: ClassVar[MetaData] = METADATA


class MessageRow(_Base, table=True):
    """A message of either side. An even `seq` is the twin's, and the next one answers it."""

    __tablename__ = "brand_message"
    __table_args__ = (UniqueConstraint("sender", "id"),)

    thread: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    hash: str = Field(unique=True)
    sender: str
    id: str
    type: str
    data: bytes
    at_ms: int = Field(sa_type=BigInteger)


class StockRow(_Base, table=True):
    """How many pieces the source counted when it was last read, and how many of them are left."""

    __tablename__ = "brand_stock"

    product: str = Field(primary_key=True)
    variant: str = Field(primary_key=True)
    counted: int
    remaining: int = Field(ge=0)


class SaleRow(_Base, table=True):
    """An agreement with the brand's own figures."""

    __tablename__ = "brand_sale"

    number: int | None = Field(default=None, primary_key=True)
    thread: str = Field(unique=True)
    agreement: bytes
    currency: str
    total_minor: int = Field(sa_type=BigInteger)
    list_total_minor: int = Field(sa_type=BigInteger)
    net_minor: int = Field(sa_type=BigInteger)
    cost_minor: int | None = Field(sa_type=BigInteger)
    at_ms: int = Field(sa_type=BigInteger)


MESSAGES, STOCK, SALES = (METADATA.tables[name] for name in ("brand_message", "brand_stock", "brand_sale"))
Index("brand_sale_when", SALES.c.at_ms, SALES.c.thread)

BIDS: Final = Table(
    "brand_bid",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("bid", LargeBinary, nullable=False),
)
"""Sealed bids by thread: what is revealed when the window lists them."""

BESIDE: Final = Table(
    "brand_beside",
    METADATA,
    Column("message", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("salt", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""Values that identify a person, apart from the messages that hold their hashes: they can be erased alone."""
