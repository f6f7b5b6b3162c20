"""Today: one look at everything that standing wishes wait for, and what is new since the last one.

Spec: spec/10-wish.md (WISH-10 to WISH-13), spec/40-scan.md.

It reads like the day: settle what is in doubt, survey the ground, look only at what may be new, haggle where
it is, and tell. A second runner: it carries answers on and holds no rule itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from consumer_twin.calendar import Mark, clock_notes, is_trusted
from consumer_twin.day import Day, Standing
from consumer_twin.digest import SETTLED, Digest, Item, Sensed, of_outcome, of_prices, ordered
from consumer_twin.ground import Ground, Survey
from consumer_twin.look import Look, Looked, look_at
from consumer_twin.match import Index, match
from consumer_twin.news import changes, sighted
from consumer_twin.scan import Shelf, Trouble
from consumer_twin.sense import Suggestion
from consumer_twin.standing import StandingWish
from consumer_twin.wish import WishLine
from foundation.words import terms


@dataclass(frozen=True)
class _Told:
    """What was told of some wishes, which those were, who could not be read, and why nothing was signed."""

    items: tuple[Item, ...] = ()
    wishes: frozenset[int] = frozenset()
    troubles: tuple[Trouble, ...] = ()
    locked: str = ""


async def today(day: Day, since_ms: int | None = None) -> Digest:
    """Look around once and return the digest, which is kept.

    since_ms: count from the last digest before that moment instead of from the last one.
    """
    diary = day.diary
    last = await diary.last()
    mark = last if since_ms is None else await diary.before(since_ms)
    number = 1 if last is None else last.number + 1
    settled = await _settled(day)
    grounds = await diary.grounds(day.at_ms)
    home = () if day.home is None else (day.home,)
    survey = await day.errands.survey([*(one.ground for one in grounds), *home])
    looks = [await _ground(day, one, survey, (number, mark), last) for one in grounds]
    looked = frozenset(wish for one in looks for wish in one.wishes)
    items = [*settled, *(item for one in looks for item in one.items)]
    if mark != last:
        items += await _earlier(day, 0 if mark is None else mark.number, looked)
    items += [_ended(one) for one in await diary.over(day.at_ms)]
    await diary.fulfilled(day.at_ms)
    told = {(one.standing, one.line) for one in items}
    worth, quiet = ordered(items)
    troubles = {one.seller: one for look in looks for one in look.troubles} | dict(survey.troubles)
    digest = Digest(
        number=number,
        at_ms=day.at_ms,
        since_ms=None if mark is None else mark.at_ms,
        items=worth,
        waiting=tuple(one for one in await diary.waiting(day.at_ms) if (one.standing, one.line) not in told),
        quiet=quiet,
        troubles=tuple(troubles.values()),
        notes=(*day.notes, *clock_notes(day.at_ms, last), *{one.locked for one in looks if one.locked}),
        wishes=sum(one.wishes for one in grounds),
        read=len(survey.readings),
        changed=sum(reading.changed for reading in survey.readings.values()),
        sensed=await _sensed(day, survey),
    )
    await diary.close(digest)
    return digest


async def _settled(day: Day) -> list[Item]:
    """What came of accepts that were in doubt."""
    return [
        of_outcome(
            (one.standing, one.lines[line.line]), one.outcome.wish.lines[line.line].text, line, None, SETTLED
        )
        for one in await day.errands.settle()
        for line in one.outcome.lines
        if line.status in {"agreed", "in-doubt"}
    ]


async def _ground(
    day: Day, standing: Standing, survey: Survey, at: tuple[int, Mark | None], last: Mark | None
) -> _Told:
    """Look at the wishes of *standing* that may have news; *at* is this digest and the one to count from."""
    ground = standing.ground
    state = survey.state(ground)
    if standing.looked == {state}:
        return _Told()
    due = await day.diary.due(ground, state, day.at_ms)
    shelves, troubles = await _shelves(day.errands.shelf, ground, survey, day.never)
    look = Look(
        day=day,
        digest=at[0],
        since=0 if at[1] is None else at[1].number,
        state=state,
        shelves=shelves,
        unread=survey.unread(ground) | {one.seller for one in troubles},
        trusted=is_trusted(day.at_ms, last),
    )
    looked = await _in_turn(look, due)
    return _Told(
        items=tuple(item for one in looked for item in one.items),
        wishes=frozenset(one.number for one in due),
        troubles=troubles,
        locked=next((one.locked for one in looked if one.locked), ""),
    )


async def _shelves(
    read_one: Callable[[Survey, str, Ground], Awaitable[Shelf | Trouble]],
    ground: Ground,
    survey: Survey,
    never: frozenset[str],
) -> tuple[tuple[Shelf, ...], tuple[Trouble, ...]]:
    """Return what is sold on *ground*, by seller, and what of it could not be read.

    never: sellers that are passed over (DEC-40).
    """
    names = [place for place in survey.places(ground) if place in survey.readings and place not in never]
    read = await asyncio.gather(*(read_one(survey, place, ground) for place in names))
    shelves = sorted((one for one in read if isinstance(one, Shelf)), key=lambda one: one.seller.id)
    return tuple(shelves), tuple(one for one in read if isinstance(one, Trouble) and one.code != "unfit")


async def _in_turn(look: Look, due: Sequence[StandingWish]) -> list[Looked]:
    """Look at each of the wishes, a few at once: brands answer slower than the twin thinks."""
    gate = asyncio.Semaphore(look.day.at_once)

    async def one(standing: StandingWish) -> Looked:
        async with gate:
            return await look_at(standing, look)

    return await asyncio.gather(*map(one, due))


async def _earlier(day: Day, since: int, looked: frozenset[int]) -> list[Item]:
    """What digests after number *since* told, and nothing newer has overtaken."""
    items = list(await day.diary.bought(since))
    for standing in await day.diary.news_since(since):
        if standing.number in looked:
            continue
        before = await day.diary.seen(standing.number, since)
        for line, seen in (await day.diary.seen(standing.number, None)).items():
            news = changes(before.get(line), seen.sightings, frozenset())
            text = standing.aim.wish.lines[line].text
            item = of_prices((standing.number, line), text, seen.sightings, news, day.avoided)
            items += [] if item is None else [item]
    return items


def _ended(standing: StandingWish) -> Item:
    words = "Its last day has passed. `dailyme wish edit` gives it another."
    return Item("over", standing.number, 0, standing.aim.wish.text, words)


async def _sensed(day: Day, survey: Survey) -> tuple[Sensed, ...]:
    """What is sensed, with its public price. Nothing goes out for it: no request depends on a need."""
    shelves: tuple[Shelf, ...] = ()
    if day.home is not None and day.needs:
        shelves, _ = await _shelves(day.errands.kept, day.home, survey, day.never)
    index = Index(shelves)
    return tuple(_priced(need, shelves, index, day) for need in day.needs)


def _priced(need: Suggestion, shelves: tuple[Shelf, ...], index: Index, day: Day) -> Sensed:
    currency = "" if day.home is None else day.home.currency
    finds = sighted(match(WishLine(need.terms), shelves, currency, 1, index), 1) if shelves else ()
    same = [one for one in finds if one.wanted and _is_meant(need, one.title)]
    offer = min(same, key=lambda one: (one.seller in day.avoided, one.total.amount), default=None)
    return Sensed(need, offer, len(same))


def _is_meant(need: Suggestion, title: str) -> bool:
    """Whether *title* has half the words of the need, of a hint all: nobody chose them to search by."""
    words = set(terms(need.terms))
    return len(words & set(terms(title))) >= len(words) * (1.0 if need.is_hint else 0.5)
