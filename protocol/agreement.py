"""The agreement: one document, both signatures, verifiable by anybody who has the two keys.

Spec: spec/80-agree.md.

The twin drafts and signs it inside an accept; the brand confirms by adding its signature. Both sign the
same bytes, which name the offer's hash and hold the deal exactly as offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from protocol.bodies import Agreement, Offer
from protocol.canonical import spell
from protocol.envelope import VERSION
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, SigningKey, did_key_ring
from protocol.message import Message, shape_fault
from protocol.offers import check_sums
from protocol.signature import KeyRing, UnknownKeyError, message_hash, sign, verify
from protocol.thread import Negotiation
from protocol.times import GRACE_MS, read_time, write_time


class AgreementDiffersError(ProtocolError):
    """The document is not the deal that was offered in this thread, or not the one that was accepted."""

    code = "agreement-differs"
    requirement = "AGREE-2"
    status = 409
    advice = "Copy the offer's body, the thread, both DIDs and the opening's terms unchanged."


class LateConfirmError(ProtocolError):
    """The brand confirmed an accept that it received after `confirm_by`: the agreement is void."""

    code = "late-confirm"
    requirement = "AGREE-7"
    status = 410
    advice = "Treat the agreement as void and start again."


@dataclass(frozen=True)
class Verdict:
    """What one look at a signature says: who signed, whether it holds, and why not."""

    kid: str
    holds: bool
    reason: str = ""


def draft(
    talk: Negotiation, offer: str, key: SigningKey, *, agreed_ms: int, confirm_by_ms: int
) -> dict[str, Any]:
    """Return the agreement about the offer of hash *offer* in *talk*, signed by the twin's *key*.

    Raises KeyError if *talk* has no such offer.
    """
    assert talk.opening is not None
    document = {
        "protocol": VERSION,
        "type": "agreement",
        "thread": talk.thread,
        "offer": offer,
        "brand": talk.brand,
        "twin": talk.twin,
        "deal": talk.bodies[offer],
        "personal_terms": talk.opening.personal_terms,
        "agreed": write_time(agreed_ms),
        "confirm_by": write_time(confirm_by_ms),
    }
    return sign(document, key)


def check_accept(talk: Negotiation, message: Message) -> None:
    """Return if the accept's document is what was offered, signed by the accept's own key.

    Raises `AgreementDiffersError` (AGREE-2, 3, 5, 9), or what `verify` raises (AGREE-4).
    """
    assert message.envelope.type == "accept"
    assert talk.opening is not None
    body = message.envelope.body
    agreement = body.agreement
    document = message.value["body"]["agreement"]
    if spell(document["deal"]) != spell(talk.bodies[agreement.offer]):  # AGREE-2
        raise AgreementDiffersError("the deal is not the offer's body")
    if (agreement.thread, agreement.brand, agreement.twin) != (talk.thread, talk.brand, talk.twin):  # AGREE-3
        raise AgreementDiffersError("the document names another thread or other parties")
    if agreement.personal_terms != talk.opening.personal_terms:  # AGREE-9
        raise AgreementDiffersError("the document holds other personal terms than the open")
    if not agreement.confirm_by == body.confirm_by == message.envelope.expires:  # AGREE-5
        raise AgreementDiffersError("confirm_by differs between document, body and envelope")
    if agreement.agreed != message.envelope.created:  # AGREE-5
        raise AgreementDiffersError("the document was not agreed when the accept was created")
    _check_kids(verify(document, _only(message.key)), message.key.did)  # AGREE-4


def check_confirm(talk: Negotiation, message: Message) -> None:
    """Return if the confirm's document is the accepted one with the brand's signature beside.

    Raises `AgreementDiffersError` (AGREE-6), `LateConfirmError` (AGREE-7), or what `verify` raises.
    """
    assert message.envelope.type == "confirm"
    document = message.value["body"]["agreement"]
    if message_hash(document) != talk.accepted_hash:  # AGREE-6
        raise AgreementDiffersError("the document is not the one that was accepted")
    _check_kids(verify(document, _only(message.key), count=2), talk.twin, talk.brand)  # AGREE-6
    body = message.envelope.body
    if read_time(body.received) >= read_time(body.agreement.confirm_by) + GRACE_MS:  # AGREE-7
        raise LateConfirmError("the accept was received after confirm_by")


def countersign(document: Mapping[str, Any], key: SigningKey) -> dict[str, Any]:
    """Return *document* with the brand's signature beside the twin's."""
    return sign(document, key)


def verdicts(document: Mapping[str, Any], ring: KeyRing) -> tuple[Verdict, ...]:
    """Return a verdict on the whole of *document*: one for each signature, in order.

    Nothing is raised: a document that is no agreement gets one verdict that does not hold.
    """
    try:
        agreement = Agreement.model_validate(dict(document))
        check_sums(agreement.deal)
    except ValidationError as error:
        return (Verdict("", False, f"no agreement: {shape_fault(error)}"),)
    except ProtocolError as error:
        return (Verdict("", False, error.detail),)
    kids = [agreement.twin, agreement.brand][: len(agreement.signatures)]
    return tuple(_verdict(document, place, did, ring) for place, did in enumerate(kids))


def deal_of(document: Mapping[str, Any]) -> Offer:
    """Return the deal of an agreement that was verified."""
    return Agreement.model_validate(dict(document)).deal


def _verdict(document: Mapping[str, Any], place: int, did: str, ring: KeyRing) -> Verdict:
    alone = {**document, "signatures": [document["signatures"][place]]}
    try:
        kids = verify(alone, ring)
        _check_kids(kids, did)
    except ProtocolError as error:
        return Verdict(did, False, error.detail)
    return Verdict(kids[0], True)


def _check_kids(kids: tuple[str, ...], *dids: str) -> None:
    if tuple(kid.partition("#")[0] for kid in kids) != dids:  # AGREE-4, AGREE-6
        raise AgreementDiffersError("a signature is not the party's whose place it takes")


def _only(key: PublicKey) -> KeyRing:
    """Return a ring of *key* and of every did:key, which spell themselves out."""

    def find(kid: str) -> PublicKey:
        if kid == key.kid:
            return key
        if kid.startswith("did:key:"):
            return did_key_ring(kid)
        raise UnknownKeyError(kid)

    return find
