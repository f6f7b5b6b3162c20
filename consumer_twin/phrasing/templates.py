"""The plain words for facts, English and German: what stands there when no model says it better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from consumer_twin.doubts import Asked
from consumer_twin.phrasing.facts import Code, Fact, Part, Told
from foundation.lookalike import seen
from protocol import Price

Language = Literal["en", "de"]
Amount = Callable[[Price], str]
"""Writes an amount of money."""
_REST: Final[tuple[Part, ...]] = ("given-up", "won")

_PHRASES: Final[Mapping[Language, Mapping[Code, str]]] = MappingProxyType(
    {
        "en": {
            "total": "it costs {amount}",
            "cheaper": "{amount} less than {other}",
            "dearer": "{other} costs {amount} less",
            "sooner": "{days} sooner than {other}",
            "later": "{other} delivers {days} sooner",
            "more-warranty": "{months} more warranty than {other}",
            "less-warranty": "{other} gives {months} more warranty",
            "more-returns": "{days} more to return it than at {other}",
            "less-returns": "{other} gives {days} more to return it",
            "won": "{amount} off the list total",
            "share-won": "that is {share} %",
            "saved": "{amount} less than the best public price",
        },
        "de": {
            "total": "Preis {amount}",
            "cheaper": "{amount} weniger als bei {other}",
            "dearer": "bei {other} kostet es {amount} weniger",
            "sooner": "{days} früher da als von {other}",
            "later": "{other} liefert {days} früher",
            "more-warranty": "{months} mehr Garantie als bei {other}",
            "less-warranty": "{other} gibt {months} mehr Garantie",
            "more-returns": "{days} länger Zeit zur Rückgabe als bei {other}",
            "less-returns": "{other} lässt {days} länger Zeit zur Rückgabe",
            "won": "{amount} unter dem Listenpreis",
            "share-won": "das sind {share} %",
            "saved": "{amount} weniger als der beste öffentliche Preis",
        },
    }
)
_HEADS: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {
            "first": "{seller} stands first",
            "after": "{seller} stands behind {other}",
            "alone": "{seller} is the only one",
            "given-up": "What you give up",
            "won": "Won by haggling",
        },
        "de": {
            "first": "{seller} steht vorn",
            "after": "{seller} steht hinter {other}",
            "alone": "{seller} ist der einzige Anbieter",
            "given-up": "Was dafür fehlt",
            "won": "Beim Handeln gewonnen",
        },
    }
)
_QUESTIONS: Final[Mapping[Language, str]] = MappingProxyType(
    {
        "en": "You wrote “{words}”: is {amount} the most it may cost? "
        "It matters: {above} of {options} options cost more.",
        "de": "Du schreibst „{words}“: darf es höchstens {amount} kosten? "
        "Es macht einen Unterschied: {above} von {options} Angeboten kosten mehr.",
    }
)
_UNITS: Final[Mapping[Language, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "en": {"days": ("day", "days"), "months": ("month", "months")},
        "de": {"days": ("Tag", "Tage"), "months": ("Monat", "Monate")},
    }
)


def plain(told: Told, language: Language) -> str:
    """Return *told* in plain words, a sentence for each part that has facts."""
    return " ".join(lines(told, language))


def lines(told: Told, language: Language, amount: Amount | None = None) -> tuple[str, ...]:
    """Return *told* in plain words: why it stands there, then what is given up, then what haggling won.

    amount: how a page writes money; None writes it with its currency behind, as everywhere else.
    """
    names = {"seller": seen(told.option.seller.name), "other": _other(told)}
    head = "alone" if told.other is None else "first" if told.first else "after"
    heads, voice = _HEADS[language], _Voice(language, amount)
    why = voice.joined(told.of("why"), names["other"])
    rest = {part: voice.joined(told.of(part), names["other"]) for part in _REST}
    sentences = (f"{heads[part]}: {words}." for part, words in rest.items() if words)
    return (f"{heads[head].format(**names)}: {why}.", *sentences)


def asked(doubt: Asked, language: Language) -> str:
    """Return the question whether the person's words mean a limit."""
    return _QUESTIONS[language].format(
        words=doubt.doubt.words,
        amount=money(doubt.doubt.ceiling, language),
        above=doubt.above,
        options=doubt.options,
    )


def money(price: Price, language: Language) -> str:
    """Return *price* with its currency, the decimals parted as *language* parts them."""
    said = price.words()
    return said.translate(str.maketrans(",.", ".,")) if language == "de" else said


@dataclass(frozen=True)
class _Voice:
    """How facts are put: in which language, and how money is written."""

    language: Language
    amount: Amount | None

    def joined(self, facts: Sequence[Fact], other: str) -> str:
        return ", ".join(self._phrase(fact, other) for fact in facts)

    def _phrase(self, fact: Fact, other: str) -> str:
        share = str(fact.count).replace(".", "," if self.language == "de" else ".")
        return _PHRASES[self.language][fact.code].format(
            amount="" if fact.amount is None else self._money(fact.amount),
            days=_counted(fact, "days", self.language),
            months=_counted(fact, "months", self.language),
            share=share,
            other=other,
        )

    def _money(self, price: Price) -> str:
        return money(price, self.language) if self.amount is None else self.amount(price)


def _counted(fact: Fact, unit: str, language: Language) -> str:
    one, more = _UNITS[language][unit]
    return f"{fact.count} {one if fact.count == 1 else more}"


def _other(told: Told) -> str:
    return "" if told.other is None else seen(told.other.seller.name)
