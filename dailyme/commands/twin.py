"""`dailyme twin`: what your twin did, and the proof of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dailyme.commands import (
    twin_audit,
    twin_autonomy,
    twin_daily,
    twin_facts,
    twin_leaving,
    twin_open,
    twin_prices,
    twin_rules,
    twin_sense,
)
from dailyme.lazy import plain_app

HELP = """What your twin did: wishes, threads, agreements, and proofs.

\b
Examples:
  dailyme twin open                          all of it in a browser
  dailyme twin status
  dailyme twin agreements
  dailyme twin verify agreement.json
"""

app = plain_app(HELP)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to this machine.")]


@app.command(
    help="""Show what is open: options that wait for your yes, accepts without an answer.

\b
Example:
  dailyme twin status
""",
    short_help="What is open.",
)
def status(*, as_json: Json = False) -> None:
    """Show what is open."""
    from dailyme.acts.twin import show_status

    show_status(as_json=as_json)


@app.command(
    help="""List every thread: with whom, for which wish, how it stands.

\b
Example:
  dailyme twin threads
""",
    short_help="Every thread, and how it stands.",
)
def threads(*, as_json: Json = False) -> None:
    """List the threads."""
    from dailyme.acts.threads import show_threads

    show_threads(as_json=as_json)


@app.command(
    help="""Show a thread: every message as it was signed.

\b
Example:
  dailyme twin show THREAD --json
""",
    short_help="A thread, message by message.",
)
def show(
    thread: str = typer.Argument(metavar="THREAD", help="The thread's hash."), *, as_json: Json = False
) -> None:
    """Show one thread."""
    from dailyme.acts.threads import show_thread

    show_thread(thread, as_json=as_json)


@app.command(
    help="""Settle what is in doubt: send the stored accepts again, the same bytes, and keep the answers.

\b
Example:
  dailyme twin resume
""",
    short_help="Settle what is in doubt.",
)
def resume(*, local: Local = False, as_json: Json = False) -> None:
    """Settle what is in doubt."""
    from dailyme.acts.answer import resume_accepts

    raise typer.Exit(resume_accepts(local=local, as_json=as_json))


@app.command(
    help="""List your agreements, signed by both sides.

\b
Example:
  dailyme twin agreements --json
""",
    short_help="Your agreements, signed by both sides.",
)
def agreements(*, as_json: Json = False) -> None:
    """List the agreements."""
    from dailyme.acts.threads import show_agreements

    show_agreements(as_json=as_json)


@app.command(
    help="""Check an agreement in FILE: whose signatures it has, and whether they hold.

FILE holds the document, or an object with a member `agreement`, such as the demo prints. The brand's key is
fetched from its domain; with --offline the keys in FILE are taken, which proves less.

\b
Example:
  dailyme twin verify agreement.json
""",
    short_help="Check the signatures of an agreement.",
)
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file with the agreement.")],
    *,
    offline: bool = typer.Option(False, "--offline", help="Take the keys that stand in the file."),
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Check the signatures."""
    from dailyme.acts.verify import verify_file

    raise typer.Exit(verify_file(file, offline=offline, local=local, as_json=as_json))


twin_audit.register(app)
twin_autonomy.register(app)
twin_leaving.register(app)
twin_daily.register(app)
app.add_typer(twin_facts.app, name="facts", short_help="What your twin may say of you.")
app.add_typer(twin_rules.app, name="rules", short_help="What you said once and for all.")
twin_prices.register(app)
twin_sense.register(app)
twin_open.register(app)
