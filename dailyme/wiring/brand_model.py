"""The language model as a brand's marketer uses it: what the brand keeps to itself is in no prompt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

from brand_agent import BrandPolicy
from dailyme.acts.here import here
from dailyme.model_ledger import ledger_at
from dailyme.models import open_model
from language import LanguageModel, Private


@asynccontextmanager
async def brand_model(flag: str | None, policy: BrandPolicy | None) -> AsyncIterator[LanguageModel]:
    """Give the model of *flag*, else of the settings, guarded for what *policy* keeps to itself."""
    at = here({"model": flag})
    async with open_model(at.settings, private_of(policy), ledger_at(at.places.data)) as model:
        yield model


def private_of(policy: BrandPolicy | None) -> Private:
    """Return what no prompt may hold: floors and the cost's share, as shares and in per cent, and budgets."""
    if policy is None:
        return Private()
    rules = policy.guardrails
    shares = [rules.floor_margin, *(step.floor_margin for step in rules.age)]
    shares += [] if policy.cost.share is None else [policy.cost.share]
    numbers = [number for share in shares if share for number in (share, share * Decimal(100))]
    prices = [] if rules.daily_concessions is None else [rules.daily_concessions]
    return Private.of(numbers=numbers, prices=prices)
