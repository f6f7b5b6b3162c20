"""The office: one request in, one signed answer out, inside one transaction.

Spec: spec/35-relate.md (REL-1 to REL-6), spec/36-consent.md (CONS-1 to CONS-5).

As at the desk, a repeated request gets its stored answer, and any error leaves the books as they were.
`HANDLERS` has one function for each type of request; what they may depend on is what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from brand_agent.desk import Desk
from brand_agent.problems import ConflictError
from brand_agent.relation.answering import to_ask
from brand_agent.relation.climbing import to_introduce, to_leave, to_show
from brand_agent.relation.consent import to_disclose, to_revoke
from brand_agent.relation.heard import Heard, Said
from brand_agent.relation.news import to_fetch, to_subscribe, to_unsubscribe
from brand_agent.relation.ports import Books
from brand_agent.relation.sketch import to_correct, to_erase, to_sketch
from protocol import ProtocolError, did_key_ring
from protocol.commitment import Beside, opened
from protocol.relation import Body, Letter, Sorry, answer_to, check_request, read_letter
from protocol.times import GRACE_MS, read_time

LIFE_MS: Final = 86_400_000
"""How long an answer says that it holds."""

Handler = Callable[[Heard, Books], Body | Said]

HANDLERS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        "ask": to_ask,
        "introduce": to_introduce,
        "show": to_show,
        "leave": to_leave,
        "disclose": to_disclose,
        "revoke": to_revoke,
        "sketch": to_sketch,
        "correct": to_correct,
        "erase": to_erase,
        "subscribe": to_subscribe,
        "unsubscribe": to_unsubscribe,
        "fetch": to_fetch,
    }
)
"""What answers each type of request; what is not in it is `not-served`."""


class NotServedError(ProtocolError):
    """The brand takes no request of that type."""

    code = "not-served"
    requirement = "REL-6"
    status = 501
    advice = "See the capabilities in the brand's profile."

    def __init__(self, kind: str) -> None:
        super().__init__(f"this brand takes no {kind}")


def receive_letter(data: bytes, desk: Desk) -> Letter:
    """Return the letter in *data*. Raises what `read_letter` raises; twins are did:key."""
    return read_letter(data, did_key_ring, to=desk.key.did)


def attend(
    letter: Letter,
    values: Sequence[Beside],
    desk: Desk,
    books: Books,
    *,
    at_ms: int,
    handlers: Mapping[str, Handler] = HANDLERS,
) -> tuple[bytes, tuple[Beside, ...]]:
    """Return the signed answer to *letter*, received at *at_ms*, and what travels beside it; keep both.

    Raises a `ProtocolError` for a broken rule; nothing is kept then.
    """
    letters = books.letters
    stored = letters.answer_to(letter.hash)
    if stored is not None:  # ENV-9: also after expiry
        over = at_ms >= read_time(letter.envelope.expires) + GRACE_MS  # SKETCH-12
        return stored, () if over else tuple(letters.values_of(f"{letter.hash}/answer"))
    check_request(letter, at_ms=at_ms)
    if letters.hash_of_id(letter.sender, letter.envelope.id) is not None:  # ENV-8
        raise ConflictError("id")
    handler = handlers.get(letter.type)
    if handler is None:  # REL-6
        raise NotServedError(letter.type)
    committed = getattr(letter.body, "disclosed", ())
    found = opened(committed, values, message=letter.envelope.id)  # CONS-3, CONS-4
    heard = Heard(letter, MappingProxyType(found), desk, at_ms, desk.clock(1), desk.ids(f"{letter.hash}:1"))
    reply = handler(heard, books)
    said = reply if isinstance(reply, Said) else Said(reply)
    answer = answer_to(
        letter,
        said.body,
        desk.key,
        id=heard.answer_id,
        created_ms=heard.made_ms,
        expires_ms=heard.made_ms + LIFE_MS,
    )
    letters.append(letter, answer, at_ms=at_ms)
    if not isinstance(said.body, Sorry):
        letters.keep_values(letter.hash, values)
    letters.keep_values(f"{letter.hash}/answer", said.values)
    return answer.data, said.values
