"""A slip of paper: the words of a wish, and which of them are read already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from consumer_twin.wish.reading.compounds import parted
from consumer_twin.wish.reading.tokens import Kind, Token, tokens_of
from protocol import Price

By = Literal["rule", "model"]

FREE: Final = ""
DROPPED: Final = "dropped"
"""Read, and of no member: a courtesy, a purpose."""
BOUNDS: Final = frozenset(
    ",;:!?()[]{}\u2026|\u2022\n/\u00b7*\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff08\uff09"
)
"""Signs that part two clauses, wide ones too; a full stop and a dash do so beside a space."""
_DASHES: Final = frozenset("-\u2013\u2014")
_GERMAN: Final = frozenset(
    """
        ich wir suche suchen brauche brauchen benötige möchte hätte gern gerne bitte ein eine einen einem
        einer eines der die das den dem und oder für mit ohne bis von vom nach kein keine keinen nicht
        nichts höchstens maximal größe gr aus zum zur unter euro mindestens stück je pro neu neue neuen
        neuer neues gebraucht gebrauchte gebrauchter gebrauchtes gebrauchten spätestens morgen heute freitag
        montag dienstag mittwoch donnerstag samstag sonntag zoll farbe außer bloß aber nur zwei drei vier
        fünf sechs dutzend paar ungefähr etwa circa ca zwischen um am im auf ist sein darf soll sollte was
        mir meine meinen mein wenn möglich lieferung woche wochen tagen rund ab
        """.split()
)
_ENGLISH: Final = frozenset(
    """
        i we need want looking for a an the and or not no with without under below up to by from of each my
        please euros dollars pounds quid bucks size used new before until next tomorrow between at least
        most around about would like delivered deliver delivery ship shipped but nothing anything except
        preferably must pieces two three four five six dozen less than more second-hand friday monday
        tuesday wednesday thursday saturday sunday today in on it is
        """.split()
)
_WHOSE: Final = frozenset(
    "my our his her their mein meine meinen meiner meinem unser unsere unseren unserer unserem".split()
)
_SHARED: Final = _GERMAN & _ENGLISH


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands in the text: code points, the end excluded, and who read it there."""

    start: int
    end: int
    by: By = "rule"


Doubted = Literal["quantity", "max_total", "max_unit", "condition", "colours", "brands", "sizes"]


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that words may mean: what *member* of the reading then is. It may be a ceiling: no repr."""

    member: Doubted
    value: int | str | tuple[str, ...] | Price = field(repr=False)

    def members(self) -> dict[str, Any]:
        """The JSON members."""
        plain = self.value.members() if isinstance(self.value, Price) else self.value
        return {"member": self.member, "value": list(plain) if isinstance(plain, tuple) else plain}


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the person should know about the reading, and the words it is about.

    ways: what the words may mean, where that is more than one thing that a twin can follow.
    """

    text: str
    start: int
    end: int
    ways: tuple[Way, ...] = ()

    def members(self) -> dict[str, Any]:
        """The JSON members."""
        said: dict[str, Any] = {"text": self.text, "start": self.start, "end": self.end}
        return said | ({"alternatives": [way.members() for way in self.ways]} if self.ways else {})


