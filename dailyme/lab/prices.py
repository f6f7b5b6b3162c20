"""A real article as a scenario: a line of a price history, with floor and ceiling drawn from the seed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dailyme.errors import CommandError
from negotiation.article import TERMS, Article, haggle
from negotiation.scenario import Scenario, drawn
from protocol import clean

MINOR: Final = re.compile(r"[0-9]{1,12}")
TITLE, CURRENT, LOWEST = "title", "current_price_usd_minor", "lowest_price_usd_minor"


class NoArticleError(CommandError):
    """A price history has no such article, or can't be read."""

    code = "no-article"


def read_article(file: Path, words: str, *, rounds: int, seed: int) -> Scenario:
    """Return the sale of the article that `find_article` finds, with terms beside the total."""
    return haggle(find_article(file, words, seed), TERMS, rounds=rounds, seed=seed)


def find_article(file: Path, words: str, seed: int) -> Article:
    """Return the first article in *file* whose title holds all *words*.

    The brand's floor is drawn between the lowest price ever and the current one, the person's ceiling between
    that floor and the current price. An article that was never cheaper can only be had at its price.

    Raises NoArticleError if there is none.
    """
    asked = words.casefold().split()
    for title, current, lowest in _lines(file):
        if all(word in title.casefold() for word in asked):
            floor = lowest + round((current - lowest) * drawn(seed, "floor"))
            ceiling = floor + round((current - floor) * drawn(seed, "ceiling"))
            return Article(title, current, min(lowest, current // 2), floor, ceiling)
    raise NoArticleError(f"no title in {file.name} holds all of {words!r}", "Give fewer words of the title.")


def _lines(file: Path) -> Iterator[tuple[str, int, int]]:
    """Title, current and lowest price of each line that makes sense."""
    advice = f"It needs the columns {TITLE}, {CURRENT} and {LOWEST}."
    with file.open(encoding="utf-8", errors="replace", newline="") as opened:
        rows = csv.DictReader(opened)
        try:
            if not {TITLE, CURRENT, LOWEST} <= set(rows.fieldnames or ()):
                raise NoArticleError(f"{file.name} is no price history", advice)
            for row in rows:
                current, lowest = _minor(row[CURRENT]), _minor(row[LOWEST])
                if 0 < lowest <= current:
                    yield clean(row[TITLE] or "", 200), current, lowest
        except csv.Error as error:
            raise NoArticleError(f"{file.name} can't be read as CSV", advice) from error


def _minor(text: str | None) -> int:
    """The amount in *text*; 0 for what is none."""
    return int(text) if text and MINOR.fullmatch(text) else 0
