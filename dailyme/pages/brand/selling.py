"""The policy in force and what it sells; without articles where the catalog can't be read just now."""

from __future__ import annotations

import asyncio

from brand_agent.edge.policy_file import load_policy
from catalog_adapters import CatalogError
from dailyme.errors import CommandError
from dailyme.pages.brand.office import Office
from dailyme.wiring.goal_words import Sold


async def sold(office: Office) -> Sold:
    """Return policy and articles. Raises `CommandError` without a catalog and a policy, or `PolicyError`."""
    try:
        shop = await office.shop()
    except (CommandError, CatalogError):
        if office.config is None:
            raise
        return await asyncio.to_thread(load_policy, office.config), ()
    return shop.policy, shop.entries
