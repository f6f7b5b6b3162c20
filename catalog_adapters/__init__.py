"""Catalogs that brands already have, read into the protocol's catalog: CSV, Merchant XML, JSON-LD pages."""

from catalog_adapters.codes import CODES
from catalog_adapters.entry import CatalogError, Entry, Kind, Reject, SourceSettings
from catalog_adapters.source import read_source

__all__ = ["CODES", "CatalogError", "Entry", "Kind", "Reject", "SourceSettings", "read_source"]
