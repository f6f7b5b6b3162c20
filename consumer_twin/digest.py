"""The digest: what is new about all standing wishes, in the order of what deserves a person's time.

Spec: spec/10-wish.md (WISH-13), spec/70-decide.md.

Each item is one sentence, and sentences that say why it is there, all made of typed values. What the person
must settle comes first, then what was bought, then what waits for a yes, then the rest by how much is saved.
What needs nobody's time is told apart. No ceiling stands in it, nor what a seller wrote beyond titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from consumer_twin.flags import Flag
from consumer_twin.news import Change, Sighting
from consumer_twin.option import Option
from consumer_twin.outcome import LineOutcome
from consumer_twin.savings import saved
from consumer_twin.scan import Trouble
from consumer_twin.sense import Suggestion
from protocol import Price

ItemKind = Literal[
    "in-doubt", "bought", "waiting", "cheaper", "found", "new-seller", "over",
    "no-deal", "dearer", "gone", "nothing",
]  # fmt: skip
_ORDER: Final[tuple[ItemKind, ...]] = get_args(ItemKind)
QUIET: Final[frozenset[ItemKind]] = frozenset({"no-deal", "dearer", "gone", "nothing"})
"""News that asks for nobody's time: told in a line, apart."""
_SHOWN: Final = 3


@dataclass(frozen=True)
class Offered:
    """An option that can be approved by its hash until *valid_until_ms*."""

    hash: str
    seller: str
    title: str
    total: Price
    valid_until_ms: int | None


@dataclass(frozen=True)
class Item:
    """One thing that is new about line *line* of standing wish *standing*.

    words: what is new; why: the reasons. share: what is saved, as a share of the price it is compared with.
    flags: what about the names of those who have it may deceive the eye.
    """

    kind: ItemKind
    standing: int
    line: int
    wish: str
    words: str
    why: tuple[str, ...] = ()
    offers: tuple[Offered, ...] = ()
    total: Price | None = None
    share: float = 0.0
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Sensed:
    """A need that was sensed at home, and what it costs in public where the person usually looks.

    offer: the best find, None if nobody has it; sellers: how many have the same. No brand hears of it.
    """

    need: Suggestion
    offer: Sighting | None = None
    sellers: int = 0


