"""The twin on this machine: which settings, which seed, which store."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from consumer_twin.points import PointValue
from consumer_twin.wish.lines import SPARE_SHARE
from dailyme.amounts import read_amount
from dailyme.errors import UsageError
from dailyme.places import Places, places
from dailyme.seed import seed_or_test
from dailyme.settings import MandateRule, Settings, load_settings
from dailyme.show import hints
from negotiation import Mandate
from protocol import Price

TEST_SEED: Final = "No seed yet: a test seed is used, for brands on this machine only. Run `dailyme init`."


@dataclass(frozen=True)
class Here:
    """This machine and this person: their places and their settings."""

    places: Places
    settings: Settings

    @property
    def store(self) -> str:
        """The URL of the twin's database."""
        return self.settings.database or self.places.twin_store

    def seed(self, *, local: bool, as_json: bool) -> bytes:
        """Return the person's seed; on a developer's machine without one, a marked test seed, and say so."""
        seed, test = seed_or_test(self.places.seed, "twin", local=local, make="dailyme init")
        if test and not as_json:
            hints().print(TEST_SEED, soft_wrap=True)
        return seed


def here(flags: Mapping[str, Any] | None = None) -> Here:
    """Return this machine and person, with *flags* over the environment over the settings."""
    where = places(os.environ)
    return Here(where, load_settings(where.settings, os.environ, flags))


def no_seed() -> bytes:
    """Return a seed for a twin that signs nothing."""
    return secrets.token_bytes(32)


def mandate_of(rule: MandateRule, per_deal: str | None) -> Mandate | None:
    """Return the mandate of the settings, or of the flag *per_deal*, which wins; None if neither is given.

    Raises `UsageError` for an amount that can't be read.
    """
    if per_deal is not None:
        return Mandate(read_amount(per_deal, "--mandate"), None, None, None)
    if rule.per_deal is None and rule.per_month is None:
        return None
    try:
        return Mandate(
            None if rule.per_deal is None else read_amount(rule.per_deal, "per_deal"),
            None if rule.per_month is None else read_amount(rule.per_month, "per_month"),
            frozenset(rule.categories) or None,
            None,
        )
    except ValueError as error:
        raise UsageError(f"[mandate] can't be used: {error}", "See config.toml.") from None


def point_value_of(settings: Settings) -> PointValue | None:
    """Return what a brand's point is worth to the person; None if they set nothing. Raises `UsageError`."""
    if settings.point_value is None:
        return None
    try:
        return PointValue.read(settings.point_value)
    except ValueError as error:
        raise UsageError(f"point_value can't be used: {error}", "See config.toml.") from None


def spare_share_of(settings: Settings) -> float:
    """Return what a spare piece is worth, as a share of the price of one. Raises `UsageError`."""
    if settings.spare_worth is None:
        return SPARE_SHARE
    try:
        return float(settings.spare_worth)
    except ValueError:
        raise UsageError("spare_worth is no number", 'Give a share such as "0.80".') from None


def question_cost_of(settings: Settings) -> Price | None:
    """Return what answering a question costs the person; None if they set nothing. Raises `UsageError`."""
    return None if settings.question_cost is None else read_amount(settings.question_cost, "question_cost")
