"""Predicates, what they say of a person, and what a claim discloses (CLAIM-1 to CLAIM-13, CLAIM-32).

Input is a `predicate`; with `facts`, what is known of somebody, words in a list: expected are a `verdict`
and whether they are eligible. With `disclosed`, whether exactly that is to be said.
"""

from __future__ import annotations

from collections.abc import Mapping

from spec.generate.vector import vector
from spec.generate.world import Json, Object

STUDENT: Object = {"op": "eq", "fact": "student", "value": True}
US: Object = {"op": "eq", "fact": "country", "value": "US"}
CLUB: Object = {"op": "in", "fact": "member-of", "values": ["cycling-club", "ski-club"]}
HOME: Object = {"op": "ge", "fact": "household-size", "value": 3}
WHOLE: Object = {"op": "and", "of": [US, {"op": "or", "of": [STUDENT, CLUB]}]}
NO_CLUB: Object = {"op": "not", "of": CLUB}


def cases() -> list[Object]:
    """Return them all."""
    return [*_read(), *_asked(), *_disclosed()]


def _good(key: str, why: str, predicate: Json) -> Object:
    return vector(key, why, {"predicate": predicate}, {"reads": True})


def _bad(key: str, why: str, predicate: Json, code: str) -> Object:
    return vector(key, why, {"predicate": predicate}, {"error": code})


def _deep(levels: int) -> Object:
    found = STUDENT
    for _ in range(levels - 1):
        found = {"op": "not", "of": found}
    return found


def _wide(leaves: int) -> Object:
    sizes: list[Json] = [{"op": "ne", "fact": "agreements", "value": number} for number in range(leaves)]
    return {"op": "and", "of": sizes}


def _clubs(number: int) -> Object:
    return {"op": "in", "fact": "member-of", "values": [f"club-{one:02}" for one in range(number)]}


FLAGS = ("adult", "apprentice", "first-deal", "student", "teacher", "volunteer")


def _facts(*more: Object) -> Object:
    flags: list[Json] = [{"op": "eq", "fact": name, "value": True} for name in FLAGS]
    return {"op": "or", "of": [*flags, *more]}


def _read() -> list[Object]:
    own = {"op": "eq", "fact": "shoe-size", "value": 42}
    faith = {"op": "eq", "fact": "religion", "value": "any"}
    parish = {"op": "in", "fact": "member-of", "values": ["st-mary-church"]}
    return [
        _good("CLAIM-1 registered", "a registered fact", STUDENT),
        _bad("CLAIM-1 shoe-size", "a fact that nobody registered", own, "unknown-fact"),
        _good("CLAIM-2 student", "nothing sensitive", STUDENT),
        _bad("CLAIM-2 religion", "a sensitive fact", faith, "sensitive-fact"),
        _bad("CLAIM-2 birth-date", "an exact age", {**faith, "fact": "birth-date"}, "sensitive-fact"),
        _bad("CLAIM-2 inside", "one inside another", {"op": "not", "of": faith}, "sensitive-fact"),
        _bad("CLAIM-2 church", "a sensitive word of a plain fact", parish, "sensitive-fact"),
        _good("CLAIM-3 number", "a number in its range", HOME),
        _bad("CLAIM-3 text", "a number in quotes", {**HOME, "value": "3"}, "fact-type-mismatch"),
        _bad("CLAIM-3 range", "a household of 21", {**HOME, "value": 21}, "fact-type-mismatch"),
        _bad("CLAIM-3 flag-as-number", "true is no 1", {**STUDENT, "value": 1}, "fact-type-mismatch"),
        _bad("CLAIM-3 order", "no country is less", {**US, "op": "lt"}, "fact-type-mismatch"),
        _bad("CLAIM-3 words", "several words are not equal", {**US, "fact": "owns"}, "fact-type-mismatch"),
        _good("CLAIM-5 shape", "exactly its members", WHOLE),
        _bad("CLAIM-5 more", "a member too many", {**STUDENT, "note": "x"}, "bad-predicate"),
        _bad("CLAIM-5 less", "no value", {"op": "eq", "fact": "student"}, "bad-predicate"),
        _bad("CLAIM-5 empty", "all of nothing", {"op": "and", "of": []}, "bad-predicate"),
        _bad("CLAIM-5 text", "a text is no predicate", "student", "bad-predicate"),
        _good("CLAIM-6 in", "an operator of the language", CLUB),
        _bad("CLAIM-6 pattern", "a regular expression", {**US, "op": "matches"}, "unbounded-predicate"),
        _good("CLAIM-7 five", "five deep", _deep(5)),
        _bad("CLAIM-7 six", "six deep", _deep(6), "predicate-too-deep"),
        _good("CLAIM-8 nodes", "24 nodes", _wide(23)),
        _bad("CLAIM-8 nodes-25", "25 nodes", _wide(24), "predicate-too-large"),
        _good("CLAIM-8 values", "64 values", _clubs(64)),
        _bad("CLAIM-8 values-65", "65 values", _clubs(65), "predicate-too-large"),
        _good("CLAIM-8 facts", "eight facts", _facts(CLUB, HOME)),
        _bad("CLAIM-8 facts-9", "nine facts", _facts(CLUB, HOME, US), "predicate-too-large"),
        *_possible(),
    ]


