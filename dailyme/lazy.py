"""Commands that are imported when they are asked for.

A group knows the names of its commands and one line on each, so that `--help` costs the import of Typer
and no more. A command's module holds a Typer `app`; it is imported when the command runs or shows its help.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


class LazyGroup(TyperGroup):
    """A group whose commands stand in `table`: name -> (module that holds `app`, what it does)."""

    table: ClassVar[Mapping[str, tuple[str, str]]]

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the module of *cmd_name* and return its command; None for an unknown name."""
        if cmd_name not in self.table:
            return None
        command = typer.main.get_command(import_module(self.table[cmd_name][0]).app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])


def plain_app(help_text: str, *, group: type[TyperGroup] = TyperGroup) -> typer.Typer:
    """Return a Typer app with plain help and no pretty tracebacks."""
    return typer.Typer(
        cls=group,
        help=help_text,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
