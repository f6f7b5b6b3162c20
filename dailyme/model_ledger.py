"""Where the ledger of prompts lies: beside the twin's store, or in a brand's folder."""

from __future__ import annotations

from pathlib import Path

from language.edge.ledger_file import FileLedger


def ledger_at(data: Path) -> FileLedger:
    """Return the ledger of prompts in the folder *data*."""
    return FileLedger(data / "prompts.jsonl")


def prompt_files(data: Path) -> list[Path]:
    """Return the files of the ledger in *data*, older first, whether they are there or not."""
    return ledger_at(data).files
