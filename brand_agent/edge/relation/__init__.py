"""The brand's books on its relationships, in its database."""

from brand_agent.edge.relation.books import SqlBooks

__all__ = ["SqlBooks"]
