"""Where the twin meets the world: brands over HTTP, public pages, the store, and the talks that wait."""

from consumer_twin.edge.brands import HttpBrands
from consumer_twin.edge.hints import shipped_complements
from consumer_twin.edge.imports import About, Kept, SqlImports
from consumer_twin.edge.memory import SqlMemory
from consumer_twin.edge.opening import Fresh, Manner, open_twin
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.prices import SqlPrices
from consumer_twin.edge.spool import Counts, Spool
from consumer_twin.edge.standing import SqlStanding
from consumer_twin.edge.store import SqlStore
from consumer_twin.scan import Places

__all__ = [
    "About",
    "Counts",
    "Fresh",
    "HttpBrands",
    "Kept",
    "Manner",
    "Patience",
    "Places",
    "Spool",
    "SqlImports",
    "SqlMemory",
    "SqlPrices",
    "SqlStanding",
    "SqlStore",
    "open_twin",
    "shipped_complements",
]
