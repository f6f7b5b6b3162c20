"""The receipts: what the person paid and told, and what each brand kept and gave."""

from __future__ import annotations

from pathlib import Path

from brand_agent.edge.store import read_report
from consumer_twin import Deal, Outcome
from dailyme.outputs_demo import BrandReceipt, Learnt, PersonReceipt, ShownBrand
from dailyme.places import Places
from dailyme.wiring.brand import brand_store
from foundation.database import Database
from protocol import Money, Price


def person_receipt(deal: Deal, outcome: Outcome) -> PersonReceipt:
    """Return what the person paid, saved, and what each brand learnt, from the bytes that were sent."""
    names = {seller.id: seller.name for seller in outcome.sellers}
    brands = {thread: str(said[0]["to"]) for thread, said in outcome.transcripts.items()}
    return PersonReceipt(
        paid=deal.option.total,
        list_total=deal.option.list_total,
        saved=deal.saved,
        learnt=[
            Learnt(brand=brands[thread], name=names[brands[thread]], facts=list(facts))
            for thread, facts in sorted(outcome.disclosed.items(), key=lambda item: names[brands[item[0]]])
        ],
    )


async def brand_receipt(brand: ShownBrand, home: Path, currency: str) -> BrandReceipt:
    """Return the private figures of *brand*, read from its own store: shown because this is a demo."""
    database = Database(brand_store(Places(home, home), brand.url))
    try:
        report = await database.read(lambda connection: read_report(connection, currency))
    finally:
        database.close()
    share = report.margin_share
    return BrandReceipt(
        brand=brand.did,
        name=brand.name,
        threads=report.threads,
        deals=report.agreements,
        threads_without_deal=report.without_deal,
        revenue=Price(amount=report.sold_minor, currency=currency),
        concession=Price(amount=report.conceded_minor, currency=currency),
        margin=None if report.margin_minor is None else Money(amount=report.margin_minor, currency=currency),
        margin_share=None if share is None else f"{share:.4f}",
    )
