"""Forms: what was typed, read field by field; what is wrong is said at the field, what was typed is kept.

Each reader returns a value that can be used at once (an empty one where the field is at fault), so a page
reads all its fields and then asks for `faults`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from dailyme.amounts import read_amount
from dailyme.errors import UsageError
from dailyme.pages.shell.errors import BadFormError
from protocol import Price
from protocol.text import fault as text_fault

MOST_TEXT: Final = 4_000
_FIELDS: Final = 200
_NEWLINES: Final = re.compile(r"\r\n?")


@dataclass(frozen=True)
class Upload:
    """A file that was sent: the *name* that the browser gave it, and its *data*."""

    name: str
    data: bytes


@dataclass
class Form:
    """The fields of a form. `faults` says what is wrong, by field; `typed` is shown again."""

    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def typed(self, name: str, value: object = "") -> str:
        """Return what was typed into *name*, for it to stand there again; *value* before anything was."""
        found = self.given.get(name)
        return str(value) if found is None else found[0][:MOST_TEXT]

    def blame(self, name: str, why: str) -> None:
        """Say *why* what was typed into *name* can't be taken; the first reason stays."""
        self.faults.setdefault(name, why)

    def text(self, name: str, *, most: int = 200, required: bool = True, lines: bool = False) -> str:
        """Return the text of *name*: normal form C, trimmed; on one line, unless *lines*."""
        found = self._one(name)
        text = unicodedata.normalize("NFC", _NEWLINES.sub("\n", found)).strip()
        if not text and required:
            self.blame(name, "Fill this in.")
        elif len(text) > most:
            self.blame(name, f"At most {most} characters; these are {len(text):,}.")
        elif (why := text_fault(text.replace("\n", " ") if lines else text)) is not None:
            self.blame(name, f"It holds a character that can't be seen: {why}.")
        return "" if name in self.faults else text

    def choice(self, name: str, among: Iterable[str], *, required: bool = True) -> str:
        """Return which of *among* was chosen; "" if none may be and none was."""
        found = self._one(name)
        if found in set(among):
            return found
        if found or required:
            self.blame(name, "Choose one of those shown.")
        return ""

    def ticked(self, name: str) -> bool:
        """Return whether the box *name* was ticked."""
        return self._one(name) not in {"", "0", "no"}

    def many(self, name: str, *, most: int = 50) -> tuple[str, ...]:
        """Return all values of *name*, each a text of one line, none twice."""
        found = self.given.get(name, ())
        if len(found) > most:
            self.blame(name, f"At most {most} of them.")
        elif any(len(one) > 200 or text_fault(one) is not None for one in found):
            self.blame(name, "One of them can't be read.")
        return () if name in self.faults else tuple(dict.fromkeys(one for one in found if one))

    def price(self, name: str, *, currency: str | None = None, required: bool = True) -> Price | None:
        """Return the amount of *name*, such as `98.50 USD`; a number alone is in *currency*."""
        found = self.text(name, most=40, required=required)
        if not found:
            return None
        alone = currency is not None and not any(one.isalpha() for one in found)
        try:
            return read_amount(f"{found} {currency}" if alone else found, name)
        except (UsageError, ValueError):
            self.blame(name, f"Write an amount such as 98.50 {currency or 'USD'}.")
            return None

    def count(self, name: str, *, least: int, most: int, required: bool = True) -> int | None:
        """Return the whole number of *name*, from *least* to *most*."""
        found = self.text(name, most=20, required=required)
        if not found:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}", found) or not least <= int(found) <= most:
            self.blame(name, f"Write a whole number from {least:,} to {most:,}.")
            return None
        return int(found)

    def share(self, name: str, *, least: float = 0.0, most: float = 1.0) -> float | None:
        """Return the number of *name* as it stands there, from *least* to *most*."""
        found = self.text(name, most=20)
        if not found:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", found) or not least <= float(found) <= most:
            self.blame(name, f"Write a number from {least:g} to {most:g}.")
            return None
        return float(found)

    def day(self, name: str, *, required: bool = True) -> date | None:
        """Return the day of *name*, as a date field sends it."""
        found = self.text(name, most=10, required=required)
        if not found:
            return None
        try:
            return date.fromisoformat(found)
        except ValueError:
            self.blame(name, "Write a day such as 2026-12-01.")
            return None

    def file(self, name: str, *, required: bool = True) -> Upload | None:
        """Return the file of *name*."""
        found = self.files.get(name)
        if found is None and required:
            self.blame(name, "Choose a file.")
        return found

    def _one(self, name: str) -> str:
        found = self.given.get(name, ("",))
        if len(found) > 1:
            self.blame(name, "This came twice. Fill it in once.")
            return ""
        return found[0]


async def posted(request: Request) -> Form:
    """Return the form that *request* sends. Raises `BadFormError`."""
    kept: Form | None = getattr(request.state, "form", None)
    if kept is None:
        try:
            async with request.form(max_files=4, max_fields=_FIELDS) as data:
                kept = await _read(data)
        except (MultiPartException, HTTPException, UnicodeDecodeError, KeyError):
            raise BadFormError from None
        request.state.form = kept
    return Form(kept.given, kept.files)


async def _read(data: FormData) -> Form:
    given: dict[str, tuple[str, ...]] = {}
    files: dict[str, Upload] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = Upload(value.filename, await value.read())
        elif len(given) < _FIELDS:
            given[name] = (*given.get(name, ()), value)
    return Form(given, files)
