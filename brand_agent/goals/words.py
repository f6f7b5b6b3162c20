"""What marketers' words mean: metrics, segments, limits and orders, in English and German.

Patterns over lower-case text; the longer phrase stands first. A word that is not here is not guessed at.
"""

from __future__ import annotations

import re
from typing import Final

from brand_agent.goals.goal import Direction, Metric, SegmentName


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


METRICS: Final = (
    (Metric.REPEAT_SHARE, _any(
        r"(?:share|proportion|percentage) of (?:returning|repeat|loyal) (?:customers|buyers)",
        r"repeat[\s-](?:purchase|customer|buyer)?[\s-]?(?:rate|share)", r"retention(?: rate)?",
        r"repeat business",
        r"anteil (?:der|an|von) (?:wiederkäufern?|wiederkäufer|stammkunden|wiederkehrenden kunden)",
        r"wiederkauf(?:s)?(?:rate|quote)", r"wiederkäuferanteil",
    )),
    (Metric.AVERAGE_ORDER, _any(
        r"average (?:order|basket|cart|sale)(?: (?:value|size))?", r"(?:basket|cart) (?:value|size)",
        r"aov",
        r"durchschnittliche[rnsm]? (?:warenkorb|bestell(?:ung|wert)|einkauf|bestellungen)",
        r"(?:durchschnitts|ø-?)(?:bon|warenkorb|bestellwert)", r"warenkorb(?:wert)?", r"bestellwert",
    )),
    (Metric.NEW_CUSTOMERS, _any(
        r"(?:number of )?(?:new|first-time|first time) (?:customers?|buyers?|clients|shoppers)(?: numbers?)?",
        r"(?:zahl der |anzahl der |anzahl )?neukunden", r"neue[nr]? (?:kunden|käufern?|kundinnen)",
    )),
    (Metric.CLOSE_RATE, _any(
        r"conversion(?:[\s-]rate)?", r"clos(?:e|ing)[\s-]rate", r"abschluss(?:quote|rate)",
        r"konversions?(?:rate|quote)?",
        r"win[\s-]rate",
    )),
    (Metric.RETURNS, _any(r"return(?:s)? rate", r"(?<!on )returns", r"retouren(?:quote)?",
        r"rücksendungen", r"rückgaben")),
    (Metric.CONCESSIONS, _any(
        r"(?:what|how much) we give away(?: in discounts)?", r"concessions?",
        r"discounts?(?! (?:on|no|at|of|under|to))",
        r"nachlässe?n?", r"rabatte", r"discounting", r"zugeständnisse",
    )),
    (Metric.MARGIN, _any(r"(?:\w+ )?margins?", r"(?:brutto|netto|gewinn|handels)?(?:marge|spanne)n?")),
    (Metric.PROFIT, _any(r"(?:gross |net )?profits?", r"earnings?",
        r"(?:roh)?gewinn(?:e|s|plus|ziel|wachstum|steigerung)?",
        r"ertr(?:ag|äge)", r"deckungsbeitrag")),
    (Metric.REVENUE, _any(
        r"(?:sales )?revenues?", r"turnover", r"sales(?! (?:volume|units))", r"takings", r"umsätze?",
        r"umsatz(?:es|plus|ziel|wachstum|steigerung)?", r"erlöse?", r"einnahmen",
    )),
    (Metric.DEALS, _any(
        r"(?:number of )?(?:orders|deals|purchases|agreements|sales transactions)",
        r"(?:zahl der |anzahl der )?(?:bestellungen|aufträge|abschlüsse|käufe|kaufabschlüsse)",
    )),
    (Metric.UNITS, _any(r"(?:number of )?(?:units|pieces|items)(?: sold)?", r"absatz(?:es|menge)?",
        r"stück(?:zahl(?:en)?)?", r"sales volume")),
)  # fmt: skip
VERBS: Final = (
    (Metric.UNITS, _any(r"sell(?:ing)?", r"verkauf(?:t|en|e)?")),
    (
        Metric.REVENUE,
        _any(
            r"buy",
            r"bring(?:ing)? in",
            r"tak(?:e|ing) in",
            r"turn over",
            r"umsetzen",
            r"einnehmen",
            r"spend",
            r"kaufen",
            r"einkaufen",
            r"ausgeben",
        ),
    ),
)
"""Where no noun says it: selling is counted in pieces, buying in money."""

