"""Whether what a model wrote may be shown: it says the facts and nothing else, else the template speaks.

Each number is one of the facts; no name stands in it but those of the two sellers; no direction that the
facts don't have; no order, address or hidden character; short, and in the person's language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, Literal

from consumer_twin.phrasing.facts import Code, Told
from consumer_twin.phrasing.templates import Language
from consumer_twin.phrasing.vocabulary import AHEAD, LESS, MORE, NOUNS, OPENING, PUSHING, TELLING, TIMES
from foundation.lookalike import hidden, mixed, seen
from language import only_says
from protocol.text import fault

MAX_CHARACTERS: Final = 400
SHOP: Final = ("Shop A", "Shop B")
"""What the sellers are called before a model: the option's, and the other's."""

Fault = Literal[
    "empty",
    "too-long",
    "unfit-text",
    "other-number",
    "other-name",
    "other-direction",
    "order",
    "other-language",
]
"""Why a text may not be shown."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_MARKUP: Final = re.compile(r"[<>{}\[\]|`*_#@\\=]|://|www\.|\.(?:com|net|org|example|shop)\b", re.IGNORECASE)
_ONE: Final = re.compile(r"\b(?:the|this|that|only|other|better|best|cheaper|first) one\b", re.IGNORECASE)
"""A `one` that counts nothing."""
_ENDS: Final = re.compile(r"[.!?:\u201e\u201c\"(]\s*$|\A\s*$")
_CLAUSE: Final = re.compile(r"[.,;:!?]\s|\b(?:but|while|though|aber|während)\b", re.IGNORECASE)
_WAYS: Final[dict[str, set[Code]]] = {
    "cheaper": {"cheaper"},
    "dearer": {"dearer"},
    "sooner": {"sooner"},
    "later": {"later"},
    "more": {"more-warranty", "more-returns"},
    "fewer": {"less-warranty", "less-returns"},
    "longer": {"more-warranty", "more-returns", "later"},
    "shorter": {"less-warranty", "less-returns", "sooner"},
}
_SUBJECT: Final = re.compile(
    r"(\b(?:than|als|from|against|over|behind|hinter)\s+(?:(?:at|bei|von)\s+)?)?(Shop [AB])\b"
)
_PAIRS: Final = (("cheaper", "dearer"), ("sooner", "later"), ("more", "fewer"), ("longer", "shorter"))
_AGAINST: Final = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


def fault_of(text: str, told: Told, language: Language, known: Collection[str] = ()) -> Fault | None:
    """Say why *text* may not be shown for *told*; None if it may.

    known: names of sellers, makers and articles on the market, none of which belongs in it.
    """
    return next(_faults(text, told, language, known), None)


def _faults(text: str, told: Told, language: Language, known: Collection[str]) -> Iterator[Fault]:
    if not text:
        yield "empty"
    if len(text) > MAX_CHARACTERS:
        yield "too-long"
    if fault(text) or hidden(text) or mixed(text) or _MARKUP.search(text):
        yield "unfit-text"
    anonymous = _anonymous(text, told)
    bare = anonymous.replace(SHOP[0], " ")
    bare = bare if told.other is None else bare.replace(SHOP[1], " ")
    numbers = [fact.number for fact in told.facts if fact.code != "share-won"]
    shares = [fact.number for fact in told.facts if fact.code == "share-won"]
    if not only_says(_ONE.sub(" ", bare), numbers, percents=shares):
        yield "other-number"
    words = [found.group().casefold() for found in _WORD.finditer(bare)]
    if not PUSHING.isdisjoint(words):
        yield "order"
    if any(_strange(bare, told, language)) or any(_stands(name, bare) for name in known):
        yield "other-name"
    if any(_turned(clause, told) for clause in _CLAUSE.split(anonymous)):
        yield "other-direction"
    if language_of(" ".join(words), language) != language:
        yield "other-language"


def language_of(text: str, otherwise: Language = "en") -> Language:
    """Return the language that more of *text*'s small words are of; *otherwise* if neither leads."""
    words = [found.group().casefold() for found in _WORD.finditer(text)]
    english, german = (sum(word in TELLING[one] for word in words) for one in ("en", "de"))
    if english == german:
        return otherwise
    return "en" if english > german else "de"


def _anonymous(text: str, told: Told) -> str:
    """Put `Shop A` and `Shop B` where the sellers' names stand whole, the longer name first."""
    names = dict(zip(SHOP, SHOP, strict=True)) | {seen(told.option.seller.name): SHOP[0]}
    if told.other is not None:
        names.setdefault(seen(told.other.seller.name), SHOP[1])
    ways = "|".join(re.escape(name) for name in sorted(filter(str.strip, names), key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{ways})(?!\w)", lambda found: names[found.group()], text)


def _strange(text: str, told: Told, language: Language) -> Iterator[bool]:
    """For each word with a capital in it, whether it is anything but an ordinary word in its place."""
    currency = told.option.total.currency
    for found in _WORD.finditer(text):
        word = found.group()
        if word.islower() or word in NOUNS[language] or word == currency:
            continue
        opens = _ENDS.search(text[: found.start()]) is not None
        yield not (opens and word[1:].islower() | (len(word) == 1) and word.casefold() in OPENING[language])


def _stands(name: str, text: str) -> bool:
    bare = name.strip().casefold()
    return len(bare) > 2 and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text.casefold()) is not None


def _turned(clause: str, told: Told) -> bool:
    """Whether *clause* says of a seller what the facts say of the other, or of neither.

    What it says is said of the seller named last before it, what it is compared with left out; of the
    option's own if none is.
    """
    for found in _WORD.finditer(clause):
        word, before = found.group().casefold(), clause[: found.start()]
        named = [one[2] for one in _SUBJECT.finditer(before) if one[1] is None]
        of_other = named[-1:] == [SHOP[1]]
        ways = {way for way, words in AHEAD.items() if word in words} | _amounts(word, clause, told)
        if ways and ways.isdisjoint(_ways(told, of_other=of_other)):
            return True
    return False


def _amounts(word: str, clause: str, told: Told) -> set[str]:
    """The direction that "more" or "less" says in *clause*: of months and days, or else of money."""
    more, less = word in MORE, word in LESS
    if not (more or less):
        return set()
    if TIMES.search(clause):
        return {"more" if more else "fewer"}
    return {"dearer" if more else "cheaper"} if told.option.total.currency in clause else set()


def _ways(told: Told, *, of_other: bool) -> frozenset[str]:
    """The directions in which the option is ahead or behind; of the other seller, the other way round."""
    there = {fact.code for fact in told.facts}
    found = {way for way, codes in _WAYS.items() if there & codes}
    if of_other:
        return frozenset(_AGAINST[way] for way in found)
    return frozenset(found | ({"cheaper"} if there & {"won", "saved"} else set()))
