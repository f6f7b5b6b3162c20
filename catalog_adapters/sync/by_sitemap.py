"""A sitemap, the sitemaps it names, and their pages: read is what has another date than the last time.

What is still to be read is a list in the file of the sync, so that a sync which was killed goes on with the
next page. A sitemap or page that fails is a reject; what it held stays as it was.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from catalog_adapters.entry import CatalogError, Reject
from catalog_adapters.item import Place
from catalog_adapters.packed import unpacked
from catalog_adapters.pages.page import MAX_PAGE
from catalog_adapters.pages.sitemap import MAX_BYTES, Listed, read_sitemap
from catalog_adapters.sync.asking import Answer, AskedToWaitError, BusyError, Request, RobotsError
from catalog_adapters.sync.by_page import NO_PRODUCT, take_page
from catalog_adapters.sync.change import Change
from catalog_adapters.sync.todo import Todo
from catalog_adapters.sync.work import Run, answered
from foundation.pinned import FetchError

MAX_DEPTH: Final = 2
"""An index may name an index once."""
MAX_PAGES: Final = 200_000
MOST_BUSY: Final = 3
"""So many pages in a row that the server can't give: it is the server, and we come back later."""

_GONE: Final = (404, 410)


def sync_sitemap(run: Run) -> None:
    """Read what the sitemap lists. Raises a `CatalogError` or a `FetchError`."""
    if not run.going.cursor:
        with run.change() as change:
            change.add(Todo(run.source, is_map=True), MAX_PAGES)
            change.goes_on({"listed": True})
    busy = 0
    while (todo := run.store.todo()) is not None:
        try:
            _sitemap(run, todo) if todo.is_map else _page(run, todo)
            busy = 0
        except AskedToWaitError:
            raise
        except (CatalogError, FetchError) as error:
            busy = busy + 1 if isinstance(error, BusyError) else 0
            if todo.address == run.source or busy >= MOST_BUSY:
                raise
            _failed(run, todo, error)
    with run.change() as change:
        change.end(1, complete=True)


def _failed(run: Run, todo: Todo, error: CatalogError | FetchError) -> None:
    with run.change() as change:
        if isinstance(error, RobotsError):
            run.reject(Place(todo.address, 1).reject("robots-disallowed", error.reason))
        else:
            run.reject(Place(todo.address, 1).reject("no-source", f"{error.code}: {error}"))
            change.unchanged(todo.address)
        change.ask_anew(todo.parent)
        if todo.is_map:
            change.unsteady()
        change.done(todo.address)


def _sitemap(run: Run, todo: Todo) -> None:
    answer = _asked(run, todo, MAX_BYTES)
    with answer.body, run.change() as change:
        if answer.status == 304:
            for address, modified, is_map in change.children(todo.address):
                _list(run, change, todo, Listed(address, modified, is_map))
        else:
            with unpacked(todo.address, answered(answer).body, MAX_BYTES) as stream:
                for found in read_sitemap(answer.url, stream):
                    if isinstance(found, Reject):
                        run.reject(found)
                    elif not _same_host(found.url, answer.url):
                        reason = f"it lies on another host: {found.url[:200]}"
                        run.reject(Place(todo.address, 1).reject("other-host", reason))
                    else:
                        _list(run, change, todo, found)
            change.forget(todo.address)
            change.place(todo, answer.headers)
        change.done(todo.address)


def _list(run: Run, change: Change, todo: Todo, found: Listed) -> None:
    """Put what a sitemap lists on the list; a page that has the date of the last time is as it was."""
    if not found.is_map and found.modified and found.modified == change.modified(found.url):
        change.unchanged(found.url)
        return
    too_deep = found.is_map and todo.depth >= MAX_DEPTH
    further = Todo(found.url, todo.address, todo.depth + 1, found.modified, found.is_map)
    if too_deep or not change.add(further, MAX_PAGES):
        reason = f"a sitemap below {MAX_DEPTH} others, or more than {MAX_PAGES} pages: {found.url[:200]}"
        run.reject(Place(todo.address, 1).reject("source-too-large", reason))
        change.unsteady()


def _page(run: Run, todo: Todo) -> None:
    answer = _asked(run, todo, MAX_PAGE)
    with answer.body, run.change() as change:
        if answer.status == 304:
            change.unchanged(todo.address)
        elif answer.status not in _GONE:
            take_page(run, change, todo.address, answered(answer).body.read(), NO_PRODUCT)
        change.place(todo, answer.headers)
        change.done(todo.address)


def _asked(run: Run, todo: Todo, most_bytes: int) -> Answer:
    tags = run.store.validators(todo.address)
    return run.ask(Request(todo.address, tags, most_bytes=most_bytes))


def _same_host(url: str, other: str) -> bool:
    one, two = urlsplit(url), urlsplit(other)
    return one.netloc.removeprefix("www.").lower() == two.netloc.removeprefix("www.").lower()
