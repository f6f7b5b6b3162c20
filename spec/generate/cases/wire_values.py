"""Values: text, money, times, base64url (WIRE-6, WIRE-10 to WIRE-12, WIRE-15, WIRE-18)."""

from __future__ import annotations

from spec.generate.vector import vector
from spec.generate.world import Object


def texts() -> list[Object]:
    """Input is a `text`, escaped where it would be hard to see."""
    good = {
        "accent": ("é as one character", "caf\u00e9"),
        "hebrew": ("letters that are read from right to left", "\u05e9\u05dc\u05d5\u05dd"),
        "emoji": (
            "a family: four characters and three joiners",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        ),
        "flag-of-a-country": ("regional indicators are no tags", "\U0001f1ec\U0001f1e7"),
        "private-use": ("private use is assigned", "\ue000"),
        "space": ("one line of words", "a b"),
        "unicode-14": ("new in Unicode 14", "\U0001fae0"),
    }
    bad = {
        "accent-apart": ("e and a combining accent: not in normal form C", "cafe\u0301"),
        "angstrom-sign": ("a sign whose normal form is a letter", "\u212b"),
        "nul": ("a control character", "a\x00b"),
        "line-end": ("a control character too", "a\nb"),
        "delete": ("the last of ASCII is a control character", "a\x7fb"),
        "next-line": ("a control character of ISO 8859", "a\x85b"),
        "mark": ("a mark that turns the direction", "a\u200eb"),
        "override": ("an override makes txt.exe look like exe.txt", "a\u202eb"),
        "isolate": ("an isolate", "a\u2066b"),
        "tag": ("tags carry words that nobody sees", "a\U000e0041"),
        "unassigned": ("unassigned to this day", "\u0378"),
        "unicode-15": ("new in Unicode 15: a reader may not know it", "\U0001fae8"),
        "noncharacter": ("never a character", "\uffff"),
        "last-code-point": ("never a character", "\U0010ffff"),
    }
    return [
        *(
            vector(f"WIRE-6 {name}", why, {"text": text}, {"travels": True})
            for name, (why, text) in good.items()
        ),
        *(
            vector(f"WIRE-6 {name}", why, {"text": text}, {"error": "bad-text"})
            for name, (why, text) in bad.items()
        ),
    ]


def money() -> list[Object]:
    """Input is `money` (any sign), `price` (not negative), or `plus`, two amounts to add."""
    bad = {"error": "bad-message"}

    def amount(value: object, currency: object = "USD") -> Object:
        return {"amount": value, "currency": currency}

    return [
        vector("WIRE-10 cents", "two digits", {"money": amount(1999)}, {"words": "19.99 USD"}),
        vector("WIRE-10 yen", "no digits", {"money": amount(1999, "JPY")}, {"words": "1999 JPY"}),
        vector("WIRE-10 fils", "three digits", {"money": amount(1999, "KWD")}, {"words": "1.999 KWD"}),
        vector("WIRE-10 small", "less than one unit", {"money": amount(5)}, {"words": "0.05 USD"}),
        vector(
            "WIRE-10 reduction", "an amount may be negative", {"money": amount(-5)}, {"words": "-0.05 USD"}
        ),
        vector("WIRE-10 lower-case", "a code is in capitals", {"money": amount(1999, "usd")}, bad),
        vector("WIRE-10 no-code", "XXX means no currency", {"money": amount(1999, "XXX")}, bad),
        vector("WIRE-10 withdrawn-code", "the German mark is gone", {"money": amount(1999, "DEM")}, bad),
        vector("WIRE-10 no-currency", "a bare number is no money", {"money": {"amount": 1999}}, bad),
        vector("WIRE-10 price", "a price is an amount", {"price": amount(0)}, {"words": "0.00 USD"}),
        vector("WIRE-10 negative-price", "a price is not negative", {"price": amount(-1)}, bad),
        vector("WIRE-15 number", "an integer", {"money": amount(1)}, {"words": "0.01 USD"}),
        vector("WIRE-15 number-in-quotes", "a text is no number", {"money": amount("1")}, bad),
        vector("WIRE-15 true", "true is no number", {"money": amount(True)}, bad),
        vector("WIRE-15 null", "null is no text", {"money": amount(1, None)}, bad),
        vector("WIRE-11 same", "cents and cents", {"plus": [amount(1), amount(2)]}, {"words": "0.03 USD"}),
        vector(
            "WIRE-11 two",
            "cents and euro cents",
            {"plus": [amount(1), amount(2, "EUR")]},
            {"error": "currency-mismatch"},
        ),
    ]


