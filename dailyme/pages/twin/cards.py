"""What a page shows of an option: who, what, how much, until when, and why it stands there.

Everything is a typed value of the twin's own store; a seller's words are its name and its titles, as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from babel import Locale

from consumer_twin import Option
from consumer_twin.edge.prices import Article
from consumer_twin.phrasing import Language, Told, language_of, lines, told_of
from consumer_twin.sense import Run
from consumer_twin.sense.prior import Was, priced
from dailyme.pages.shell import money_words
from foundation.lookalike import seen
from protocol import Price

Sort = Literal["best", "price", "delivery", "ends"]
Only = Literal["all", "signed", "fits"]
SORTS: Final[Mapping[Sort, str]] = {
    "best": "Best for you",
    "price": "Lowest price",
    "delivery": "Soonest",
    "ends": "Ending first",
}
ONLY: Final[Mapping[Only, str]] = {
    "all": "All",
    "fits": "Within your limits",
    "signed": "Signed offers",
}
_FAR: Final = 10**15
_WHY: Final = 2


@dataclass(frozen=True)
class Card:
    """An option on a page. *told*: what there is to tell of it. *was*: with the days on which it was seen.

    list_total: the seller's own list price, where it is higher. open: it can be approved now.
    domain: whose signature it bears; "" for a public page. same: sellers of the same product beside it.
    """

    option: Option
    domain: str
    told: Told
    language: Language
    was: Was | None
    each: Price | None
    list_total: Price | None
    open: bool
    same: int

    @property
    def hash(self) -> str:
        """What an approval names."""
        return self.option.hash

    def why(self, locale: Locale) -> tuple[str, ...]:
        """Return why it stands there, in two lines at most; money as *locale* writes it."""
        return lines(self.told, self.language, lambda price: money_words(price, locale))[:_WHY]

    @property
    def seller(self) -> str:
        """The seller's name, with every hidden character written out."""
        return seen(self.option.seller.name)

    @property
    def title(self) -> str:
        """The title, likewise."""
        return seen(self.option.title)

    @property
    def below_list(self) -> float:
        """How far the total lies below the list total, as a share of it."""
        listed = self.option.list_total.amount
        return (listed - self.option.total.amount) / listed if listed else 0.0

    @property
    def delivery_days(self) -> int | None:
        """Days until it is there; None where a page states none."""
        return None if self.option.terms is None else self.option.terms.delivery_days


@dataclass(frozen=True)
class Group:
    """Cards of one product, best first."""

    title: str
    cards: tuple[Card, ...]


def article_of(option: Option) -> Article:
    """Return the article that *option* is about, as prices are kept."""
    return option.seller.id, option.product, option.variant, option.total.currency


def cards_of(
    options: Sequence[Option], text: str, still: frozenset[str], prices: Mapping[Article, Sequence[Run]]
) -> tuple[Card, ...]:
    """Return the cards of the *options* of one line, best first.

    text: the wish, in whose language it says why. still: what can be approved. prices: public ones.
    """
    return tuple(_card(one, options, text, one.hash in still, prices) for one in options)


def _card(
    option: Option, ranked: Sequence[Option], text: str, still: bool, prices: Mapping[Article, Sequence[Run]]
) -> Card:
    gap = option.list_total.amount - option.total.amount
    several = option.quantity > 1 and not option.pieces
    return Card(
        option=option,
        domain=domain_of(option.seller.id) if option.negotiable else "",
        told=told_of(option, ranked),
        language=language_of(text),
        was=next((one.was for one in priced(prices.get(article_of(option), ()))), None),
        each=option.total.of(-(-option.total.amount // option.quantity)) if several else None,
        list_total=option.list_total if gap > 0 else None,
        open=still,
        same=sum(one.group == option.group for one in ranked) - 1,
    )


def ordered(cards: Iterable[Card], sort: Sort, only: Only) -> tuple[Card, ...]:
    """Return those of *cards* that *only* lets through, by *sort*; what does not fit comes last."""
    kept = [one for one in cards if _let_through(one, only)]
    return tuple(sorted(kept, key=lambda one: (not one.option.fits, _place(one, sort), one.option.rank)))


def grouped(cards: Sequence[Card]) -> tuple[Group, ...]:
    """Return *cards* by product, in the order in which the products come first."""
    found: dict[int, list[Card]] = {}
    for one in cards:
        found.setdefault(one.option.group, []).append(one)
    return tuple(Group(some[0].title, tuple(some)) for some in found.values())


def _let_through(card: Card, only: Only) -> bool:
    return only == "all" or (card.option.negotiable if only == "signed" else card.option.fits)


def _place(card: Card, sort: Sort) -> int:
    option = card.option
    match sort:
        case "best":
            return option.rank
        case "price":
            return option.total.amount
        case "delivery":
            return _FAR if option.terms is None else option.terms.delivery_days
        case "ends":
            return _FAR if option.valid_until_ms is None else option.valid_until_ms


def domain_of(did: str) -> str:
    """The domain whose key signed.

    >>> domain_of("did:web:shop.example"), domain_of("did:web:localhost%3A8001:a")
    ('shop.example', 'localhost:8001/a')
    """
    host, *path = did.removeprefix("did:web:").split(":")
    return "/".join([host.replace("%3A", ":"), *path])
