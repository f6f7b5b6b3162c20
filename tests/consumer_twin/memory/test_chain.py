"""The chain: whatever is erased, the rest can be checked; whatever is changed is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consumer_twin.memory import Entry, Head, check, erased, following, head_at
from protocol import encode

values = st.dictionaries(st.sampled_from(["kind", "text", "at_ms"]), st.integers(0, 99) | st.just("café"))


@st.composite
def logs(draw: st.DrawFn, least: int = 1) -> list[Entry]:
    head, entries = Head(), []
    for payload in draw(st.lists(values, min_size=least, max_size=8)):
        entry = following(head, draw(st.binary(min_size=32, max_size=32)), encode(payload))
        head = head_at(entry)
        entries.append(entry)
    return entries


def flipped(data: bytes, bit: int) -> bytes:
    place = bit % (8 * len(data))
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def changed(entry: Entry, part: str, value: bytes) -> Entry:
    parts: dict[str, Any] = {part: value}
    return replace(entry, **parts)


@given(logs(least=0))
def test_a_log_as_written_holds(log: list[Entry]) -> None:
    found = check(log, head_at(log[-1]) if log else Head())
    assert (found.broken, found.entries, found.erased) == (None, len(log), 0)


@given(logs(), st.data())
def test_whatever_is_erased_the_chain_holds(log: list[Entry], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([entry.number for entry in log])))
    left = [erased(entry) if entry.number in gone else entry for entry in log]
    found = check(left, head_at(log[-1]))
    assert (found.broken, found.erased) == (None, len(gone))
    for before, after in zip(log, left, strict=True):
        assert before.payload is not None
        if after.is_erased:
            assert (after.leaf, after.link) == (before.leaf, before.link)


@given(logs(), st.data())
def test_any_bit_that_flips_is_found_at_its_entry(log: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    part = data.draw(st.sampled_from(["leaf", "link", "salt", "payload"]))
    bit = data.draw(st.integers(0, 2000))
    entry = log[at]
    bad = changed(entry, part, flipped(getattr(entry, part), bit))
    found = check([*log[:at], bad, *log[at + 1 :]], head_at(log[-1]))
    assert found.broken is not None and found.broken.number == entry.number


@given(logs(), st.data())
def test_an_erased_entry_is_still_held_by_its_hashes(log: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    part = data.draw(st.sampled_from(["leaf", "link"]))
    gone = erased(log[at])
    bad = changed(gone, part, flipped(getattr(gone, part), data.draw(st.integers(0, 255))))
    assert check([*log[:at], bad, *log[at + 1 :]], head_at(log[-1])).broken is not None


@given(logs(), st.data())
def test_an_entry_that_is_gone_is_missed_the_last_one_too(log: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    found = check([*log[:at], *log[at + 1 :]], head_at(log[-1]))
    assert found.broken is not None


@given(logs(least=2), st.data())
def test_two_entries_can_not_change_places(log: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(log) - 2))
    one, two = log[at], log[at + 1]
    swapped = [*log[:at], replace(two, number=one.number), replace(one, number=two.number), *log[at + 2 :]]
    assert check(swapped, head_at(log[-1])).broken is not None


@given(logs(), st.binary(min_size=32, max_size=32))
def test_the_same_fact_under_another_salt_is_another_leaf(log: list[Entry], salt: bytes) -> None:
    entry = log[0]
    assert entry.payload is not None and entry.salt is not None
    again = following(Head(), salt, entry.payload)
    assert (again.leaf == entry.leaf) == (salt == entry.salt)


def test_half_an_entry_is_a_break_and_not_an_erasure() -> None:
    entry = following(Head(), bytes(32), b"{}")
    for bad in (replace(entry, salt=None), replace(entry, payload=None)):
        found = check([bad], head_at(entry))
        assert found.broken is not None and found.broken.why == "half of it is gone"
