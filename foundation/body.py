"""Reading a body with a cap: what is read and what it unpacks to are both counted as they come.

A server may send for ever, or send little that unpacks to much. So the raw bytes are counted while they
arrive, and unpacking stops at the cap instead of after it. Only gzip is asked for and understood.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Callable
from typing import Protocol

from foundation.pinned import FetchError

_GZIP = 16 + zlib.MAX_WBITS


class TooManyBytesError(FetchError):
    """The body is larger than the caller takes."""

    code = "too-many-bytes"
    advice = "Serve less at once, or raise the limit if you trust the source."

    def __init__(self, cap: int) -> None:
        super().__init__(f"the body has more than {cap} bytes")
        self.cap = cap


class BadEncodingError(FetchError):
    """The body is packed in a way that was not asked for, or wrongly."""

    code = "bad-encoding"
    advice = "Serve the body plain or as gzip."


class _Unpack(Protocol):
    def take(self, raw: bytes, room: int) -> bytes:
        """Return what *raw* unpacks to, at most *room* + 1 bytes."""

    def end(self) -> None:
        """Raise `BadEncodingError` if the body broke off."""


class _Plain:
    def take(self, raw: bytes, room: int) -> bytes:
        return raw[: room + 1]

    def end(self) -> None:
        return


class _Gzip:
    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP)

    def take(self, raw: bytes, room: int) -> bytes:
        try:
            return self._inflate.decompress(raw, room + 1)
        except zlib.error:
            raise BadEncodingError("the body says gzip and is not") from None

    def end(self) -> None:
        if not self._inflate.eof:
            raise BadEncodingError("the gzip body broke off")


def _unpack(encoding: str) -> _Unpack:
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding in {"gzip", "x-gzip"}:
        return _Gzip()
    raise BadEncodingError(f"the body is packed as {encoding[:40]!r}")


async def pour_capped(
    parts: AsyncIterable[bytes], encoding: str, max_bytes: int, pour: Callable[[bytes], object]
) -> None:
    """Give the body in *parts* to *pour*, piece by piece, unpacked from *encoding*.

    encoding: the Content-Encoding header, lower case. max_bytes: cap on the raw bytes and on the unpacked
    ones.

    Raises `TooManyBytesError` or `BadEncodingError`, also after pieces.
    """
    unpack = _unpack(encoding)
    raw_bytes = plain_bytes = 0
    async for part in parts:
        raw_bytes += len(part)
        piece = unpack.take(part, max_bytes - plain_bytes)
        plain_bytes += len(piece)
        if raw_bytes > max_bytes or plain_bytes > max_bytes:
            raise TooManyBytesError(max_bytes)
        pour(piece)
    if raw_bytes:
        unpack.end()


async def read_capped(parts: AsyncIterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """Return the body in *parts*; what `pour_capped` says of it holds."""
    body = bytearray()
    await pour_capped(parts, encoding, max_bytes, body.extend)
    return bytes(body)
