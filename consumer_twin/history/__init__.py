"""A person's own purchases: read from tables and mails, told apart, and remembered. Rules only, no disk.

They are read here and not in `catalog_adapters`, which brands use as well: a brand's process has no business
with code that reads people's mail.
"""

from consumer_twin.history.columns import OUR_NAMES, Columns, Layout
from consumer_twin.history.errors import (
    NoPurchaseError,
    NotAHistoryError,
    UnknownColumnError,
    UnknownImportError,
)
from consumer_twin.history.lessons import KINDS, bought, day_of, purchase_of, purchases_of
from consumer_twin.history.purchase import Purchase, keys, same, title_key
from consumer_twin.history.settings import HistorySettings
from consumer_twin.history.source import History, open_history

__all__ = [
    "KINDS",
    "OUR_NAMES",
    "Columns",
    "History",
    "HistorySettings",
    "Layout",
    "NoPurchaseError",
    "NotAHistoryError",
    "Purchase",
    "UnknownColumnError",
    "UnknownImportError",
    "bought",
    "day_of",
    "keys",
    "open_history",
    "purchase_of",
    "purchases_of",
    "same",
    "title_key",
]
