"""Sources that are packed with gzip: unpacked to a file without a name, up to a cap.

Spec: spec/40-scan.md (SCAN-33).

A small file can unpack to more than a disk holds, so what comes out is counted while it comes.
"""

from __future__ import annotations

import gzip
import zlib
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast

from catalog_adapters.entry import BadEncodingError, SourceTooLargeError

MAX_UNPACKED: Final = 512 * 1024 * 1024
"""Bytes that a source may unpack to."""
IN_MEMORY: Final = 1024 * 1024
"""Bytes that stay in memory; what is longer lies in the file."""

_MAGIC: Final = b"\x1f\x8b"
_PIECE: Final = 64 * 1024


def spool() -> BinaryIO:
    """Return an empty file without a name, of which the first `IN_MEMORY` bytes lie in memory."""
    return cast("BinaryIO", SpooledTemporaryFile(IN_MEMORY))


def unpacked(source: str, stream: BinaryIO, most: int = MAX_UNPACKED) -> BinaryIO:
    """Return *stream*, or what it unpacks to if it is gzip; *stream* is at its beginning.

    Raises `SourceTooLargeError` beyond *most* bytes, or `BadEncodingError`.
    """
    packed = stream.read(2) == _MAGIC
    stream.seek(0)
    if not packed:
        return stream
    out = spool()
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") as plain:
            while piece := plain.read(_PIECE):
                if out.tell() + len(piece) > most:
                    raise SourceTooLargeError(source, f"it unpacks to more than {most} bytes")
                out.write(piece)
    except (OSError, EOFError, zlib.error) as error:
        out.close()
        raise BadEncodingError(source, f"it begins like gzip and is not: {error}") from None
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out
