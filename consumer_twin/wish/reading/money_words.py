"""The words around an amount: whether it is the most or the least, for one piece or for all."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.phrases import Phrases

MOST: Final = "most"
LEAST: Final = "least"
ABOUT: Final = "about"
EACH: Final = "each"
PLAIN: Final = "plain"
ALL: Final = "all"
NOT: Final = "not"
RANGE: Final = "range"
MEASURE: Final = "measure"

BEFORE: Final = Phrases(
    {
        MOST: """
            under, below, less than, lower than, cheaper than, up to, upto, at most, at the most, no more
            than, not more than, max, max ., maximum, maximal, maximally, within, within budget of, no
            higher than, <, < =, ≤, budget, budget max, not exceeding, not to exceed, limit, price
            limit, ceiling, cap, capped at, inside, beneath, as much as, höchstens, allerhöchstens, bis, bis
            zu, unter, unterhalb, unterhalb von, weniger als, nicht mehr als, nicht über, nicht teurer als,
            günstiger als, billiger als, preislimit, obergrenze, preisobergrenze, maximalpreis, höchstpreis,
            bis max, bis max ., bis maximal, tops, höchst, maximale, maximaler, maximum of, maximum budget,
            max budget, keinesfalls mehr als, innerhalb von, till, until
            """,
        ABOUT: """
            around, about, approximately, approx, approx ., circa, ca, ca ., roughly, ~, ≈, somewhere
            around, in the region of, or so, um, um die, so um die, so um, rund, etwa, ungefähr, zirka, an
            die, c ., near, in the neighbourhood of, so ca, so ca ., so circa, so etwa, in etwa
            """,
        LEAST: """
            over, above, more than, at least, min, min ., minimum, minimal, starting at, starting from,
            upwards of, no less than, not less than, >, > =, ≥, greater than, ab, mindestens, mind, mind .,
            wenigstens, über, mehr als, nicht unter, nicht weniger als, minimum budget, minimum of,
            exceed, exceeding, exceeds, oberhalb, beyond, oberhalb von, teurer als
            """,
        RANGE: "between, zwischen, from, von, anywhere between, anywhere from",
        EACH: """
            à, each, je, jeweils, per piece, apiece, pro stück, je stück, per unit, a piece, das stück,
            stückpreis, each for, price each, einzeln, pro person
            """,
        ALL: """in total, total, altogether, insgesamt, zusammen, gesamt, all together, total of, a total of,
            for all, gesamtpreis, gesamtbudget, total budget, alles zusammen, for everything""",
        PLAIN: """
            for, at, price, price is, the price is, cost, costs, costing, priced, priced at, für, zu, zum
            preis von, preis, kosten, kostet, price of, of, is, :, =, spend, pay, to spend, ist, liegt bei,
            bei, can be, should be, soll, darf, sollte, dürfen, sollten, range, price range, preislich,
            preisrahmen, preisklasse, preisspanne, es, it, should, can, may, be, i, will, want to, would
            like to, ich, will, ausgeben, my, mein, a, the, ein, einem, einen, wir, we, have, habe, haben,
            von, mit, with, in the range of, worth, zahlen, zahle, würde, would, nur, only, just, and, und,
            but, aber, sein, ausgeben, so, cost of, kosten von, budget of, budget von, budget is, a budget
            of, budget ist, mit budget
            """,
        NOT: """
            not, no, nothing, never, don't, shouldn't, mustn't, can't, cannot, won't, nicht, nichts, kein,
            keine, keinen, niemals, keinesfalls, not cost, not be, nicht be
            """,
    }
)
AFTER: Final = Phrases(
    {
        MOST: """
            max, max ., maximum, maximal, tops, at most, at the most, or less, or under, or below, or
            cheaper, oder weniger, höchstens, or lower, oder günstiger, oder billiger, limit, at max, at the
            max, top, and below, and under, is my limit, is the limit, is my max, is my maximum, ist das
            limit, ist limit, ist maximum, ist schluss, is the max, is the maximum, ist das maximum, oder
            drunter, oder darunter
            """,
        LEAST: """
            or more, and up, and above, and more, +, oder mehr, und mehr, aufwärts, or above, at least,
            minimum
            """,
        ABOUT: "or so, -ish, ish, oder so, give or take, roughly, in etwa, ungefähr, circa",
        EACH: """
            each, apiece, a piece, per piece, per unit, a unit, per item, a pop, / piece, / unit, / each, /
            stück, pro stück, je stück, das stück, stück, jeweils, pro paar, per pair, a pair, das paar, je
            paar, / stk, / pc, ea, per one, for each, for one, pro einheit, pro teil, je teil, stückpreis,
            every one, pro exemplar, / st, pp, per head
            """,
        ALL: """
            together, in total, total, altogether, all in, insgesamt, zusammen, gesamt, alles in allem, for
            all, for both, all together, for the lot, the lot, for everything, overall, alles zusammen, in
            summe, for the pair, for the set, für alle, für beide, für alles, komplett, all-in
            """,
        PLAIN: """
            kosten, ausgeben, budget, kostet, range, of budget, liegen, sein, bezahlen, zahlen, be, to
            spend, ausgegeben, inkl ., inklusive
            """,
    }
)
PER: Final = frozenset(("per", "pro", "je", "/"))
NO_PIECE: Final = frozenset(
    """
        kg kilo kilogram g gram gramm l liter litre month monat year jahr week woche hour stunde m meter
        metre km day tag night nacht square quadratmeter qm m² laufmeter running foot feet yard mile page
        """.split()
)
PIECES: Final = frozenset(
    """
        bottle flasche box can dose jar glas pack packet packung karton kiste bag tüte beutel roll rolle bar
        tafel tin tube sack eimer pair paar piece stück unit set person plate teller cup tasse mug book buch
        chair stuhl
        """.split()
)
