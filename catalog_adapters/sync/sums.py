"""What a pass found, in numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Sums:
    """Counts of one pass; a pass that was resumed counts on.

    new, changed, same, gone: articles, or pages where the source is a sitemap. rejects: rows or fields that
    were left out.
    """

    requests: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    rejects: int = 0
