"""What `dailyme brand offer …` does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from brand_agent import BrandPolicy, read_policy
from brand_agent.edge.policy_file import load_policy
from brand_agent.offer_text import names_of, promotion_text, rule_of, state_of, with_end, with_promotion
from brand_agent.offering import propose
from brand_agent.policy_offers import PromotionRule
from brand_agent.promotions import promoted
from brand_agent.stockroom import Article, stockroom
from dailyme.clock import now_ms
from dailyme.errors import CommandError, UsageError
from dailyme.outputs_offer import OfferLine, OfferList, OfferTest, TriedArticle
from dailyme.places import places
from dailyme.show import console, money, print_json
from dailyme.wiring.shop import ShopFlags, read_shop
from protocol import Price, ProtocolError, read_time, write_time
from protocol.promotion import Applies

_HOUR_MS: Final = 3_600_000
_SHOWN: Final = 20


def when(begins: str | None, until: str | None, *, days: int | None, hours: int | None) -> tuple[int, int]:
    """Return when an offer begins and ends, in whole seconds of UTC. Raises `UsageError`."""
    if sum(one is not None for one in (until, days, hours)) != 1:
        raise UsageError("nothing says when the offer ends", "Give one of --until, --days and --hours.")
    begins_ms = now_ms() // 1000 * 1000 if begins is None else _time(begins, "--from")
    if until is not None:
        return begins_ms, _time(until, "--until")
    return begins_ms, begins_ms + (hours or 24 * (days or 0)) * _HOUR_MS


def add_offer(
    config: Path, said: dict[str, Any], begins_ms: int, until_ms: int, *, dry_run: bool, as_json: bool
) -> None:
    """Write the offer that is *said* to the end of the policy in *config*, if the policy is right with it."""
    before = load_policy(config)
    if rule_of(before, said["id"]) is not None:
        advice = "Take another id: uses are counted by it."
        raise CommandError(f"{config} has a promotion {said['id']}", advice)
    members = {**said, "valid_from": write_time(begins_ms), "valid_until": write_time(until_ms)}
    text = with_promotion(config.read_text(encoding="utf-8"), members)
    if dry_run and not as_json:
        print(promotion_text(members), end="")  # noqa: T201  to be pasted
        return
    if not dry_run:
        config.write_text(text, encoding="utf-8")
    _show(config, read_policy(text), now_ms(), None, as_json=as_json)


def end_offer(config: Path, id: str, *, as_json: bool) -> None:
    """End the offer *id* now. Raises `PolicyError` if it can't be."""
    load_policy(config)
    at_ms = now_ms() // 1000 * 1000
    text = with_end(config.read_text(encoding="utf-8"), id, at_ms)
    config.write_text(text, encoding="utf-8")
    _show(config, read_policy(text), at_ms, None, as_json=as_json)


def list_offers(config: Path, at: str | None, origin: str, *, as_json: bool) -> None:
    """Show the offers of the policy in *config*, with how many deals at *origin* have had each."""
    at_ms = now_ms() if at is None else _time(at, "--at")
    _show(config, load_policy(config), at_ms, _used(origin), as_json=as_json)


def test_offer(config: Path, id: str, at: str | None, *, as_json: bool) -> None:
    """Try the offer *id* on the brand's catalog."""
    at_ms = now_ms() if at is None else _time(at, "--at")
    shop = read_shop(ShopFlags(config), at_ms=at_ms, local=False)
    rule = rule_of(shop.policy, id)
    if rule is None:
        raise UsageError(f"there is no offer {id}", f"The offers are: {names_of(shop.policy.promotion)}.")
    articles = tuple(stockroom(shop.entries, shop.policy).articles.values())
    tried = [_tried(one, rule, shop.policy, at_ms) for one in articles if _covers(rule, one)]
    found = OfferTest(
        id=id,
        at=write_time(at_ms),
        state=state_of(rule, at_ms, 0),
        articles=len(articles),
        covered=len(tried),
        granted=sum(one.granted for one in tried),
        tried=tried[:_SHOWN],
    )
    if as_json:
        print_json(found)
        return
    out = console()
    out.print(f"{id}: {found.state} at {found.at}", soft_wrap=True)
    out.print(f"for {found.covered} of {found.articles} articles; the floor leaves {found.granted}")
    for one in found.tried:
        end = money(one.total) if one.granted else "left out: below the floor"
        out.print(f"  {money(one.list_total):>14}  {end:<26}{one.title}", soft_wrap=True)


def _tried(article: Article, rule: PromotionRule, policy: BrandPolicy, at_ms: int) -> TriedArticle:
    proposal = promoted(propose(None, (article.aged(1, at_ms),), policy), [rule])
    granted = any(one.name == rule.id for one in proposal.reductions)
    return TriedArticle(
        product=article.key[0],
        variant=article.key[1],
        title=article.title,
        list_total=Price(amount=proposal.priced.list_total_minor, currency=policy.currency),
        total=Price(amount=proposal.start_minor, currency=policy.currency),
        granted=granted,
    )


def _covers(rule: PromotionRule, article: Article) -> bool:
    if not (rule.products or rule.variants or rule.categories):
        return True
    applies = Applies(products=rule.products, variants=rule.variants, categories=rule.categories)
    return applies.covers(*article.key, article.categories)


def _show(
    config: Path, policy: BrandPolicy, at_ms: int, used: Mapping[str, int] | None, *, as_json: bool
) -> None:
    lines = [
        OfferLine(
            promotion=rule.members(),
            state=state_of(rule, at_ms, (used or {}).get(rule.id, 0)),
            used=None if used is None else used.get(rule.id, 0),
        )
        for rule in policy.promotion
    ]
    if as_json:
        print_json(OfferList(policy=str(config), at=write_time(at_ms), offers=lines))
        return
    out = console()
    for line, rule in zip(lines, policy.promotion, strict=True):
        span = f"{write_time(rule.valid_from)} to {write_time(rule.valid_until)}"
        had = "" if rule.uses is None else f"; {line.used or 0} of {rule.uses} deals"
        out.print(f"{rule.id:<20}{line.state:<9}{rule.discount:.2%} off, {span}{had}", soft_wrap=True)
    if not lines:
        out.print("No offer yet: dailyme brand offer add ID --discount 0.10 --days 7")


def _used(origin: str) -> dict[str, int] | None:
    """Return how many deals at *origin* have had each offer; None if no brand was served there."""
    from brand_agent.edge.coupons import used
    from dailyme.wiring.brand import kept_store

    async def read() -> dict[str, int]:
        store = kept_store(places(os.environ), origin, None)
        try:
            return await store.read(used)
        finally:
            store.close()

    try:
        return asyncio.run(read())
    except UsageError:
        return None


def _time(text: str, flag: str) -> int:
    try:
        return read_time(text)
    except (ProtocolError, ValueError):
        raise UsageError(f"{flag} {text!r} is no time", "Write UTC, such as 2026-12-24T20:00:00Z.") from None
