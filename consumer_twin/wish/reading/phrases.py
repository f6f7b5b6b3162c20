"""Phrases: several words with one role, found where they begin or end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Phrases:
    """A vocabulary of phrases. Each line of a role's text is a list of phrases, parted by commas."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        """roles: role -> its phrases, in lower case."""
        self._role = {
            tuple(phrase.split()): role for role, text in roles.items() for phrase in text.split(",")
        }
        self._role.pop((), None)
        self._longest: dict[str, int] = {}
        self._longest_to: dict[str, int] = {}
        for words in self._role:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
            self._longest_to[words[-1]] = max(len(words), self._longest_to.get(words[-1], 0))

    def starting(self, lows: Sequence[str], start: int) -> tuple[str, int] | None:
        """Return role and end of the longest phrase that begins at *start*."""
        if start >= len(lows):
            return None
        for count in range(min(len(lows) - start, self._longest.get(lows[start], 0)), 0, -1):
            role = self._role.get(tuple(lows[start : start + count]))
            if role is not None:
                return role, start + count
        return None

    def ending(self, lows: Sequence[str], end: int) -> tuple[str, int] | None:
        """Return role and start of the longest phrase that ends before *end*."""
        if end <= 0:
            return None
        for count in range(min(end, self._longest_to.get(lows[end - 1], 0)), 0, -1):
            role = self._role.get(tuple(lows[end - count : end]))
            if role is not None:
                return role, end - count
        return None
