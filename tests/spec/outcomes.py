"""What this implementation does with a vector, in the words of the vector: a function for each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import TypeAdapter, ValidationError

from consumer_twin.memory import Entry, Head, check
from protocol import (
    CatalogPage,
    DirectoryPage,
    Message,
    Money,
    Negotiation,
    Price,
    Profile,
    ProtocolError,
    common_version,
    decode,
    did_key_ring,
    did_web_origin,
    encode,
    from_base64url,
    message_hash,
    problem,
    read,
    read_document,
    read_signed,
    read_time,
    ring_of,
    step,
    to_base64url,
    verdicts,
    verify,
)
from protocol.box import unseal
from protocol.claim import claimed_facts, is_eligible, said_facts
from protocol.commitment import Beside
from protocol.disclosure import least_disclosure
from protocol.equivocation import check_equivocation
from protocol.facts import Facts, read_value
from protocol.lifecycle import Past, happened
from protocol.mediated import chosen, compared, marks, thread_secret, unpacked
from protocol.mediation import Mediate
from protocol.predicate import read_predicate
from protocol.price_history import PriceHistory, claimed
from protocol.promotion import OffersPage
from protocol.relation import (
    DemandPage,
)
from protocol.relation.mediating import marks_in, overlap_of
from protocol.slices import SliceItem, SlicePage, check_relayed
from protocol.text import fault
from protocol.together import BundleTerms, Goods, VolumeTerms, bundle_minor, volume_minor
from spec.generate.story import follow
from spec.generate.world import canonical
from tests.spec.letter_outcomes import LETTERS, letter_in
from tests.spec.reading import DOCUMENTS, NOW_MS, Case
from transport.endpoints import check_endpoints

Document = Profile | CatalogPage | DirectoryPage | OffersPage | DemandPage | SlicePage
MODELS: Mapping[str, type[Document]] = {
    "profile": Profile,
    "catalog-page": CatalogPage,
    "directory-page": DirectoryPage,
    "offers-page": OffersPage,
    "demand-page": DemandPage,
    "slice-page": SlicePage,
}


def raw(given: Case) -> bytes:
    """The bytes of an input."""
    if "hex" in given:
        return bytes.fromhex(given["hex"])
    if "repeat" in given:
        return "".join(text * times for text, times in given["repeat"]).encode()
    return str(given["text"]).encode()


def of_bytes(given: Case) -> Case:
    data = raw(given)
    return {"reads": encode(decode(data)) == data}


def of_text(given: Case) -> Case:
    if fault(given["text"]) is not None:
        decode(canonical(given["text"]))
    return {"travels": fault(given["text"]) is None}


def of_money(given: Case) -> Case:
    if "plus" in given:
        left, right = (Money.model_validate(amount) for amount in given["plus"])
        return {"words": left.plus(right).words()}
    model, amount = (Price, given["price"]) if "price" in given else (Money, given["money"])
    return {"words": model.model_validate(amount).words()}


def of_time(given: Case) -> Case:
    return {"ms": read_time(given["time"])}


def of_base64url(given: Case) -> Case:
    return {"hex": from_base64url(given["text"], "a text").hex()}


def of_signatures(given: Case) -> Case:
    found = {"kids": list(verify(given["object"], ring_of(DOCUMENTS, NOW_MS)))}
    return {**found, "hash": message_hash(given["object"])}


def of_did_key(given: Case) -> Case:
    return {"x": did_key_ring(given["kid"]).jwk()["x"]}


def of_did_web(given: Case) -> Case:
    return {"origin": did_web_origin(given["did"], local=given["local"])}


def of_did_document(given: Case) -> Case:
    document = read_document(given["document"], given["did"])
    return {"x": document.ring(read_time(given["at"]))(given["kid"]).jwk()["x"]}


def of_message(given: Case) -> Case:
    found = read(canonical(given["message"]), ring_of(DOCUMENTS, NOW_MS), to=given["to"])
    return {"type": found.type, "thread": found.thread, "hash": found.hash}


def of_moves(given: Case) -> Case:
    return of_thread({"messages": follow(*given["moves"])})


def of_thread(given: Case) -> Case:
    *before, last = (received(value) for value in given["messages"])
    talk = Negotiation()
    for message in before:
        talk = step(talk, message, at_ms=read_time(message.envelope.created))
    at = given.get("at", last.envelope.created)
    return {"state": str(step(talk, last, at_ms=read_time(at)).state)}


def received(value: Case) -> Message:
    """The message that *value* is to its receiver."""
    return read(canonical(value), ring_of(DOCUMENTS, NOW_MS), to=value["to"])


def of_agreement(given: Case) -> Case:
    document = given["agreement"]
    ring = ring_of(DOCUMENTS, read_time(document["agreed"]))
    return {"holds": [look.holds for look in verdicts(document, ring)]}


def of_document(given: Case) -> Case:
    value = given["object"]
    found = read_signed(value, MODELS[value["type"]], DOCUMENTS[given["did"]], at_ms=read_time(given["at"]))
    said = {"type": value["type"]}
    if not isinstance(found, Profile):
        return said
    check_endpoints(found, local=False)
    return {**said, "version": common_version(found)}


def of_equivocation(given: Case) -> Case:
    one, other = given["pages"]
    check_equivocation(one, other, DOCUMENTS[given["did"]])
    return {"proves": True}


def of_relay(given: Case) -> Case:
    return {"stands": check_relayed(SliceItem.model_validate(given["item"]), given["page"])}


def of_price_claim(given: Case) -> Case:
    history = given.get("price_history")
    runs = None if history is None else TypeAdapter(PriceHistory).validate_python(history)
    return {"holds": [claimed(Price.model_validate(given["list_price"]), runs).proven]}


def of_problem(given: Case) -> Case:
    try:
        decode(raw(given))
    except ProtocolError as error:
        return {"problem": problem(error)}
    return {}


def of_memory(given: Case) -> Case:
    head = Head(given["head"]["count"], from_base64url(given["head"]["link"], "link"))
    checked = check([entry_of(one) for one in given["entries"]], head)
    return {"holds": [True] * checked.entries + ([] if checked.broken is None else [False])}


def of_mediated(given: Case) -> Case:
    if "overlap" in given:
        return {"holds": [compared(given["twin"], given["brand"]) == given["overlap"]]}
    if "document" in given:
        found = read_document(given["document"], given["did"]).box_key()
        return {"holds": [found is not None and to_base64url(found) == given["x"]]}
    if "box" in given:
        box = from_base64url(given["box"], "box")
        return {"holds": [list(unpacked(unseal(box, bytes.fromhex(given["own"])))) == given["marks"]]}
    if "own" in given:
        own, other = bytes.fromhex(given["own"]), bytes.fromhex(given["other"])
        return {"holds": [thread_secret(own, other, given["thread"]).hex() == given["secret"]]}
    when = given["round"], given["rounds"]
    if "set" in given:
        return {"holds": [list(chosen(given["shares"], *when)) == given["set"]]}
    said = marks(bytes.fromhex(given["secret"]), given["grid"], given["shares"], *when, side=given["side"])
    return {"holds": [list(said) == given["marks"]]}


def of_comparison(given: Case) -> Case:
    letter = letter_in(given["letter"])
    ring = ring_of(DOCUMENTS, NOW_MS)
    _, said = marks_in(letter, ring, at_ms=read_time(given["at"]))
    assert isinstance(letter.body, Mediate)
    found = overlap_of(letter.body, said, bytes.fromhex(given["own"]))
    return {"holds": [given["answer"]["body"].get("mark") == found]} if "answer" in given else {"mark": found}


def of_predicate(given: Case) -> Case:
    predicate = read_predicate(given["predicate"])
    if "facts" not in given:
        return {"reads": predicate.members() == given["predicate"]}
    known = facts_in(given["facts"])
    if "disclosed" in given:
        least = least_disclosure(predicate, known, said_facts(given["region"]))
        return {"holds": [least == facts_in(given["disclosed"])]}
    verdict = predicate.test(known)
    said = {True: "true", False: "false", None: "unknown"}[verdict]
    return {"verdict": said, "holds": [verdict is True]}


def facts_in(said: Case) -> Facts:
    """The facts of a vector."""
    return {name: read_value(name, value) for name, value in said.items()}


def of_claim(given: Case) -> Case:
    message = received(given["message"])
    step(Negotiation(), message, at_ms=read_time(message.envelope.created))
    assert message.envelope.type == "open"
    body = message.envelope.body
    values = [Beside.model_validate(one) for one in given["values"]]
    said = claimed_facts(body.claims, values, message=message.envelope.id)
    return {"holds": [is_eligible(read_predicate(given["predicate"]), said, body.region)]}


def entry_of(value: Case) -> Entry:
    """The entry of a log that *value* spells."""
    leaf, link = (from_base64url(value[name], name) for name in ("leaf", "link"))
    salt = from_base64url(value["salt"], "salt") if "salt" in value else None
    payload = encode(value["payload"]) if "payload" in value else None
    return Entry(value["number"], leaf, link, salt, payload)


def of_events(given: Case) -> Case:
    past = Past()
    found: tuple[str, ...] = ()
    for message in given["messages"]:
        found, past = happened(message, past)
    return {"events": list(found)}


def of_together(given: Case) -> Case:
    volume = [VolumeTerms.model_validate(one) for one in given["volume"]]
    bundles = [BundleTerms.model_validate(one) for one in given["bundles"]]
    lines = [Goods(**(one | {"categories": frozenset(one["categories"])})) for one in given["lines"]]
    return {"off": {"volume": volume_minor(volume, lines), "bundle": bundle_minor(bundles, lines)}}


OUTCOMES: Mapping[str, Callable[[Case], Case]] = {
    **LETTERS,
    "accepts": of_thread,
    "agreements": of_agreement,
    "base64url": of_base64url,
    "bytes": of_bytes,
    "claims": of_claim,
    "comparisons": of_comparison,
    "did-documents": of_did_document,
    "did-keys": of_did_key,
    "did-webs": of_did_web,
    "documents": of_document,
    "equivocations": of_equivocation,
    "events": of_events,
    "fulfilment": of_thread,
    "mediated": of_mediated,
    "memory": of_memory,
    "messages": of_message,
    "money": of_money,
    "moves": of_moves,
    "predicates": of_predicate,
    "price-claims": of_price_claim,
    "problems": of_problem,
    "relays": of_relay,
    "signatures": of_signatures,
    "text": of_text,
    "threads": of_thread,
    "times": of_time,
    "together": of_together,
}


def outcome(kind: str, case: Case) -> Case:
    """What this implementation does with *case* of the file *kind*."""
    try:
        return OUTCOMES[kind](case["input"])
    except ProtocolError as error:
        return {"error": error.code}
    except (ValidationError, ValueError):  # a shape alone; inside a message it is answered as `bad-message`
        return {"error": "bad-message"}


def keeps(expected: Case, found: Case) -> bool:
    """Whether *found* says all that *expected* says; it may say more."""
    return all(
        keeps(value, found.get(name, {}))
        if isinstance(value, dict)
        else name in found and found[name] == value
        for name, value in expected.items()
    )
