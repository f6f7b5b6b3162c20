"""Who knows what of the person, shop by shop, drawn together from what the twin keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from consumer_twin.edge.knowing import Acquaintance, SqlKnowing
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.rungs import SqlRungs
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.relation.ledger import Consent, consents
from consumer_twin.relation.rungs import Climb
from consumer_twin.relation.subscription import Subscription
from dailyme.pages.twin.home import Home
from dailyme.pages.twin.offices import host_of, tag_of
from dailyme.pages.twin.unchanged import unchanged

Rung = Literal["guest", "known", "registered", "repeat"]
_GRANTS: Final = ("disclose", "revoke", "sketch", "erase")


@dataclass(frozen=True)
class Knows:
    """What one brand knows. fields: live, by consent or with an order. news: subscriptions that are open."""

    brand: str
    name: str
    met: Acquaintance
    climb: Climb
    rung: Rung
    grants: tuple[Consent, ...]
    news: tuple[Subscription, ...]
    open_news: int

    @property
    def tag(self) -> str:
        """What the address of its page ends with."""
        return tag_of(self.brand)

    @property
    def host(self) -> str:
        """Its domain."""
        return host_of(self.brand)

    @property
    def live(self) -> tuple[Consent, ...]:
        """The grants that hold, or may."""
        return tuple(one for one in self.grants if one.state in {"live", "in-doubt"})

    @property
    def fields(self) -> tuple[str, ...]:
        """What it holds of the person, as far as the twin knows."""
        granted = {name for one in self.live for name in set(one.fields) - one.gone}
        return tuple(sorted(granted | self.met.fields))

    @property
    def last_used_ms(self) -> int | None:
        """When it said that it used a grant last."""
        return max((one.last_used_ms for one in self.grants if one.last_used_ms is not None), default=None)


async def all_known(home: Home) -> list[Knows]:
    """Return what each brand knows; those that know most come first."""
    letters, now_ms = SqlLetters(home.database), home.now_ms()
    met = await unchanged(home.database, "brands", SqlKnowing(home.database).brands)
    every = await letters.to()
    climbs = await SqlRungs(letters).all()
    held = consents([one for one in every if one.letter.type in _GRANTS], now_ms)
    news = await SqlSubscriptions(home.database).all()
    names = {one.brand: one.seller for one in news} | {one.brand: one.name for one in met.values()}
    found = []
    for brand in dict.fromkeys([*met, *(one.brand for one in every), *names]):
        climb = climbs.get(brand, Climb(brand))
        mine = tuple(one for one in news if one.brand == brand)
        found.append(
            Knows(
                brand=brand,
                name=names.get(brand, host_of(brand)),
                met=met.get(brand, Acquaintance(brand, names.get(brand, host_of(brand)), "")),
                climb=climb,
                rung=rung_of(climb, now_ms),
                grants=tuple(one for one in held if one.brand == brand),
                news=mine,
                open_news=sum(one.is_open(now_ms) for one in mine),
            )
        )
    return sorted(found, key=lambda one: (-len(one.fields), not one.climb.known, -one.met.threads, one.name))


def rung_of(climb: Climb, at_ms: int) -> Rung:
    """Return where the person stands, as their own letters tell."""
    if not climb.known:
        return "guest"
    if climb.shown:
        return "repeat"
    return "registered" if climb.fields(at_ms) else "known"
