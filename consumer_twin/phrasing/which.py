"""The question which of several things words of a wish mean, English and German."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from consumer_twin.either import Best, Which
from consumer_twin.phrasing.templates import Language, money
from consumer_twin.wish.reading import Way
from foundation.lookalike import seen
from protocol import Price

_HEAD: Final[Mapping[Language, str]] = {
    "en": "You wrote \u201c{words}\u201d. Which do you mean? It changes what is best.",
    "de": "Du schreibst \u201e{words}\u201c. Was meinst du? Davon h\u00e4ngt ab, was am besten ist.",
}
_WAYS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "quantity": "{value} pieces",
        "max_total": "at most {value} for all together",
        "max_unit": "at most {value} for each",
        "condition": "{value}",
        "colours": "the colour {value}",
        "brands": "the maker {value}",
        "sizes": "size {value}",
        "best": "the best is {total} at {seller}",
        "dear": "the cheapest is {total} at {seller}, above the limit",
        "none": "nothing found",
    },
    "de": {
        "quantity": "{value} St\u00fcck",
        "max_total": "h\u00f6chstens {value} f\u00fcr alles zusammen",
        "max_unit": "h\u00f6chstens {value} f\u00fcr jedes",
        "condition": "{value}",
        "colours": "die Farbe {value}",
        "brands": "die Marke {value}",
        "sizes": "Gr\u00f6\u00dfe {value}",
        "best": "am besten ist {total} bei {seller}",
        "dear": "am billigsten ist {total} bei {seller}, \u00fcber der Grenze",
        "none": "nichts gefunden",
    },
}
_CONDITIONS: Final = {"new": "neu", "used": "gebraucht", "refurbished": "general\u00fcberholt"}


def which(question: Which, language: Language) -> tuple[str, ...]:
    """Return the question, and a line for each way with what would be best then."""
    either = question.either
    head = _HEAD[language].format(words=either.words)
    ways = zip(either.ways, question.bests, strict=True)
    return (head, *(f"{_way(way, language)}: {_best(best, language)}" for way, best in ways))


def _way(way: Way, language: Language) -> str:
    value = way.value
    if isinstance(value, Price):
        said = money(value, language)
    elif isinstance(value, tuple):
        said = ", ".join(value)
    else:
        said = str(value)
        said = _CONDITIONS.get(said, said) if language == "de" else said
    return _WAYS[language][way.member].format(value=said)


def _best(best: Best | None, language: Language) -> str:
    words = _WAYS[language]
    if best is None:
        return words["none"]
    total, seller = money(best.total, language), seen(best.find.seller.name)
    return words["best" if best.fits else "dear"].format(total=total, seller=seller)
