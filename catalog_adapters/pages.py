"""stub"""

from __future__ import annotations
from collections.abc import Iterator
from typing import BinaryIO
from catalog_adapters.entry import Reject, SourceSettings
from catalog_adapters.item import Item


def read_page(source: str, stream: BinaryIO, settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    yield from ()


def read_pages(source: str, settings: SourceSettings, at_ms: int) -> Iterator[Item | Reject]:
    yield from ()
