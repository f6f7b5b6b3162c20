"""Where a brand's goals stand: its policy's file, its store, and the catalog that the policy names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from brand_agent import BrandPolicy
from brand_agent.edge.goal_log import LOG
from brand_agent.edge.policy_file import example_policy, load_policy
from brand_agent.edge.tables import METADATA
from catalog_adapters import CatalogError, Entry
from dailyme.clock import now_ms
from dailyme.errors import CommandError
from dailyme.places import places
from dailyme.wiring.brand import brand_store, kept_store
from dailyme.wiring.shop import ShopFlags, read_shop
from foundation.database import Database

DEFAULT: Final = Path("brand.toml")
"""The policy, where --config names no other."""
assert LOG.metadata is METADATA  # its table is made with the brand's others


@dataclass(frozen=True)
class GoalPlace:
    """The policy in *config*, and the store of the brand at *origin* or at the URL *database*."""

    config: Path
    origin: str
    database: str | None = None

    @property
    def url(self) -> str:
        """The store's URL."""
        return self.database or brand_store(places(os.environ), self.origin)

    def is_kept(self) -> bool:
        """Whether there is a store."""
        file = self.url.removeprefix("sqlite:///")
        return not self.url.startswith("sqlite:///") or Path(file).exists()

    def kept(self) -> Database:
        """Open the store; the caller closes it. Raises `UsageError` if there is none."""
        return kept_store(places(os.environ), self.origin, self.database)

    def store(self) -> Database:
        """Open the store, made if it is not there: a goal may be set before anybody is served."""
        if self.database is None:
            places(os.environ).brand(self.origin).mkdir(mode=0o700, parents=True, exist_ok=True)
        store = Database(self.url)
        store.create(METADATA)
        return store


def shop_of(place: GoalPlace, otherwise: str | None = None) -> tuple[BrandPolicy, tuple[Entry, ...]]:
    """Return the policy, and what it sells; nothing where its catalog can't be read.

    otherwise: the currency of a brand without a brand.toml, to read words for; None: one is needed.
    Raises `CommandError` without a policy, and `PolicyError`.
    """
    if not place.config.is_file() and place.config == DEFAULT and otherwise is not None:
        return example_policy(name="My shop", currency=otherwise), ()
    if not place.config.is_file():
        raise CommandError(f"{place.config} is not there", "Give the policy with --config.")
    policy = load_policy(place.config)
    try:
        return policy, read_shop(ShopFlags(place.config), at_ms=now_ms(), local=False).entries
    except (CommandError, CatalogError):
        return policy, ()
