"""Bytes: which are read, and with which code the others are refused (WIRE-1 to WIRE-7)."""

from __future__ import annotations

from spec.generate.story import message
from spec.generate.vector import vector
from spec.generate.world import TWIN, Object, canonical

READS: Object = {"reads": True}


def cases() -> list[Object]:
    """Input is `text`, `hex`, or `repeat` (texts, how often each). `reads`: the same bytes come back."""
    return [*_size(), *_json(), *_spelling(), *_numbers(), *_names(), *_texts(), *_depth()]


def _good(key: str, why: str, text: str) -> Object:
    return vector(key, why, {"text": text}, READS)


def _bad(key: str, why: str, text: str, code: str) -> Object:
    return vector(key, why, {"text": text}, {"error": code})


def _repeat(key: str, why: str, parts: list[tuple[str, int]], expect: Object) -> Object:
    return vector(key, why, {"repeat": [list(part) for part in parts]}, expect)


def _size() -> list[Object]:
    return [
        _repeat("WIRE-1 64-kib", "65536 bytes are allowed", [('"', 1), ("a", 65534), ('"', 1)], READS),
        _repeat(
            "WIRE-1 one-byte-more",
            "65537 bytes are not",
            [('"', 1), ("a", 65535), ('"', 1)],
            {"error": "too-large"},
        ),
        _repeat(
            "WIRE-1 65-kib", "nor are 65 KiB", [('"', 1), ("a", 66558), ('"', 1)], {"error": "too-large"}
        ),
    ]


def _json() -> list[Object]:
    not_utf8, not_json = {"error": "not-utf8"}, {"error": "not-json"}
    return [
        vector("WIRE-2 utf-8", "é is two bytes in UTF-8", {"hex": "22c3a922"}, READS),
        vector("WIRE-2 latin-1", "é is one byte in ISO 8859-1", {"hex": "22e922"}, not_utf8),
        vector("WIRE-2 overlong", "UTF-8 allows the shortest form only", {"hex": "22c0af22"}, not_utf8),
        vector("WIRE-2 surrogate", "UTF-8 has no surrogates", {"hex": "22eda08022"}, not_utf8),
        vector("WIRE-2 byte-order-mark", "a byte order mark is no JSON", {"hex": "efbbbf7b7d"}, not_json),
        _good("WIRE-2 object", "one JSON text", "{}"),
        _bad("WIRE-2 two-texts", "two JSON texts are not one", "{}{}", "not-json"),
        _bad("WIRE-2 cut-off", "the object is not closed", '{"a":1', "not-json"),
        _bad("WIRE-2 empty", "no bytes are no JSON", "", "not-json"),
        _bad("WIRE-2 nan", "JSON has no NaN", "[NaN]", "not-json"),
        _bad("WIRE-2 single-quotes", "JSON quotes are double", "{'a':1}", "not-json"),
    ]


def _spelling() -> list[Object]:
    return [
        _good("WIRE-3 canonical", "sorted, without white space", '{"a":1,"b":[true,null]}'),
        _good("WIRE-3 message", "a whole message", canonical(message([], TWIN, "open")).decode()),
        _bad("WIRE-3 spaces", "white space is another spelling", '{"a": 1,"b":[true,null]}', "not-canonical"),
        _bad("WIRE-3 order", "b stands before a", '{"b":[true,null],"a":1}', "not-canonical"),
        _bad(
            "WIRE-3 line-end",
            "a line end after the text is white space",
            '{"a":1,"b":[true,null]}\n',
            "not-canonical",
        ),
        _bad("WIRE-3 duplicate", "two readers may keep different ones", '{"a":1,"a":2}', "duplicate-member"),
        _bad(
            "WIRE-3 same-twice",
            "a duplicate with the same value is one too",
            '{"a":1,"a":1}',
            "duplicate-member",
        ),
        _bad(
            "WIRE-3 duplicate-inside",
            "in an inner object too",
            '{"x":[{"a":1,"a":2}]}',
            "duplicate-member",
        ),
        _bad(
            "WIRE-3 duplicate-escaped",
            "by another spelling of its name too",
            '{"a":1,"\\u0061":2}',
            "duplicate-member",
        ),
        _good("WIRE-3 shortest-escape", "only the quote and the backslash are escaped", '"/\\"\\\\"'),
        _bad("WIRE-3 needless-escape", "a solidus needs no escape", '"\\/\\"\\\\"', "not-canonical"),
        _bad("WIRE-3 unicode-escape", "é stands for itself", '"\\u00e9"', "not-canonical"),
        _good("WIRE-3 zero", "zero has one spelling", "[0]"),
        _bad("WIRE-3 minus-zero", "zero has no sign", "[-0]", "not-canonical"),
    ]


