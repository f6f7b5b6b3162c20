"""What stands before the thing that is looked for: who wants it, for whom, and how it is asked."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.asking_words import ARTICLES, FILLERS, PRAISE, SEEKING, STOPS
from consumer_twin.wish.reading.brand_signs import MINE
from consumer_twin.wish.reading.clauses import LEADS, Clause
from consumer_twin.wish.reading.slip import Slip

_ON_TO: Final = frozenset("rid of about after to on me us my hold hands up".split())
"""Words between a word of asking and the article: `getting rid of a`."""
_WANTS: Final = frozenset("needs wants requires braucht benötigt sucht möchte wünscht hätte will".split())
_ONE: Final = frozenset("a an some ein eine einen einem einer".split())
_TIES: Final = (
    (STOPS | LEADS | {"and", "und", "or", "oder", "like", "such", "what", "off", "half", "quite"})
    - ARTICLES
    - {"need", "wanted", "needed", "about", "after", "haben", "gern", "gerne", "bitte", "please"}
)
"""Words before an article that tie its noun to the thing before it."""


def lead_in(slip: Slip, clause: Clause, at: int, *, skipping: bool) -> int:
    """Return how many tokens of *clause* from *at* on only lead to what is looked for; 0 for none.

    skipping: an aside is being passed over.
    """
    return _leads_in(slip, clause, at, skipping=skipping) or _tells_who(slip, clause, at, skipping=skipping)


def _leads_in(slip: Slip, clause: Clause, at: int, *, skipping: bool) -> int:
    """Return how many words before an article or a number only lead to what is looked for.

    `getting rid of a bike`, `arrange one cooker`, `suche für meine Nichte eine Geige`.
    """
    low = slip.low(at)
    whom = low in ("for", "für") and slip.low(at - 1) not in SEEKING and not skipping
    verb = not slip.german and slip.is_word(at)
    doing = verb and low.endswith("ing") and len(low) > 5
    if not (whom or verb):
        return 0
    for place in range(at + 1 + whom, min(clause.end, at + 7)):
        counts = slip.owner[place] == "quantity" or (slip.low(place) in ARTICLES and slip.is_free(place))
        if counts:
            return place - at if whom or doing or place == at + 1 else 0
        if slip.owner[place] == "dropped":
            continue
        if not slip.is_free(place) or not (whom or slip.low(place) in _ON_TO):
            return 0
    return 0


def _tells_who(slip: Slip, clause: Clause, at: int, *, skipping: bool) -> int:
    """Return how many words before an article say who asks and how: `my grandson wants a`."""
    low = slip.low(at)
    after = slip.low(at + 1)
    wants = after in _WANTS and slip.low(at - 1) in MINE | ARTICLES
    if slip.is_word(at) and slip.is_free(at, at + 2) and (wants or (after in MINE and not slip.german)):
        return 2  # my son needs; has outgrown her
    if skipping or not slip.is_word(at) or low in FILLERS | STOPS | ARTICLES | PRAISE:
        return 0
    for place in range(at + 1, min(clause.end, at + 9)):
        if not slip.is_free(place) or not slip.is_word(place):
            return 0
        if slip.low(place) in _ONE and slip.is_word(place + 1):
            again = "one" in slip.lows[place + 1 : place + 4]  # my kettle died, I need a new one
            sought = slip.low(place - 1) == "for" and slip.low(place - 2) in SEEKING
            tied = slip.low(place - 1) in _TIES and not sought
            return 0 if again or tied else place - at
    return 0
