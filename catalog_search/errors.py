"""What can go wrong with an index. Each error has a code and an advice."""

from __future__ import annotations

from typing import ClassVar


class SearchError(Exception):
    """Something that no index can do."""

    code: ClassVar[str] = "search-error"
    advice: ClassVar[str] = "Read the message; nothing was changed."


class EmptyQueryError(SearchError):
    """A query without a word that says anything."""

    code = "empty-query"
    advice = "Give at least one word, model number or barcode."

    def __init__(self, text: str) -> None:
        super().__init__(f"{text[:80]!r} has no word to search for")
        self.text = text


class BadLimitError(SearchError):
    """A number of hits that no page has."""

    code = "bad-limit"
    advice = "Give a number from 1 to 1000."

    def __init__(self, limit: int) -> None:
        super().__init__(f"{limit} is no number of hits")
        self.limit = limit


class NotAnIndexError(SearchError):
    """A file that is no index of this kind, or of a version that this program does not know."""

    code = "not-an-index"
    advice = "Delete the folder and index the catalogs again; an index holds nothing of its own."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path} is no index: {reason}")
        self.path = path


class BadCursorError(SearchError):
    """A cursor that no slice of an index gave."""

    code = "bad-cursor"
    advice = "Give the cursor of the slice before, unchanged; none for the first."

    def __init__(self, cursor: str) -> None:
        super().__init__(f"{cursor[:80]!r} is no cursor")
        self.cursor = cursor


class UnreachableIndexError(SearchError):
    """A database that does not answer, breaks off or lets nobody in."""

    code = "unreachable-index"
    advice = "Check the URL and that the database runs; what was not finished was not written."

    def __init__(self, reason: str) -> None:
        super().__init__(f"the database can't be used: {reason}")
        self.reason = reason


class TwiceError(SearchError):
    """A catalog in which one id stands for two products."""

    code = "product-twice"
    advice = "Give each product an id of its own."

    def __init__(self, seller: str) -> None:
        super().__init__(f"{seller} has two products of one id in its catalog")
        self.seller = seller
