"""`dailyme brand goal` and `dailyme brand propose`: what is wanted, and what would be changed for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dailyme.lazy import plain_app

HELP = """Say what you want in your own words, see what was understood, and sign it.

TEXT, in English or German: what is to change, how far, for whom, by when; what must not give way; what comes
first. Every figure stands in a goal, in a limit, or is asked about. Nothing acts before somebody signed.

\b
Examples:
  dailyme brand goal "20 % more revenue by March, margin never under 8 %" --config brand.toml --json
  dailyme brand goal set "clear the winter stock first, max 15 % off" --baseline 0=12000.00
  dailyme brand goal approve 1 --by "Ada Lovelace" --knowing unclear
  dailyme brand goal show
  dailyme brand goal list
  dailyme brand goal withdraw 1 --by "Ada Lovelace"
"""
SET_HELP = """Keep TEXT as a goal. Nothing acts on it before somebody signs: `brand goal approve`.

\b
Example:
  dailyme brand goal set "20 % more revenue by March" --today 2026-11-23 --baseline 0=12000.00
"""
APPROVE_HELP = """Sign a goal: from then on its limits hold every proposal.

Its conflicts are worked out again. Some nobody can sign away; the others are named with --knowing.

\b
Example:
  dailyme brand goal approve 1 --by "Ada Lovelace" --knowing floor-above-list
"""
PROPOSE_HELP = """Show what your Co-Marketer would change for the signed goal: diff, reason, effect.

Nothing is changed without --apply ID --by NAME, or --under-mandate where [mandate] in brand.toml covers it.
No proposal goes below a floor, above a signed limit, or to goods that you keep out: that is code. What
was applied is logged with who, when and what, and taken back with --revert ID --by NAME.

\b
Examples:
  dailyme brand propose --config brand.toml --json
  dailyme brand propose --for "20 % more revenue by March" --today 2026-11-23
  dailyme brand propose --apply p-0123456789 --by "Ada Lovelace"
  dailyme brand propose --decline p-0123456789 --by "Ada Lovelace" --because "not before Easter"
  dailyme brand propose --under-mandate
  dailyme brand propose --revert p-0123456789 --by "Ada Lovelace"
"""


class Words(TyperGroup):
    """A group whose first argument may be words instead of a command: they are read."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Take words that name no command for those of `read`."""
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["read", *args]
        return super().parse_args(ctx, args)


app = plain_app(HELP, group=Words)
Text = Annotated[str, typer.Argument(metavar="TEXT", help="What you want.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Of the goal, as `goal list` shows it.")]
Config = Annotated[Path, typer.Option(help="The brand's policy.")]
Port = Annotated[int, typer.Option(help="Of a brand on this machine.")]
Url = Annotated[str | None, typer.Option(help="Of a brand with an address of its own.")]
Store = Annotated[str | None, typer.Option(help="URL of the store, if `serve` was given one.")]
Today = Annotated[str | None, typer.Option(metavar="DATE", help="As if said then; else today.")]
Baseline = Annotated[
    list[str] | None,
    typer.Option(metavar="N=VALUE", help="What goal N was, over as long a time; else measured."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Model = Annotated[
    str | None, typer.Option(help="Instead of the settings': none, ollama:NAME, openai:URL#NAME.")
]
By = Annotated[str, typer.Option(help="Who signs.")]
DEFAULT = Path("brand.toml")


def _place(config: Path, port: int, url: str | None, database: str | None) -> Any:
    from dailyme.wiring.goals import GoalPlace

    return GoalPlace(config, url or f"http://localhost:{port}", database)


@app.command("read", help=HELP, short_help="Show what TEXT is understood to mean; `read` may be left out.")
def read(
    text: Text,
    *,
    today: Today = None,
    baseline: Baseline = None,
    model: Model = None,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Read the words."""
    from dailyme.acts.brand_goal import Asked, read_words

    asked = Asked(text, today, tuple(baseline or ()))
    read_words(_place(config, port, url, database), asked, as_json=as_json, model=model)


@app.command("set", help=SET_HELP, short_help="Keep TEXT as a goal that nobody signed yet.")
def set_one(
    text: Text,
    *,
    today: Today = None,
    baseline: Baseline = None,
    model: Model = None,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Keep a goal."""
    from dailyme.acts.brand_goal import Asked, set_goal

    asked = Asked(text, today, tuple(baseline or ()))
    set_goal(_place(config, port, url, database), asked, as_json=as_json, model=model)


@app.command("approve", help=APPROVE_HELP, short_help="Sign a goal.")
def approve(
    number: Number,
    *,
    by: By,
    knowing: Annotated[list[str] | None, typer.Option(metavar="CODE", help="A conflict you know of.")] = None,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Sign a goal."""
    from dailyme.acts.brand_goal import approve_goal

    place = _place(config, port, url, database)
    approve_goal(place, number, by=by, knowing=knowing or [], as_json=as_json)


@app.command("withdraw", help="Take a goal back.", short_help="Take a goal back.")
def withdraw(
    number: Number,
    *,
    by: By,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Take a goal back."""
    from dailyme.acts.brand_goal import withdraw_goal

    withdraw_goal(_place(config, port, url, database), number, by=by, as_json=as_json)


@app.command("show", help="Show a goal, the signed one without NUMBER, and how far it is.")
def show(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]")] = None,
    *,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Show a goal."""
    from dailyme.acts.brand_goal import show_version

    show_version(_place(config, port, url, database), number, as_json=as_json)


@app.command("list", help="List the goals, and the log that holds them.")
def listed(
    *,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """List the goals."""
    from dailyme.acts.brand_goal import list_goals

    list_goals(_place(config, port, url, database), as_json=as_json)


def register(brand: typer.Typer) -> None:
    """Add the commands to *brand*."""
    brand.add_typer(app, name="goal", short_help="What you want, in your words, signed by somebody.")
    brand.command("propose", help=PROPOSE_HELP, short_help="What would be changed for the signed goal.")(
        propose
    )


def propose(
    *,
    apply: Annotated[str | None, typer.Option(metavar="ID", help="Write it to the policy.")] = None,
    by: Annotated[str | None, typer.Option(help="Who approves it.")] = None,
    revert: Annotated[str | None, typer.Option(metavar="ID", help="Take what was applied back.")] = None,
    decline: Annotated[str | None, typer.Option(metavar="ID", help="Propose it no more.")] = None,
    because: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it is declined.")] = None,
    under_mandate: Annotated[
        bool, typer.Option("--under-mandate", help="Apply what [mandate] covers.")
    ] = False,
    trial: Annotated[
        str | None, typer.Option("--for", metavar="TEXT", help="See what these words would bring.")
    ] = None,
    today: Today = None,
    model: Model = None,
    config: Config = DEFAULT,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Propose changes."""
    from dailyme.acts.brand_goal import Asked
    from dailyme.acts.brand_propose import Wanted, propose_changes

    asked = None if trial is None else Asked(trial, today)
    wanted = Wanted(apply, by, revert, under_mandate, asked, decline, because)
    propose_changes(_place(config, port, url, database), wanted, as_json=as_json, model=model)
