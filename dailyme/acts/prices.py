"""What `dailyme twin prices` does. Nothing goes out to the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consumer_twin.edge import SqlPrices
from consumer_twin.edge.pages import SqlPages, catalog_of
from consumer_twin.sense import Run
from consumer_twin.sense.prior import Priced, priced
from consumer_twin.sense.published import Article, Published, article_of, published
from dailyme.acts.stored import with_database
from dailyme.outputs_prices import PriceBefore, PriceClaimed, PricedArticle, PriceList, PriceMissing
from dailyme.show import console, money, print_json
from foundation.database import Database
from protocol import write_time


def show_prices(words: str, *, as_json: bool) -> None:
    """Show what is known of the prices of things whose title has all *words*."""

    async def watched(database: Database) -> tuple[tuple[Run, ...], Mapping[Article, Published]]:
        runs, pages = await SqlPrices(database).watched(), SqlPages(database)
        brands = sorted({run.seen.seller for run in runs if run.seen.seller.startswith("did:web:")})
        kept = [catalog_of(parts)[1] for brand in brands if (parts := await pages.parts(brand))]
        return runs, published(page for catalog in kept for page in catalog)

    wanted = words.casefold().split()
    runs, told = with_database(watched)
    found = [one for one in priced(runs) if all(word in one.now.seen.title.casefold() for word in wanted)]
    shown = [_shown(one, runs, told.get(article_of(one.now))) for one in found]
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
        if one.claimed is not None:
            out.print(f"{'':16}{_claim(one.claimed)}", soft_wrap=True)
        for lost in one.missing:
            days = f"{lost.seen_from} to {lost.seen_until}"
            words = f"the shop's history leaves out {money(lost.price)}, which was seen {days}: twin audit"
            out.print(f"{'':16}{words}", soft_wrap=True)
    if not shown:
        out.print("No price was seen yet: let `dailyme today` look around for a wish.")


def _claim(claim: PriceClaimed) -> str:
    told = f"the shop crosses out {money(claim.price)}"
    if claim.proven:
        return f"{told}: proven by its signed prices of the 30 days before {claim.since}"
    if claim.lowest is not None and claim.price.above(claim.lowest):
        return f"{told}: unproven, its own lowest price of the 30 days before was {money(claim.lowest)}"
    return f"{told}: unproven, no signed prices of the 30 days before"


def _shown(one: Priced, runs: Sequence[Run], told: Published | None) -> PricedArticle:
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
        claimed=None if told is None else _claimed(told),
        missing=[] if told is None else _missing(told, [run for run in runs if _same(run, one.now)]),
    )


def _claimed(told: Published) -> PriceClaimed | None:
    listed, claim = told.list_price, told.claim()
    if listed is None or claim is None:
        return None
    lowest = None if claim.prior is None else claim.prior.price
    since = write_time(claim.reduced_ms)[:10] if claim.reduced_ms else None
    return PriceClaimed(price=listed, proven=claim.proven, lowest=lowest, since=since)


def _missing(told: Published, runs: Sequence[Run]) -> list[PriceMissing]:
    return [
        PriceMissing(price=run.seen.price, seen_from=run.first.isoformat(), seen_until=run.last.isoformat())
        for run in told.differing(runs)
    ]


def _same(one: Run, other: Run) -> bool:
    return article_of(one) == article_of(other)
