"""The receipts in words: short for people; the JSON has every fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dailyme.demo.telling import say
from dailyme.outputs_demo import BrandReceipt, PersonReceipt
from dailyme.show import console, count, money
from protocol import Money

LEARNT: Final = (
    "What each brand learnt of you: a key made for one thread alone, your region, currency and terms, that "
    "somebody asks for this, and your network address. Beside that:"
)


def tell_person(receipt: PersonReceipt, transcripts: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Print what the person paid and saved, and what each brand learnt in the threads of *transcripts*."""
    say(f"{'Price':<9}{money(receipt.paid)} all-in", indent=2)
    say(f"{'Saved':<9}{money(receipt.saved)} against the cheapest public all-in price for it", indent=2)
    console().print()
    say(LEARNT, indent=2)
    named = {learnt.brand: learnt.name for learnt in receipt.learnt}
    told = {named[said[0]["to"]]: said for said in transcripts.values()}
    for name, said in sorted(told.items()):
        say(f"{name:<13}{'; '.join(_revealed(said)) or 'nothing'}", indent=2, hanging=13)


def _revealed(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the twin's own messages of a thread say beyond asking."""
    counters = [_total(one["body"]["total"]) for one in messages if one["type"] == "counter"]
    if counters:
        yield f"{count(len(counters), 'counter')} from {counters[0]} to {counters[-1]}"
    for one in messages:
        if one["type"] == "accept":
            yield f"your signed accept of {_total(one['body']['agreement']['deal']['total'])}"


def _total(value: Mapping[str, Any]) -> str:
    return money(Money.model_validate(dict(value)))


def tell_brand(receipt: BrandReceipt) -> None:
    """Print what came of it for a brand."""
    threads = f"{count(receipt.threads, 'thread')}, {receipt.threads_without_deal} without a deal"
    if not receipt.deals:
        say(f"{receipt.name:<13}{threads}", indent=2)
        return
    margin = "margin unknown, no cost is stated"
    if receipt.margin is not None and receipt.margin_share is not None:
        share = f"{100 * float(receipt.margin_share):.1f} % of net sales"
        margin = f"margin kept {money(receipt.margin)} ({share})"
    sold = f"sold for {money(receipt.revenue)}, {margin}, concession given {money(receipt.concession)}"
    say(f"{receipt.name:<13}{threads}; {sold}", indent=2, hanging=13)
