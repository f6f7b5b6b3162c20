"""A brand's catalog from its first page to its last, all of one version.

Spec: spec/40-scan.md (SCAN-5, SCAN-7).

A catalog may change while it is read: a sale ends, a feed is read anew. Then the reading starts again.
"""

from __future__ import annotations

from typing import Final

from consumer_twin.errors import BrokenCatalogError
from consumer_twin.scan import following
from transport import CatalogAnswer, Courier, ProblemError

MOST_TRIES: Final = 3


async def whole_catalog(courier: Courier, url: str, *, brand: str) -> list[CatalogAnswer]:
    """Return the pages at *url* in order.

    Raises `BrokenCatalogError` if it changed each time that it was read, or what the courier raises.
    """
    for _ in range(MOST_TRIES - 1):
        answers = await _walk(courier, url, brand)
        if answers is not None:
            return answers
    answers = await _walk(courier, url, brand)
    if answers is None:
        raise BrokenCatalogError("the catalog changed while it was read")
    return answers


async def _walk(courier: Courier, url: str, brand: str) -> list[CatalogAnswer] | None:
    """The pages; None if there was another version, or no such page any more, after the first."""
    answers: list[CatalogAnswer] = []
    cursor: str | None = None
    while True:
        try:
            got = await courier.catalog_page(url, brand=brand, cursor=cursor)
        except ProblemError as error:
            if cursor is not None and error.status == 404:
                return None
            raise
        assert got is not None
        if answers and got.page.version != answers[0].page.version:  # SCAN-7
            return None
        answers.append(got)
        cursor = following([one.page for one in answers])
        if cursor is None:
            return answers
