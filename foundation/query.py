"""A query to somebody else's database, by its SQLAlchemy URL: read only, row by row.

A password in the URL is shown nowhere: `shown` is the name to use, and errors carry no URL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

BACKENDS: Final = ("sqlite", "postgresql", "mysql", "mariadb", "mssql", "oracle")
_BATCH: Final = 1_000
_READING: Final = ("SELECT", "WITH", "TABLE", "VALUES")


class QueryError(Exception):
    """The query can't be run, or breaks off."""


def is_database(source: str) -> bool:
    """Whether *source* is the URL of a database."""
    return "://" in source and source.partition("://")[0].partition("+")[0] in BACKENDS


def shown(source: str) -> str:
    """Return *source* without its password. Raises `QueryError` if it is no URL of a database."""
    return _url(source).render_as_string(hide_password=True)


@contextmanager
def selected(source: str, query: str) -> Iterator[tuple[list[str], Iterator[Sequence[Any]]]]:
    """Run *query* in the database *source*; give the names of the columns, and the rows as they come.

    Raises `QueryError`, also from within: nothing is written, and no file is made.
    """
    if not query.lstrip().upper().startswith(_READING):
        raise QueryError("the query is no SELECT, and nothing else is run")
    url = _read_only(_url(source))
    try:
        engine = create_engine(url)
        with engine.connect() as connection:
            streamed = connection.execution_options(stream_results=True, yield_per=_BATCH)
            result = streamed.execute(text(query))
            yield list(result.keys()), (tuple(row) for row in result)
            connection.rollback()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise QueryError(f"the database says: {reason[:160]}") from None
    except ImportError as error:
        raise QueryError(f"the database's driver is missing: {error}") from None


def _read_only(url: URL) -> URL:
    """A file of SQLite is opened for reading: else one that is not there would be made."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return url
    return url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})


def _url(source: str) -> URL:
    try:
        return make_url(source)
    except SQLAlchemyError:
        raise QueryError("it is no URL of a database") from None
