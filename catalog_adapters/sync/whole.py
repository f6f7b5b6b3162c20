"""A source that comes at once: a feed, a table, a page. Asked for only if it changed.

The document is read in one transaction. If it breaks off, or is of another kind than before (a login page in
place of a feed), nothing of it is kept and nothing is withdrawn.
"""

from __future__ import annotations

from typing import BinaryIO, get_args

from catalog_adapters.entry import Kind, NotTheKindError
from catalog_adapters.kind import find_kind
from catalog_adapters.packed import unpacked
from catalog_adapters.source import stream_rows
from catalog_adapters.sync.asking import Answer, Request
from catalog_adapters.sync.by_page import take_page
from catalog_adapters.sync.change import Change
from catalog_adapters.sync.todo import Todo
from catalog_adapters.sync.work import Run, answered


def sync_whole(run: Run) -> None:
    """Bring the store up to the source. Raises a `CatalogError` or a `FetchError`."""
    answer = run.ask(Request(run.source, run.store.validators(run.source)))
    with answer.body, run.change() as change:
        if answer.status == 304:
            change.unchanged()
        else:
            _take(run, change, answered(answer))
        change.end(1, complete=True)


def _take(run: Run, change: Change, answer: Answer) -> None:
    with unpacked(run.source, answer.body) as stream:
        kind = run.settings.kind or _kind(run, stream)
        if kind == "jsonld":
            take_page(run, change, run.source, stream.read())
        else:
            run.take(change, run.source, stream_rows(kind, run.source, stream, run.settings))
    change.kind(kind)
    change.place(Todo(run.source), answer.headers)


def _kind(run: Run, stream: BinaryIO) -> Kind:
    found = find_kind(run.source, stream.read(4096))
    stream.seek(0)
    before = run.store.kind()
    if found == "sitemap":
        raise NotTheKindError(run.source, "it is a sitemap: --kind sitemap")
    if before in get_args(Kind) and found != before:
        raise NotTheKindError(run.source, f"it was {before} before, and now it looks like {found}")
    return found
