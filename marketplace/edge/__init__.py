"""The directory with a store and on HTTP."""

from marketplace.edge.http import open_market

__all__ = ["open_market"]