UP: Final = _any(
    r"more", r"increase[sd]?", r"increasing", r"grow(?:s|ing|th)?", r"rais(?:e|es|ing)",
    r"lift(?:s|ing)?", r"boost(?:s|ing)?", r"push(?:es|ing)?",
    r"add(?:s|ing)?", r"reach(?:es|ing)?", r"hit(?:s|ting)?", r"improv(?:e|es|ing)", r"get", r"gain",
    r"win", r"sell", r"higher", r"up", r"bring", r"target",
    r"need", r"at least", r"by", r"to", r"mehr", r"steiger\w*", r"erhöh\w*", r"gewinnen", r"wachsen",
    r"steig\w*", r"schaffen", r"verbesser\w*",
    r"bringen", r"anheben", r"ausbauen", r"mindestens", r"neue", r"extra", r"additional", r"zusätzlich\w*",
)  # fmt: skip
DOWN: Final = _any(
    r"fewer", r"less", r"lower(?:s|ing)?", r"cut(?:s|ting)?", r"reduc(?:e|es|ing)", r"decreas\w+",
    r"shrink", r"halve", r"weniger", r"senk\w*",
    r"reduzier\w*", r"verringer\w*", r"drück\w*", r"halbier\w*", r"runter", r"down", r"fall(?:s|ing)?",
    r"drop(?:s|ping)?",
)  # fmt: skip
HOLD: Final = _any(
    r"keep(?=.*(?:where it is|flat|steady|stable|constant|level|as it is))", r"hold(?:ing)?",
    r"maintain(?:ing)?", r"halten", r"stabil",
    r"(?:must|should|may) not (?:fall|drop|decline|shrink)", r"darf nicht (?:fallen|sinken)",
    r"nicht (?:sinken|fallen)", r"flat",
)  # fmt: skip
MORE: Final = _any(
    r"more", r"mehr", r"extra", r"additional(?:ly)?", r"zusätzlich\w*", r"add", r"further", r"weitere"
)
"""A figure beside one of these is a difference; `by`, `um` before it say so too."""
LEVEL: Final = re.compile(
    r"(?:\b(?:to|auf|at|of|von|reach|hit|is|are|mindestens|at least)|:)\s*$", re.IGNORECASE
)
DIFFERENCE: Final = re.compile(r"(?:\b(?:by|um|another)|[+])\s*$", re.IGNORECASE)

_LAPSED: Final = (
    r"(?:customers|people|buyers|clients|those|kunden|käufer)[,]? (?:who|that|die)[^.;,:]{0,30}?"
    r"(?:haven'?t|have not|did not|didn't|nicht|nichts)[^.;,:]{0,60}?"
    r"(?:days?|weeks?|months?|years?|tagen?|wochen?|monaten?|jahren?)"
    r"(?: mehr)?(?: nicht)?(?: nichts)?(?: mehr)?(?: (?:gekauft|bestellt))?(?: haben)?"
)
SEGMENTS: Final[tuple[tuple[SegmentName, re.Pattern[str]], ...]] = (
    ("lapsed", _any(_LAPSED, r"(?:lapsed|inactive|former|dormant) (?:customers|buyers|clients)",
        r"(?:ehemalige|inaktive|verlorene)[nr]? kunden")),
    ("registered", _any(r"registered (?:customers|users|buyers)",
        r"registrierte[nr]? (?:kunden|nutzern?)", r"angemeldete[nr]? kunden")),
    ("repeat", _any(
        r"(?:our |the )?(?:best|loyal|regular|returning|repeat|existing|top|most loyal|good) "
        r"(?:customers|buyers|clients|shoppers)",
        r"regulars",
        r"(?:unsere[nr]? |den |die )?(?:besten?|treue[nr]?|treuesten|wiederkehrende[nr]?|gute[nr]?) kunden",
        r"stammkund(?:en|schaft)",
        r"bestandskunden", r"wiederkäufern?",
    )),
    ("student", _any(r"students?", r"student(?:en|innen)", r"studierende[nr]?")),
    ("teacher", _any(r"teachers?", r"lehrern?", r"lehrkräften?", r"lehrer(?:innen)?")),
    ("member", _any(r"(?:club |programme )?members", r"(?:klub|club|vereins)?mitglieder[n]?")),
    ("new", _any(r"new (?:customers|buyers)", r"neukunden", r"neue[nr]? kunden")),
)  # fmt: skip

