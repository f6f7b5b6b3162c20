"""Climbing: a key introduces itself, shows deals of its own, and steps down again.

Spec: spec/35-relate.md (REL-14 to REL-21).

The answer says where the key stands afterwards and what that brings, which follows from what it did and
from the published ladder.
"""

from __future__ import annotations

from brand_agent.benefits import brought, rung_of
from brand_agent.relation.heard import Heard
from brand_agent.relation.ports import Books
from brand_agent.relation.register import end_grant
from brand_agent.relation.standing import REGISTRATION, standing_of
from protocol.relation import Introduce, Leave, Show, Sorry, Welcome, read_links


def to_introduce(heard: Heard, books: Books) -> Welcome | Sorry:
    """Take the key for known, in return for a benefit of that rung."""
    asked = heard.letter.body
    assert isinstance(asked, Introduce)
    policy = heard.desk.policy
    known = [one for terms in policy.published_ladder if terms.rung == "known" for one in terms.benefits]
    if asked.benefit not in {one.id for one in known}:  # REL-14
        return heard.sorry("benefit")
    if asked.personal_terms not in policy.personal_terms.accept:  # NEG-7
        return heard.sorry("personal-terms")
    books.climbs.introduce(heard.letter.sender, benefit=asked.benefit, at_ms=heard.at_ms)
    return _welcome(heard, books)


def to_show(heard: Heard, books: Books) -> Welcome | Sorry:
    """Count the agreements that the links name, all of them or none.

    Raises what `read_links` raises.
    """
    asked, key = heard.letter.body, heard.letter.sender
    assert isinstance(asked, Show)
    links = read_links(asked, brand=heard.desk.key.did, key=key)
    climbs = books.climbs
    if not climbs.is_known(key):  # REL-15
        return heard.sorry("rung")
    if not all(climbs.has_signed(one.agreement, one.from_) for one in links):  # REL-18
        return heard.sorry("agreements")
    if not climbs.show([one.agreement for one in links], key, at_ms=heard.at_ms):  # REL-18
        return heard.sorry("agreements")
    return _welcome(heard, books)


def to_leave(heard: Heard, books: Books) -> Welcome:
    """Drop what only the rungs above the one that is left for let the brand hold (REL-21)."""
    asked, key = heard.letter.body, heard.letter.sender
    assert isinstance(asked, Leave)
    if asked.to == "guest":
        books.climbs.forget(key)
        books.mailboxes.close_all(key, at_ms=heard.at_ms)  # SUB-22
    else:
        books.climbs.forget_shown(key)
    if asked.to != "registered":
        _end_grants(heard, books, every=asked.to == "guest")
    return _welcome(heard, books)


def _end_grants(heard: Heard, books: Books, *, every: bool) -> None:
    """End the consents of the key that registered it; *every* one if it steps down to guest."""
    for kept in books.register.of_key(heard.letter.sender):
        registers = every or REGISTRATION in kept.grant.purposes
        if registers and kept.basis == "consent" and kept.grant.is_live(heard.at_ms):
            end_grant(books, kept, heard.desk.policy.keeping, at_ms=heard.at_ms)


def _welcome(heard: Heard, books: Books) -> Welcome:
    policy = heard.desk.policy
    standing = standing_of(heard.letter.sender, books, policy, at_ms=heard.at_ms)
    benefits = tuple(one.id for one in brought(standing, policy))
    return Welcome(rung=rung_of(standing, policy), benefits=benefits, received=heard.received)
