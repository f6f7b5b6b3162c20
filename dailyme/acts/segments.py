"""What `dailyme brand segment …` does."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from brand_agent import BrandPolicy, read_policy
from brand_agent.edge.policy_file import load_policy
from brand_agent.policy_offers import SegmentRule
from brand_agent.segment_text import segment_text
from brand_agent.synthetic import dice_of, people
from consumer_twin.claims import within_budget
from dailyme.errors import CommandError, UsageError
from dailyme.outputs_claims import Disclosure, SegmentLine, SegmentList, SegmentTest
from dailyme.show import console, print_json
from protocol.claim import said_facts
from protocol.disclosure import least_disclosure
from protocol.facts import Value
from protocol.predicate import Predicate, read_predicate

NOTE: Final = "The people are invented, with invented shares; no real twin was asked, and none can be."
MAX_PEOPLE: Final = 1_000_000


def new_segment(config: Path, name: str, title: str, predicate: str, *, as_json: bool) -> None:
    """Write a segment to the end of the policy in *config*, if the policy is still right with it."""
    before = load_policy(config)
    if any(one.name == name for one in before.segment):
        raise CommandError(f"{config} has a segment {name}", "Take another name, or edit the file.")
    read = read_predicate(_json(predicate))
    rule = SegmentRule.model_validate({"name": name, "title": title, "predicate": read.members()})
    text = config.read_text(encoding="utf-8").rstrip("\n") + "\n" + segment_text(rule)
    policy = read_policy(text)
    config.write_text(text, encoding="utf-8")
    _show_list(config, policy, as_json=as_json)


def list_segments(config: Path, *, as_json: bool) -> None:
    """Show the segments of the policy in *config*."""
    _show_list(config, load_policy(config), as_json=as_json)


def test_segment(
    config: Path | None, name: str | None, predicate: str | None, *, number: int, seed: int, as_json: bool
) -> None:
    """Try a predicate on invented people."""
    if not 1 <= number <= MAX_PEOPLE:
        raise UsageError(f"--people {number} is out of range", f"Give 1 to {MAX_PEOPLE}.")
    found = tried(_predicate(config, name, predicate), number=number, seed=seed)
    if as_json:
        print_json(found)
        return
    out = console()
    out.print(f"{found.qualify} of {number} invented people qualify", soft_wrap=True)
    for one in found.disclosures:
        said = ", ".join(one.facts) or "nothing beside the region"
        out.print(f"  {one.people:>7}  would say: {said}", soft_wrap=True)
    if found.refused:
        out.print(f"  {found.refused:>7}  would not say so much (fact-budget)", soft_wrap=True)
    out.print(NOTE, soft_wrap=True)


def tried(predicate: Predicate, *, number: int, seed: int) -> SegmentTest:
    """Return what *predicate* comes to with *number* invented people."""
    dice = dice_of(seed)
    said: Counter[tuple[str, ...]] = Counter()
    refused = 0
    for person in people(predicate, number, dice):
        least = _least(predicate, person)
        if least is not None and not within_budget(frozenset(), least):
            refused += 1
        elif least is not None:
            said[tuple(sorted(least))] += 1
    qualify = sum(said.values()) + refused
    return SegmentTest(
        predicate=predicate.members(),
        seed=seed,
        people=number,
        qualify=qualify,
        qualify_basis_points=qualify * 10_000 // number,
        disclosures=[Disclosure(facts=list(names), people=many) for names, many in said.most_common()],
        refused=refused,
        note=NOTE,
    )


def _least(predicate: Predicate, person: dict[str, Value]) -> dict[str, Value] | None:
    region = str(person.get("region", person["country"]))
    return least_disclosure(predicate, person, said_facts(region))


def _predicate(config: Path | None, name: str | None, predicate: str | None) -> Predicate:
    if predicate is not None and name is None:
        return read_predicate(_json(predicate))
    if name is None or predicate is not None:
        raise UsageError("nothing says what to test", "Give the NAME of a segment, or --predicate JSON.")
    policy = load_policy(config or Path("brand.toml"))
    for one in policy.segment:
        if one.name == name:
            return one.predicate
    known = ", ".join(one.name for one in policy.segment) or "none"
    raise UsageError(f"there is no segment {name}", f"The segments are: {known}.")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        example = '\'{"op": "eq", "fact": "student", "value": true}\''
        raise UsageError("--predicate is no JSON", f"Write such as {example}.") from None


def _show_list(config: Path, policy: BrandPolicy, *, as_json: bool) -> None:
    lines = [
        SegmentLine(
            name=one.name,
            title=one.title,
            predicate=one.predicate.members(),
            facts=list(one.predicate.facts),
            promotions=[rule.id for rule in policy.promotion if rule.segment == one.name],
        )
        for one in policy.segment
    ]
    if as_json:
        print_json(SegmentList(policy=str(config), segments=lines))
        return
    for line in lines:
        used = ", ".join(line.promotions) or "no promotion"
        console().print(f"{line.name:<20}{line.title}", soft_wrap=True)
        console().print(f"{'':<20}asks for {', '.join(line.facts)}; used by {used}", soft_wrap=True)
    if not lines:
        console().print("No segment yet: dailyme brand segment new NAME --predicate JSON", soft_wrap=True)
