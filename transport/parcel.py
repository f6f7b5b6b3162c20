"""A parcel: a signed message, and the values that travel beside it.

Spec: spec/36-consent.md (CONS-1 to CONS-5), spec/20-wire.md.

Without values a parcel is the message's own bytes. With them both stand in one canonical object of another
media type, so the message can be kept, logged and verified alone, and the values be erased.
"""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ValidationError

from protocol import decode, encode
from protocol.canonical import spell
from protocol.commitment import Beside, Carried
from protocol.message import BadMessageError, shape_fault
from transport.media import CARRIED, MESSAGE


class Parcel(NamedTuple):
    """The exact bytes of a message, and what stands beside it."""

    data: bytes
    values: tuple[Beside, ...] = ()


def wrap(parcel: Parcel) -> tuple[bytes, str]:
    """Return the body to send for *parcel*, and its media type. Raises `TooLargeError` (WIRE-1)."""
    if not parcel.values:
        return parcel.data, MESSAGE
    values = [one.members() for one in parcel.values]
    return encode({"message": decode(parcel.data), "values": values}), CARRIED


def unwrap(body: bytes, kind: str) -> Parcel:
    """Return the parcel in *body*, whose media type is *kind*.

    Raises what `decode` raises, or `BadMessageError` (CONS-2) for a carried object of another shape.
    """
    if kind != CARRIED:
        return Parcel(body)
    value = decode(body)
    try:
        carried = Carried.model_validate(value)
    except ValidationError as error:  # CONS-2
        raise BadMessageError(shape_fault(error)) from None
    return Parcel(spell(carried.message), carried.values)
