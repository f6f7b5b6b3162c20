"""Equivocation: two signed pages that can't both be true, and the proof of it.

Spec: spec/40-scan.md (SCAN-10, SCAN-14).

A brand may sign a page anew: `created` and the signature may differ. If anything else differs, it said two
things under one name, to two readers or to one at two times, and its own signatures prove it to anybody.
So does a history of prices that leaves out or changes a price on a page that it signed before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from protocol.catalog import CatalogPage
from protocol.did import DidDocument
from protocol.errors import ProtocolError
from protocol.price_evidence import rewrites, rewritten
from protocol.profile import read_signed
from protocol.promotion import OffersPage
from protocol.times import read_time
from protocol.wire import Wire

Page = Mapping[str, Any]

_MODELS: Final[Mapping[str, type[Wire]]] = {"catalog-page": CatalogPage, "offers-page": OffersPage}
_NAME: Final = ("type", "from", "version", "cursor")
_SIGNED_ANEW: Final = frozenset({"created", "signatures"})


class NoEquivocationError(ProtocolError):
    """Two pages do not contradict each other."""

    code = "no-equivocation"
    requirement = "SCAN-10"
    status = 422
    advice = (
        "Evidence is two pages of one brand: of one type, version and cursor that differ in more than "
        "`created`, or a history of prices that contradicts an earlier page."
    )


def page_name(page: Page) -> tuple[str, ...]:
    """Return what names *page*: its kind, its brand, the version and the cursor."""
    return tuple(str(page.get(name)) for name in _NAME)


def said(page: Page) -> dict[str, Any]:
    """Return what *page* says, whenever it was signed."""
    return {name: value for name, value in page.items() if name not in _SIGNED_ANEW}


def contradicting(pages: Iterable[Page]) -> list[tuple[Page, Page]]:
    """Return each page that contradicts the first of its name, with that first one; then rewritten pasts."""
    pages = list(pages)
    first: dict[tuple[str, ...], Page] = {}
    found: dict[tuple[str, ...], tuple[Page, Page]] = {}
    for page in pages:
        before = first.setdefault(page_name(page), page)
        if said(before) != said(page):
            found.setdefault(page_name(page), (before, page))
    return [*found.values(), *rewritten(pages)]


def check_equivocation(one: Any, other: Any, document: DidDocument) -> None:
    """Return if *one* and *other* prove that the brand of *document* equivocates.

    Each must verify under a key that held when the page says that it was made. Raises `NoEquivocationError`,
    or what `read_signed` raises.
    """
    for page in (one, other):
        model = _MODELS.get(str(page.get("type"))) if isinstance(page, dict) else None
        if model is None:  # SCAN-10
            raise NoEquivocationError("it is no page of a catalog or of offers")
        read_signed(page, model, document, at_ms=read_time(str(page.get("created"))))
    if rewrites(one, other):  # SCAN-14
        return
    if page_name(one) != page_name(other):  # SCAN-10
        raise NoEquivocationError(
            "the pages are not of one type, brand, version and cursor, and no history differs"
        )
    if said(one) == said(other):  # SCAN-10
        raise NoEquivocationError("the pages say the same")
