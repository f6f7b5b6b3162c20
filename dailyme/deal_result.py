"""A deal after its agreement, as JSON and in words."""

from __future__ import annotations

from consumer_twin.fulfil import Deal, is_void, outcome_of
from dailyme.outputs_deal import ShownDeal, ShownHandoff, ShownRemedy, ShownStatus
from dailyme.show import console, money
from protocol import write_time


def shown_deal(deal: Deal, at_ms: int) -> ShownDeal:
    """Return *deal* at *at_ms* as it is printed."""
    thread, order, remedy = deal.thread, deal.order, deal.last_remedy
    last = thread.last
    assert last is not None
    refusal = last.envelope.body if last.envelope.type == "refuse" else None
    handoff = None if order is None else order.handoff
    status = None if order is None else order.status
    came_ms = None if order is None else order.delivered_ms
    told = None if order is None or order.outcome is None else order.outcome.how
    found = told or deal.home or outcome_of(deal, at_ms)
    return ShownDeal(
        deal=deal.hash,
        thread=thread.record.id,
        brand=thread.record.seller.id,
        seller=thread.record.seller.name,
        title=deal.title,
        total=deal.agreement.deal.total,
        agreed=deal.agreement.agreed,
        state=_state(deal),
        broke=deal.broke or None,
        promised_by=write_time(deal.promised_ms),
        said=last.type,
        refused=None if refusal is None else refusal.reason,
        fields=None if refusal is None or refusal.fields is None else list(refusal.fields),
        pending=deal.is_pending,
        handoff=None if handoff is None else ShownHandoff.model_validate(_members(handoff.members())),
        status=None if status is None else ShownStatus.model_validate(_members(status.members())),
        delivered=None if came_ms is None else write_time(came_ms),
        days_late=deal.days_late(at_ms),
        remedy=None if remedy is None else ShownRemedy.model_validate(_members(remedy[1].members())),
        turned_out=None if found == "in-time" else found,
        told=told is not None,
        told_home=deal.home is not None,
        reviewed=order is not None and order.is_reviewed,
    )


def _state(deal: Deal) -> str:
    if is_void(deal.thread):
        return "void"
    return "broken" if deal.broke else str(deal.thread.talk.state)


def _members(members: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if name not in {"agreement", "regarding"}}


def tell_deal(deal: ShownDeal) -> None:
    """Print *deal* for people."""
    out = console()
    out.print(f"{deal.deal[:12]}  {deal.seller}: {deal.title}, {money(deal.total)}", soft_wrap=True)
    late = f", {deal.days_late} day{'' if deal.days_late == 1 else 's'} late" if deal.days_late else ""
    state = deal.state if deal.broke is None else f"the brand broke a rule: {deal.broke}"
    out.print(f"    {state}; promised by {deal.promised_by[:10]}{late}", soft_wrap=True)
    for line in _lines(deal):
        out.print(f"    {line}", soft_wrap=True)


def _lines(deal: ShownDeal) -> list[str]:
    lines = []
    if deal.state == "void":
        lines.append("Void: a benefit of it was used before, once for each person. Nobody owes anything.")
    elif deal.refused is not None:
        needs = f"; give {', '.join(deal.fields)} with --give" if deal.fields else ""
        lines.append(f"The brand refused the order: {deal.refused}{needs}")
    if deal.handoff is not None and deal.status is None and deal.delivered is None:
        hand = deal.handoff
        lines.append(f"Pay at {hand.checkout} with the code {hand.code}, until {hand.expires}")
    if deal.status is not None:
        expected = f", expected {deal.status.expected[:10]}" if deal.status.expected else ""
        lines.append(f"{deal.seller} says: {deal.status.stage} since {deal.status.at}{expected}")
    if deal.delivered is not None:
        lines.append(f"Came {deal.delivered}")
    if deal.remedy is not None:
        lines.append(f"Remedy: {_remedy(deal.remedy)}")
    if deal.turned_out is not None and (deal.told or deal.told_home or deal.delivered is not None):
        to = "" if deal.told else " (told to your twin alone)" if deal.told_home else " (not told yet)"
        lines.append(f"Turned out: {deal.turned_out}{to}")
    if deal.reviewed:
        lines.append("Reviewed")
    if deal.broke is not None:
        lines.append("Its answer is kept as proof. The next command asks once more, with the same bytes;")
        lines.append(f"or tell your twin how it turned out: dailyme deal outcome {deal.deal[:12]} --how HOW")
    elif deal.pending:
        lines.append("Not answered yet: the next command sends the same bytes again.")
    return lines


def _remedy(remedy: ShownRemedy) -> str:
    worth = "" if remedy.amount is None else f" of {money(remedy.amount)}"
    worth += "" if remedy.points is None else f": {remedy.points:,} points"
    return f"{remedy.kind}{worth}, by {remedy.by[:10]}"
