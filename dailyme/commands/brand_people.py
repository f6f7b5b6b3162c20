"""`dailyme brand people`: who may do what in the console."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dailyme.commands.brand_store import Port, Store, Url, place_of
from dailyme.lazy import plain_app

HELP = """See who may do what in your console, and change it. You are its owner on this machine.

\b
A viewer looks. A marketer sets goals and offers and proposes limits. An approver signs goals and approves
limits that somebody else proposed. An admin says who is who. Each may do what the one before may.

\b
Examples:
  dailyme brand people
  dailyme brand people add approver          a link for one person, good for two days
  dailyme brand people role "Grace Hopper" admin
  dailyme brand people remove "Grace Hopper"
  dailyme brand people alone                 one person runs this shop: limits take no second one
"""


class RoleName(StrEnum):
    """A role."""

    VIEWER = "viewer"
    MARKETER = "marketer"
    APPROVER = "approver"
    ADMIN = "admin"


app = plain_app(HELP)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Of the person.")]
Role = Annotated[RoleName, typer.Argument(help="What they may do.")]
Console = Annotated[str, typer.Option(help="Where the console is, for the link.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(help=HELP, invoke_without_command=True, no_args_is_help=False)
def people(
    context: typer.Context,
    *,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """List them, where no command is named."""
    if context.invoked_subcommand is None:
        from dailyme.acts.brand_people import show_people

        show_people(place_of(port, url, database), as_json=as_json)


@app.command(help="Make a link that lets one person in, once, within two days.")
def add(
    role: Role,
    *,
    console: Console = "http://127.0.0.1:8720",
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Invite somebody."""
    from dailyme.acts.brand_people import invite_person

    invite_person(place_of(port, url, database), role.value, console_url=console, as_json=as_json)


@app.command(help="Give somebody another role.")
def role(
    name: Name,
    role: Role,
    *,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """Change a role."""
    from dailyme.acts.brand_people import change_role

    change_role(place_of(port, url, database), name, role.value, as_json=as_json)


@app.command(help="Take an account away; its sessions end at once.")
def remove(
    name: Name, *, port: Port = 8001, url: Url = None, database: Store = None, as_json: Json = False
) -> None:
    """Remove somebody."""
    from dailyme.acts.brand_people import remove_one

    remove_one(place_of(port, url, database), name, as_json=as_json)


@app.command(help="Say that one person runs this shop; --no says it no more. It is recorded.")
def alone(
    *,
    no: Annotated[bool, typer.Option("--no", help="Say it no more.")] = False,
    port: Port = 8001,
    url: Url = None,
    database: Store = None,
    as_json: Json = False,
) -> None:
    """State it."""
    from dailyme.acts.brand_people import state_alone

    state_alone(place_of(port, url, database), not no, as_json=as_json)
