"""What `dailyme brand …` does."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from dailyme.clock import now_ms
from dailyme.errors import CommandError, UsageError
from dailyme.outputs import BrandChecked, BrandInitialised, BrandReport, Ready
from dailyme.places import places
from dailyme.serve import Place, ServeFlags, open_place, serve
from dailyme.show import console, count, hints, print_json
from dailyme.wiring.brand import Identity, Kept, brand_app, brand_store, identity, list_at
from dailyme.wiring.rereading import see
from dailyme.wiring.shop import Shop, ShopFlags, read_shop


def init_brand(
    file: Path,
    *,
    name: str,
    catalog: str | None,
    currency: str,
    url: str | None,
    keyring: bool,
    as_json: bool,
) -> None:
    """Write *file* and, for the address *url*, the key that signs for it."""
    from brand_agent.edge.policy_file import write_example
    from dailyme.seed import make_seed

    try:
        write_example(file, name=name, source=catalog, currency=currency)
    except FileExistsError:
        raise CommandError(f"{file} is there already", "Give another place with --file.") from None
    key = None
    if url is not None:
        key = places(os.environ).brand(url.rstrip("/")) / "key.json"
        make_seed(key, key.parent.name, keyring=keyring)
    if as_json:
        print_json(BrandInitialised(policy=str(file), key=None if key is None else str(key)))
        return
    console().print(f"Policy  {file}  (every default, with a comment)", soft_wrap=True)
    if key is not None:
        console().print(f"Key     {key}  (encrypted, only you can read it)", soft_wrap=True)
    console().print(f"\nNext: dailyme brand check --config {file}", soft_wrap=True)


def serve_brand(
    shop_flags: ShopFlags,
    flags: ServeFlags,
    *,
    market: str | None,
    database: str | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Serve the shop until Ctrl-C."""
    from dailyme.logs import start_logs

    start_logs()
    place = open_place(flags)
    folder = places(os.environ).brand(place.origin)
    who = identity(place, folder, role="brand", seed=seed)
    at_ms = now_ms() if seed is None else who.world.clock(0)
    kept = None if seed is not None else Kept(shop_flags, see(shop_flags))  # a seeded run is the same twice
    shop = read_shop(shop_flags, at_ms=at_ms, local=place.local)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = database or brand_store(places(os.environ), place.origin)

    async def ready() -> None:
        _say_ready(await _listed(market, place, who), place, who, shop, as_json=as_json)

    serve(brand_app(shop, place, who, store, kept), place, ready=ready, with_parent=flags.with_parent)


async def _listed(market: str | None, place: Place, who: Identity) -> str | None:
    """List the brand at *market*; return why that failed, or "" if it is listed, or None without a market."""
    if market is None:
        return None
    try:
        await list_at(market, place, who)
    except Exception as error:  # the market's trouble is not the brand's: serve on, and say so
        if not hasattr(error, "code"):
            raise
        return f"Not listed at {market}: {error}"
    return ""


def _say_ready(trouble: str | None, place: Place, who: Identity, shop: Shop, *, as_json: bool) -> None:
    notes = [*who.notes, *shop.notes, *([trouble] if trouble else [])]
    if as_json:
        print_json(
            Ready(
                ready=True,
                did=who.key.did,
                url=place.origin,
                name=shop.policy.brand.name,
                currency=shop.policy.currency,
                listed=None if trouble is None else not trouble,
                products=len(shop.entries),
                rejects=len(shop.rejects),
                notes=notes,
            )
        )
        return
    out = console()
    out.print(f"{shop.policy.brand.name} serves {count(len(shop.entries), 'product')} at {place.origin}")
    out.print(f"  did     {who.key.did}", soft_wrap=True)
    if trouble == "":
        out.print("  market  listed")
    if shop.rejects:
        left_out = count(len(shop.rejects), "row")
        out.print(f"  {left_out} can't be read: dailyme catalog read {shop.source}", soft_wrap=True)
    for note in notes:
        out.print(f"  note    {note}", soft_wrap=True)
    out.print(f'\nTry: dailyme wish now "what you want" --brand {place.origin}', soft_wrap=True)
    hints().print("Ctrl-C stops it.")


def check_brand(flags: ShopFlags, *, as_json: bool) -> None:
    """Read policy and catalog, and report."""
    shop = read_shop(flags, at_ms=now_ms(), local=False)
    if as_json:
        rejects = [reject.members() for reject in shop.rejects]
        print_json(
            BrandChecked.model_validate(
                {
                    "name": shop.policy.brand.name,
                    "currency": shop.policy.currency,
                    "products": len(shop.entries),
                    "rejects": rejects,
                    "notes": list(shop.notes),
                }
            )
        )
        return
    out = console()
    out.print(f"{shop.policy.brand.name}: {count(len(shop.entries), 'product')} in {shop.policy.currency}")
    for reject in shop.rejects:
        out.print(f"  {reject.source}:{reject.line}: {reject.code}: {reject.reason}", soft_wrap=True)
    for note in shop.notes:
        out.print(f"  note  {note}", soft_wrap=True)


def report_brand(origin: str, *, currency: str, database: str | None, as_json: bool) -> None:
    """Show what came of the threads of the brand at *origin*."""
    from brand_agent import Report
    from brand_agent.edge.relation.mailboxes import counted
    from brand_agent.edge.store import read_report
    from brand_agent.edge.tables import METADATA
    from foundation.database import Database

    url = database or brand_store(places(os.environ), origin)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise UsageError(
            f"no brand was served at {origin}", "Give --port, --url or --database as to `serve`."
        )

    async def read() -> tuple[Report, tuple[int, int]]:
        store = Database(url)
        try:
            store.create(METADATA)
            counts = await store.read(counted)
            return await store.read(lambda connection: read_report(connection, currency)), counts
        finally:
            store.close()

    report, (subscriptions, news) = asyncio.run(read())
    if as_json:
        told = {"subscriptions": subscriptions, "news": news}
        print_json(BrandReport.model_validate({"currency": currency, **report.members(), **told}))
        return
    console().print(report.words())
    console().print(f"{count(subscriptions, 'subscription')}; {news:,} news put into mailboxes")
