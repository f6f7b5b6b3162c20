"""Reading a source from wherever it lies: a file, a folder of pages, or an address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from catalog_adapters import Entry, Kind, Reject, SourceSettings, read_source
from dailyme.errors import CommandError, UsageError

FEED_BYTES: Final = 50_000_000
FEED_SECONDS: Final = 60.0


class NotFetchedError(CommandError):
    """The address answers, but not with the page."""

    code = "not-fetched"


def source_settings(
    *,
    kind: str | None,
    currency: str | None,
    columns: list[str],
    delimiter: str | None,
    encoding: str | None,
    decimal_mark: str | None,
    mapping: str | None = None,
    query: str | None = None,
) -> SourceSettings:
    """Return the settings that the flags say. Raises `UsageError`."""
    return SourceSettings(
        kind=_kind(kind),
        currency=currency,
        columns=dict(column_pair(column) for column in columns),
        delimiter={"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter),
        encoding=encoding,
        decimal_mark=_mark(decimal_mark),
        mapping=mapping,
        query=query,
    )


def column_pair(column: str, option: str = "--column") -> tuple[str, str]:
    """Return our name and theirs of an *option* that says `OURS=THEIRS`. Raises `UsageError`."""
    ours, _, theirs = column.partition("=")
    if not ours or not theirs:
        raise UsageError(f"{option} can't be {column!r}", 'Give OURS=THEIRS, such as title="Product name".')
    return ours, theirs


def _kind(text: str | None) -> Kind | None:
    for known in get_args(Kind):
        if text == known:
            return known  # type: ignore[no-any-return]
    if text is None:
        return None
    raise UsageError(f"--kind can't be {text!r}", f"Give one of {', '.join(get_args(Kind))}.")


def _mark(text: str | None) -> Literal[".", ","] | None:
    if text not in (None, ".", ","):
        raise UsageError(f"--decimal-mark can't be {text!r}", "Give . or ,")
    return text  # type: ignore[return-value]


def is_address(source: str) -> bool:
    """Say whether *source* is a web address rather than a path."""
    return source.startswith(("https://", "http://"))


def is_loopback(source: str) -> bool:
    """Say whether *source* is plain http on this machine: naming it says --local."""
    parts = urlsplit(source)
    return parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}


def is_local_brand(did: str) -> bool:
    """Whether the brand *did* is on this machine."""
    return did.startswith(("did:web:localhost", "did:web:127.0.0.1"))


def read_any(source: str, settings: SourceSettings, *, at_ms: int, local: bool) -> Iterator[Entry | Reject]:
    """Yield what *source* holds at *at_ms*; an address is fetched first, through the guarded way out.

    Raises what `read_source`, `access_of` and `fetch` raise, or `NotFetchedError`.
    """
    data = asyncio.run(_fetched(source, settings, local=local)) if is_address(source) else None
    yield from read_source(source, settings, at_ms=at_ms, data=data)


async def _fetched(url: str, settings: SourceSettings, *, local: bool) -> bytes:
    from dailyme.shop_access import access_of
    from foundation.fetch import Guard, fetch, open_client

    own = access_of(url, settings).headers

    guard = Guard(local=local, max_bytes=FEED_BYTES, deadline_s=FEED_SECONDS)
    async with open_client(guard) as client:
        answer = await fetch(url, guard=guard, client=client, own=own)
    if answer.status != 200:
        raise NotFetchedError(f"{url} answers with {answer.status}", "Check the address in a browser.")
    return answer.body
