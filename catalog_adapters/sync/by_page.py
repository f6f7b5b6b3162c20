"""A web page, kept as it came if it describes a product."""

from __future__ import annotations

import io
from typing import Final

from catalog_adapters.entry import Reject
from catalog_adapters.pages.page import read_page
from catalog_adapters.sync.change import Change
from catalog_adapters.sync.records import PAGE, pack_page
from catalog_adapters.sync.work import Run

NO_PRODUCT: Final = frozenset({"no-json-ld", "no-product"})


def take_page(
    run: Run, change: Change, url: str, data: bytes, expected: frozenset[str] = frozenset()
) -> None:
    """Keep the page *data* of *url* if it has a product. Raises `SourceTooLargeError`."""
    found = list(read_page(url, io.BytesIO(data), run.settings, run.clock()))
    rejects = [one for one in found if isinstance(one, Reject)]
    if len(rejects) < len(found):
        change.put(url, url, PAGE, 1, pack_page(data))
    for reject in rejects:
        if reject.code not in expected:
            run.reject(reject)
