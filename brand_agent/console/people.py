"""The people of a brand's console: who is there, as what, and who may change it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from brand_agent.console.errors import BadNameError, NameTakenError, OwnerStaysError, UnknownPersonError
from brand_agent.console.roles import Role, check_role
from protocol.text import fault

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. is_owner: whoever starts the console on its machine."""

    number: int
    name: str
    role: Role
    made_ms: int
    made_by: str
    is_owner: bool = False
    has_password: bool = False


def name_of(text: str) -> str:
    """Return the name that *text* spells. Raises `BadNameError`.

    >>> name_of("  Ada   Lovelace ")
    'Ada Lovelace'
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > LONGEST_NAME:
        raise BadNameError(f"a name has 1 to {LONGEST_NAME} characters")
    wrong = fault(name)
    if wrong is not None or not any(one.isalnum() for one in name):
        raise BadNameError(wrong or "a name has a letter in it")
    return name


def key_of(name: str) -> str:
    """Return what two spellings of one name have in common.

    >>> key_of("ADA Lovelace") == key_of("Ada lovelace")
    True
    """
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def named(people: Sequence[Person], name: str) -> Person:
    """Return who is called *name*. Raises `UnknownPersonError`."""
    for one in people:
        if key_of(one.name) == key_of(name):
            return one
    raise UnknownPersonError(f"nobody here is called {name[:LONGEST_NAME]!r}")


def check_free(people: Sequence[Person], name: str) -> None:
    """Return if nobody of *people* is called *name*. Raises `NameTakenError`."""
    if any(key_of(one.name) == key_of(name) for one in people):
        raise NameTakenError(f"somebody is called {name} already")


def check_change(who: Person, whom: Person) -> None:
    """Return if *who* may change the role of *whom*, or remove them.

    Raises `NotAllowedError` or `OwnerStaysError`.
    """
    check_role(who.role, Role.ADMIN)
    if whom.is_owner:
        raise OwnerStaysError(f"{whom.name} is the owner")
