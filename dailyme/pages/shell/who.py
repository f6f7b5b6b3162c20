"""Who looks at a page, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dailyme.pages.shell.errors import NotAllowedError

Role = Literal["person", "viewer", "marketer", "approver", "admin"]

_RANKS: Final[dict[Role, int]] = {"viewer": 0, "marketer": 1, "approver": 2, "admin": 3, "person": 9}
"""A person is alone on their own pages and may do all that stands there."""


@dataclass(frozen=True)
class Who:
    """Somebody who came in: the *name* that records say, and the *role* that says what they may do."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether they may do what needs *role*.

        >>> Who("Ana", "approver").may("marketer"), Who("Ben", "viewer").may("marketer")
        (True, False)
        """
        return _RANKS[self.role] >= _RANKS[role]

    def must(self, role: Role) -> None:
        """Return if they may do what needs *role*. Raises `NotAllowedError`."""
        if not self.may(role):
            raise NotAllowedError(role)
