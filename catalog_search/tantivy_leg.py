"""The lexical leg that is quick: tantivy, from the extra `search`.

One thread writes, so that the same batches make the same segments, and equal scores come in the same order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from catalog_search.legs import Need

_HEAP_BYTES = 64_000_000


class Tantivy:
    """Words in a tantivy index, in memory or in a folder."""

    name = "tantivy"

    def __init__(self, folder: Path | None) -> None:
        builder = SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("number", indexed=True, fast=True)
        self._schema = builder.build()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(self._schema, path=None if folder is None else str(folder))
        self._writer = self._index.writer(_HEAP_BYTES, 1)
        self._searcher = self._index.searcher()

    def add(self, numbered: Iterable[tuple[int, str]]) -> None:
        """See `Leg`."""
        for number, words in numbered:
            document = Document()
            document.add_unsigned("number", number)
            document.add_text("words", words)
            self._writer.add_document(document)

    def remove(self, numbers: Iterable[int]) -> None:
        """See `Leg`."""
        gone = list(numbers)
        if gone:  # by query: deleting by term finds no unsigned number in tantivy-py 0.27
            self._writer.delete_documents_by_query(Query.term_set_query(self._schema, "number", gone))

    def clear(self) -> None:
        """See `Leg`."""
        self._writer.delete_all_documents()

    def commit(self) -> None:
        """See `Leg`."""
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def best(
        self, words: Sequence[str], need: Need, limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """See `Leg`."""
        occur = Occur.Must if need == "all" else Occur.Should
        schema = self._schema
        query = Query.boolean_query(
            [(occur, Query.term_query(schema, "words", word, index_option="freq")) for word in words]
        )
        if within is not None:
            known = Query.const_score_query(Query.term_set_query(schema, "number", list(within)), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, known)])
        hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [(int(number or 0), score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def close(self) -> None:
        """See `Leg`."""
        self._writer.wait_merging_threads()
