"""Sources in pages as a mapping file's `[request]` asks for them: GraphQL, or REST with parameters.

Spec: spec/40-scan.md (SCAN-30, SCAN-33).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import jmespath
import orjson
from jmespath.exceptions import JMESPathError

from catalog_adapters.entry import BadSettingsError, Kind
from catalog_adapters.request_mapping import RequestMapping
from catalog_adapters.sync.asking import Request
from catalog_adapters.sync.pages import Cursor, Met, with_parameters
from protocol import write_time


class RequestedPages:
    """Pages as *mapping* asks for them."""

    expected: Final[frozenset[str]] = frozenset()

    def __init__(self, source: str, mapping: RequestMapping, kind: Kind) -> None:
        """Raises `BadSettingsError` if the table can't lead from page to page."""
        if mapping.cursor is not None and mapping.next is None:
            raise BadSettingsError(source, "[request] has a cursor and no path to the next one")
        self.kind: Kind = kind
        self.passes = 2 if mapping.cursor is None else 1
        self._mapping = mapping
        self._next = _compiled(source, mapping.next)
        self._total = _compiled(source, mapping.total)

    def knows_since(self) -> bool:
        """Say whether it can be asked for what changed since a time."""
        return self._mapping.updated_since is not None

    def request(self, source: str, cursor: Cursor, since_ms: int | None) -> Request:
        """Return the question for the page at *cursor*."""
        mapping = self._mapping
        named = {
            mapping.take: mapping.size,
            mapping.skip: cursor.skip,
            mapping.page: cursor.page,
            mapping.cursor: cursor.after,
            mapping.updated_since: None if since_ms is None else write_time(since_ms),
        }
        said = {**mapping.variables, **{name: value for name, value in named.items() if name is not None}}
        if mapping.query is None:
            return Request(with_parameters(source, **{k: v for k, v in said.items() if v is not None}))
        content = orjson.dumps({"query": mapping.query, "variables": said})
        return Request(source, {"content-type": "application/json", "accept": "application/json"}, content)

    def following(self, cursor: Cursor, met: Met) -> Cursor | None:
        """Return where it goes on; at the end, or if there is nothing to go on by, None."""
        mapping = self._mapping
        if mapping.cursor is not None:
            after = self._next.search(met.document)
            return Cursor(after=after) if isinstance(after, str) and after else None
        came = cursor.skip + mapping.size
        total = None if self._total is None else str(self._total.search(met.document))
        ended = not met.new if total is None or not total.isdigit() else came >= int(total)
        if ended or not met.rows or (mapping.skip is None and mapping.page is None):
            return None
        return replace(cursor, page=cursor.page + 1, skip=came)


def _compiled(source: str, path: str | None) -> Any:
    if path is None:
        return None
    try:
        return jmespath.compile(path)
    except JMESPathError as error:
        raise BadSettingsError(source, f"{path[:60]!r} is no JMESPath: {error}") from None
