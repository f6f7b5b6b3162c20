"""A source in pages: each page's articles and the cursor after it are kept together."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from catalog_adapters.entry import NotTheKindError, Reject
from catalog_adapters.shops.documents import read_documents
from catalog_adapters.shops.values import objects, text
from catalog_adapters.source import document_rows
from catalog_adapters.sync.asking import EndlessError, NotAnsweredError
from catalog_adapters.sync.pages import MAX_STEPS, OVERLAP_MS, Cursor, Met, Pages
from catalog_adapters.sync.work import Run, answered


def sync_pages(run: Run, pages: Pages) -> None:
    """Ask for page after page to the last. Raises a `CatalogError` or a `FetchError`."""
    complete = run.going.full or not pages.knows_since()
    since_ms = None if complete or run.going.since_ms is None else run.going.since_ms - OVERLAP_MS
    cursor: Cursor | None = Cursor(**run.going.cursor)
    steps, before = 0, b""
    while cursor is not None:
        steps += 1
        if steps > MAX_STEPS:
            raise EndlessError(run.source, f"it has more than {MAX_STEPS} pages")
        cursor, before = _step(run, pages, cursor, since_ms, before, complete=complete)


def _step(
    run: Run, pages: Pages, cursor: Cursor, since_ms: int | None, before: bytes, *, complete: bool
) -> tuple[Cursor | None, bytes]:
    request = pages.request(run.source, cursor, since_ms)
    answer = answered(run.ask(request))
    with answer.body:
        digest = sha256(answer.body.read()).digest()
        answer.body.seek(0)
        document = _document(run.source, next(read_documents(run.source, answer.body)))
    rows = document_rows(pages.kind, run.source, run.settings)
    with run.change() as change:
        count, new = run.take(change, request.url, rows(run.source, document), pages.expected)
        met = Met(answer.headers, document, count, 0 if digest == before else new)
        following = pages.following(cursor, met)
        if following is not None and following.after is not None and following.after == cursor.after:
            raise EndlessError(run.source, "the next page is the page itself")
        if following is None:
            change.end(pages.passes, complete=complete)
        else:
            change.goes_on(following.members())
    return following, digest


def _document(source: str, found: Any) -> Any:
    if isinstance(found, Reject):
        raise NotTheKindError(source, found.reason)
    document = found[1]
    errors = objects(document, "errors")
    if errors:
        raise NotAnsweredError(source, f"it answers with an error: {text(errors[0], 'message')[:200]}")
    return document
