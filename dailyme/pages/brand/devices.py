"""What a browser calls itself, in words: which one, on which system. Anybody can call themselves anything."""

from __future__ import annotations

from typing import Final

_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_words(about: str) -> str:
    """Return what *about* says, in a few words; itself where it is of no known kind.

    >>> device_words("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")
    'Chrome on Linux'
    >>> device_words("the address printed at the start")
    'the address printed at the start'
    """
    browser = next((words for mark, words in _BROWSERS if mark in about), None)
    system = next((words for mark, words in _SYSTEMS if mark in about), None)
    if browser is None or system is None:
        return about or "a browser that does not say its name"
    return f"{browser} on {system}"