def times() -> list[Object]:
    """Input is a `time`; `ms` are milliseconds since 1970."""
    good = {
        "utc": ("the one spelling", "2026-12-01T09:30:00Z", 1796117400000),
        "beginning": ("where counting begins", "1970-01-01T00:00:00Z", 0),
        "leap-day": ("2028 has 366 days", "2028-02-29T00:00:00Z", 1835395200000),
        "year-1000": ("four digits", "1000-01-01T00:00:00Z", -30610224000000),
    }
    bad = {
        "offset": ("another spelling of the same time", "2026-12-01T09:30:00+00:00"),
        "fraction": ("whole seconds only", "2026-12-01T09:30:00.000Z"),
        "small-letters": ("capital T and Z", "2026-12-01t09:30:00z"),
        "space": ("a T, not a space", "2026-12-01 09:30:00Z"),
        "no-seconds": ("seconds are needed", "2026-12-01T09:30Z"),
        "no-leap-day": ("2026 has 365 days", "2026-02-29T00:00:00Z"),
        "hour-24": ("the next day has that name", "2026-12-01T24:00:00Z"),
        "leap-second": ("a minute has 60 seconds here", "2016-12-31T23:59:60Z"),
        "other-digits": ("ASCII digits only", "\uff12\uff10\uff12\uff16-12-01T09:30:00Z"),
        "line-end": ("nothing may follow", "2026-12-01T09:30:00Z\n"),
        "local": ("a time without a zone is none", "2026-12-01T09:30:00"),
    }
    return [
        *(
            vector(f"WIRE-12 {name}", why, {"time": text}, {"ms": ms})
            for name, (why, text, ms) in good.items()
        ),
        *(
            vector(f"WIRE-12 {name}", why, {"time": text}, {"error": "bad-message"})
            for name, (why, text) in bad.items()
        ),
    ]


def base64url() -> list[Object]:
    """Input is a `text`; `hex` are the bytes that it spells (the good ones are from RFC 4648)."""
    good = {
        "nothing": ("no bytes", "", ""),
        "one": ("four unused bits, all zero", "Zg", "66"),
        "two": ("two unused bits, both zero", "Zm8", "666f"),
        "six": ("no unused bits", "Zm9vYmFy", "666f6f626172"),
        "url-alphabet": ("62 and 63 are - and _", "-_8", "fbff"),
    }
    bad = {
        "unused-bits": ("the same byte as Zg to a lax reader", "Zh"),
        "two-unused-bits": ("the same bytes as Zm8 to a lax reader", "Zm9"),
        "padding": ("no padding", "Zg=="),
        "other-alphabet": ("+ and / are of the other alphabet", "+/8"),
        "one-letter": ("six bits are no byte", "Z"),
        "line-end": ("nothing may follow", "Zg\n"),
        "space": ("nothing may stand between", "Zm 8"),
        "accent": ("é is in no alphabet", "Zm\u00e9"),
    }
    return [
        *(
            vector(f"WIRE-18 {name}", why, {"text": text}, {"hex": hexed})
            for name, (why, text, hexed) in good.items()
        ),
        *(
            vector(f"WIRE-18 {name}", why, {"text": text}, {"error": "bad-base64url"})
            for name, (why, text) in bad.items()
        ),
    ]
