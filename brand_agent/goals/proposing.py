"""Which changes the Co-Marketer proposes for a signed goal.

Each kind of goal has its few means, tried one by one; what would break the bounds is never made. What
an offer takes off is learnt where the brand's own threads are enough (`sizes`), else a guess, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from brand_agent.goals.edits import Edit, tightening
from brand_agent.goals.effects import APART
from brand_agent.goals.given import MONTH_MS, Given, during, made, percent
from brand_agent.goals.goal import Goal, Metric
from brand_agent.goals.naming import called
from brand_agent.goals.people import Whom, claimed_in, published, whom
from brand_agent.goals.progress import horizon_ms
from brand_agent.goals.proposal import Effect, Proposal, Reason, toml
from brand_agent.goals.sizes import lower_size, opening_size
from brand_agent.goals.stock import clearing
from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import SegmentRule
from brand_agent.proposing import propose

_PIECES: Final = 2


def proposals(given: Given) -> tuple[Proposal, ...]:
    """Return what is proposed, the tightening of limits first, then by the goal's priorities."""
    found = [
        *_limits(given),
        *_priorities(given),
        *(one for place, goal in enumerate(given.version.goals) for one in _for(given, goal, place)),
    ]
    return tuple({one.id: one for one in found}.values())


def _limits(given: Given) -> Iterator[Proposal]:
    changed = tightening(given.policy.guardrails, given.version.limits)
    if changed:
        names = " and ".join(called(f"guardrails.{name}") for name in changed)
        numbers = tuple(Decimal(value.strip('"')) for value in changed.values())
        signer = given.version.by
        signed = "" if signer is None else f", signed by {signer},"
        words = f"The goal{signed} sets {names}, and brand.toml is looser."
        touches = tuple(f"guardrails.{name}" for name in changed)
        effect = Effect(
            "not known: no offer goes beyond it from then on; what that costs in deals shows then"
        )
        edit = Edit("limits", changed)
        yield from made(
            given, edit, Reason(words, numbers, () if signer is None else (signer,), touches), effect
        )


def _priorities(given: Given) -> Iterator[Proposal]:
    for place, one in enumerate(given.version.priorities):
        if one.what == "clear-stock" and one.about is not None:
            yield from clearing(given, one.about, f"priorities.{place}", _last_ms(given))


def _for(given: Given, goal: Goal, place: int) -> Iterator[Proposal]:
    name = f"goals.{place}"
    until_ms = horizon_ms(goal) or given.at_ms + MONTH_MS
    one = whom(goal)
    if one is not None and goal.metric not in _SAVING:
        yield from _segment(given, goal, one, name, until_ms)
    for means in _MEANS.get(goal.metric, ()):
        yield from means(given, goal, name)


def _segment(given: Given, goal: Goal, one: Whom, name: str, until_ms: int) -> Iterator[Proposal]:
    """An offer that only the goal's people can claim, with their segment if it is not published yet."""
    if one.predicate is None or claimed_in(one, given.policy):
        return
    rule = published(one, given.policy)
    new = None
    if rule is None:
        new = SegmentRule.model_validate({"name": one.name, "title": one.title, "predicate": one.predicate})
    size = opening_size(given, goal.metric)
    discount = size.share
    offer = {
        "id": f"goal-{given.version.number}-{one.name}",
        "title": f"{percent(discount)} off: {one.title.lower()}",
        "discount": str(discount),
        "segment": one.name if rule is None else rule.name,
        **during(given, until_ms),
    }
    words = (
        f"No offer asks whether somebody is meant: {one.title.lower()}. With this one they get "
        f"{percent(discount)} off, and their deals can be told. {size.words}"
    )
    reason = Reason(words, (discount * 100, *size.numbers), (one.title.lower(),), (name,))
    yield from made(given, Edit("promotion", offer, new), reason, Effect(APART))


