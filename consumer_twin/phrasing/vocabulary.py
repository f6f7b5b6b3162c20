"""The words that tell a language, open a sentence, point somewhere, or push; English and German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from consumer_twin.phrasing.templates import Language

Words = frozenset[str]


def _words(text: str) -> Words:
    return frozenset(text.split())


TELLING: Final[Mapping[Language, Words]] = MappingProxyType(
    {
        "en": _words(
            "the a an is are it its this that with for and but than more less you your of to at from "
            "because by costs gives stands would which while up in my me i need want under not no or "
            "some"
        ),
        "de": _words(
            "der die das ein eine einen ist sind es mit für und aber als mehr weniger du sie dein ihr "
            "von zu bei aus weil kostet gibt steht würde welche während auf dafür ich brauche suche "
            "bis unter nicht kein keine oder den dem im beim am"
        ),
    }
)
"""Words that only the one language has, or has more often than the other."""

OPENING: Final[Mapping[Language, Words]] = MappingProxyType(
    {
        "en": _words(
            "a after all although an and as at because best beside besides bought both but by buying "
            "choosing compared delivery despite each even first for from getting giving going "
            "haggling having here how if in instead it its just less more moreover most much "
            "negotiating no not of offers on once one only or otherwise overall paying picking price "
            "returns right second shipping since so still taking that the their then there these they "
            "this those though thus to together total warranty we what when where which while with "
            "without won yes yet you your"
        ),
        "de": _words(
            "aber alle als am an auch auf aus bei beide beides beim besser bester damit dafür dagegen "
            "das dazu dein denn der deshalb die dies diese dieser dieses du durch ein eine einen "
            "einer er es für gegenüber gibt günstiger hier ihr im in insgesamt ist je jedoch kein "
            "keine man mehr mit nach nimmst noch nur ob obwohl oder ohne sie sind so sparen statt "
            "trotz über um und unter verglichen vom von vor während warum was weil weniger wenn wer "
            "wie wir zu zum zur zwar zuerst zusammen"
        ),
    }
)
"""Words that may open a sentence with a capital."""

NOUNS: Final[Mapping[Language, Words]] = MappingProxyType(
    {
        "en": frozenset(),
        "de": _words(
            "Angebot Angebots Anbieter Auswahl Betrag Einkauf Ersparnis Euro Dollar Franken "
            "Garantie Garantiezeit Geld Gesamtpreis Handeln Kauf Laden Lieferung Lieferzeit Liste "
            "Listenpreis Listenpreises Mehrpreis Monat Monate Monaten Nachteil Platz Preis Preises "
            "Prozent Rabatt Rang Rückgabe Rückgabefrist Stelle Tag Tage Tagen Unterschied Vergleich "
            "Verhandlung Verhandlungen Verkäufer Vorteil Wahl Zeit"
        ),
    }
)
"""Words with a capital that may stand anywhere."""

PUSHING: Final = _words(
    "buy click ignore disregard hurry immediately must never visit subscribe "
    "guaranteed scam kauf kaufe kaufen klick klicke ignoriere ignorieren sofort bestelle "
    "bestellen muss musst niemals beeil garantiert"
)
"""Words of an order or a warning; a reason needs none of them."""

AHEAD: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "cheaper": _words(
            "cheaper cheapest lower lowest billiger billigste günstiger günstigste günstigsten"
        ),
        "dearer": _words("dearer pricier costlier expensive higher teurer teuerste höher"),
        "sooner": _words("sooner faster earlier quicker fastest soonest früher schneller schnellste"),
        "later": _words("later slower longest später langsamer"),
        "longer": _words("longer extra länger längere längeren"),
        "shorter": _words("shorter kürzer kürzere kürzeren"),
    }
)
"""Words that say in which direction two offers differ."""

MORE: Final = _words("more mehr additional zusätzlich")
LESS: Final = _words("less fewer weniger")
"""Words that say a direction only together with what they count."""
TIMES: Final = re.compile(r"warrant|garantie|return|rückgabe|zurück", re.IGNORECASE)
"""What more is better of."""
