"""What came with an order: granted by the order itself, to carry it out, for as long as the policy says.

Spec: spec/36-consent.md, spec/85-fulfil.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from brand_agent.policy_keeping import KeepingRule
from brand_agent.relation.consent import grant_by_contract
from brand_agent.relation.ports import Books
from protocol import Message, decode
from protocol.commitment import Beside


def keep_ordered(
    message: Message, answer: bytes, values: Sequence[Beside], books: Books, rule: KeepingRule, *, at_ms: int
) -> None:
    """Keep that *values* beside the order *message*, which was taken, may be used to carry it out; once."""
    taken = message.envelope.type == "order" and decode(answer)["type"] == "handoff"
    if not taken or not values or books.register.kept(message.hash) is not None:
        return
    fields = tuple(one.field for one in values)
    until_ms = at_ms + rule.fulfilment_ms
    grant_by_contract(books, message.hash, message.envelope.from_, fields, at_ms=at_ms, until_ms=until_ms)
