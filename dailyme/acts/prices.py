"""What `dailyme twin prices` does. Nothing goes out to the network."""

from __future__ import annotations

from consumer_twin.edge import SqlPrices
from consumer_twin.sense import Run
from consumer_twin.sense.prior import Priced, priced
from dailyme.acts.stored import with_database
from dailyme.outputs_prices import PriceBefore, PricedArticle, PriceList
from dailyme.show import console, money, print_json
from foundation.database import Database


def show_prices(words: str, *, as_json: bool) -> None:
    """Show what is known of the prices of things whose title has all *words*."""

    async def watched(database: Database) -> tuple[Run, ...]:
        return await SqlPrices(database).watched()

    wanted = words.casefold().split()
    found = priced(with_database(watched))
    shown = [_shown(one) for one in found if all(word in one.now.seen.title.casefold() for word in wanted)]
    if as_json:
        print_json(PriceList(articles=shown))
        return
    out = console()
    for one in shown:
        out.print(f"{money(one.price):>14}  {one.title} at {one.shop}", soft_wrap=True)
        out.print(f"{'':16}seen {one.since} to {one.last_seen}", soft_wrap=True)
        if one.was is not None:
            seen = f"the lowest seen in the 30 days before, {one.was.seen_from} to {one.was.seen_until}"
            out.print(f"{'':16}was {money(one.was.price)}: {seen}", soft_wrap=True)
    if not shown:
        out.print("No price was seen yet: let `dailyme today` look around for a wish.")


def _shown(one: Priced) -> PricedArticle:
    seen, was = one.now.seen, one.was
    before = None
    if was is not None:
        before = PriceBefore(
            price=was.price, seen_from=was.first.isoformat(), seen_until=was.last.isoformat()
        )
    return PricedArticle(
        seller=seen.seller,
        shop=seen.shop,
        product=seen.product,
        variant=seen.variant,
        title=seen.title,
        price=seen.price,
        since=one.now.first.isoformat(),
        last_seen=one.now.last.isoformat(),
        was=before,
    )
