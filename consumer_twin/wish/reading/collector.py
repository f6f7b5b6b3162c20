"""Goes through one clause and keeps the words of what is looked for."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.asking_words import (
    ADJECTIVE_ENDS,
    ARTICLES,
    FEATURES,
    FILLERS,
    GERMAN_FILLERS,
    INTROS,
    PERSONS,
    PRAISE,
    PRONOUNS,
    SEEKING,
    STOPS,
)
from consumer_twin.wish.reading.brand_signs import MINE
from consumer_twin.wish.reading.clauses import LEADS, Clause
from consumer_twin.wish.reading.kinds import DRIVEN, MATERIALS, NO_BRANDS, TRAILING
from consumer_twin.wish.reading.lead_ins import lead_in
from consumer_twin.wish.reading.quantity_words import CONTAINERS
from consumer_twin.wish.reading.size_words import QUOTES, TECHNICAL, UNITS
from consumer_twin.wish.reading.slip import FREE, Slip

_THROUGH: Final = frozenset(
    "colours brands sizes quantity condition words dropped kind not_colours not_brands unclear".split()
)
"""What may stand within the words of a product."""
_BEGINS: Final = frozenset("quantity condition colours".split())
_JOINTS: Final = frozenset("of and & und".split())
_LOOSE_ENDS: Final = frozenset("and und & / - of or +".split())
_BEHIND: Final = ("ved", "ped", "ted", "ned", "led", "ged", "ked", "red", "less", "able", "proof")
_NOUNS: Final = tuple("bed seed sled shed weed tweed speed table cable fitted led red waistless".split())
"""Words with such an end that are things."""
_WHOM: Final = frozenset(("for", "für", "zum", "zur", "as", "als"))
_WHO: Final = frozenset("i you u we he she it they this that someone somebody anyone anybody be who".split())
_PARTS: Final = ("teilig", "türig", "flammig", "lagig", "stufig")
"""Behind a number and a noun: Messerset 5-teilig."""
_NORMS: Final = frozenset("spf lsf upf din iso".split())
"""Behind a noun they say how it must be: sunscreen SPF 50, Umschläge DIN lang."""
_OF_WHAT: Final = frozenset("for für über von".split())
_SUCHE: Final = frozenset("suche suchen such sucht".split())
_SPARED: Final = frozenset("one order price budget delivery size brand colour color".split())
"""Fillers that are part of a product behind its first word."""
_LINES: Final = frozenset("rtx gtx core office generation gen series type typ".split())
_COMPOUND: Final = frozenset(("4k", "8k"))


def is_behind(slip: Slip, low: str) -> bool:
    """Whether *low* only says in English how the noun before it is: `monitor curved`."""
    return not slip.german and low.endswith(_BEHIND) and not low.endswith(_NOUNS)


def _is_tin(slip: Slip, at: int) -> bool:
    """Whether `can` is a thing and no verb: `can opener`."""
    named = slip.low(at) == "can" and slip.is_word(at + 1)
    return named and not {slip.low(at - 1), slip.low(at + 1)} & _WHO


class Collector:
    """Goes through one clause and keeps the words of the product."""

    def __init__(self, slip: Slip, clause: Clause, *, strict: bool) -> None:
        self.slip, self.clause, self.strict = slip, clause, strict
        self.kept: list[int] = []
        self.skipping = slip.low(clause.start) in LEADS and slip.is_free(clause.start) and not clause.asks
        self.purpose = clause.asks and slip.low(clause.start) in _WHOM and slip.is_free(clause.start)
        first = slip.tokens[0].is_capital and slip.low(0) not in FILLERS | PRAISE and slip.owner[0] == FREE
        self.capitals = slip.german and (first or any(token.is_capital for token in slip.tokens[1:]))

    def collect(self) -> list[int]:
        """Return the places of the product's words; nothing if the clause names none."""
        at = self.clause.start
        while at < self.clause.end:
            step = self._step(at)
            if step == 0 and not self._has_noun():
                self.kept, step = [], 1  # `ich wollte fragen, ob`
            if step == 0:
                break
            at += step
        while self.kept and (
            self._low(-1) in _LOOSE_ENDS or not self.slip.tokens[self.kept[-1]].text.isalnum()
        ):
            if self.slip.is_word(self.kept[-1]) and self._low(-1) not in _LOOSE_ENDS:
                break
            self.kept.pop()
        return self.kept if any(map(self.slip.is_word, self.kept)) else []

    def _has_noun(self) -> bool:
        """Whether a German text that writes its nouns with capitals has given one."""
        small = self.strict and self.capitals and not any(self.slip.tokens[at].is_capital for at in self.kept)
        return not small or self._low(0) in PRONOUNS

    def _low(self, place: int) -> str:
        return self.slip.low(self.kept[place])

    def _step(self, at: int) -> int:
        """Look at the token at *at*; return how many were passed, 0 for the end of the product."""
        slip, low = self.slip, self.slip.low(at)
        if slip.owner[at] != FREE:
            return self._pass_read(at)
        passed = 0 if self.kept else self._pass_before(at)
        if passed:
            return passed
        if self.kept and self._ends(at):
            return 0
        if low in QUOTES or (low in PRAISE and not slip.is_glued(at)):
            return 1
        taken = self._word(at)
        self.kept.extend(range(at, at + taken))
        alone = low in PRONOUNS and len(self.kept) == 1
        return 0 if alone else taken or int(not self.kept)

    def _pass_read(self, at: int) -> int:
        """Pass over what was read as another member, if the product may begin or go on behind it."""
        owner = self.slip.owner[at]
        if self.kept and not (owner in _THROUGH and (self._goes_on() or self._is_amid(at))):
            return 0
        self.skipping = self.skipping and owner not in _BEGINS
        return 1

    def _pass_before(self, at: int) -> int:
        """Return how many words to pass over before the product begins; 0 if it begins at *at*."""
        slip, low = self.slip, self.slip.low(at)
        if low in ARTICLES or low in INTROS:
            self.skipping = False
        if self.purpose:  # Für unseren Opa suchen wir einen Sessel
            self.purpose = low not in INTROS
            return 1
        if low in PRONOUNS and not self.skipping and (low != "was" or slip.german):
            return 0
        seeks = (low in _OF_WHAT and slip.low(at - 1) in SEEKING) or (
            low == "nach" and slip.low(at - 1) in _SUCHE
        )
        if not seeks and low in LEADS and not self.strict:
            self.skipping = False
        packed = (low in CONTAINERS or low in UNITS) and slip.low(at + 1) == "of"
        if packed or self._is_filled(at):
            slip.take(at, at + 1 + packed, "dropped")
            return 1 + packed
        given = low in PERSONS and slip.low(at - 1) in MINE and slip.is_word(at + 1)
        german = slip.german and low in GERMAN_FILLERS
        ahead = lead_in(slip, self.clause, at, skipping=self.skipping)
        if ahead or _is_tin(slip, at):
            return ahead
        small = (
            german or given or self.skipping or low == "of" or low in FILLERS or low in STOPS or low in PRAISE
        )
        if (
            slip.is_number(at)
            and slip.low(at + 1) in TECHNICAL
            and slip.low(at) + slip.low(at + 1) not in _COMPOUND
            and slip.owner[at + 1] == FREE
        ):
            return 2
        return int(small or not (slip.is_word(at) or slip.is_number(at)))

    def _is_filled(self, at: int) -> bool:
        """Whether a German container with its contents stands here: `eine Flasche Wein`."""
        slip = self.slip
        contents = slip.is_word(at + 1) and slip.is_free(at + 1) and slip.low(at + 1) not in CONTAINERS
        capitals = slip.tokens[at].is_capital and contents and slip.tokens[at + 1].is_capital
        filled = slip.low(at) in CONTAINERS or (slip.low(at) in UNITS and len(slip.low(at)) > 1)
        return slip.german and filled and capitals

    def _ends(self, at: int) -> bool:
        """Whether the product ends before the word at *at*."""
        slip, low = self.slip, self.slip.low(at)
        if low in _JOINTS:
            return not self._joins(at)
        if low in ARTICLES and slip.low(at - 1) == "of" and at - 1 in self.kept and slip.is_free(at + 1):
            return False  # atlas of the world
        if low in STOPS or low in ARTICLES or low in _NORMS:
            return True
        if self.capitals and slip.is_word(at) and slip.tokens[self.kept[-1]].is_capital:
            loose = (low in MATERIALS or low in DRIVEN) and not slip.is_glued(at)
            return not slip.tokens[at].is_capital or loose or low in FEATURES
        stuff = (
            slip.is_bound(at + 1)
            or slip.low(at + 1) in FEATURES
            or not slip.is_free(at + 1)
            or (slip.low(at + 1) in ("steel", "wood") and slip.is_bound(at + 2))
        )
        last = low in FEATURES or (low in TRAILING and stuff and not slip.is_glued(at))
        last = last or ((slip.is_bound(at + 1) or not slip.is_free(at + 1)) and is_behind(slip, low))
        if last and not self._all_adjectives():
            return True
        return low in FILLERS and low not in _SPARED

    def _joins(self, at: int) -> bool:
        """Whether `of` or `and` ties two words of one product: `salt and pepper mill`."""
        slip, after = self.slip, self.slip.low(at + 1)
        if slip.low(at) == "of" and after == "the" and slip.is_word(at + 2) and slip.is_free(at, at + 3):
            return True
        follows = slip.is_word(at + 1) and slip.is_free(at + 1) and after not in FILLERS | STOPS | PRAISE
        return follows and not (
            slip.low(at) == "und" and self.capitals and not slip.tokens[at + 1].is_capital
        )

    def _goes_on(self) -> bool:
        """Whether what stands after a colour, size or maker can still be part of the product."""
        if self.capitals:
            return not self.slip.tokens[self.kept[-1]].is_capital
        return self._all_adjectives()

    def _is_amid(self, at: int) -> bool:
        """Whether a maker stands in the midst of a product's words: `vintage Levi's denim jacket`."""
        slip, end = self.slip, at
        model = all(not any(map(str.islower, slip.tokens[place].text)) for place in self.kept)
        owners = ("brands", "sizes") if model and not slip.german else ("brands",)  # Canon EF 50mm lens
        while end < self.clause.end and slip.owner[end] in owners:
            end += 1
        low = slip.low(end)
        follows = slip.is_word(end) and slip.is_free(end) and low == slip.tokens[end].text
        return follows and end > at and low not in FEATURES | STOPS | FILLERS | PRAISE

    def _all_adjectives(self) -> bool:
        lows = [self.slip.low(place) for place in self.kept if self.slip.is_word(place)]
        return all(low in FEATURES | MATERIALS or low.endswith(ADJECTIVE_ENDS) for low in lows)

    def _word(self, at: int) -> int:
        """Return how many tokens from *at* on are one word of the product; 0 if it is none."""
        slip = self.slip
        if slip.is_number(at):
            return self._numbered(at)
        joint = (
            slip.low(at) in _LOOSE_ENDS and bool(self.kept) and slip.is_word(at + 1) and slip.is_free(at + 1)
        )
        return int(slip.is_word(at) or joint)

    def _numbered(self, at: int) -> int:
        """Return the tokens of a number that is part of a name: `3-seater`, `4K`, `iPhone 15`, `rtx 4070`."""
        slip, after = self.slip, self.slip.low(at + 1)
        if self.kept and slip.low(at + 1 + (after == "-")).startswith(_PARTS):
            return 0
        if slip.is_glued(at + 1) and slip.is_free(at + 1) and not slip.is_bound(at + 1):
            stop = at + 1
            while slip.low(stop) == "-" and slip.is_glued(stop + 1) and stop + 1 < self.clause.end:
                stop += 2
            if stop > at + 1:
                return stop - at
            kind = after not in TECHNICAL or slip.low(at) + after in _COMPOUND
            return 2 if slip.is_word(at + 1) and kind else 0
        before = slip.tokens[at - 1].text
        if at and slip.owner[at - 1] == "brands" and slip.is_word(at + 1):
            return 1
        line = before.lower() in NO_BRANDS | _LINES
        named = bool(self.kept) and before[0].isalpha() and (line or not before.islower() or len(before) <= 3)
        return int(named and after not in TECHNICAL)
