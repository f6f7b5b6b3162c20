"""The directory with a store and on HTTP."""

from marketplace.edge.http import OpenIndex, open_market
from marketplace.edge.reading import Read, Reader

__all__ = ["OpenIndex", "Read", "Reader", "open_market"]
