"""Whether what stands at a place is said not to be wanted."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.slip import Slip

_NOT: Final = frozenset(
    """
        not no nor neither never without except excluding avoid hate dislike isn't doesn't needn't won't kein
        keine keinen keiner keines keinem keins nicht ohne außer ausser weder bloß non ausgenommen don't nix
        exclude minus keinesfalls
        """.split()
)
_EXCEPT: Final = frozenset("except außer ausser excluding ausgenommen".split())
_APART: Final = frozenset("other apart aside away".split())
_NOTHING: Final = frozenset("nothing none nichts niemals nie".split())
_BUT: Final = frozenset(("but", "except", "besides", "außer", "ausser", "bar", "als"))
_ANY: Final = frozenset(
    (
        "anything",
        "any",
        "everything",
        "alles",
        "all",
        "something",
        "other",
        "anders",
        "jede",
        "jeder",
        "anyone",
        "alle",
        "apart",
        "colour",
        "color",
        "brand",
        "farbe",
        "marke",
        "else",
    )
)
_BETWEEN: Final = frozenset(
    """
        in by from von vom of a an the die der das den dem ein eine einen too so bitte please like made want
        wanted need have necessarily unbedingt any brand marke brands marken colour color colours farbe
        farben it to be be anything something buy want really von der für made um stuff products produkte
        geräte do does than nur fall
        """.split()
)
_ENDS: Final = frozenset("but sondern aber only nur rather lieber instead just".split())


def is_denied(slip: Slip, place: int) -> bool | None:
    """Say whether the words before *place* deny it; None if none of them says either.

    Goes back over the small words of the clause, at most six.
    """
    for at in range(place - 1, max(-1, place - 7), -1):
        low, before = slip.low(at), slip.low(at - 1)
        if low in _EXCEPT or (low in _BUT and before in _ANY | _NOTHING):
            return before not in _NOTHING
        if (
            low in _NOT
            or low.endswith("n't")
            or low in _NOTHING
            or (low in ("than", "from") and before in _APART)
        ):
            return True
        if low not in _BETWEEN:
            return False if low in _ENDS else None
    return None
