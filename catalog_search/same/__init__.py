"""The same product in another shop: the evidence of a pair, and how likely that makes it."""

from catalog_search.same.article import Article, read
from catalog_search.same.blocking import Blocks, Rarity
from catalog_search.same.matching import Match, best_matches

__all__ = ["Article", "Blocks", "Match", "Rarity", "best_matches", "read"]
