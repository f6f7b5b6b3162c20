"""Which passwords are taken: long ones that nobody guesses from the name.

Length rather than kinds of characters, as NIST SP 800-63B-4 (section 3.1.1.2) has it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from brand_agent.console.errors import WeakPasswordError
from brand_agent.console.people import key_of

LEAST: Final = 12
MOST: Final = 200
_COMMON: Final = (
    "password",
    "passwort",
    "letmein",
    "qwerty",
    "qwertz",
    "welcome",
    "dailyme",
    "administrator",
)
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")


def password_of(text: str, *, name: str) -> str:
    """Return the password *text* of *name* in one spelling. Raises `WeakPasswordError`."""
    password = unicodedata.normalize("NFC", text)
    plain = re.sub(r"\W|_", "", password.casefold())
    if len(password) < LEAST:
        raise WeakPasswordError(f"a password has at least {LEAST} characters")
    if len(password) > MOST:
        raise WeakPasswordError(f"a password has at most {MOST} characters")
    if len(set(password)) < 5:
        raise WeakPasswordError("this repeats a few characters")
    if any(plain in run * 2 or plain in (run * 2)[::-1] for run in _RUNS):
        raise WeakPasswordError("this is a row of the alphabet or the keyboard")
    for word in (*_COMMON, *(part for part in re.split(r"\W+", key_of(name)) if len(part) > 2)):
        if len(plain.replace(word, "")) < LEAST - 4 and word in plain:
            raise WeakPasswordError("this is little more than a name or a common word")
    return password


def spelled(text: str) -> str:
    """Return what was typed as a password in the spelling in which it was kept."""
    return unicodedata.normalize("NFC", text)
