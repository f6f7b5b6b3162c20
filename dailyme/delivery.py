"""Where a digest goes beside the terminal: a file, a mail to oneself. What fails is told, never raised."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dailyme.digest_text import digest_text, headline
from dailyme.errors import CommandError, UsageError
from dailyme.mail import send_to_oneself
from dailyme.mail_rule import MailRule
from dailyme.outputs_today import Delivery, TodayResult


@dataclass(frozen=True)
class Ways:
    """Where to deliver: a file, or not; the person's mailbox, or not."""

    file: Path | None = None
    mail: MailRule | None = None


def ways(file: Path | None, rule: MailRule | None, *, mail: bool) -> Ways:
    """Return the ways that the command line names. Raises `UsageError` for mail without [mail]."""
    if mail and rule is None:
        raise UsageError(
            "--to-mail needs your mailbox", "Set host and address under [mail] in your config.toml."
        )
    return Ways(None if file is None else file.expanduser().absolute(), rule if mail else None)


def delivered(result: TodayResult, to: Ways) -> TodayResult:
    """Deliver *result* and return it with where it went, and where it did not and why."""
    return result.model_copy(update={"delivered": list(_each(result, to))})


def _each(result: TodayResult, to: Ways) -> Iterator[Delivery]:
    text = digest_text(result)
    if to.file is not None:
        try:
            write_over(to.file, text)
            yield Delivery(to="file", address=str(to.file), done=True)
        except OSError as error:
            why = f"{to.file}: {error.strerror or error}. The digest was made; give --to-file another place."
            yield Delivery(to="file", address=str(to.file), done=False, code="system-error", detail=why)
    if to.mail is not None:
        try:
            send_to_oneself(to.mail, headline(result), text)
            yield Delivery(to="mail", address=to.mail.address, done=True)
        except CommandError as error:
            why = f"{error}. {error.advice}"
            yield Delivery(to="mail", address=to.mail.address, done=False, code=error.code, detail=why)


def write_over(path: Path, text: str) -> None:
    """Write *text* to *path*, readable by its owner alone, whole or not at all. Raises OSError."""
    fresh = path.with_name(f".{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
