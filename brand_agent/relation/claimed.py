"""The facts beside a claim: kept apart from the open, and only if the claim came to something.

Spec: spec/36-consent.md (CONS-5), spec/45-claim.md (CLAIM-36).
"""

from __future__ import annotations

from collections.abc import Sequence

from brand_agent.relation.ports import Letters
from protocol import Message, decode
from protocol.commitment import Beside


def keep_claimed(message: Message, answer: bytes, values: Sequence[Beside], letters: Letters) -> None:
    """Keep *values* beside the open *message*, which got *answer*; of a refused open nothing is kept."""
    is_offered = message.envelope.type == "open" and decode(answer)["type"] == "offer"
    if is_offered and not letters.values_of(message.hash):
        letters.keep_values(message.hash, values)
