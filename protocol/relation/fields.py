"""Fields that identify a person, and what a value of each looks like.

Spec: spec/36-consent.md (CONS-11). Whether an address exists is for whoever delivers to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from protocol.relation.consent import FieldName
from protocol.relation.grant_errors import BadValueError

_LINE: Final = r".{1,%d}"
_SHAPES: Final[Mapping[FieldName, re.Pattern[str]]] = MappingProxyType(
    {
        "name": re.compile(_LINE % 200),
        "email": re.compile(r"(?=.{3,254}$)[^@\s]+@[^@\s]+"),
        "phone": re.compile(r"\+[1-9][0-9]{6,14}"),
        "delivery-address": re.compile(_LINE % 500),
        "billing-address": re.compile(_LINE % 500),
        "birth-date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        "loyalty-number": re.compile(r"[A-Za-z0-9-]{1,64}"),
    }
)

LOOKS: Final[Mapping[FieldName, str]] = MappingProxyType(
    {
        "name": "a text, up to 200 characters",
        "email": "a text with one `@`, up to 254 characters",
        "phone": "E.164: `+` and 7 to 15 digits",
        "delivery-address": "a text, up to 500 characters, as on a parcel",
        "billing-address": "a text, up to 500 characters, as on a bill",
        "birth-date": "a day, `YYYY-MM-DD`",
        "loyalty-number": "letters, digits and hyphens, up to 64",
    }
)
"""What a value of each field looks like, for people."""


def check_value(field: str, value: Any) -> None:
    """Return if *value* can be one of *field*. Raises `BadValueError` (CONS-11).

    >>> check_value("phone", "+14155550100")
    """
    shape = _SHAPES.get(field)  # type: ignore[call-overload]  # any text may be asked for
    if shape is None or type(value) is not str or shape.fullmatch(value) is None:  # CONS-11
        raise BadValueError(field)
    if not value.strip() or (field == "birth-date" and not _is_day(value)):  # CONS-11
        raise BadValueError(field)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
