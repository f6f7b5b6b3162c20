"""What `dailyme market …` does."""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

from dailyme.clock import now_ms
from dailyme.outputs import ListedBrand, MarketInitialised, MarketList, Ready
from dailyme.places import places, sqlite_url
from dailyme.serve import ServeFlags, open_place, serve
from dailyme.show import console, hints, print_json
from dailyme.sources import is_loopback
from dailyme.wiring.brand import identity
from dailyme.wiring.index import IndexPlan


def serve_market(
    flags: ServeFlags,
    *,
    database: str | None,
    seed: int | None,
    demand_k: int,
    plan: IndexPlan | None,
    as_json: bool,
) -> None:
    """Serve the directory until Ctrl-C; unmet wishes are told in multiples of *demand_k*."""
    from dailyme.logs import start_logs
    from dailyme.wiring.market import market_app

    start_logs()
    place = open_place(flags)
    folder = places(os.environ).market(place.origin)
    who = identity(place, folder, role="market", seed=seed)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = database or sqlite_url(folder / "market.db")

    async def ready() -> None:
        if as_json:
            print_json(Ready(ready=True, did=who.key.did, url=place.origin, notes=list(who.notes)))
            return
        console().print(f"The marketplace is open at {place.origin}")
        for note in who.notes:
            console().print(f"  note  {note}", soft_wrap=True)
        listing = f"dailyme brand serve --catalog my.csv --market {place.origin}"
        console().print(f"\nList a brand: {listing}", soft_wrap=True)
        hints().print("Ctrl-C stops it.")

    app = market_app(place, who, store, demand_k, plan)
    serve(app, place, ready=ready, with_parent=flags.with_parent)


def init_market(url: str, *, keyring: bool, as_json: bool) -> None:
    """Make the encrypted key of the marketplace at *url*."""
    from dailyme.seed import make_seed
    from dailyme.serve import check_local

    check_local(url, local=False)
    key = places(os.environ).market(url.rstrip("/")) / "key.json"
    make_seed(key, key.parent.name, keyring=keyring)
    if as_json:
        print_json(MarketInitialised(key=str(key)))
        return
    console().print(f"Key  {key}  (encrypted, only you can read it)", soft_wrap=True)


def list_market(url: str, *, category: str | None, region: str | None, as_json: bool) -> None:
    """Show the brands that the marketplace at *url* lists; each profile is checked anew."""
    shown = asyncio.run(_brands(url, category, region))
    if as_json:
        print_json(shown)
        return
    for brand in shown.brands:
        console().print(f"{brand.name}  {brand.url}", soft_wrap=True)
        console().print(f"  {', '.join(brand.categories) or 'no categories'}; {', '.join(brand.regions)}")
    for trouble in shown.troubles:
        hints().print(f"left out: {trouble}", soft_wrap=True)
    hints().print(f"{len(shown.brands)} brands at {url}", soft_wrap=True)


async def _brands(url: str, category: str | None, region: str | None) -> MarketList:
    from foundation.fetch import Guard, open_client
    from transport import Courier

    guard = Guard(local=is_loopback(url))
    brands: list[ListedBrand] = []
    troubles: list[str] = []
    async with open_client(guard) as client:
        courier = Courier(client, guard, clock=now_ms)
        cursor = None
        while True:
            page = await courier.directory_page(url, category=category, region=region, cursor=cursor)
            for listed in page.brands:
                did = str(listed.get("from"))
                try:
                    profile = await courier.profile(did)
                except Exception as error:  # one bad profile does not hide the others
                    if not hasattr(error, "code"):
                        raise
                    troubles.append(f"{did}: {error}")
                    continue
                brands.append(
                    ListedBrand(
                        did=did,
                        name=profile.name,
                        url=origin_of(profile.endpoints.negotiate),
                        categories=list(profile.categories),
                        regions=list(profile.regions),
                    )
                )
            if page.next is None:
                return MarketList(market=url, brands=brands, troubles=troubles)
            cursor = page.next


def origin_of(url: str) -> str:
    """Return scheme and host of *url*."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
