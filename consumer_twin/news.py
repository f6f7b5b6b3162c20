"""News: what is different about a wish line since it was looked at last.

Spec: spec/40-scan.md, spec/50-match.md.

A sighting is what a seller asks of everybody. Two lists of sightings make a list of changes, and nothing else
does: neither the clock nor the ceiling. A seller that could not be read is neither gone nor new; its last
sighting is kept as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from consumer_twin.match import Find
from protocol import Price

ChangeKind = Literal["first", "new", "cheaper", "dearer", "gone"]


@dataclass(frozen=True)
class Sighting:
    """What *seller* (its DID or address) asks of everybody for the quantity wished, before anybody haggled.

    total: of a brand that negotiates, shipping and tax may come on top. wanted: it is the product that most
    sellers have, so that prices can be compared.
    """

    seller: str
    name: str
    url: str
    product: str
    variant: str
    title: str
    total: Price
    negotiable: bool
    wanted: bool

    @property
    def thing(self) -> tuple[str, str, str]:
        """What it is, and whose."""
        return self.seller, self.product, self.variant


@dataclass(frozen=True)
class Seen:
    """What was seen of a wish line. *owed*: it should have been haggled over, and could not be."""

    sightings: tuple[Sighting, ...] = ()
    owed: bool = False


@dataclass(frozen=True)
class Change:
    """Something that is different. *before*: what was asked, of what is cheaper or dearer."""

    kind: ChangeKind
    sighting: Sighting
    before: Price | None = None

    @property
    def share(self) -> float:
        """How much cheaper (above 0) or dearer, as a share of the price before."""
        if self.before is None or self.before.amount == 0:
            return 0.0
        return (self.before.amount - self.sighting.total.amount) / self.before.amount


def sighted(finds: Sequence[Find], quantity: int) -> tuple[Sighting, ...]:
    """Return the sightings that *finds*, best first, are for *quantity* pieces."""
    return tuple(
        Sighting(
            seller=find.seller.id,
            name=find.seller.name,
            url=find.seller.url,
            product=find.product.id,
            variant=find.variant.id,
            title=find.product.title,
            total=find.unit_price.times(quantity),
            negotiable=find.seller.endpoint is not None,
            wanted=find.group == finds[0].group,
        )
        for find in finds
    )


def kept(before: Seen | None, now: Iterable[Sighting], unread: frozenset[str]) -> tuple[Sighting, ...]:
    """Return what is to be remembered: *now*, and the last of those that could not be read."""
    lasting = (one for one in (before.sightings if before else ()) if one.seller in unread)
    return (*now, *lasting)


def changes(before: Seen | None, now: Sequence[Sighting], unread: frozenset[str]) -> tuple[Change, ...]:
    """Return what *now* differs in from *before*; where nothing was seen before, all of it is `first`."""
    if before is None:
        return tuple(Change("first", one) for one in now)
    old = {one.thing: one for one in before.sightings if one.seller not in unread}
    found: list[Change] = []
    for one in now:
        past = old.pop(one.thing, None)
        if past is None:
            found.append(Change("new", one))
        elif past.total.currency != one.total.currency or past.total.amount == one.total.amount:
            continue
        else:
            found.append(
                Change("cheaper" if one.total.amount < past.total.amount else "dearer", one, past.total)
            )
    return (*found, *(Change("gone", one) for one in old.values()))
