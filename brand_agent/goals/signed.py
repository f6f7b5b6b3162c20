"""The limits of a signed goal, with the articles that its words are about."""

from __future__ import annotations

from collections.abc import Sequence

from brand_agent.goals.book import Version
from brand_agent.goals.bounds import Signed
from brand_agent.goals.matching import meant
from brand_agent.policy import BrandPolicy
from brand_agent.stockroom import stockroom
from catalog_adapters import Entry


def signed_limits(version: Version, policy: BrandPolicy, entries: Sequence[Entry]) -> Signed:
    """Return what *version* holds every proposal to."""
    untouched, unknown = [], []
    for words in version.limits.excluded:
        found = meant(words, entries)
        if not found:
            unknown.append(words)
        articles = stockroom(found, policy).articles.values()
        untouched += [(*article.key, article.categories) for article in articles]
    return Signed(version.limits, tuple(untouched), tuple(unknown))
