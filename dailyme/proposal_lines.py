"""Proposals in lines, for people."""

from __future__ import annotations

from brand_agent.goals.naming import called
from dailyme.outputs_goal import BrandProposed, ShownEffect
from dailyme.show import console


def show_proposals(told: BrandProposed) -> None:
    """Print what is proposed, each with its diff, reason and effect."""
    out = console()
    if told.text is not None:
        out.print(f"For: {told.text}", soft_wrap=True)
    for id in told.applied:
        out.print(
            f"{id} is written to {told.policy}. `brand propose --revert {id} --by NAME` takes it back.",
            soft_wrap=True,
        )
    if told.reverted is not None:
        out.print(f"{told.reverted} is taken back.", soft_wrap=True)
    if told.declined is not None:
        out.print(f"{told.declined} is declined: it is proposed no more.", soft_wrap=True)
    for one in told.proposals:
        out.print(
            f"\n{one.id}  {one.kind}, for {'; '.join(map(called, one.touches)) or 'more profit'}",
            soft_wrap=True,
        )
        out.print(f"  {one.reason}", soft_wrap=True)
        if one.words is not None:
            out.print(f"  in a model's words: {one.words}", soft_wrap=True)
        out.print(f"  effect: {_effect(one.effect)}", soft_wrap=True)
        for line in one.diff.splitlines()[2:]:
            out.print(f"    {line}", soft_wrap=True)
    for note in told.notes:
        out.print(f"note  {note}", soft_wrap=True)
    if told.proposals:
        out.print("\nNothing is changed until somebody says so: --apply ID --by NAME", soft_wrap=True)


def _effect(one: ShownEffect) -> str:
    shares = (one.earned_basis_points, one.earned_low_basis_points, one.earned_high_basis_points)
    if any(share is None for share in shares):
        return one.why
    mean, low, high = ((share or 0) / 10_000 for share in shares)
    deals = (one.deals_basis_points or 0) / 10_000
    gain = f"{mean:+.2%} of the list total a thread ({low:+.2%} to {high:+.2%}), deals {deals:+.1%}"
    return f"{gain}; {one.why}"
