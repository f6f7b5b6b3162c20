"""What `dailyme twin threads`, `show` and `agreements` do."""

from __future__ import annotations

from consumer_twin import disclosed
from dailyme.acts.memory import remembered, talks
from dailyme.errors import CommandError
from dailyme.outputs_wish import Agreements, ShownThread, ThreadLine, Threads
from dailyme.show import console, money, print_json
from protocol import Message, deal_of
from protocol.offers import title_of


class UnknownThreadError(CommandError):
    """The store has no thread of that name."""

    code = "unknown-thread"


def show_threads(*, as_json: bool) -> None:
    """List the threads, oldest wish first."""
    lines = [
        ThreadLine(
            thread=talk.record.id,
            wish=talk.wish.wish.text,
            brand=talk.record.seller.id,
            seller=talk.record.seller.name,
            state=talk.state,
            messages=len(talk.messages),
        )
        for talk in remembered(talks)
    ]
    if as_json:
        print_json(Threads(threads=lines))
        return
    for line in lines:
        console().print(f"{line.thread}  {line.state:<10}{line.seller}: {line.wish}", soft_wrap=True)
    if not lines:
        console().print("No threads yet.")


def show_thread(thread: str, *, as_json: bool) -> None:
    """Show one thread, message by message."""
    talk = next((one for one in remembered(talks) if one.record.id == thread), None)
    if talk is None:
        raise UnknownThreadError(f"{thread[:64]!r} is no thread of yours", "See `dailyme twin threads`.")
    learnt = list(disclosed(talk.messages, talk.record.seller.id, talk.record.step))
    if as_json:
        print_json(
            ShownThread(
                thread=thread,
                brand=talk.record.seller.id,
                seller=talk.record.seller.name,
                state=talk.state,
                messages=[dict(one.value) for one in talk.messages],
                keys=talk.keys(),
                learnt=learnt,
            )
        )
        return
    out = console()
    out.print(f"{talk.record.seller.name}: {talk.wish.wish.text} ({talk.state})", soft_wrap=True)
    for message in talk.messages:
        who = talk.record.seller.name if message.sender == talk.record.seller.id else "you"
        out.print(f"{message.envelope.seq:>3}  {who:<12}{message.type:<9}{_total(message)}", soft_wrap=True)
    out.print(f"What {talk.record.seller.name} learnt:")
    for sentence in learnt:
        out.print(f"  - {sentence}")


def _total(message: Message) -> str:
    match message.envelope.type:
        case "offer" | "counter":
            return money(message.envelope.body.total)
        case "reveal":
            return money(message.envelope.body.offer.total)
        case "accept" | "confirm":
            return money(message.envelope.body.agreement.deal.total)
        case _:
            return ""


def show_agreements(*, as_json: bool) -> None:
    """List the agreements."""
    agreed = [(talk, one) for talk in remembered(talks) for one in talk.messages if one.type == "confirm"]
    if as_json:
        documents = [dict(one.value["body"]["agreement"]) for _, one in agreed]
        keys = {kid: jwk for talk, _ in agreed for kid, jwk in talk.keys().items()}
        print_json(Agreements(agreements=documents, keys=keys))
        return
    for talk, message in agreed:
        deal = deal_of(message.value["body"]["agreement"])
        what = f"{talk.record.seller.name}: {title_of(deal)}, {money(deal.total)}"
        console().print(f"{message.envelope.created}  {what}", soft_wrap=True)
        console().print(f"  offer {message.value['body']['agreement']['offer']}", style="dim", soft_wrap=True)
    if not agreed:
        console().print("No agreements yet.")
