"""Where it is to go, as the person wrote it."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.date_words import MONTHS, WEEKDAYS
from consumer_twin.wish.reading.phrases import Phrases
from consumer_twin.wish.reading.slip import Slip

_CUES: Final = Phrases(
    {
        "sure": """
            delivered to, deliver to, delivery to, delivered in, delivery in, shipped to, ship to, ship it
            to, shipping to, send to, sent to, send it to, deliver it to, please deliver to, delivery
            address, delivery address :, deliver them to, to be delivered to, ships to, deliverable to, send
            them to, ship them to, bring to, bring it to, delivering to, delivery :, ship :, shipping
            address, shipping address :, shipping :, goes to, going to, delivered at, deliver at, mail to,
            mailed to, delivery in, geliefert nach, lieferung nach, liefern nach, lieferbar nach, versand
            nach, zu mir nach, lieferung in die, lieferung in, lieferung :, lieferadresse, lieferadresse :,
            lieferort, lieferort :, liefern an, lieferung an, geliefert an, geliefert in, schicken nach,
            senden nach, geschickt nach, nach hause nach, an meine adresse in, versendet nach, zustellung
            nach, zustellung in, lieferbar in, liefern in, versand in die, versand in, geliefert werden
            nach, lieferung bitte nach, bitte nach, zugestellt in, zugestellt nach, verschickt nach,
            lieferung zu, liefern zu, shipped over to
            """,
        "bare": "to, nach, an, over to, lieferung, versand",
    }
)
_DETERMINERS: Final = frozenset(
    "my our the a meine meinem meiner mein unser unsere unserem die der das den".split()
)
_SPOTS: Final = frozenset(
    """
        office home house flat apartment work door doorstep place address büro adresse wohnung haus arbeit
        firma parents
        """.split()
)
_JOINS: Final = frozenset("am an der in im the de la le upon on of ob bei le-".split())
_NO_PLACE: Final = frozenset(
    """
        möglichkeit maß mass wahl wunsch hause bedarf farbe din norm geschmack art weihnachten ostern
        silvester neujahr absprache euro eur usd chf gbp christmas easter xl l m s xxl bluetooth usb hdmi
        gratis frei kostenlos express asap wifi wi-fi vga dvi ethernet aux
        """.split()
)
_BEFORE_BARE: Final = frozenset(
    """
        next up close compatible similar connect connects due used back equal suche auf sucht search suchen
        fit need want like able easy ready looking have hook attach according thanks down from prior going
        one way access similar-looking ähnlich je riecht schmeckt
        """.split()
)


def read_place(slip: Slip) -> str | None:
    """Return where *slip* says it is to be delivered; its tokens are taken. A second place is unclear."""
    kept: str | None = None
    for kind in ("sure", "bare"):
        at = 0
        while at < len(slip):
            cue = _CUES.starting(slip.lows, at) if slip.is_free(at) else None
            if cue is None or cue[0] != kind or not slip.is_free(at, cue[1]):
                at += 1
                continue
            start = cue[1]
            if kind == "bare" and not _is_meant(slip, at, start):
                at += 1
                continue
            end = _place_end(slip, start, sure=kind == "sure")
            unled = slip.low(at) in ("lieferung", "versand") and not (
                slip.is_bound(at - 1) and slip.is_bound(end)
            )
            if end == start or unled:
                at += 1
                continue
            if kept is None:
                kept = slip.words(start, end)
                slip.take(at, start, "deliver_to")
                slip.keep(start, end, "deliver_to")
            else:
                slip.doubt(f"{slip.words(at, end)}: a second place", at, end)
            at = end
    return kept


def _is_meant(slip: Slip, at: int, start: int) -> bool:
    if slip.low(at - 1) in _BEFORE_BARE or (slip.low(at) == "an" and not slip.german):
        return False
    return slip.low(at) != "an" or slip.low(start) in _DETERMINERS


def _place_end(slip: Slip, start: int, *, sure: bool) -> int:
    at = start
    if slip.low(at) in _DETERMINERS and slip.is_free(at):
        at += 1
        if slip.low(at) in _SPOTS:
            end = at + 1
            if (
                slip.low(end) in ("in", "at", "near", "im")
                and (later := _name_end(slip, end + 1, sure=sure)) > end + 1
            ):
                return later
            return end if sure or slip.low(start) in ("my", "our", "meine", "mein", "meinem") else start
        later = _name_end(slip, at, sure=False)
        return later if later > at else start
    if slip.low(at) in _SPOTS and sure:
        return at + 1
    return _name_end(slip, at, sure=sure)


def _name_end(slip: Slip, start: int, *, sure: bool) -> int:
    """Return where the name of a place ends: a post code, words with capitals, their small joints.

    sure: a word of delivery stood before it, so that small letters or a post code alone are believed.
    """
    at = start
    if sure and slip.is_number(at) and slip.is_free(at):  # 221B Baker Street
        street = at + 1 + (slip.is_glued(at + 1) and len(slip.low(at + 1)) == 1)
        at = street if _is_name(slip, street) and not _is_post_code(slip, at) else at
    if _is_post_code(slip, at):
        named = slip.is_word(at + 1) and slip.tokens[at + 1].is_capital
        if not named:
            return at + 1 if sure and not slip.is_word(at + 1) else start
        at += 1
    end = _capitals_end(slip, at)
    if end == at and sure:
        end = _small_end(slip, at)
    if end == at:
        return start
    end += _is_post_code(slip, end)
    land = slip.low(end) == "," and slip.low(end + 1) in _COUNTRIES and _is_name(slip, end + 1)
    return end + 2 if land and slip.is_free(end) else end


def _is_post_code(slip: Slip, at: int) -> bool:
    low = slip.low(at)
    return slip.is_number(at) and slip.is_free(at) and low.isdecimal() and len(low) in (4, 5)


def _capitals_end(slip: Slip, at: int) -> int:
    while _is_name(slip, at):
        at += 1
        at += slip.low(at) == "." and slip.low(at - 1) in ("st", "dr") and slip.is_free(at)
        joins = slip.low(at) in _JOINS and (slip.german or slip.low(at) != "in")
        if joins and _is_name(slip, at + 1):
            at += 1
        elif joins and slip.low(at + 1) in ("der", "the") and _is_name(slip, at + 2):
            at += 2
    return at


def _small_end(slip: Slip, at: int) -> int:
    """Return the end of a place in small letters behind a word of delivery: `delivered to new york`."""
    if not slip.is_word(at) or not slip.is_free(at) or _is_time(slip, at) or slip.low(at) in _SMALL:
        return at
    two = slip.low(at) in _FIRST_OF_TWO and slip.is_word(at + 1) and slip.is_free(at + 1)
    return at + 1 + two


_FIRST_OF_TWO: Final = frozenset("new san los bad st den las saint".split())
_SMALL: Final = frozenset(
    """
        the a my our be me us it them by for in at before within under please bitte mir uns die der das den
        """.split()
)
_COUNTRIES: Final = frozenset(
    """
        austria germany switzerland france italy spain uk usa england scotland ireland poland netherlands
        belgium österreich deutschland schweiz frankreich italien spanien polen denmark sweden norway texas
        california ca tx ny florida wales canada australia
        """.split()
)


def _is_name(slip: Slip, at: int) -> bool:
    if not slip.is_word(at) or not slip.is_free(at) or not slip.tokens[at].is_capital:
        return False
    return slip.low(at) not in _NO_PLACE and not _is_time(slip, at)


def _is_time(slip: Slip, at: int) -> bool:
    low = slip.low(at)
    weekday = low in WEEKDAYS and len(low) > 3
    return weekday or low in MONTHS or low in ("tomorrow", "today", "morgen", "heute")
