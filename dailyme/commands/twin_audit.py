"""`dailyme twin audit`: whether brands tell everybody the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """Look whether brands tell everybody the same, and keep the proof if one does not.

Each brand whose catalog your twin keeps, and each --brand, is asked twice over, each time as nobody in
particular. What it says is held against what it said before, and against the pages that a friend wrote with
--write-pages. Two signed pages of one version that differ prove that it told two stories: the evidence file
can be checked by anybody. The exit code is 1 then. Names that look like another brand's are told too.

\b
Examples:
  dailyme twin audit
  dailyme twin audit --brand https://shop.example --write-pages mine.jsonl
  dailyme twin audit --against friend.jsonl
  dailyme twin audit --evidence evidence/3q2-7w.json
"""


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(help=HELP, short_help="Do brands tell everybody the same?")(audit)


def audit(
    *,
    brand: Annotated[list[str] | None, typer.Option(help="A brand's address; may be repeated.")] = None,
    against: Annotated[list[Path] | None, typer.Option(help="Pages of somebody else.")] = None,
    write_pages: Annotated[Path | None, typer.Option(help="Write what was fetched, for others.")] = None,
    evidence: Annotated[Path | None, typer.Option(help="Check a file of evidence instead.")] = None,
    offline: bool = typer.Option(False, "--offline", help="With --evidence: take the keys in the file."),
    local: bool = typer.Option(False, "--local", help="Allow http to this machine."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Audit brands."""
    from dailyme.acts.audit import check_evidence, run_audit

    if evidence is not None:
        raise typer.Exit(check_evidence(evidence, offline=offline, local=local, as_json=as_json))
    code = run_audit(brand or [], against or [], write_pages, local=local, as_json=as_json)
    raise typer.Exit(code)
