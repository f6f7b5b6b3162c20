"""The machine under random threads: whatever is said, no illegal state, and no brand binds a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from protocol import (
    TABLE,
    Message,
    Move,
    Negotiation,
    Party,
    ProtocolError,
    State,
    read,
    read_document,
    read_time,
    replay,
    ring_of,
    step,
)
from protocol.after_sale import AFTER_SALE
from protocol.table import AFTER
from spec.generate import said, story
from spec.generate.parts import time
from spec.generate.world import BRAND, DOCUMENTS, OTHER_TWIN, RIVAL, TWIN, Key, canonical, changed, sign, usd

RING = ring_of({one["id"]: read_document(one, one["id"]) for one in DOCUMENTS}, read_time(time(0)))
KINDS = tuple(str(move) for move in Move)
SPOILS: list[tuple[str, Any]] = [
    ("seq", 7),
    ("prev", said.NO_HASH),
    ("thread", said.NO_HASH),
    ("created", time(3600)),
    ("expires", time(-3600)),
    ("body.total", usd(1)),
    ("body.offer", said.NO_HASH),
    ("body.regarding", said.NO_HASH),
    ("body.agreement.deal.total", usd(1)),
    ("body.agreement.offer", said.NO_HASH),
    ("body.received", time(7200)),
    ("body.agreement", said.NO_HASH),
    ("body.at", time(7200)),
    ("body.promised_by", time(7200)),
    ("body.how", "missing"),
    ("body.mode", "sealed"),
    ("body.commitments", [said.NO_HASH]),
    ("body.nonce", said.NO_HASH),
    ("body.round", 3),
    ("body.overlap.body.round", 3),
    ("body.packages", []),
]

parties = st.sampled_from([TWIN, TWIN, TWIN, BRAND, BRAND, BRAND, OTHER_TWIN, RIVAL])
moves = st.tuples(parties, st.sampled_from(KINDS), st.none() | st.sampled_from(SPOILS))
legal = st.lists(st.integers(0, 9), max_size=12)
STARTS = [
    story.follow("twin open"),
    story.follow("twin open", "brand commit"),
    story.follow("twin open", "brand grid"),
]
"""A thread in turns, one of sealed bids, and one of mediated play."""
ANSWERS: dict[str | None, set[str]] = {None: {"offer"}, "sealed": {"commit"}, "mediated": {"grid", "offer"}}
bought = st.lists(st.integers(0, 9), max_size=10)
"""What is chosen after an agreement."""


@dataclass
class Thread:
    """What was taken so far, by both who took it and who said it."""

    said: list[dict[str, Any]] = field(default_factory=list)
    taken: list[Message] = field(default_factory=list)
    talk: Negotiation = field(default_factory=Negotiation)

    def try_message(self, value: dict[str, Any]) -> bool:
        """Give the machine *value*; say whether it took it."""
        try:
            message = read(canonical(value), RING, to=value["to"])
            self.talk = step(self.talk, message, at_ms=read_time(time(len(self.said))))
        except ProtocolError:
            return False
        self.said.append(value)
        self.taken.append(message)
        return True


def make(thread: Thread, key: Key, kind: str, spoil: tuple[str, Any] | None) -> dict[str, Any]:
    """The next message by *key*, with one member spoilt or none, signed."""
    value = story.message(thread.said, key, kind)
    if spoil is None:
        return value
    try:
        value = changed(value, *spoil)
    except (KeyError, TypeError, ValueError):
        return value
    return sign({name: member for name, member in value.items() if name != "signatures"}, key)


@given(legal, st.lists(moves, max_size=6))
def test_whatever_is_tried_the_thread_follows_the_table_or_stays(
    choices: list[int], tried: list[tuple[Key, str, Any]]
) -> None:
    thread = walk(choices)
    for key, kind, spoil in tried:
        before = thread.talk
        if not thread.try_message(make(thread, key, kind, spoil)):
            assert thread.talk is before
            continue
        party = Party.TWIN if key.did == thread.talk.twin else Party.BRAND
        assert thread.talk.state is TABLE[before.state, party, Move(kind)]
        assert thread.talk.seq == before.seq + 1


@given(legal, st.lists(moves, max_size=6))
def test_a_replay_ends_where_the_steps_did(choices: list[int], tried: list[tuple[Key, str, Any]]) -> None:
    thread = walk(choices)
    for key, kind, spoil in tried:
        thread.try_message(make(thread, key, kind, spoil))
    assert replay(thread.taken) == thread.talk


@given(legal, st.sampled_from(STARTS))
def test_the_parties_take_turns_and_ends_are_ends(choices: list[int], start: list[dict[str, Any]]) -> None:
    thread = walk(choices, after=start)
    assert [message.envelope.from_ for message in thread.taken] == [
        (TWIN if seq % 2 == 0 else BRAND).did for seq in range(len(thread.taken))
    ]
    if thread.talk.state is State.CLOSED:
        for key in (TWIN, BRAND):
            for kind in KINDS[1:]:
                assert not thread.try_message(make(thread, key, kind, None))


@given(legal, st.sampled_from(STARTS))
def test_every_move_of_the_table_is_open_to_its_party(
    choices: list[int], start: list[dict[str, Any]]
) -> None:
    thread = walk(choices, after=start)
    for state, party, move in TABLE:
        if state is not thread.talk.state or state is State.START:
            continue
        if not _possible(thread, str(move)):
            continue
        branch = Thread(list(thread.said), list(thread.taken), thread.talk)
        assert branch.try_message(make(branch, TWIN if party is Party.TWIN else BRAND, str(move), None)), move


@given(
    legal,
    st.lists(st.tuples(st.sampled_from(KINDS), st.none() | st.sampled_from(SPOILS)), max_size=6),
    st.sampled_from(STARTS),
)
def test_no_brand_can_bind_a_person(
    choices: list[int], tried: list[tuple[str, Any]], start: list[dict[str, Any]]
) -> None:
    """After a legal thread without an accept a brand says whatever it likes; the twin is bound to nothing."""
    thread = walk(choices, without="accept", after=start)
    for kind, spoil in tried:
        thread.try_message(make(thread, BRAND, kind, spoil))
        assert thread.talk.accepted is None
        assert thread.talk.state not in {State.ACCEPTED, State.AGREED}


@given(bought, st.lists(moves, max_size=6))
def test_nothing_said_after_an_agreement_changes_it(
    choices: list[int], tried: list[tuple[Key, str, Any]]
) -> None:
    thread = walk(choices, after=story.follow("twin open", "brand offer", "twin accept", "brand confirm"))
    agreement = thread.talk.accepted
    for key, kind, spoil in tried:
        thread.try_message(make(thread, key, kind, spoil))
        assert thread.talk.accepted is agreement
        assert thread.talk.state in AFTER


@given(bought)
def test_a_deal_is_reviewed_at_most_once_and_after_an_outcome(choices: list[int]) -> None:
    thread = walk(choices, after=story.follow("twin open", "brand offer", "twin accept", "brand confirm"))
    kinds = [message.type for message in thread.taken]
    assert kinds.count("review") <= 1
    assert "review" not in kinds or "outcome" in kinds[: kinds.index("review")]
    assert kinds.count("delivered") <= 1


@given(st.lists(moves, max_size=6))
def test_before_an_agreement_nothing_of_what_follows_it_is_taken(tried: list[tuple[Key, str, Any]]) -> None:
    thread = walk([])
    for key, kind, spoil in tried:
        taken = thread.try_message(make(thread, key, kind, spoil))
        assert not (taken and Move(kind) in AFTER_SALE) or thread.talk.accepted is not None


@given(legal, st.sampled_from(STARTS))
def test_an_agreement_repeats_the_offer_that_the_twin_took(
    choices: list[int], start: list[dict[str, Any]]
) -> None:
    thread = walk(choices, after=start)
    if thread.talk.state is State.AGREED and thread.taken[-1].type == "confirm":
        agreement = thread.taken[-1].value["body"]["agreement"]
        bodies = {one.hash: one.value["body"] for one in thread.taken if one.type in {"offer", "reveal"}}
        offers = {name: body.get("offer", body) for name, body in bodies.items()}
        assert canonical(agreement["deal"]) == canonical(offers[agreement["offer"]])
        assert thread.taken[-2].value["from"] == agreement["twin"] == TWIN.did


def walk(choices: list[int], without: str = "", after: Sequence[dict[str, Any]] = ()) -> Thread:
    """A legal thread: each choice picks one of the moves that the table allows, *after* these messages."""
    thread = Thread()
    for value in after or [make(thread, TWIN, "open", None)]:
        assert thread.try_message(value)
    for choice in choices:
        allowed = [
            (TWIN if party is Party.TWIN else BRAND, str(move))
            for state, party, move in TABLE
            if state is thread.talk.state and move != without and _possible(thread, str(move))
        ]
        if not allowed:
            break
        key, kind = allowed[choice % len(allowed)]
        assert thread.try_message(make(thread, key, kind, None)), (key.name, kind)
    return thread


def _possible(thread: Thread, move: str) -> bool:
    """Whether *move* has something to name: an offer that stands, a counter not taken back, a delivery."""
    order = thread.talk.fulfilment
    if order is not None and thread.talk.state is State.ORDERED:
        came, told = order.delivered is not None, order.outcome is not None
        allowed = {
            "order": not order.is_under_way,
            "delivered": not came,
            "return": came,
            "outcome": came,
            "review": told and not order.is_reviewed,
        }
        return allowed.get(move, True)
    if move in {"offer", "commit", "grid"} and thread.talk.state is State.OPENED:
        assert thread.talk.opening is not None
        return move in ANSWERS[thread.talk.opening.mode]
    if move in {"round", "package"} and thread.talk.grid is not None:
        return thread.talk.round < thread.talk.grid.rounds if move == "round" else thread.talk.round > 0
    offer, counter = said.last(thread.said, "offer"), said.last(thread.said, "counter")
    if move in {"counter", "accept", "decline"} and thread.talk.state is State.OFFERED:
        return offer is not None and said.hash_of(offer) in thread.talk.offers
    return move != "withdraw" or (counter is not None and said.hash_of(counter) in thread.talk.counters)
