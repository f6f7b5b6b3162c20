"""`dailyme`: one command line for a person, a brand and a marketplace.

The commands are listed here and live in `dailyme/commands/`, one module each. Importing this module costs
little more than importing Typer: everything else is imported by the command that needs it.
"""

from __future__ import annotations

import os
import re
import sys
from typing import ClassVar, Final

import typer

from dailyme.errors import Exit, report
from dailyme.lazy import LazyGroup, plain_app

HELP = """Daily Me: your shopping twin and a brand's Co-Marketer, haggling in signed messages.

\b
Examples:
  dailyme demo                                       see it all in one minute
  dailyme init                                       make your twin on this machine
  dailyme wish now "usb hub" --market URL            scan, match, negotiate, then ask you
  dailyme wish now "usb hub" --source page.html      works with no brand taking part
  dailyme brand serve --catalog my.csv --local       be a brand

Every command takes --json. Exit codes: 0 done, 1 error, 2 usage, 3 no deal, 4 needs approval.
"""


_HASH: Final = re.compile(r"-[A-Za-z0-9_-]{42}")
"""A hash that begins like an option: one in 64 does."""


class Commands(LazyGroup):
    """The commands of `dailyme`."""

    table: ClassVar = {
        "demo": (
            "dailyme.commands.demo",
            "A market, three brands, one wish: the whole story.",
        ),
        "init": ("dailyme.commands.init", "Make your settings and your twin's encrypted seed."),
        "wish": ("dailyme.commands.wish", "Say what you want; `wish now TEXT` looks for it at once."),
        "today": ("dailyme.commands.today", "What is new about your standing wishes, and why."),
        "ask": ("dailyme.commands.ask", "Ask a brand about an article; the answer is signed and holds."),
        "approve": ("dailyme.commands.approve", "Accept an option that your twin found, by its hash."),
        "decline": ("dailyme.commands.decline", "Turn an option down, with a reason."),
        "deal": ("dailyme.commands.deal", "After the agreement: order, track, return, review."),
        "news": ("dailyme.commands.news", "What brands may tell you, because you asked."),
        "twin": ("dailyme.commands.twin", "What your twin did: threads, agreements, proofs."),
        "relation": ("dailyme.commands.relation", "What you are to each brand: climb, show, step down."),
        "memory": ("dailyme.commands.memory", "What your twin believes of you: see, correct, forget."),
        "model": ("dailyme.commands.model", "The language model: try it, and see what it was asked."),
        "negotiate": ("dailyme.commands.negotiate", "See how strategies negotiate: a lab that draws."),
        "brand": ("dailyme.commands.brand", "Be a brand: check a catalog, serve it, see what came of it."),
        "market": ("dailyme.commands.market", "The directory where twins look brands up."),
        "search": ("dailyme.commands.search", "Find offers in catalogs; nobody learns the query."),
        "catalog": ("dailyme.commands.catalog", "Read a catalog, map its columns, keep it in step."),
    }


app = plain_app(HELP, group=Commands)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"dailyme {version('dailyme')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Do nothing: the commands do the work."""


def main() -> None:
    """Run the command line and end the process with an exit code (see `Exit`)."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run `dailyme` with *arguments* and return the exit code; errors are shown, never raised."""
    try:
        return int(app(hashes_last(arguments), prog_name="dailyme", standalone_mode=False) or 0)
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("stopped\n")
        return 130
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # the last edge: one clear line, never a traceback
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(str(error) + "\n")
            return Exit.USAGE
        return report(error, as_json="--json" in arguments)


def hashes_last(arguments: list[str]) -> list[str]:
    """Return *arguments* with hashes that begin with a hyphen behind `--`, where they are no options.

    >>> hashes_last(["approve", "-" + "A" * 42, "--json"])[1:3]
    ['--json', '--']
    """
    hashes = [argument for argument in arguments if _HASH.fullmatch(argument)]
    if not hashes or "--" in arguments:
        return arguments
    return [*(argument for argument in arguments if argument not in hashes), "--", *hashes]
