"""The words of days, months and feasts, English and German."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from consumer_twin.wish.reading.phrases import Phrases

WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "monday mondays montag montags mo mon",
            "tuesday tuesdays dienstag dienstags tue tues",
            "wednesday wednesdays mittwoch mittwochs wed weds",
            "thursday thursdays donnerstag donnerstags thu thur thurs",
            "friday fridays freitag freitags fri fr",
            "saturday saturdays samstag samstags sonnabend sat sa",
            "sunday sundays sonntag sonntags",
        )
    )
    for word in words.split()
}
SHORT: Final = frozenset("mo mon tue tues wed weds thu thur thurs fri fr sat sa so sun".split())
"""Words that are weekdays only beside a word of time."""

MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar jänner jaenner",
            "february feb februar feber",
            "march mar märz mrz maerz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for word in words.split()
}

_ORDINALS: Final = (
    """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
        twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
        twenty-ninth thirtieth thirty-first
        """
).split()
_ORDINALE: Final = (
    """
        erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte
        vierzehnte fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste einundzwanzigste
        zweiundzwanzigste dreiundzwanzigste vierundzwanzigste fünfundzwanzigste sechsundzwanzigste
        siebenundzwanzigste achtundzwanzigste neunundzwanzigste dreißigste einunddreißigste
        """
).split()
ORDINALS: Final = (
    {word: number for number, word in enumerate(_ORDINALS, start=1)}
    | {word: number for number, word in enumerate(_ORDINALE, start=1)}
    | {f"{word}{end}": number for number, word in enumerate(_ORDINALE, start=1) for end in "nrms"}
)
ORDINAL_ENDS: Final = frozenset(("st", "nd", "rd", "th", "ter", "ten", "te"))

_SPANS: Final = {
    1: "day days tag tage tagen tages",
    7: "week weeks woche wochen",
    14: "fortnight fortnights",
    0: "werktage werktagen",
    -24: "hour hours hrs stunde stunden",
    31: "month months monat monate monaten monats",
    365: "year jahr",
}
SPANS: Final = {word: days for days, words in _SPANS.items() for word in words.split()}
"""Days of each; months and years go by the calendar, hours are divided by 24, working days are open."""


def _sunday(year: int) -> date:
    """Easter Sunday. Source: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, *divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return date(year, n, (h - m + r + n + 19) % 32)


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _advent(count: int) -> Callable[[int], date]:
    def day(year: int) -> date:
        eve = date(year, 12, 24)
        return eve - timedelta(days=(eve.weekday() + 1) % 7 + 7 * (4 - count))

    return day


FEASTS: Final[Mapping[tuple[str, ...], Callable[[int], date]]] = {
    tuple(name.split()): rule
    for names, rule in {
        """christmas, christmas day, xmas, x-mas, weihnachten, weihnacht, 1 . weihnachtstag, weihnachtstag,
            ersten weihnachtstag""": _fixed(12, 25),
        """
            christmas eve, xmas eve, heiligabend, heilig abend, heiligen abend, heiliger abend, heilige
            abend, weihnachtsabend
            """: _fixed(12, 24),
        "boxing day, zweiten weihnachtstag": _fixed(12, 26),
        "new year's eve, new years eve, silvester, sylvester, nye, silvesterabend": _fixed(12, 31),
        """
            end of the year, end of year, year end, year's end, the year's end, jahresende, ende des jahres,
            end of this year
            """: _fixed(12, 31),
        "new year, new year's, new year's day, new years day, neujahr, the new year": _fixed(1, 1),
        """
            nikolaus, st nicholas, nikolaustag, st nicholas day, saint nicholas day, st . nicholas day
            """: _fixed(12, 6),
        "epiphany, dreikönigstag, heilige drei könige": _fixed(1, 6),
        "valentine's day, valentines day, valentinstag, valentine's, valentines": _fixed(2, 14),
        "halloween": _fixed(10, 31),
        "st patrick's day, st . patrick's day": _fixed(3, 17),
        "easter, easter sunday, ostern, ostersonntag": _sunday,
        "good friday, karfreitag": lambda year: _sunday(year) - timedelta(days=2),
        "easter monday, ostermontag": lambda year: _sunday(year) + timedelta(days=1),
        "pentecost, whitsun, pfingsten, pfingstsonntag": lambda year: _sunday(year) + timedelta(days=49),
        "thanksgiving, thanksgiving day": lambda year: _nth(year, 11, 3, 4),
        "black friday": lambda year: _nth(year, 11, 3, 4) + timedelta(days=1),
        "cyber monday": lambda year: _nth(year, 11, 3, 4) + timedelta(days=4),
        "first advent, first sunday of advent, ersten advent, erster advent, 1 . advent": _advent(1),
        "zweiten advent, zweiter advent, 2 . advent": _advent(2),
        "dritten advent, 3 . advent": _advent(3),
        "vierten advent, 4 . advent": _advent(4),
    }.items()
    for name in names.split(",")
}  # fmt: skip

BY, AFTER, PURPOSE = "by", "after", "purpose"

BEFORE: Final = Phrases(
    {
        BY: """
            for, für, by, before, until, till, til, 'til, on, no later than, not later than, latest, at the
            latest by, by the, on the, before the, until the, till the, for the, up to, deadline, due,
            needed by, need it by, at the latest on, ahead of, prior to, bis, bis zum, bis zur, bis
            spätestens, spätestens, spätestens am, spätestens bis, spätestens zum, vor, vor dem, vor der,
            am, zum, zu, bis an, allerspätestens, termin, noch vor, bis am, an, arriving, arrive, arrives,
            in time for, just in time for, rechtzeitig zu, rechtzeitig zum, rechtzeitig vor, bis zu,
            delivery, lieferung, latest by, deliver by, at latest, as of, bis vor, pünktlich zu, pünktlich
            zum, noch
            """,
        PURPOSE: "für den, fürs",
        AFTER: """
            after, not before, nach, nicht vor, since, seit, from, ab, frühestens, earliest, starting,
            starts in, starts, starting from, as from, no earlier than, nicht vor dem, ab dem, nach dem, von
            """,
    }
)
LATEST: Final = Phrases(
    {
        BY: """
            at the latest, latest, at latest, spätestens, please, the latest, or earlier, or sooner, oder
            früher, tops, max, maximal, höchstens, evening, morning, afternoon, night, abend, früh,
            vormittag, nachmittag, mittag, noon, or before, at most
            """
    }
)
WITHIN: Final = Phrases(
    {
        BY: """
            within, within the next, in, in the next, in at most, in under, in less than, innerhalb,
            innerhalb von, innerhalb der nächsten, binnen, in den nächsten, in spätestens, in maximal, in
            höchstens, within max, in about, in max, in etwa, within at most, in ca, in ca ., in no more
            than, inside, no later than in, no more than, spätestens in, in max ., bis in, by in, over the
            next, im laufe von, delivery within, delivery in, lieferung in, lieferbar in, lieferzeit,
            lieferzeit max, lieferzeit max ., delivery time, innert, lieferzeit maximal, lieferzeit
            höchstens, in weniger als, under
            """,
    }
)
