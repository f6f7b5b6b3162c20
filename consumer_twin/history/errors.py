"""What can go wrong with a person's own history. Nothing of the file is kept then.

Spec: spec/90-learn.md (LEARN-20).
"""

from __future__ import annotations

from catalog_adapters.basics import BadColumnsError
from consumer_twin.errors import TwinError


class NotAHistoryError(TwinError):
    """The file is of a kind that can't be read."""

    code = "not-a-history"
    requirement = "LEARN-20"
    advice = "Give a CSV, an .eml or an .mbox; unpack an archive first, save a spreadsheet as CSV."


class NoPurchaseError(TwinError):
    """The file was read to its end and holds no purchase."""

    code = "no-purchase"
    requirement = "LEARN-20"
    advice = "See why with --preview; state columns with --map, the encoding with --encoding."


class UnknownImportError(TwinError):
    """No import has that number, or it was undone already."""

    code = "unknown-import"
    requirement = "LEARN-20"
    advice = "See `dailyme twin import --list`."


class UnknownColumnError(BadColumnsError):
    """The table has no column for the day or the title, or the mapping names what is not there."""

    requirement = "LEARN-20"
    advice = 'Map our names to the columns: --map title="Product name" --map date="Ordered on".'
