"""`dailyme memory`: what your twin remembers and believes; all of it can be seen, corrected and forgotten."""

from __future__ import annotations

from typing import Annotated

import typer

from dailyme.lazy import plain_app

HELP = """What your twin remembers and believes about you. It stays on this machine.

Without a command: every belief in words, surest first, with its strength (0 to 1), on how many entries of the
log it stands, and when the last of them was.

\b
Examples:
  dailyme memory
  dailyme memory why warranty
  dailyme memory edit brand:did:web:shop.example no
  dailyme memory forget warranty
"""
WHY_HELP = """Show what a belief comes from: each entry of the log, and what it says for or against.

ID is what the list shows, or a part of it that fits one belief only.

\b
Example:
  dailyme memory why warranty
"""
EDIT_HELP = """Say what is so: yes, no, unsure, or a number from -1 to 1. It wins over what was derived.

ID may be something that nothing is believed about yet: brand:DID, seller:DID, promise:DID, make:NAME,
category:NAME, price:CATEGORY, delivery, warranty, returns. Put -- before a number below 0.

What something is worth to you, taste:delivery, taste:warranty, taste:returns or taste:brand:DID, is set as a
share of the price: 0.05 says that the best there is of it may cost 5 % more. It orders what you are shown.

\b
Examples:
  dailyme memory edit brand:did:web:shop.example no
  dailyme memory edit price:Electronics 0.5
  dailyme memory edit taste:warranty 0.05
"""
FORGET_HELP = """Erase entries of the log, or all that a belief comes from, and what was derived from them.

The content is overwritten; its salted hash stays, so that the rest of the log can still be verified. On a
terminal you type the word forget; elsewhere --yes says it.

\b
Examples:
  dailyme memory forget warranty
  dailyme memory forget 17 18 --yes
"""
LOG_HELP = """Show the log: what happened, in order. Of an erased entry only number and hash are left.

\b
Examples:
  dailyme memory log
  dailyme memory log --last 0 --json
"""
VERIFY_HELP = """Check the chain of the log, and show the first place where it breaks. Ends with 1 if it does.

\b
Example:
  dailyme memory verify
"""
OUTCOME_HELP = """Say how a deal turned out: kept, returned, late, faulty or missing. Your twin learns it.

HASH is the offer that you agreed on; `dailyme twin agreements` shows it.

\b
Example:
  dailyme memory outcome 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA --how kept
"""

TEACH_HELP = """Answer a few questions about what matters to you; your twin learns from them as from a choice.

Each sets two made-up offers beside each other. Those are asked whose answers are worth most. An answer is an
entry of the log like any other: it can be seen, explained and forgotten, and no brand hears of it.

\b
Example:
  dailyme memory teach
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="What the belief is about.")]


@app.callback(invoke_without_command=True, no_args_is_help=False)
def memory(context: typer.Context, *, as_json: Json = False) -> None:
    """List the beliefs, unless a command is named."""
    if context.invoked_subcommand is None:
        from dailyme.acts.beliefs import list_beliefs

        list_beliefs(as_json=as_json)


@app.command(help=WHY_HELP, short_help="What a belief comes from.")
def why(belief: Id, *, as_json: Json = False) -> None:
    """Show the evidence."""
    from dailyme.acts.beliefs import show_why

    show_why(belief, as_json=as_json)


@app.command(help=EDIT_HELP, short_help="Say what is so; your word wins.")
def edit(
    belief: Id,
    stance: str = typer.Argument(metavar="STANCE", help="yes, no, unsure, or -1 to 1."),
    *,
    as_json: Json = False,
) -> None:
    """Set a belief by hand."""
    from dailyme.acts.beliefs import edit_belief

    edit_belief(belief, stance, as_json=as_json)


@app.command(help=FORGET_HELP, short_help="Erase evidence, and its effect.")
def forget(
    what: Annotated[list[str], typer.Argument(metavar="ID...", help="Beliefs, or numbers of entries.")],
    *,
    yes: bool = typer.Option(False, "--yes", help="Don't ask."),
    as_json: Json = False,
) -> None:
    """Erase evidence."""
    from dailyme.acts.forgetting import forget_these

    forget_these(what, yes=yes, as_json=as_json)


@app.command(help=LOG_HELP, short_help="What happened, in order.")
def log(
    *,
    last: int = typer.Option(50, min=0, help="How many entries, from the end; 0 for all."),
    as_json: Json = False,
) -> None:
    """Show the log."""
    from dailyme.acts.log import show_log

    show_log(last, as_json=as_json)


@app.command(help=VERIFY_HELP, short_help="Whether the chain of the log holds.")
def verify(*, as_json: Json = False) -> None:
    """Check the chain."""
    from dailyme.acts.log import verify_log

    raise typer.Exit(verify_log(as_json=as_json))


@app.command(help=OUTCOME_HELP, short_help="Say how a deal turned out.")
def outcome(
    offer: str = typer.Argument(metavar="HASH", help="The offer that was agreed on."),
    *,
    how: str = typer.Option(..., help="kept, returned, late, faulty or missing."),
    as_json: Json = False,
) -> None:
    """Remember an outcome."""
    from dailyme.acts.log import note_outcome

    note_outcome(offer, how, as_json=as_json)


@app.command(help=TEACH_HELP, short_help="Answer a few questions about your taste.")
def teach(
    *,
    questions: int = typer.Option(3, min=1, max=20, help="How many at most."),
) -> None:
    """Ask the person."""
    from dailyme.acts.teach import teach as ask

    ask(questions)
