"""Where the twin meets the world: brands over HTTP, public pages, the store, and the talks that wait."""

from consumer_twin.edge.brands import HttpBrands, Places
from consumer_twin.edge.opening import Fresh, Manner, open_twin
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.store import SqlStore

__all__ = ["Fresh", "HttpBrands", "Manner", "Patience", "Places", "SqlStore", "open_twin"]