@dataclass(frozen=True)
class Digest:
    """What one look around came to.

    number: of the digest, from 1. since_ms: the moment that it counts from; None for the first.
    items: what deserves time, best first; waiting: offers of earlier digests that still wait for a yes;
    quiet: what deserves none. notes: what the person must know about the run itself. wishes: how many stand;
    read, changed: places that were read, and had changed. sensed: needs that the person was not asked about.
    """

    number: int
    at_ms: int
    since_ms: int | None
    items: tuple[Item, ...]
    waiting: tuple[Item, ...] = ()
    quiet: tuple[Item, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[str, ...] = ()
    wishes: int = 0
    read: int = 0
    changed: int = 0
    sensed: tuple[Sensed, ...] = ()


def ordered(items: Iterable[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the items that deserve time and those that do not, each best first."""
    ranked = sorted(items, key=lambda one: (_ORDER.index(one.kind), -one.share, one.standing, one.line))
    return (
        tuple(one for one in ranked if one.kind not in QUIET),
        tuple(one for one in ranked if one.kind in QUIET),
    )


def of_prices(
    at: tuple[int, int],
    wish: str,
    now: Sequence[Sighting],
    news: Sequence[Change],
    avoided: frozenset[str] = frozenset(),
) -> Item | None:
    """Return what *news* comes to while *now* is what sellers ask; None if nothing is different.

    at: the numbers of wish and line. avoided: sellers that lead only if nobody else has news.
    """
    if not news:
        return None
    lead = _lead(news, avoided)
    share = lead.share if lead.kind == "cheaper" else 0.0
    words = _headline(lead, now)
    rest = tuple(_sentence(one) for one in news if one is not lead and lead.kind != "first")
    why = (*rest, *_compared(lead.sighting, now))
    kind: dict[str, ItemKind] = {
        "first": "found",
        "new": "new-seller",
        "cheaper": "cheaper",
        "dearer": "dearer",
        "gone": "gone",
    }
    return Item(kind[lead.kind], *at, wish, words, why, (), lead.sighting.total, share)


MANDATED: Final = "Your mandate covers it."
SETTLED: Final = "It was accepted before, and stood in doubt until the brand's answer came."


def of_outcome(
    at: tuple[int, int], wish: str, end: LineOutcome, news: Item | None, leave: str = MANDATED
) -> Item:
    """Return what haggling over a line came to; *news* says why it was haggled over now.

    leave: by what right a thing was bought.
    """
    because = () if news is None else (f"Asked now because: {news.words}",)
    option = end.chosen or next((one for one in end.options if one.fits), None)
    if end.status == "in-doubt":
        words = f"In doubt: {end.reason} Run `dailyme twin resume`."
        return Item("in-doubt", *at, wish, words, because)
    if end.status == "agreed" and end.deal is not None:
        option = end.deal.option
        words = f"Bought: {option.title} from {option.seller.name} for {option.total.words()}."
        gain = f"Saved {end.deal.saved.words()} against the cheapest public price for it."
        why = (*because, leave, gain, *option.why)
        return Item("bought", *at, wish, words, why, (), option.total, _gain(option))
    if end.status == "agreed" and end.chosen is not None:  # its total stands with the other line
        words = f"Bought together: {end.chosen.title} from {end.chosen.seller.name}."
        return Item("bought", *at, wish, words, (*because, leave, end.reason))
    if end.status == "needs-approval" and option is not None:
        offers = tuple(_offered(one) for one in end.options if one.fits and one.negotiable)[:_SHOWN]
        words = f"{option.seller.name} offers {option.title} for {option.total.words()}."
        why = (*because, *option.why, end.reason)
        kind: ItemKind = "waiting" if offers else "found"
        return Item(kind, *at, wish, words, why, offers, option.total, _gain(option))
    return Item("no-deal", *at, wish, end.reason, because)


def nothing_yet(at: tuple[int, int], wish: str) -> Item:
    """Return that a line was looked for the first time, in vain."""
    return Item("nothing", *at, wish, "Nobody sells anything like it yet.")


def _gain(option: Option) -> float:
    return saved(option).amount / option.public_total.amount if option.public_total.amount else 0.0


def _offered(option: Option) -> Offered:
    return Offered(option.hash, option.seller.name, option.title, option.total, option.valid_until_ms)


def _lead(news: Sequence[Change], avoided: frozenset[str]) -> Change:
    """The change that the item is about: the deepest fall, then a newcomer, then the rest."""
    order = ("first", "cheaper", "new", "gone", "dearer")

    def rank(change: Change) -> tuple[bool, int, bool, float, int]:
        one = change.sighting
        place = order.index(change.kind)
        return one.seller in avoided, place, not one.wanted, -change.share, one.total.amount

    return min(news, key=rank)


def _headline(lead: Change, now: Sequence[Sighting]) -> str:
    one = lead.sighting
    if lead.kind == "first":
        sellers = len({other.seller for other in now if other.wanted})
        where = f"{sellers} sellers have it" if sellers > 1 else "one seller has it"
        return f"{one.title}: {where}, from {one.total.words()} ({one.name})."
    return _sentence(lead)


def _sentence(change: Change) -> str:
    one = change.sighting
    match change.kind:
        case "cheaper" | "dearer" if change.before is not None:
            verb = "now asks" if change.kind == "dearer" else "came down to"
            return (
                f"{one.name} {verb} {one.total.words()} for {one.title}, "
                f"{change.before.words()} before ({-100 * change.share:+.1f} %)."
            )
        case "gone":
            return f"{one.name} no longer has {one.title} ({one.total.words()})."
        case _:
            return f"{one.name} has {one.title} now, for {one.total.words()}."


def _compared(lead: Sighting, now: Sequence[Sighting]) -> Iterable[str]:
    rivals = [one for one in now if one.wanted == lead.wanted and one.seller != lead.seller]
    if not rivals:
        return
    best = min(rivals, key=lambda one: one.total.amount)
    gap = lead.total.amount - best.total.amount
    if gap < 0:
        yield f"That is {lead.total.of(-gap).words()} less than {best.name} asks in public."
    elif gap > 0:
        yield f"{best.name} asks {lead.total.of(gap).words()} less in public."
    else:
        yield f"{best.name} asks the same in public."