def _goods(given: Given, goal: Goal, name: str) -> Iterator[Proposal]:
    if goal.about is not None:
        until_ms = horizon_ms(goal) or given.at_ms + MONTH_MS
        yield from clearing(given, goal.about, name, until_ms, goal.metric)


def _learnt(given: Given, goal: Goal, name: str) -> Iterator[Proposal]:
    """What `brand learn` would propose, where it serves the goal."""
    if given.margin is None:
        return
    now = given.settings
    for found in propose(given.rows, now, given.margin):
        changed = {
            one: value if one == "counters" else Decimal(str(value))
            for one in ("max_discount", "counters", "eagerness", "sealed_share")
            if (value := getattr(found.settings, one)) != getattr(now, one)
        }
        words = (
            "Your own threads speak for it: one half of them chose it, the other half says what it brings."
        )
        why = "from the half of your threads that did not choose it; ninety in a hundred draws lie between"
        told = found.effect
        effect = Effect(why, told.earned, told.earned_low, told.earned_high, told.deals)
        yield from made(given, Edit("play", toml(changed)), Reason(words, touches=(name,)), effect)


def _thrift(given: Given, goal: Goal, name: str) -> Iterator[Proposal]:
    """Give less: what most deals were made within, or a step down."""
    rules = given.policy.guardrails
    least = max([Decimal(0), *_published(given.policy)])
    size = lower_size(given)
    lower = max(least, size.share)
    if lower < rules.max_discount:
        words = (
            f"Less is given below list: at most {percent(lower)} instead of {percent(rules.max_discount)}. "
            f"Some deals may be lost by it. {size.words}"
        )
        numbers = (lower * 100, rules.max_discount * 100, *size.numbers)
        effect = Effect("not known: how many deals it costs shows only once it was tried")
        edit = Edit("play", toml({"max_discount": lower}))
        yield from made(given, edit, Reason(words, numbers, (), (name,)), effect)


def _volume(given: Given, goal: Goal, name: str) -> Iterator[Proposal]:
    """A reduction for more pieces in one deal."""
    if given.policy.volume:
        return
    discount = min(Decimal("0.03"), opening_size(given, goal.metric).share)
    members = {"pieces": _PIECES, "discount": str(discount)}
    words = (
        f"From {_PIECES} pieces on {percent(discount)} off, so that a deal holds more. "
        "From how many, and how much, are guesses: no rule for more pieces was tried."
    )
    reason = Reason(words, (Decimal(_PIECES), discount * 100), (), (name,))
    effect = Effect("not known: no rule for more pieces was tried")
    yield from made(given, Edit("volume", members), reason, effect)


Means = Callable[[Given, Goal, str], Iterator[Proposal]]
_MEANS: Final[dict[Metric, tuple[Means, ...]]] = {
    Metric.REVENUE: (_learnt, _goods, _volume),
    Metric.PROFIT: (_learnt, _goods),
    Metric.MARGIN: (_thrift,),
    Metric.CONCESSIONS: (_thrift,),
    Metric.UNITS: (_goods, _volume),
    Metric.DEALS: (_learnt,),
    Metric.CLOSE_RATE: (_learnt,),
    Metric.AVERAGE_ORDER: (_volume,),
    Metric.STOCK_CLEARED: (_goods,),
}
_SAVING: Final = frozenset({Metric.MARGIN, Metric.CONCESSIONS, Metric.RETURNS})


def _published(policy: BrandPolicy) -> Iterator[Decimal]:
    """What is published as given, and so must stay below the greatest discount."""
    for rules in (policy.promotion, policy.volume, policy.bundle):
        yield from (one.discount for one in rules)
    yield from (one.discount for rung in policy.ladder for one in rung.benefits if one.discount is not None)


def _last_ms(given: Given) -> int:
    found = [until for one in given.version.goals if (until := horizon_ms(one)) is not None]
    return max(found, default=given.at_ms + MONTH_MS)
