"""The ground: where standing wishes are looked for, and in what state it was found.

Spec: spec/40-scan.md (SCAN-6, SCAN-7).

Many wishes look at the same places. Each place is read once for all of them, and the state of a ground is one
short text: while it stays the same, nothing that stands on it can be new. Nothing here waits or fetches.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Final

from pydantic import TypeAdapter

from consumer_twin.scan import MAX_SELLERS, Places, Seller, Trouble
from consumer_twin.wish import Wish
from protocol import PersonalTerms, ProtocolError, did_web

Listed = tuple[str, str, str]
"""A question to a directory: its URL, the region, and a category or nothing."""


@dataclass(frozen=True)
class Ground:
    """Where wishes are looked for, and what a brand there must serve.

    page_currency: of public pages that state none; empty if nobody said.
    """

    places: Places
    region: str
    currency: str
    personal_terms: PersonalTerms
    categories: tuple[str, ...] = ()
    page_currency: str = ""

    @property
    def text(self) -> str:
        """The ground as text: the same for all wishes that look there."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def questions(self) -> tuple[Listed, ...]:
        """What the directories are asked."""
        wanted = self.categories or ("",)
        return tuple((market, self.region, category) for market in self.places.markets for category in wanted)

    def wish(self) -> Wish:
        """A wish without words: what a brand's profile is held against."""
        return Wish("", (), self.currency, self.region, personal_terms=self.personal_terms)


_GROUND: Final = TypeAdapter(Ground)


def read_ground(text: str) -> Ground:
    """Return the ground that *text* spells."""
    return _GROUND.validate_json(text)


def ground_of(wish: Wish, places: Places, page_currency: str | None) -> Ground:
    """Return the ground of *wish*, looked for in *places*."""
    return Ground(
        Places(*(tuple(sorted(one)) for one in (places.markets, places.brands, places.sources))),
        wish.region,
        wish.currency,
        wish.personal_terms,
        tuple(sorted(wish.categories)),
        page_currency or "",
    )


@dataclass(frozen=True)
class Reading:
    """A place that was read: whose it is, and the name of the state it is in."""

    seller: Seller
    version: str
    changed: bool


@dataclass(frozen=True)
class Survey:
    """What all grounds together came to.

    readings: by place, the DID of a brand or the address or path of a source. troubles: places that could
    not be read. held: the version that is kept of a place, from before. listed: the brands that a directory
    names; of one that did not answer, those it named last.
    """

    readings: Mapping[str, Reading]
    troubles: Mapping[str, Trouble]
    held: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[Listed, tuple[str, ...]] = field(default_factory=dict)

    def places(self, ground: Ground) -> tuple[str, ...]:
        """Return the places of *ground*, each once: brands by address, those listed, then sources."""
        from_markets = [did for question in ground.questions for did in self.listed.get(question, ())]
        brands = list(dict.fromkeys((*map(_did, ground.places.brands), *from_markets)))[:MAX_SELLERS]
        return (*brands, *ground.places.sources)

    def state(self, ground: Ground) -> str:
        """Return the state of *ground*. A place that can't be read counts as it was: nothing is new there."""
        versions = [(place, self._version(place)) for place in self.places(ground)]
        return sha256(json.dumps(sorted(versions)).encode()).hexdigest()

    def unread(self, ground: Ground) -> frozenset[str]:
        """Return the places of *ground* that could not be read."""
        return frozenset(place for place in self.places(ground) if place not in self.readings)

    def _version(self, place: str) -> str:
        reading = self.readings.get(place)
        return self.held.get(place, "") if reading is None else reading.version


def _did(url: str) -> str:
    """Return the DID of the brand at *url*; the address itself where none can be."""
    try:
        return did_web(url)
    except ProtocolError:
        return url
