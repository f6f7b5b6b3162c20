"""The person's terms: a small roster, proffered in the opening; a brand takes them or leaves.

Spec: spec/60-negotiate.md (NEG-6, NEG-7). Source: the direction of IEEE 7012-2025, in which the person
proffers and the second party agrees; the roster and its words are ours.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

PersonalTerms = Literal["sd-base", "sd-erase", "sd-care"]

ROSTER: Final[dict[PersonalTerms, str]] = {
    "sd-base": "Use what I send for this deal and its legal duties only; share it with nobody else.",
    "sd-erase": "As sd-base, and erase it when the law no longer makes you keep it.",
    "sd-care": "As sd-base, and you may use it to answer my questions about what I bought.",
}
"""What each set of terms says."""

PERSONAL_TERMS: Final[tuple[PersonalTerms, ...]] = get_args(PersonalTerms)
