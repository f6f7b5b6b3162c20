"""Catalogs that brands already have, read into the protocol's catalog: tables, feeds, pages, JSON."""

from catalog_adapters.codes import CODES
from catalog_adapters.entry import CatalogError, Entry, Kind, Reject, SourceSettings
from catalog_adapters.source import read_source
from catalog_adapters.tables.proposal import Proposal, propose

__all__ = [
    "CODES",
    "CatalogError",
    "Entry",
    "Kind",
    "Proposal",
    "Reject",
    "SourceSettings",
    "propose",
    "read_source",
]
