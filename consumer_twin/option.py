"""Options: what the person may choose from, and why each stands where it stands.

Spec: spec/70-decide.md, spec/50-match.md (MATCH-5, MATCH-6).

An option is a brand's firm offer, or what a public page says. Ranking reads typed values only, never the
seller's words. The sentences in `why` are written from the same numbers that ranked it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from consumer_twin.flags import Flag
from consumer_twin.scan import Seller
from negotiation import Package
from protocol import Part, Price, Terms, write_time

NEAR_ONE: Final = 0.95
"""From which probability on no word is lost about it (MATCH-9)."""
PAGE_MARK = "Public page, unsigned, not negotiable."


@dataclass(frozen=True)
class Piece:
    """What an option about several lines has for one of them."""

    line: int
    product: str
    variant: str
    title: str
    quantity: int

    def members(self) -> dict[str, Any]:
        """The JSON members."""
        return {
            "line": self.line,
            "product": self.product,
            "variant": self.variant,
            "title": self.title,
            "quantity": self.quantity,
        }


@dataclass(frozen=True)
class Option:
    """One way to fulfil a wish line.

    hash: of the offer's message; an approval names it, and it stands for every term. Of a public page: of
    what the page said.
    total: all-in; of a public page the price for the quantity, shipping not stated.
    list_total: the seller's own total at list prices; shown apart, nothing ranks on it.
    public_total: the cheapest that anybody asks in public for the same product, all-in; for spare pieces the
    lowest list price a piece is added.
    breakdown: the parts of the total, a marketplace's fee among them (MATCH-6); empty for a public page.
    terms, valid_until_ms, thread: None for a public page.
    group: options with one number are the same product; sureness: how likely this one is, 0 to 1 (MATCH-9).
    points: that come with it; what they are worth is the person's to say. stands: what the offer promises
    or makes a condition of beside, in sentences.
    pieces: what it has for each line, if it is about several; product and variant are the first's then.
    replaces: the best options of these lines one by one, by hash. saves_minor: how far it lies below them.
    spares: pieces beyond those needed. alone: the lowest total of the same brand without them.
    rank: 1 is best, within the wish line.
    above_ceiling, late: it costs more, or arrives later, than the wish allows.
    flags: what about its names may deceive the eye; nothing ranks on them.
    """

    hash: str
    wish: int
    line: int
    seller: Seller
    product: str
    variant: str
    title: str
    quantity: int
    total: Price
    list_total: Price
    public_total: Price
    terms: Terms | None
    breakdown: tuple[Part, ...]
    valid_until_ms: int | None
    thread: str | None
    group: int
    categories: frozenset[str]
    adjusted_minor: int
    sureness: float = 1.0
    points: int = 0
    stands: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    replaces: tuple[str, ...] = ()
    saves_minor: int = 0
    spares: int = 0
    alone: Price | None = None
    rank: int = 0
    above_ceiling: bool = False
    late: bool = False
    why: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def negotiable(self) -> bool:
        """Whether it is a brand's signed offer; a public page is not."""
        return self.thread is not None

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the wish that it answers."""
        return tuple(one.line for one in self.pieces) or (self.line,)

    @property
    def fits(self) -> bool:
        """Whether it keeps within the wish: not above the ceiling, not late."""
        return not (self.above_ceiling or self.late)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is only probably the same product as those that it is compared with."""
        return self.sureness < NEAR_ONE

    def package(self) -> Package:
        """The option as a value that can be compared; what a page does not state counts as nothing."""
        terms = self.terms or Terms(delivery_days=365, warranty_months=0, returns_days=0)
        return replace(Package.of(self.total.amount, terms), points=self.points, spares=self.spares)

    def members(self) -> dict[str, Any]:
        """The JSON members, for people's tools. No ceiling is in them."""
        terms = {} if self.terms is None else {"terms": self.terms.members()}
        ends = {} if self.valid_until_ms is None else {"valid_until": write_time(self.valid_until_ms)}
        thread = {} if self.thread is None else {"thread": self.thread}
        points = {"points": self.points} if self.points else {}
        doubt = {"same_product": round(self.sureness, 2)} if self.is_doubtful else {}
        alone = {} if self.alone is None else {"alone": self.alone.members()}
        spares = {"spares": self.spares, **alone} if self.spares else {}
        saves = self.total.of(self.saves_minor).members() if self.saves_minor > 0 else None
        bundle = {
            "pieces": [one.members() for one in self.pieces],
            "replaces": list(self.replaces),
            **({} if saves is None else {"saves": saves}),
        }
        return {
            "hash": self.hash,
            "rank": self.rank,
            "line": self.line,
            "brand": self.seller.id,
            "seller": self.seller.name,
            "url": self.seller.url,
            "title": self.title,
            "product": self.product,
            "variant": self.variant,
            "quantity": self.quantity,
            "total": self.total.members(),
            "list_total": self.list_total.members(),
            "public_total": self.public_total.members(),
            "breakdown": [part.members() for part in self.breakdown],
            "negotiable": self.negotiable,
            "above_ceiling": self.above_ceiling,
            "late": self.late,
            "why": list(self.why),
            **terms,
            **ends,
            **thread,
            **points,
            **spares,
            **doubt,
            **(bundle if self.pieces else {}),
            **({"flags": [one.members() for one in self.flags]} if self.flags else {}),
        }


def told(probability: float) -> str:
    """Return *probability* for people.

    >>> told(0.8749)
    '.87'
    """
    return f"{probability:.2f}".removeprefix("0")
