"""`dailyme twin open`: your Daily Me in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

HELP = """Open your Daily Me in a browser: wishes, options, haggling, deals, and who knows what of you.

The pages are served on this machine, to this machine, and load nothing from elsewhere. The address that is
printed lets one browser in, once. Ctrl-C closes them.

\b
Examples:
  dailyme twin open
  dailyme twin open --port 9000 --no-browser
"""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object once the pages are served.")]
Local = Annotated[bool, typer.Option("--local", help="Allow http to brands on this machine.")]


def register(app: typer.Typer) -> None:
    """Add the command to `dailyme twin`."""

    @app.command("open", help=HELP, short_help="Your Daily Me in a browser.")
    def open_(
        *,
        port: int = typer.Option(8710, help="0 takes any free one."),
        browser: bool = typer.Option(True, help="Open the browser."),
        local: Local = False,
        as_json: Json = False,
        listen_fd: int = typer.Option(None, hidden=True),
        with_parent: bool = typer.Option(False, "--with-parent", hidden=True),
    ) -> None:
        """Serve the pages until Ctrl-C."""
        from dailyme.acts.pages import PageFlags, open_twin

        flags = PageFlags(port, browser, listen_fd=listen_fd, with_parent=with_parent)
        open_twin(flags, local=local, as_json=as_json)
