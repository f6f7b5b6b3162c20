"""A receipt says what was granted, and nothing else.

Spec: spec/36-consent.md (CONS-12).
"""

from __future__ import annotations

from protocol.relation.consent import Disclose, Receipt, Revoke, Revoked
from protocol.relation.grant_errors import WrongReceiptError
from protocol.wire import Wire


def check_receipt(hash: str, asked: Wire, answer: Wire) -> None:
    """Return if *answer*, where it is a receipt, says the same as *asked*, the body of the letter *hash*.

    Raises `WrongReceiptError` (CONS-12).
    """
    if isinstance(asked, Disclose) and isinstance(answer, Receipt):
        fields = tuple(one.field for one in asked.disclosed)
        said = (answer.grant, answer.fields, answer.purposes, answer.until)
        if said != (hash, fields, asked.purposes, asked.until):  # CONS-12
            raise WrongReceiptError("the receipt says something else than the grant")
    if isinstance(asked, Revoke) and isinstance(answer, Revoked) and answer.grant != asked.grant:  # CONS-12
        raise WrongReceiptError("another grant is said to have ended")
