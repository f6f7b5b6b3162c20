"""What lies beneath the adapters, for whoever reads other things from the same kinds of file.

Rows of a table with rejects and bounds, JSON-LD as shops write it, and words without markup.
"""

from catalog_adapters.entry import (
    BadColumnsError,
    BadSettingsError,
    CatalogError,
    NoSourceError,
    Reject,
    SourceSettings,
    UnknownKindError,
)
from catalog_adapters.item import Place, RowError
from catalog_adapters.json_text import BadJsonError, read_json
from catalog_adapters.pages.ld_graph import Graph, Node, line_of
from catalog_adapters.pages.page_text import known_encoding, page_text
from catalog_adapters.rows import Row
from catalog_adapters.tables.decoding import broken
from catalog_adapters.tables.header import Header, find_header
from catalog_adapters.tables.table import read_rows
from catalog_adapters.terms import bare, read_count
from catalog_adapters.words import NAME, TITLE, plain_words

__all__ = [
    "NAME", "TITLE", "BadColumnsError", "BadJsonError", "BadSettingsError", "CatalogError", "Graph", "Header",
    "NoSourceError", "Node", "Place", "Reject", "Row", "RowError", "SourceSettings", "UnknownKindError",
    "bare", "broken", "find_header", "known_encoding", "line_of", "page_text", "plain_words", "read_count",
    "read_json", "read_rows",
]  # fmt: skip
