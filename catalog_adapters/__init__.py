"""Catalogs that brands already have, read into the protocol's catalog: tables, feeds, pages, JSON."""

from catalog_adapters.codes import CODES
from catalog_adapters.entry import Asked, CatalogError, Entry, Kind, Reject, SourceSettings
from catalog_adapters.later import entry_at
from catalog_adapters.source import read_source
from catalog_adapters.tables.proposal import Proposal, propose

__all__ = [
    "CODES",
    "Asked",
    "CatalogError",
    "Entry",
    "Kind",
    "Proposal",
    "Reject",
    "SourceSettings",
    "entry_at",
    "propose",
    "read_source",
]
