"""The audit: does a brand say one thing to everybody? Its pages are fetched anew and held against each other.

Spec: spec/40-scan.md (SCAN-2, SCAN-10, SCAN-14), spec/45-claim.md (CLAIM-21).

Nothing that a look sends says who looks: no tag, no cookie, no key, and each look has connections of its own.
What a brand told before, to this twin or in a file from somebody else, is held against what it tells now.
The names of the brands, and of the makers on their shelves, are held against each other too.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final

from consumer_twin.edge.brands import seller_of
from consumer_twin.edge.pages import SqlPages
from consumer_twin.edge.settled import settled
from consumer_twin.flags import Names
from consumer_twin.scan import MAX_PAGES, Shelf, Trouble
from protocol import DidDocument, Profile, ProtocolError, decode, message_hash, read_signed, read_time
from protocol.catalog import CatalogPage
from protocol.equivocation import check_equivocation, contradicting
from protocol.promotion import OffersPage
from transport import Courier

Object = dict[str, Any]

LOOKS: Final = 2
"""How often each brand is asked: one answer has nothing to be held against if nothing was kept."""


@dataclass(frozen=True)
class Equivocation:
    """Two pages that contradict each other under one name, and the did document whose keys signed both."""

    brand: str
    pages: tuple[Object, Object]
    document: Object

    def evidence(self) -> Object:
        """All that anybody needs to check it."""
        return {
            "type": "equivocation",
            "brand": self.brand,
            "pages": list(self.pages),
            "document": self.document,
        }


@dataclass(frozen=True)
class Audited:
    """What an audit came to. pages: how many signed pages of each brand were held against each other."""

    pages: dict[str, int]
    found: tuple[Equivocation, ...]
    troubles: tuple[Trouble, ...]
    seen: tuple[Object, ...]
    """Every page that was fetched: what another twin can hold against its own."""
    names: Names
    """The names of the brands that were asked, and of the makers that they name."""


@dataclass(frozen=True)
class _Asked:
    """What one brand told. pages: how many were held against each other; seen: those fetched now."""

    shelf: Shelf
    pages: int
    found: tuple[Equivocation, ...]
    seen: tuple[Object, ...]


@dataclass(frozen=True)
class Audit:
    """Looks by a courier of *looking*, each time a new one, and at what *kept* holds."""

    looking: Callable[[], AbstractAsyncContextManager[Courier]]
    kept: SqlPages
    patience_s: float = 60.0

    async def run(self, brands: Iterable[str] = (), told: Sequence[Object] = ()) -> Audited:
        """Audit *brands* (DIDs), those whose catalogs are kept, and those of the pages *told* by others."""
        held, _ = await self.kept.held()
        kept = [place for place, one in held.items() if one.seller is not None and one.seller.endpoint]
        others = [str(page.get("from")) for page in told]
        names = list(dict.fromkeys([*brands, *kept, *others]))
        ends = await settled({did: self._brand(did, told) for did in names}, self.patience_s)
        done = [ends.done[did] for did in names if did in ends.done]
        return Audited(
            pages={did: one.pages for did, one in ends.done.items()},
            found=tuple(found for one in done for found in one.found),
            troubles=tuple(Trouble(did, *why) for did, why in ends.lost.items()),
            seen=tuple(page for one in done for page in one.seen),
            names=Names([one.shelf for one in done]),
        )

    async def _brand(self, did: str, told: Sequence[Object]) -> _Asked:
        before = [decode(part) for part in (await self.kept.parts(did))[1:]]
        before += await self.kept.witnessed(did)
        mine = [page for page in told if page.get("from") == did]
        seen: list[Object] = []
        document: DidDocument | None = None
        profile: Profile | None = None
        for _ in range(LOOKS):
            async with self.looking() as courier:
                document, profile = await courier.document(did), await courier.profile(did)
                seen += [page async for page in _pages(courier, profile)]
        assert document is not None
        assert profile is not None
        proven = [page for page in _each_once((*before, *mine)) if _verifies(page, document)]
        pairs = contradicting([*proven, *seen])
        found = []
        for one, other in pairs:
            check_equivocation(one, other, document)  # what is reported holds for everybody
            found.append(Equivocation(did, (dict(one), dict(other)), document.members()))
        shelf = _shelf(profile, seen)
        return _Asked(shelf, len(proven) + len(seen), tuple(found), tuple(seen))


async def _pages(courier: Courier, profile: Profile) -> AsyncIterator[Object]:
    """Yield every page of the brand's catalog and public offers, verified, as signed."""
    did, ends = profile.from_, profile.endpoints
    cursor: str | None = None
    for _ in range(MAX_PAGES):
        got = await courier.catalog_page(ends.catalog, brand=did, cursor=cursor)
        assert got is not None
        yield decode(got.data)
        cursor = got.page.next
        if cursor is None:
            break
    while ends.offers is not None:
        shown = await courier.offers_page(ends.offers, brand=did, cursor=cursor)
        assert shown is not None
        yield shown.page.members()
        cursor = shown.page.next
        if cursor is None:
            return


def _shelf(profile: Profile, pages: Iterable[Object]) -> Shelf:
    catalog = (CatalogPage.model_validate(page) for page in pages if page.get("type") == "catalog-page")
    return Shelf(seller_of(profile), tuple(product for page in catalog for product in page.products))


def _each_once(pages: Iterable[Object]) -> list[Object]:
    return list({message_hash(page): page for page in pages}.values())


def _verifies(page: Object, document: DidDocument) -> bool:
    """Whether *page* was signed by a key that held when it was made; what was not proves nothing."""
    model = CatalogPage if page.get("type") == "catalog-page" else OffersPage
    try:
        read_signed(page, model, document, at_ms=read_time(str(page.get("created"))))
    except (ProtocolError, ValueError):
        return False
    return True


def spelled(one: Equivocation) -> str:
    """Return the evidence as a file holds it."""
    return json.dumps(one.evidence(), indent=1, ensure_ascii=False) + "\n"