def _possible() -> list[Object]:
    def both(*parts: Object) -> Object:
        return {"op": "and", "of": [*parts]}

    def either(*parts: Object) -> Object:
        return {"op": "or", "of": [*parts]}

    repeat = {"op": "eq", "fact": "repeat", "value": True}
    first = {"op": "eq", "fact": "first-deal", "value": True}
    small = {"op": "lt", "fact": "household-size", "value": 3}
    return [
        _good("CLAIM-9 both", "both can be true", both(STUDENT, HOME)),
        _bad("CLAIM-9 apart", "3 and more, and less than 3", both(HOME, small), "contradictory-predicate"),
        _bad("CLAIM-9 twice", "both in turn", both(repeat, first), "contradictory-predicate"),
        _bad(
            "CLAIM-9 branches",
            "each branch for a reason of its own",
            both(either(small, US), HOME, {**US, "op": "ne"}),
            "contradictory-predicate",
        ),
        _bad("CLAIM-9 not-a-member", "nobody can show that", NO_CLUB, "contradictory-predicate"),
        _good("CLAIM-10 some", "some are not", either(STUDENT, HOME)),
        _bad("CLAIM-10 all", "either way", either(HOME, small), "vacuous-predicate"),
        _bad("CLAIM-10 least", "every household", {**HOME, "value": 1}, "vacuous-predicate"),
    ]


def _asked() -> list[Object]:
    def asked(key: str, why: str, predicate: Object, facts: Mapping[str, Json], verdict: str) -> Object:
        given = {"predicate": predicate, "facts": dict(facts)}
        return vector(key, why, given, {"verdict": verdict, "holds": [verdict == "true"]})

    here, away = {"country": "US"}, {"country": "DE"}
    ski = {"member-of": ["chess-club", "ski-club"]}
    return [
        asked("CLAIM-11 holds", "a student there", WHOLE, {**here, "student": True}, "true"),
        asked("CLAIM-11 member", "a member there", WHOLE, {**here, **ski}, "true"),
        asked("CLAIM-11 nothing-known", "nothing is known", WHOLE, {}, "unknown"),
        asked("CLAIM-11 settled", "one false settles it", WHOLE, away, "false"),
        asked("CLAIM-11 not-unknown", "not unknown is unknown", _deep(2), {}, "unknown"),
        asked("CLAIM-12 has-one", "one of them", CLUB, ski, "true"),
        asked("CLAIM-12 others", "others were said", CLUB, {"member-of": ["chess-club"]}, "unknown"),
        asked("CLAIM-13 true", "it is true", HOME, {"household-size": 3}, "true"),
        asked("CLAIM-13 false", "it is false", HOME, {"household-size": 2}, "false"),
        asked("CLAIM-13 unknown", "it is unknown", HOME, {"student": True}, "unknown"),
    ]


def _disclosed() -> list[Object]:
    known = {"student": True, "member-of": ["chess-club", "ski-club"], "household-size": 4}

    def said(name: str, why: str, predicate: Object, disclosed: Mapping[str, Json], *, least: bool) -> Object:
        given = {
            "predicate": predicate,
            "facts": dict(known),
            "region": "US-CA",
            "disclosed": dict(disclosed),
        }
        return vector(f"CLAIM-32 {name}", why, given, {"holds": [least]})

    return [
        said("cheapest", "the branch that tells least", WHOLE, {"student": True}, least=True),
        said("dearer", "a branch that tells more", WHOLE, {"member-of": ["ski-club"]}, least=False),
        said("both", "more than is needed", WHOLE, {"student": True, "household-size": 4}, least=False),
        said("one-word", "the one word that is needed", CLUB, {"member-of": ["ski-club"]}, least=True),
        said("all-words", "every club", CLUB, {"member-of": ["chess-club", "ski-club"]}, least=False),
        said("nothing", "the open says it", US, {}, least=True),
    ]