FLOOR: Final = _any(
    r"(?:never|not|don'?t|can'?t|cannot|mustn'?t|nothing)[^.;]{0,40}?(?:under|below)",
    r"(?:without|no)[^.;]{0,40}?(?:under|below)", r"at least", r"minimum", r"min\.?", r"floor", r"keep",
    r"nie[^.;]{0,20}?unter", r"nicht[^.;]{0,20}?unter", r"mindestens", r"untergrenze", r"mindest\w+",
    r"wenigstens", r"no less than", r"not less than",
    r"nicht weniger als", r"stay above", r"above", r"über",
)  # fmt: skip
CEILING: Final = _any(
    r"below", r"under", r"unter", r"beneath", r"within",
    r"no more than", r"not more than", r"more than", r"at most", r"max(?:imum|imal|\.)?", r"up to",
    r"no deeper than", r"never (?:more than|over|above|exceed\w*)",
    r"nie (?:über|mehr als)", r"höchstens", r"ohne mehr als", r"nicht mehr als", r"over", r"above",
    r"not exceed", r"limit\w*", r"cap\w*", r"über", r"nicht über(?:steigen|schreiten)",
    r"obergrenze", r"bis zu", r"deeper than",
)  # fmt: skip
MARGIN_WORDS: Final = _any(r"margins?", r"(?:\w*?)(?:marge|spanne)n?")
DISCOUNT_WORDS: Final = _any(
    r"discounts?", r"discounting", r"off", r"rabatte?s?n?", r"nachl(?:ass|ässe|ässen)", r"reductions?",
    r"price cuts?", r"skonto", r"preisnachl(?:ass|ässe)",
)  # fmt: skip
COST: Final = _any(
    r"(?:never |not |nothing )(?:go |sell )?below cost", r"never (?:sell )?at a loss",
    r"nie unter (?:ein(?:kaufs|stands)preis|einkauf|einstand)",
    r"nicht unter (?:ein(?:kaufs|stands)preis|einstand)", r"nie mit verlust",
)  # fmt: skip
CLEAR: Final = (
    r"(?P<verb>(?:clear(?:ing)?(?: out)?|sell(?:ing)? (?:off|out)(?: of)?"
    r"|get(?:ting)? rid of|liquidat(?:e|ing)"
    r"|run(?:ning)? down|empty(?:ing)?|mov(?:e|ing)(?= .*(?:stock|inventory))))\s+"
    r"(?P<share>.{0,14}?\bof\s+)?(?P<about>[^,.;:!?]+)"
)
CLEAR_DE: Final = (
    r"(?:räum(?:t|en|e)|leert)\s+(?:bis ende \w+\s+)?(?P<about>[^,.;:!?]+)",
    r"(?P<about>(?:die |den |das |alle )?[\w-]+(?:\s[\w-]+){0,3}?)\s+(?:aus)?"
    r"(?:räumen|abverkaufen|ausverkaufen|abbauen|leeren|loswerden)(?!\w)",
)
CLEAR_BARE: Final = (
    r"müssen\s+(?P<about>(?:die |der |das |alle )?[\w-]+(?:\s[\w-]+){0,2}?)\s+(?:weg|raus)(?!\w)",
    r"(?:zuerst|first)\s+(?P<about>(?:die |the |our |unsere )?(?:[\w'-]+\s)?"
    r"[\w'-]*(?:restposten|ware|stock|collection|kollektion|inventory))(?!\w)",
)
"""Without a verb of clearing."""
STOCK_LEVEL: Final = r"(?:lager)?best[aä]nde?\s+(?:an|von)\s+(?P<about>[\w-]+)"
FIRST: Final = _any(
    r"first",
    r"zuerst",
    r"erst(?:mal)?",
    r"als erstes",
    r"zunächst",
    r"priority one",
    r"top priority",
    r"vor allem",
    r"above all",
)
THEN: Final = _any(
    r"then",
    r"dann",
    r"danach",
    r"priority two",
    r"second priority",
    r"after that",
    r"second(?:ly)?",
    r"anschließend",
)

