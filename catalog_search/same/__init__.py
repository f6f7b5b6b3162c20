"""The same product in another shop: the evidence of a pair, and how likely that makes it."""

from catalog_search.same.article import Article, read
from catalog_search.same.blocking import Blocks
from catalog_search.same.grouping import SAME, Member, grouped
from catalog_search.same.matching import Match, best_matches
from catalog_search.same.rarity import Rarity

__all__ = [
    "SAME",
    "Article",
    "Blocks",
    "Match",
    "Member",
    "Rarity",
    "best_matches",
    "grouped",
    "read",
]
