"""The wish: what a person looks for, as options and search terms.

Spec: spec/10-wish.md.
"""

from __future__ import annotations

from consumer_twin.wish.asks import Asks
from consumer_twin.wish.lines import MAX_LINES, MAX_QUANTITY, MAX_TEXT, Wish, WishLine, read_wish

__all__ = ["MAX_LINES", "MAX_QUANTITY", "MAX_TEXT", "Asks", "Wish", "WishLine", "read_wish"]
