"""A look at one standing wish: match, compare with the last time, haggle if it is worth it, and remember.

Spec: spec/10-wish.md (WISH-10, WISH-11), spec/50-match.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from consumer_twin.day import Bound, Day, Errand
from consumer_twin.digest import Item, nothing_yet, of_outcome, of_prices
from consumer_twin.flags import Flag, Names, of_text
from consumer_twin.match import Find, Index, match
from consumer_twin.news import Seen, Sighting, changes, kept, sighted
from consumer_twin.scan import Scan, Shelf
from consumer_twin.standing import StandingWish
from consumer_twin.wish import Wish


@dataclass(frozen=True)
class Look:
    """What wishes on one ground are looked at with.

    digest: its number; since: that of the digest to count from, 0 for none. unread: places of the ground that
    could not be read. trusted: whether mandates hold.
    """

    day: Day
    digest: int
    since: int
    state: str
    shelves: tuple[Shelf, ...]
    unread: frozenset[str]
    trusted: bool

    @cached_property
    def index(self) -> Index:
        """The index of the shelves, made once for all wishes."""
        return Index(self.shelves)

    @cached_property
    def names(self) -> Names:
        """The names on the shelves, held against each other once for all wishes."""
        return Names(self.shelves)


@dataclass(frozen=True)
class Looked:
    """What is new about a wish; *locked*: why it was not haggled over, though it should have been."""

    items: tuple[Item, ...]
    locked: str = ""


async def look_at(standing: StandingWish, look: Look) -> Looked:
    """Return what is new about *standing*; what was seen is kept."""
    day, wish = look.day, standing.aim.wish
    finds = tuple(match(line, look.shelves, wish.currency, 1, look.index) for line in wish.lines)
    await day.errands.observe(wish, finds)
    before = await day.diary.seen(standing.number, look.since)
    latest = await day.diary.seen(standing.number, None)
    bound = await day.diary.bound(standing.number)
    now = {line: sighted(picks, wish.lines[line].quantity) for line, picks in enumerate(finds)}
    items = {line: _item(standing, line, look, before, now[line]) for line in now if line not in bound}
    worth = [line for line in items if _is_worth(latest.get(line), now[line], look)]
    worth = worth if _may_haggle(standing, look) else []
    locked = day.errands.locked() if worth else ""
    if worth and not locked:
        outcome = await day.errands.haggle(_errand(standing, look, worth, finds, bound))
        for end in outcome.lines:
            line = worth[end.line]
            items[line] = of_outcome((standing.number, line), wish.lines[line].text, end, items[line])
    owed = frozenset(worth if locked else ())
    seen = {line: Seen(kept(latest.get(line), one, look.unread), line in owed) for line, one in now.items()}
    await day.diary.looked(standing.number, "" if owed else look.state, look.digest, seen)
    told = (_flagged(item, look, finds[line]) for line, item in items.items() if item is not None)
    return Looked(tuple(told), locked)


def _item(
    standing: StandingWish, line: int, look: Look, before: Mapping[int, Seen], now: tuple[Sighting, ...]
) -> Item | None:
    at, text = (standing.number, line), standing.aim.wish.lines[line].text
    if line not in before and not now:
        return nothing_yet(at, text)
    news = changes(before.get(line), now, look.unread)
    return of_prices(at, text, now, news, look.day.avoided)


def _flagged(item: Item, look: Look, picks: tuple[Find, ...]) -> Item:
    """Return *item* with what about the names and titles of *picks* may deceive the eye."""
    flags = [flag for told in look.names.of(picks).values() for flag in told]
    flags += [flag for pick in picks for flag in of_text(pick.product.title)]
    return replace(item, flags=tuple(dict[Flag, None].fromkeys(flags))) if flags else item


def _is_worth(before: Seen | None, now: tuple[Sighting, ...], look: Look) -> bool:
    """Whether brands should be asked about the line: there is more to hope for than before, or it is owed."""
    if not any(one.negotiable for one in now):
        return False
    news = changes(before, now, look.unread)
    hopeful = any(change.kind in {"first", "new", "cheaper"} for change in news)
    return hopeful or (before is not None and before.owed)


def _may_haggle(standing: StandingWish, look: Look) -> bool:
    match look.day.haggle:
        case "always":
            return True
        case "mandated":
            return look.trusted and (look.day.mandated or standing.aim.mandate is not None)
        case "never":
            return False


def _errand(
    standing: StandingWish,
    look: Look,
    lines: list[int],
    finds: tuple[tuple[Find, ...], ...],
    bound: Mapping[int, Bound],
) -> Errand:
    """Return the round for *lines*: what is bound already is no part of it, nor is what that costs."""
    return Errand(
        standing=standing,
        wish=_left(standing.aim.wish, lines, bound),
        lines=tuple(lines),
        finds=tuple(finds[line] for line in lines),
        scan=Scan(look.shelves, ()),
        trusted=look.trusted,
    )


def _left(wish: Wish, lines: list[int], bound: Mapping[int, Bound]) -> Wish:
    spent = sum(one.total_minor for one in bound.values())
    ceiling = wish.ceiling
    left = None if ceiling is None else ceiling.of(max(0, ceiling.amount - spent))
    return replace(wish, lines=tuple(wish.lines[line] for line in lines), ceiling=left)
