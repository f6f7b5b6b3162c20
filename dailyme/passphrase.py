"""Where the passphrase comes from: a file, the keyring, or the person at the terminal, in that order."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Final

from dailyme.errors import CommandError

VARIABLE: Final = "DAILYME_PASSPHRASE_FILE"
SERVICE: Final = "dailyme"


class NoPassphraseError(CommandError):
    """There is nobody to ask, and no file or keyring that holds the passphrase."""

    code = "no-passphrase"

    def __init__(self) -> None:
        super().__init__(
            "there is no terminal to ask for the passphrase",
            f"Set {VARIABLE} to a file that holds it, or run `dailyme init --keyring`.",
        )


def existing(name: str) -> str:
    """Return the passphrase for the secret *name*, from the first place that has it.

    Raises `NoPassphraseError` without file, keyring entry and terminal.
    """
    found = from_file() or from_keyring(name)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise NoPassphraseError
    return _ask("Passphrase")


def fresh(name: str, *, keyring: bool) -> str:
    """Return a passphrase for a new secret: the file's, a random one for the keyring, or one typed twice.

    Raises `NoPassphraseError` without a file and a terminal.
    """
    if keyring:
        return _into_keyring(name)
    found = from_file()
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise NoPassphraseError
    import typer

    return str(
        typer.prompt("Choose a passphrase for your seed", hide_input=True, confirmation_prompt=True, err=True)
    )


def from_file() -> str | None:
    """Return the first line of the file that `DAILYME_PASSPHRASE_FILE` names, or None if it names none."""
    path = os.environ.get(VARIABLE)
    if not path:
        return None
    line = Path(path).read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    if not line:
        raise CommandError(
            f"{path} is empty", f"Put the passphrase on the first line of the file in {VARIABLE}."
        )
    return line


def from_keyring(name: str) -> str | None:
    """Return the keyring's passphrase for *name*, or None without an entry or a keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None


def forget_in_keyring(name: str) -> bool:
    """Remove the keyring's passphrase for *name*; return whether there was one."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, name)
    except KeyringError:
        return False
    return True


def _into_keyring(name: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    made = secrets.token_urlsafe(32)
    try:
        keyring.set_password(SERVICE, name, made)
    except KeyringError as error:
        raise CommandError(
            f"no usable keyring: {error}", f"Leave --keyring out, or set {VARIABLE}."
        ) from None
    return made


def _ask(words: str) -> str:
    import typer

    return str(typer.prompt(words, hide_input=True, err=True))
