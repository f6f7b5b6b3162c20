"""How shares, prices and words stand in a policy: in quotes, and read without guessing.

A bare `0.1` in TOML is a binary float and no tenth, so every number with a point is text. Each reader raises
ValueError with what to write instead.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from protocol.money import Price, minor
from protocol.text import clean, fault


class Section(BaseModel):
    """A table of the policy: frozen, strict, with no key beyond those named."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", arbitrary_types_allowed=True)


def _decimal(value: object, *, example: str) -> Decimal:
    if not isinstance(value, str):
        raise ValueError(f'write a decimal number in quotes, such as "{example}"')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f'write a decimal number in quotes, such as "{example}"') from None
    if not number.is_finite() or len(value) > 20:
        raise ValueError(f'write a plain decimal number, such as "{example}"')
    return number


def _share(value: object) -> Decimal:
    number = _decimal(value, example="0.15")
    if not 0 <= number < 1:
        raise ValueError('write a share from "0" up to but not including "1"; fifteen percent is "0.15"')
    return number


def _cost_share(value: object) -> Decimal:
    number = _decimal(value, example="0.80")
    if not 0 < number <= 1:
        raise ValueError('write a share above "0" and up to "1"; eighty percent of the price is "0.80"')
    return number


def _eagerness(value: object) -> Decimal:
    number = _decimal(value, example="1.0")
    if not Decimal("0.05") <= number <= 20:
        raise ValueError('write a number from "0.05" (gives late) to "20" (gives early); "1.0" gives evenly')
    return number


def _price(value: object, info: ValidationInfo) -> Price:
    currency = (info.context or {}).get("currency", "USD")
    if not isinstance(value, str):
        raise ValueError('write an amount in quotes, such as "9.90"')
    try:
        return Price(amount=minor(value, currency), currency=currency)
    except ValueError as error:
        raise ValueError(f'{error}; write plain {currency} in quotes, such as "9.90"') from None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write a text in quotes")
    wrong = fault(value)
    if wrong is not None:
        raise ValueError(f"{wrong}; write {clean(value, 200)!r}")
    return value


Share = Annotated[Decimal, BeforeValidator(_share)]
CostShare = Annotated[Decimal, BeforeValidator(_cost_share)]
Eagerness = Annotated[Decimal, BeforeValidator(_eagerness)]
Amount = Annotated[Price, BeforeValidator(_price)]
Words = Annotated[str, BeforeValidator(_text), Field(max_length=200)]
Several = Field(strict=False)