class Slip:
    """The tokens of a text, what each was read as, and what was noted. One reading writes on it once."""

    def __init__(self, text: str) -> None:
        """text: as the person wrote it, capped by the caller."""
        self.text = text
        self.tokens: tuple[Token, ...] = parted(tokens_of(text))
        self.lows = [token.low for token in self.tokens]
        self.owner = [FREE] * len(self.tokens)
        self.evidence: dict[str, list[Evidence]] = {}
        self.assumed: list[Note] = []
        self.unclear: list[Note] = []
        self.undivided: tuple[int, int] | None = None
        """The tokens of a price that is said neither of each piece nor of all together."""
        self.german = _is_german(self.lows)
        self.english = not self.german and any(low in _ENGLISH for low in self.lows)
        self._bounds = [self._parts(place) for place in range(len(self.tokens))]
        self._pass_ages()

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, place: int) -> str:
        """Return the token at *place* in lower case; nothing outside the text."""
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def is_free(self, start: int, end: int | None = None) -> bool:
        """Whether the tokens from *start* to before *end* exist and nobody has read them."""
        end = start + 1 if end is None else end
        return 0 <= start < end <= len(self.owner) and not any(self.owner[start:end])

    def is_number(self, place: int) -> bool:
        """Whether a number in digits stands at *place*."""
        return 0 <= place < len(self.tokens) and self.tokens[place].kind is Kind.NUMBER

    def is_word(self, place: int) -> bool:
        """Whether a word stands at *place*."""
        return 0 <= place < len(self.tokens) and self.tokens[place].kind is Kind.WORD

    def is_glued(self, place: int) -> bool:
        """Whether the token at *place* follows the one before without a space."""
        return 0 <= place < len(self.tokens) and self.tokens[place].glued

    def is_bound(self, place: int) -> bool:
        """Whether a clause ends at *place*: a sign that parts, or the edge of the text."""
        return not 0 <= place < len(self.tokens) or self._bounds[place]

    def _parts(self, place: int) -> bool:
        token = self.tokens[place]
        if token.low in BOUNDS:
            return not (token.low in "/*'" and token.glued and self.is_glued(place + 1))
        if token.low == ".":
            return not self.is_glued(place + 1)
        return token.low in _DASHES and not token.glued and not self.is_glued(place + 1)

    def _pass_ages(self) -> None:
        """Pass over how old somebody is, in brackets: `für meine Tochter (8) einen Schulranzen`."""
        for at in range(2, len(self.tokens) - 2):
            aged = self.low(at) == "(" and self.is_number(at + 1) and self.low(at + 2) == ")"
            if aged and len(self.low(at + 1)) < 3 and self.low(at - 2) in _WHOSE:
                self.owner[at : at + 3] = ["dropped"] * 3
                self._bounds[at : at + 3] = [False] * 3

    def take(self, start: int, end: int, member: str) -> None:
        """Mark the tokens from *start* to before *end* as read, of *member*."""
        self.owner[start:end] = [member] * (end - start)

    def keep(self, start: int, end: int, member: str) -> None:
        """Mark these tokens as read and as the evidence of *member*."""
        self.take(start, end, member)
        self.evidence.setdefault(member, []).append(Evidence(*self.span(start, end)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points from the token at *start* to the one before *end*."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def words(self, start: int, end: int) -> str:
        """Return the text from the token at *start* to the one before *end*."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def assume(self, text: str, start: int, end: int, ways: tuple[Way, ...] = ()) -> None:
        """Note what was assumed of the tokens from *start* to before *end*."""
        self.assumed.append(Note(text, *self.span(start, end), ways))

    def doubt(self, text: str, start: int, end: int, ways: tuple[Way, ...] = ()) -> None:
        """Note that these tokens are unclear, and mark them as read."""
        self.unclear.append(Note(text, *self.span(start, end), ways))
        self.take(start, end, "unclear")


def is_german(text: str) -> bool:
    """Whether *text* is read as German."""
    return _is_german([token.low for token in parted(tokens_of(text))])


def _is_german(lows: list[str]) -> bool:
    german = sum(low in _GERMAN and low not in _SHARED for low in lows)
    english = sum(low in _ENGLISH and low not in _SHARED for low in lows)
    if german == english:
        return any(character in "\u00e4\u00f6\u00fc\u00df" for low in lows for character in low) or any(
            low.endswith(_GERMAN_ENDS) for low in lows
        )
    return german > english


_GERMAN_ENDS: Final = tuple(
    """
        wasser saft milch futter seife waage säge zange pflanze erde dünger pinsel eimer besen wäsche laken
        bezug vorhang gardine rollo heizung leuchte birne kerze kanne becher teller schüssel besteck löffel
        gabel schere stift heft mappe ordner zelt schlafsack helm handschuhe mütze schal gürtel hosen pulli
        anzug bluse rock wein brot käse wurst bohnen nudeln reis schokolade honig spray shampoo creme
        zahnpasta ung maschine schuhe hose jacke lampe tisch stuhl schrank kopf koffer tasche zeug gerät
        karte buch messer schrauber hörer kocher stiefel kissen decke teppich spiel fahrrad wagen rucksack
        hemd kleid uhr kette ofen mixer bohrer kabel halter flasche kanne pfanne topf matratze regal sessel
        spiegel leiter mühle drucker papier
        """.split()
)
