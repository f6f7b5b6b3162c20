"""Values of any shape where others must stand, signed like right ones: refused with a code, no crash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from protocol import (
    Negotiation,
    ProtocolError,
    read,
    read_document,
    read_signed,
    read_time,
    replay,
    ring_of,
    step,
    verdicts,
    verify,
)
from protocol.profile import Profile
from spec.generate import said, story
from spec.generate.cases.documents import profile
from spec.generate.parts import time
from spec.generate.world import BRAND, DOCUMENTS, Json, at, canonical, changed, document, sign

HELD = {one["id"]: read_document(one, one["id"]) for one in DOCUMENTS}
RING = ring_of(HELD, read_time(time(0)))
NOW_MS = read_time(time(10))
THREADS = [
    story.follow("twin open", "brand offer", "twin counter"),
    story.follow("twin open", "brand offer", "twin counter", "brand decline", "twin withdraw", "brand offer"),
    story.follow("twin open", "brand offer", "twin accept", "brand confirm"),
    story.follow("twin open", "brand offer", "twin accept", "brand refuse"),
    story.follow("twin open", "brand offer", "twin decline", "brand close"),
]

words = st.sampled_from(
    ["", "a", "open", "USD", "did:web:shop.example", said.NO_HASH, "2026-12-01T09:00:00Z"]
)
numbers = st.sampled_from([0, -1, 1, 2**31, 2**53 - 1, 1 - 2**53])
values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["amount", "currency", "type", "signatures", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def places(value: Json, before: str = "") -> Iterator[str]:
    """The dotted paths of everything inside *value*."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in inside:
        yield f"{before}{name}"
        yield from places(member, f"{before}{name}.")


def spoilt(data: st.DataObject, value: dict[str, Any]) -> dict[str, Any]:
    """*value* with one thing inside it replaced, or a member added."""
    path = data.draw(st.sampled_from([*places(value), "critical", "thread", "unknown"]))
    new: dict[str, Any] = changed(value, path, data.draw(values))
    return new


@given(st.sampled_from(THREADS), st.data())
def test_a_signed_message_of_any_shape_is_taken_or_refused(
    thread: list[dict[str, Any]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(thread) - 1))
    *before, last = thread[: place + 1]
    hostile = spoilt(data, {name: member for name, member in last.items() if name != "signatures"})
    key = story.KEYS[last["from"]]
    talk = replay(read(canonical(one), RING, to=one["to"]) for one in before) if before else Negotiation()
    try:
        signed = sign({"type": "open", **hostile}, key)
        step(talk, read(canonical(signed), RING, to=last["to"]), at_ms=NOW_MS)
    except ProtocolError as error:
        assert error.code
        assert error.requirement


@given(st.data())
def test_an_agreement_of_any_shape_gets_a_verdict(data: st.DataObject) -> None:
    body = story.follow("twin open", "brand offer", "twin accept", "brand confirm")[-1]["body"]
    hostile = spoilt(data, body["agreement"])
    looks = verdicts(hostile, RING)
    same = canonical(hostile) == canonical(body["agreement"])
    assert same or not all(look.holds for look in looks)


@given(st.data())
def test_a_did_document_of_any_shape_is_read_or_refused(data: st.DataObject) -> None:
    hostile = spoilt(data, document(BRAND.did, BRAND))
    try:
        read_document(hostile, BRAND.did).ring(NOW_MS)(BRAND.kid)
    except ProtocolError as error:
        assert error.code


@given(st.data())
def test_a_profile_of_any_shape_is_read_or_refused(data: st.DataObject) -> None:
    hostile = spoilt(data, profile())
    try:
        read_signed(sign({"type": "profile", **hostile}, BRAND), Profile, HELD[BRAND.did], at_ms=NOW_MS)
    except ProtocolError as error:
        assert error.code


@given(values, st.none() | values)
def test_no_value_is_a_crash_to_who_verifies(value: Json, signatures: Json) -> None:
    for action in (
        lambda: verify({"type": "note", "x": value, "signatures": signatures}, RING),
        lambda: read_document(value, BRAND.did),
        lambda: read_signed(value, Profile, HELD[BRAND.did], at_ms=NOW_MS),
    ):
        try:
            action()
        except ProtocolError as error:
            assert error.code


@given(st.sampled_from(THREADS), st.data())
def test_one_changed_byte_of_a_message_is_refused(thread: list[dict[str, Any]], data: st.DataObject) -> None:
    last = thread[-1]
    spelled = canonical(last)
    place = data.draw(st.integers(0, len(spelled) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != spelled[place]))
    try:
        read(spelled[:place] + bytes([byte]) + spelled[place + 1 :], RING, to=last["to"])
    except ProtocolError:
        return
    raise AssertionError("a changed byte was taken")


def test_places_reach_everything() -> None:
    value = {"a": [1, {"b": 2}]}
    assert [at(value, path) for path in places(value)] == [[1, {"b": 2}], 1, {"b": 2}, 2]
