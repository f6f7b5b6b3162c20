"""What is still to be read of a sitemap."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Todo:
    """A page, or a further sitemap. modified: the date that the sitemap *parent* gave for it."""

    address: str
    parent: str = ""
    depth: int = 0
    modified: str = ""
    is_map: bool = False
