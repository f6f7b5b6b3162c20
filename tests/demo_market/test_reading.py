"""The adapters read the demo's three catalogs whole: every article, its stock and its cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from brand_agent import BrandPolicy, read_policy, sources
from catalog_adapters import Entry, Reject, read_source
from tests.tools.make_demo_market import MARKET

AT_MS = 1_796_115_600_000  # 2026-12-01T09:00:00Z


def policy_of(brand: str) -> BrandPolicy:
    return read_policy((MARKET / brand / "brand.toml").read_text(encoding="utf-8"))


def read(brand: str) -> list[Entry | Reject]:
    policy = policy_of(brand)
    assert policy.catalog.source is not None
    source = MARKET / brand / policy.catalog.source
    return list(read_source(str(source), sources(policy), at_ms=AT_MS))


@pytest.mark.parametrize(("brand", "articles"), [("northgate", 214), ("alder", 214), ("paperlane", 144)])
def test_every_article_is_read_and_none_rejected(brand: str, articles: int) -> None:
    found = read(brand)
    assert [item for item in found if isinstance(item, Reject)] == []
    assert len(found) == articles


@pytest.mark.parametrize("brand", ["northgate", "alder", "paperlane"])
def test_every_article_has_brand_model_price_and_a_count_of_stock(brand: str) -> None:
    for item in read(brand):
        assert isinstance(item, Entry)
        (variant,) = item.product.variants
        facts = variant.metadata or item.product.metadata
        assert facts is not None and facts.brand and facts.mpn
        assert variant.price.currency == "USD" and variant.price.amount >= 1000 * 9 // 10
        assert variant.available() == (item.stock[variant.id] > 0)


@pytest.mark.parametrize("brand", ["northgate", "alder"])
def test_costs_are_read_where_the_source_has_them(brand: str) -> None:
    for item in read(brand):
        assert isinstance(item, Entry)
        (variant,) = item.product.variants
        assert 0.77 < item.cost[variant.id].amount / variant.price.amount <= 0.88


def test_the_router_of_the_demo_is_one_model_at_all_three() -> None:
    models = set()
    for brand in ("northgate", "alder", "paperlane"):
        (router,) = [
            item
            for item in read(brand)
            if isinstance(item, Entry) and "Router for Video and Gaming" in item.product.title
        ]
        facts = router.product.metadata
        assert facts is not None
        models.add(facts.mpn)
    assert models == {"WNDR37AV-100NAS"}


def test_the_folder_of_examples_reads_too() -> None:
    examples = Path(__file__).parents[2] / "examples"
    for name, articles in (("my.csv", 6), ("page.html", 1)):
        found = list(read_source(str(examples / name), sources(policy_of("alder")), at_ms=AT_MS))
        assert [type(item) for item in found] == [Entry] * articles, name
