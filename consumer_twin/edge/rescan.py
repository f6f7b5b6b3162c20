"""The rescan: every place of every standing wish, each asked once, and read only where it changed.

Spec: spec/40-scan.md (SCAN-1, SCAN-6, SCAN-7, DIR-6).

A brand is asked for the first page of its catalog with the tag of the last time. "Not modified" says that
the whole catalog is as it was, for its version names the state of all pages; then neither profile nor did
document is needed, since nothing new is trusted. Anything new is verified as in a first scan. A place that is
slow, broken or gone is a trouble, and what is kept of it stays.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consumer_twin.edge.brands import seller_of
from consumer_twin.edge.pages import Held, SqlPages, catalog_of
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.settled import Lost, settled
from consumer_twin.edge.source_rescan import SourceRescan
from consumer_twin.edge.whole_catalog import whole_catalog
from consumer_twin.ground import Ground, Listed, Reading, Survey
from consumer_twin.scan import MAX_SELLERS, Shelf, Trouble, stock_shelf, unfit
from protocol import CatalogPage, Profile, ProtocolError, did_web, encode
from transport import CatalogAnswer, Courier


@dataclass(frozen=True)
class Rescan:
    """Reads over *courier* and keeps in *pages*."""

    courier: Courier
    sources: SourceRescan
    pages: SqlPages
    patience: Patience

    async def survey(self, grounds: Iterable[Ground]) -> Survey:
        """Ask every place of *grounds* once; who is slow or broken is a trouble."""
        grounds = tuple(grounds)
        held, listed_before = await self.pages.held()
        questions = {question for ground in grounds for question in ground.questions}
        answers = await settled({one: self._listed(one) for one in questions}, self.patience.scan_s / 3)
        listed = {one: answers.done.get(one, listed_before.get(one, ())) for one in questions}
        brands, wrong = _brands(grounds, listed)
        sources = {source for ground in grounds for source in ground.places.sources}
        work: dict[str, Coroutine[Any, Any, Reading]] = {
            **{did: self._brand(did, held.get(did)) for did in brands},
            **{source: self.sources.read(source, held.get(source)) for source in sources},
        }
        read = await settled(work, self.patience.scan_s)
        lost = {question[0]: why for question, why in answers.lost.items()}
        return Survey(
            readings=read.done,
            troubles={name: Trouble(name, *why) for name, why in {**lost, **wrong, **read.lost}.items()},
            held={place: one.version for place, one in held.items()},
            listed=listed,
        )

    async def shelf(self, survey: Survey, place: str, ground: Ground) -> Shelf | Trouble:
        """Return what *place* sells to whoever wishes on *ground*, or why it can't be used.

        It is read from what is kept. A brand's profile is asked for again if it is older than its catalog.
        """
        reading = survey.readings[place]
        if reading.changed or reading.seller.endpoint is None:
            return await self.kept(survey, place, ground)
        ended = await settled({place: self.courier.profile(place)}, self.patience.scan_s / 3)
        if place not in ended.done:
            return Trouble(place, *ended.lost[place])
        _, pages = catalog_of(await self.pages.parts(place))
        return _fit(ended.done[place], pages, ground)

    async def kept(self, survey: Survey, place: str, ground: Ground) -> Shelf | Trouble:
        """Return what *place* sells, from what is kept; nothing goes out."""
        parts = await self.pages.parts(place)
        if survey.readings[place].seller.endpoint is None:
            return await self.sources.shelf(place, parts, ground.page_currency)
        return _fit(*catalog_of(parts), ground)

    async def _listed(self, question: Listed) -> tuple[str, ...]:
        """Return the DIDs that a directory names; none is believed yet (DIR-6)."""
        market, region, category = question
        found: list[str] = []
        cursor: str | None = None
        while len(found) < MAX_SELLERS:
            page = await self.courier.directory_page(
                market, category=category or None, region=region, cursor=cursor
            )
            found += [str(profile.get("from")) for profile in page.brands]
            cursor = page.next
            if cursor is None or not page.brands:
                break
        await self.pages.keep_listed(question, found[:MAX_SELLERS])
        return tuple(found[:MAX_SELLERS])

    async def _brand(self, did: str, held: Held | None) -> Reading:
        if held is not None and held.seller is not None:
            got = await self._first(did, held)
            if got is None:
                return Reading(held.seller, held.version, changed=False)
            if got.page.version == held.version:  # signed anew, and the same
                tags = {**held.tags, "page": got.etag}
                await self.pages.keep_head(did, Held(held.version, tags, held.seller))
                return Reading(held.seller, held.version, changed=False)
        return await self._whole(did)

    async def _first(self, did: str, held: Held) -> CatalogAnswer | None:
        return await self.courier.catalog_page(held.tags["url"], brand=did, etag=held.tags["page"])

    async def _whole(self, did: str) -> Reading:
        """Read profile and catalog from the start, and keep them together."""
        profile = await self.courier.profile(did)
        url, seller = profile.endpoints.catalog, seller_of(profile)
        answers = await whole_catalog(self.courier, url, brand=did)
        stock_shelf(seller, [one.page for one in answers])
        first = answers[0]
        held = Held(first.page.version, {"url": url, "page": first.etag}, seller)
        await self.pages.keep(did, held, [encode(profile.members()), *(one.data for one in answers)])
        return Reading(seller, held.version, changed=True)


def _fit(profile: Profile, pages: Sequence[CatalogPage], ground: Ground) -> Shelf | Trouble:
    why_not = unfit(profile, ground.wish())
    if why_not is not None:
        return Trouble(profile.from_, "unfit", why_not)
    return stock_shelf(seller_of(profile), pages)


def _brands(
    grounds: Iterable[Ground], listed: Mapping[Listed, tuple[str, ...]]
) -> tuple[tuple[str, ...], dict[str, Lost]]:
    """Return the DIDs of all brands, each once, and the addresses that can be none."""
    found: list[str] = []
    wrong: dict[str, Lost] = {}
    for ground in grounds:
        for url in ground.places.brands:
            try:
                found.append(did_web(url))
            except ProtocolError as error:
                wrong[url] = error.code, str(error)[:300]
        for question in ground.questions:
            found += listed[question]
    return tuple(dict.fromkeys(found)), wrong
