"""How a command ends: the exit codes, and the errors that are the command line's own.

An error is shown as one line on standard error: its code, what is wrong, what to do next. With `--json` the
line is an RFC 9457 problem document. A traceback is shown only under `DAILYME_DEBUG=1`.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from enum import IntEnum
from typing import Any, ClassVar, Final

PROBLEM_TYPE: Final = "https://dailyme.dev/problems/"


class Exit(IntEnum):
    """What the exit code of a command says."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    NO_DEAL = 3
    NEEDS_APPROVAL = 4


class CommandError(Exception):
    """A command can't do what was asked. `advice` says what to do next."""

    code: ClassVar[str] = "command-error"
    requirement: ClassVar[str] = ""
    exit: ClassVar[Exit] = Exit.ERROR

    def __init__(self, detail: str, advice: str) -> None:
        super().__init__(detail)
        self.advice = advice


class UsageError(CommandError):
    """The command line contradicts itself or holds a value that can't be read."""

    code = "usage"
    exit = Exit.USAGE


def report(error: Exception, *, as_json: bool) -> int:
    """Show *error* on standard error and return the exit code to end with."""
    if os.environ.get("DAILYME_DEBUG") == "1":
        traceback.print_exception(error)
    shown = describe(error)
    if as_json:
        line = json.dumps(shown, ensure_ascii=False)
    else:
        detail = "; ".join(shown["detail"].splitlines())
        line = " ".join(f"error: {shown['code']}: {detail} {shown['advice']}".split())
    sys.stderr.write(line + "\n")
    return int(getattr(error, "exit", getattr(error, "exit_code", Exit.ERROR)))


def describe(error: Exception) -> dict[str, Any]:
    """Return the problem document of *error*; one that nobody foresaw is an `internal-error`."""
    code, detail, advice = _words(error)
    sentence = detail if detail.endswith((".", "?", "!")) else f"{detail}."
    return {
        "type": PROBLEM_TYPE + code,
        "title": code.replace("-", " "),
        "status": int(getattr(error, "status", 400)),
        "detail": sentence[:500],
        "code": code,
        "requirement": getattr(error, "requirement", ""),
        "advice": advice,
    }


def _words(error: Exception) -> tuple[str, str, str]:
    if hasattr(error, "format_message"):  # Typer's own: a wrong option, a missing argument
        path = getattr(getattr(error, "ctx", None), "command_path", "dailyme")
        return "usage", str(error.format_message()), f"See {path} --help."
    code = getattr(error, "code", None)
    if isinstance(code, str) and code:
        advice = str(getattr(error, "advice", ""))
        return code, str(error).removesuffix(advice).rstrip(), advice
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else ""
        return "system-error", f"{what}{error.strerror or error}", "Check the path and its permissions."
    return (
        "internal-error",
        f"{type(error).__name__}: {error}",
        "This is a fault of dailyme: run again with DAILYME_DEBUG=1 and report what it shows.",
    )
