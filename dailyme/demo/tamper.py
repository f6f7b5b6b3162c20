"""One byte of the agreement, changed: a digit of its warranty. Verification must fail."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from dailyme.acts.verify import shown_verdicts
from dailyme.outputs_demo import Tampering
from protocol import KeyRing, verdicts

PLACE: Final = "deal.terms.warranty_months"


def tamper(document: Mapping[str, Any], ring: KeyRing) -> Tampering:
    """Return what verification says when one byte of *document* is another.

    The last digit of the warranty is changed: shape and sums stay right, so only the signatures can tell.
    """
    before = int(document["deal"]["terms"]["warranty_months"])
    after = before - 1 if before % 10 else before + 1
    forged = copy.deepcopy(dict(document))
    forged["deal"]["terms"]["warranty_months"] = after
    return Tampering(
        place=PLACE, before=str(before), after=str(after), verdicts=shown_verdicts(verdicts(forged, ring))
    )
