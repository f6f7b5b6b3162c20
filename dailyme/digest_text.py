"""A digest in words, 78 columns wide: the same at a terminal, in a file and in a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dailyme.news_lines import news_words
from dailyme.outputs_news import ShownNews
from dailyme.outputs_today import DigestItem, ShownSuggestion, TodayResult
from dailyme.show import count, money

WIDTH: Final = 78
NOTHING: Final = "Nothing worth your time today."


def headline(result: TodayResult) -> str:
    """Return the digest in one line: the subject of a mail."""
    if result.nothing:
        return NOTHING
    found = [f"{count(len(result.items), 'thing')} new"] if result.items else []
    found += [f"{count(len(result.waiting), 'offer')} waiting"] if result.waiting else []
    found += [f"{len(result.news)} told"] if result.news else []
    found += [count(len(result.suggestions), "suggestion")] if result.suggestions else []
    return ", ".join(found)


def digest_text(result: TodayResult) -> str:
    """Return the whole digest."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: TodayResult) -> Iterator[str]:
    since = "" if result.since is None else f"; news since {_when(result.since)}"
    yield f"Daily Me, {_when(result.at)}{since}"
    yield ""
    for note in result.notes:
        yield from _wrapped(f"Mind: {note}", "", "  ")
        yield ""
    if result.nothing:
        yield NOTHING
        yield ""
    for place, item in enumerate(result.items, start=1):
        yield from _item(item, f"{place:>3}  ")
    yield from _section("Still waiting for your yes", result.waiting)
    yield from _news(result.news)
    if result.suggestions:
        yield "Sensed at home; no brand has heard of it"
        for one in result.suggestions:
            yield from _suggestion(one)
        if result.more_suggestions:
            yield f"  and {result.more_suggestions} more: dailyme twin suggestions"
        yield ""
    if result.quiet:
        yield "Also"
        for item in result.quiet:
            yield from _wrapped(f"- {item.text}: {item.words}", "  ", "    ")
        yield ""
    if result.troubles:
        yield "Could not be read; what was known of it stays"
        for trouble in result.troubles:
            yield from _wrapped(f"- {trouble.seller}: {trouble.reason}", "  ", "    ")
        yield ""
    places = count(result.places_read, "place")
    wishes = "1 wish" if result.wishes == 1 else f"{result.wishes:,} wishes"
    yield f"{wishes}; {places} read, {result.places_changed} changed."


def _news(told: Sequence[ShownNews]) -> Iterator[str]:
    """What brands were asked to tell."""
    if told:
        yield "You asked to be told"
        for one in told:
            first, *rest = news_words(one)
            yield from _wrapped(first, "  -  ", "     ")
            for sentence in rest:
                yield from _wrapped(sentence, "     ", "     ")
        yield ""


def _section(title: str, items: Sequence[DigestItem]) -> Iterator[str]:
    """What was told before, again in short."""
    if items:
        yield title
        for item in items:
            yield from _item(item.model_copy(update={"why": []}), "  -  ")


def _item(item: DigestItem, mark: str) -> Iterator[str]:
    yield from _wrapped(item.words, mark, "     ")
    yield from _wrapped(f"For your wish {item.wish}: {item.text}", "     ", "     ")
    for flag in item.flags or ():
        yield from _wrapped(f"! Look twice: {flag.words}", "     ", "       ")
    for sentence in item.why:
        yield from _wrapped(f"- {sentence}", "     ", "       ")
    for offer in item.offers:
        until = "" if offer.valid_until is None else f", until {_when(offer.valid_until)}"
        yield f"     {offer.seller}, {money(offer.total)}{until}:"
        yield f"     dailyme approve {offer.hash}"
    yield ""


def _suggestion(one: ShownSuggestion) -> Iterator[str]:
    yield from _wrapped(f"- {one.title}: {one.words}", "  ", "    ")
    if one.offer is not None:
        offer, where = one.offer, one.offer.seller
        others = f"; {offer.sellers} sellers have it" if offer.sellers > 1 else ""
        price = f"{where} asks {money(offer.total)} for {offer.title}{others}."
        yield from _wrapped(price, "    ", "    ")
    yield f"    dailyme twin confirm {one.id}   or   dailyme twin dismiss {one.id}"


def _wrapped(words: str, first: str, rest: str) -> Iterable[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _when(time: str) -> str:
    """Return a time of the wire for people, to the minute, in UTC."""
    return f"{time[:10]} {time[11:16]} UTC"
