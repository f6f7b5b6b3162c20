"""Reading a policy from TOML, and saying well what is wrong with it.

Everything that is wrong is told together, each with the key's path, what was found and what to write instead.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from brand_agent.errors import Fault, PolicyError
from brand_agent.policy import (
    BrandFacts,
    BrandPolicy,
    CatalogRule,
    CostRule,
    ExtraRule,
    PersonalTermsRule,
    ShippingOption,
    TaxRule,
    TermsRule,
    WarrantyStep,
)
from brand_agent.policy_answers import AnswerRule, AnswersRule
from brand_agent.policy_fulfilment import FulfilmentRule, RemedyRule
from brand_agent.policy_guardrails import AgeStep, Guardrails
from brand_agent.policy_keeping import ConsentRule, KeepingRule
from brand_agent.policy_ladder import BenefitRule, EarlyRule, RungRule
from brand_agent.policy_mandate import MandateRule
from brand_agent.policy_mediation import MediationRule
from brand_agent.policy_offers import PromotionRule, SegmentRule
from brand_agent.policy_together import BundleRule, VolumeRule
from protocol.money import exponent


def read_policy(text: str) -> BrandPolicy:
    """Return the policy that *text* (TOML) states.

    Raises `PolicyError` with everything that is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([Fault("brand.toml", "", f"this is no TOML: {error}")]) from None
    try:
        return BrandPolicy.model_validate(data, context={"currency": _currency(data)}).read_from(text)
    except ValidationError as error:
        raise PolicyError(list(_faults(error))) from None


def _currency(data: Mapping[str, Any]) -> str:
    brand = data.get("brand")
    named = brand.get("currency", "USD") if isinstance(brand, dict) else "USD"
    try:
        exponent(named)
    except (TypeError, ValueError):
        return "USD"  # brand.currency is reported itself
    return str(named)


_ADVICE: Final = {
    "missing": "this key is needed",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "string_type": "write a text in quotes",
    "tuple_type": "write a list in square brackets",
    "model_type": "write a table",
    "dict_type": "write a table",
    "too_short": "write at least one",
}


def _faults(error: ValidationError) -> Iterator[Fault]:
    details = error.errors(include_url=False)
    for detail in details:
        if not _follows(detail, details):
            yield Fault(_path(detail["loc"]), _found(detail), _instead(detail))


def _follows(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether *detail* only follows from another: a list short by a bad entry, a default not reached."""
    depth = len(detail["loc"])
    short = any(len(one["loc"]) > depth and one["loc"][:depth] == detail["loc"] for one in details)
    return detail["type"] == "default_factory_not_called" or (detail["type"] == "too_short" and short)


def _path(loc: tuple[int | str, ...]) -> str:
    """Write *loc* with dots; tables of a list count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "brand.toml"


def _found(detail: ErrorDetails) -> str:
    if detail["type"] in {"missing", "extra_forbidden"} or isinstance(detail["input"], Mapping):
        return ""
    given = detail["input"]
    shown = f'"{given}"' if isinstance(given, str) else str(given)
    return f"found {shown[:60]}"


def _instead(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _did_you_mean(tuple(detail["loc"]))
    if "currency" in detail["loc"]:
        return "write an ISO 4217 code, such as USD"
    if kind == "literal_error":
        return f"write one of {detail['ctx']['expected']}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "string_pattern_mismatch":
        return f"write an ISO {'3166 region, such as US' if 'regions' in detail['loc'] else '4217 code'}"
    return _ADVICE.get(kind, detail["msg"].lower())


def _did_you_mean(loc: tuple[int | str, ...]) -> str:
    model: type[BaseModel] = BrandPolicy
    for part in loc[:-1]:
        if isinstance(part, str):
            model = _SECTIONS[part]
    known = list(model.model_fields)
    close = get_close_matches(str(loc[-1]), known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else f"the keys here are {', '.join(known)}"
    return f"there is no such key; {hint}"


_SECTIONS: Final[Mapping[str, type[BaseModel]]] = {
    "brand": BrandFacts,
    "catalog": CatalogRule,
    "cost": CostRule,
    "guardrails": Guardrails,
    "mediation": MediationRule,
    "mandate": MandateRule,
    "age": AgeStep,
    "tax": TaxRule,
    "shipping": ShippingOption,
    "terms": TermsRule,
    "extras": ExtraRule,
    "warranty_steps": WarrantyStep,
    "personal_terms": PersonalTermsRule,
    "consent": ConsentRule,
    "keeping": KeepingRule,
    "segment": SegmentRule,
    "promotion": PromotionRule,
    "ladder": RungRule,
    "benefits": BenefitRule,
    "early": EarlyRule,
    "volume": VolumeRule,
    "bundle": BundleRule,
    "answers": AnswersRule,
    "fulfilment": FulfilmentRule,
    "remedies": RemedyRule,
    "known": AnswerRule,
}