EXCLUDE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bleave (?P<x>[^,.;!?]+?) (?:alone|out)\b(?: of (?:it|this))?",
        r"\bstay (?:off|away from) (?P<x>[^,.;!?]+)",
        r"\b(?:do not|don'?t|never) (?:touch|discount|reduce|change|lower) "
        r"(?!more|deeper|over|below|under)(?P<x>[^,.;!?\d]+)",
        r"\bno (?:discounts?|offers?|promotions?|reductions?) (?:on|for) (?P<x>[^,.;!?]+)",
        r"\bwithout (?:touching|discounting) (?!more|deeper|over)(?P<x>[^,.;!?\d]+)",
        r"\bnothing on (?P<x>[^,.;!?]+)",
        r"\b(?:except|exclude|excluding|apart from) (?:for )?(?P<x>[^,.;!?]+)",
        r"\b(?:keine|kein) (?:rabatte?|nachl(?:ass|ässe)|aktionen)(?: mehr)? "
        r"(?:auf|für|bei) (?P<x>[^,.;!?]+)",
        r"(?P<x>[^,.;!?]+?) (?:(?:ist|sind|bleib(?:t|en)) )?(?:ausgenommen|ausgeschlossen|unangetastet)\b",
        r"\b(?:finger weg von|außer|ausgenommen|nicht anfassen:) (?P<x>[^,.;!?]+)",
        r"(?P<x>[^,.;!?]+?) (?:nie|nicht) (?:rabattieren|reduzieren|anfassen)\b",
    )
)
KEEP_OUT: Final = re.compile(
    r"^(?:the|our|any|all|die|den|das|der|unsere[nr]?|alle|markenware von"
    r"|produkte von|artikel von|brand|marke)\s+", re.IGNORECASE
)  # fmt: skip
GOODS: Final = re.compile(
    r"^(?:(?:first|zuerst|erst|then|dann|the|our|any|all|of|off|old|remaining|rest of"
    r"|pairs? of|pieces? of|units? of|paar|stück"
    r"|die|den|das|der|unsere[nrs]?|alle[nr]?|alte[nrs]?|übrige[nr]?|from|auf|with)\s+)+",
    re.IGNORECASE,
)
GOODS_END: Final = re.compile(
    r"\s*(?:\b(?:first|zuerst|then|dann|stock|inventory|by|until|till|within|before|in|for|with|and|und"
    r"|but|aber|bis|innerhalb|please|bitte|um|"
    r"at|more|mehr|als|than|next|this|over|during|to|auf|mit|is|are|should|soll|sollen)\b.*|[-\u2013].*)?$",
    re.IGNORECASE,
)  # fmt: skip
UNIT_GOODS: Final = re.compile(
    r"^\s*(?:more |mehr )?(?:(?:units|pieces|stück|items) (?:of )?)?(?P<about>[^,.;:!?\d]+)", re.IGNORECASE
)
METRIC_GOODS: Final = re.compile(
    r"^\s*(?:on|from|in|of|with|bei|mit|an|von) (?P<about>[^,.;:!?\d]+)", re.IGNORECASE
)
NO_GOODS: Final = _any(
    r"them", r"it", r"those", r"everyone", r"us", r"total", r"people", r"which", r"general", r"ihnen",
    r"discounts?", r"orders?", r"sales",
    r"customers?", r"kunden", r"units", r"pieces",
)  # fmt: skip

DIRECTIONS: Final = ((Direction.HOLD, HOLD), (Direction.DOWN, DOWN), (Direction.UP, UP))
NO: Final = _any(r"no", r"not", r"never", r"keine?n?", r"nicht", r"nie", r"don'?t")
