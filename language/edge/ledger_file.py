"""The ledger of prompts as a file that only its owner can read: a JSON line each.

Every line has the hash of the one before, so that nothing can be taken out of the middle unseen.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

from language.errors import LedgerError
from language.kinds import Kind
from language.ledger import Ended, Prompt
from language.ports import Usage, Where

try:
    import fcntl
except ImportError:  # Windows: two processes at once may break the chain there, never a line
    fcntl = None  # type: ignore[assignment]

MAX_BYTES: Final = 8 * 1024 * 1024
"""Of one file; then it becomes the old one, and what was the old one goes."""

_MAX_TEXT: Final = 8_000
_TAIL: Final = 256 * 1024
"""Bytes in which the last line lies."""

_START: Final = "0" * 64


class BrokenLedgerError(LedgerError):
    """A line of the ledger was changed, or taken out."""


@dataclass(frozen=True)
class Line:
    """A prompt as it stands in the ledger, and what became of it (None: nothing was written any more)."""

    number: int
    prompt: Prompt
    ended: Ended | None


@dataclass(frozen=True)
class FileLedger:
    """The ledger in the file *path*; its older half lies beside it."""

    path: Path

    @property
    def files(self) -> list[Path]:
        """The older file and the newer one, whether they are there or not."""
        return [self.path.with_suffix(".old.jsonl"), self.path]

    def write(self, prompt: Prompt) -> int:
        """Keep *prompt*. Raises OSError."""
        members = asdict(prompt)
        return self._append(
            members | {"text": prompt.text[:_MAX_TEXT], "instructions": prompt.instructions[:_MAX_TEXT]}
        )

    def end(self, number: int, ended: Ended) -> None:
        """Keep what became of the prompt *number*. Raises OSError."""
        used = None if ended.usage is None else asdict(ended.usage)
        if used is not None and used["cost"] is not None:
            used["cost"] = str(used["cost"])
        self._append({"of": number, "outcome": ended.outcome, "usage": used})

    def read(self) -> list[Line]:
        """Return every prompt, oldest first. Raises `BrokenLedgerError`."""
        prompts: dict[int, Prompt] = {}
        ends: dict[int, Ended] = {}
        for number, members in self._checked():
            if "of" in members:
                ends[members["of"]] = Ended(members["outcome"], _usage(members["usage"]))
            else:
                kinds = {"kind": Kind(members["kind"]), "where": Where(members["where"])}
                prompts[number] = Prompt(**(members | kinds))
        return [Line(number, prompt, ends.get(number)) for number, prompt in prompts.items()]

    def _checked(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield number and members of each line. Raises `BrokenLedgerError`."""
        before: tuple[int, str] | None = None
        for file in self.files:
            for raw in file.read_bytes().splitlines(keepends=True) if file.exists() else ():
                try:
                    members = json.loads(raw)
                    link = members.pop("n"), members.pop("prev")
                except (ValueError, KeyError, TypeError, AttributeError):
                    raise BrokenLedgerError(f"{file.name}: a line is no entry") from None
                if before is not None and link != before:
                    raise BrokenLedgerError(f"{file.name}: line {link[0]} does not follow the one before it")
                before = link[0] + 1, _hash(raw)
                yield link[0], members

    def _append(self, members: Mapping[str, Any]) -> int:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._opened() as file:
            number, last = _last(file)
            line = json.dumps({"n": number, "prev": last, **members}, ensure_ascii=False)
            raw = line.encode("utf-8", "replace") + b"\n"
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
            if file.tell() > MAX_BYTES:
                self._turn(number + 1, _hash(raw))
        return number

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        """Open the file for this process alone. Another may have turned it meanwhile: then once more."""
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b") as file:
                if fcntl is not None:
                    fcntl.flock(file, fcntl.LOCK_EX)
                if self.path.exists() and os.path.samestat(os.fstat(file.fileno()), self.path.stat()):
                    yield file
                    return

    def _turn(self, number: int, last: str) -> None:
        """Begin a new file; a line in it carries the chain on."""
        self.path.replace(self.files[0])
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            carried = {"n": number, "prev": last, "of": 0, "outcome": "turned", "usage": None}
            file.write(json.dumps(carried).encode() + b"\n")


def _last(file: BinaryIO) -> tuple[int, str]:
    """Return the number of the next line and the hash of the last. A line that was cut short is taken off."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    kept, _, torn = tail.rpartition(b"\n")
    if torn:
        file.truncate(size - len(torn))
    file.seek(0, os.SEEK_END)
    raw = kept.rpartition(b"\n")[2] + b"\n"
    if raw == b"\n" and len(tail) == size:
        return 1, _START
    try:
        return int(json.loads(raw)["n"]) + 1, _hash(raw)
    except (ValueError, KeyError, TypeError):
        raise BrokenLedgerError(f"{Path(str(file.name)).name}: the last line is no entry") from None


def _usage(members: Mapping[str, Any] | None) -> Usage | None:
    if members is None:
        return None
    cost = members["cost"]
    return Usage(**{**members, "cost": None if cost is None else Decimal(cost)})


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()