def _numbers() -> list[Object]:
    return [
        _good("WIRE-4 greatest", "2^53-1", "[9007199254740991]"),
        _bad(
            "WIRE-4 too-great",
            "2^53 and 2^53+1 are one number to some readers",
            "[9007199254740992]",
            "bad-number",
        ),
        _good("WIRE-4 least", "-(2^53-1)", "[-9007199254740991]"),
        _bad("WIRE-4 too-small", "-(2^53)", "[-9007199254740992]", "bad-number"),
        _bad(
            "WIRE-4 beyond-64-bits",
            "whatever the reader's integers hold",
            "[18446744073709551616]",
            "bad-number",
        ),
        _good("WIRE-4 integer", "an integer", "[100]"),
        _bad("WIRE-4 fraction", "a fraction", "[100.5]", "bad-number"),
        _bad("WIRE-4 float", "a fraction of zero is a float all the same", "[100.0]", "bad-number"),
        _bad("WIRE-4 exponent", "so is an exponent", "[1e2]", "bad-number"),
        _bad("WIRE-4 infinite", "a number that no float holds is still a number", "[1e400]", "bad-number"),
    ]


def _names() -> list[Object]:
    return [
        _good("WIRE-5 printable", "space and tilde are the first and the last", '{" ~":1}'),
        _bad("WIRE-5 accent", "é is not ASCII", '{"é":1}', "bad-name"),
        _bad("WIRE-5 tab", "a tab is not printable", '{"\\t":1}', "bad-name"),
        _bad("WIRE-5 delete", "nor is U+007F", '{"\x7f":1}', "bad-name"),
        _bad("WIRE-5 inside", "in an unknown member too", '{"x":[{"é":1}]}', "bad-name"),
        _good("WIRE-5 empty", "a name may be empty", '{"":1}'),
    ]


def _texts() -> list[Object]:
    return [
        _good("WIRE-6 clef", "a character beyond 16 bits", '"\U0001d11e"'),
        _bad("WIRE-6 half-a-pair", "an escape for half of one", '"\\ud834"', "bad-text"),
    ]


def _depth() -> list[Object]:
    deep = {"error": "too-deep"}
    return [
        _repeat("WIRE-7 16-arrays", "16 deep is allowed", [("[", 16), ("]", 16)], READS),
        _repeat("WIRE-7 17-arrays", "17 deep is not", [("[", 17), ("]", 17)], deep),
        _repeat("WIRE-7 16-objects", "objects count alike", [('{"a":', 16), ("1", 1), ("}", 16)], READS),
        _repeat("WIRE-7 17-objects", "objects count alike", [('{"a":', 17), ("1", 1), ("}", 17)], deep),
        _repeat("WIRE-7 16-mixed", "eight of each are 16", [('[{"a":', 8), ("1", 1), ("}]", 8)], READS),
        _repeat("WIRE-7 17-mixed", "and one more is 17", [('[{"a":', 8), ("[]", 1), ("}]", 8)], deep),
        _repeat("WIRE-7 1025-arrays", "beyond the limit of some parsers", [("[", 1025), ("]", 1025)], deep),
        _repeat(
            "WIRE-7 30000-arrays",
            "a parser that recurses must not fall over",
            [("[", 30000), ("]", 30000)],
            deep,
        ),
    ]
