"""`dailyme catalog sync`: from an address into a file, and from the file to what a brand sells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dailyme.acts.catalog_sync import seconds
from dailyme.errors import UsageError
from dailyme.main import run
from dailyme.wiring.shop import ShopFlags, read_shop
from tests.catalog_adapters.reading import AT_MS
from tests.catalog_adapters.sync.shop import Reply, open_shop
from tests.dailyme.test_catalog_read import schema

FEED = b"id,title,price,quantity\n1,Lamp,10.00 EUR,5\n2,Chair,from 5 EUR,\n"
BRAND = """
[brand]
name = "Lamps"
currency = "EUR"
[catalog]
source = "sync:shop.db"
"""


def sync(*arguments: str) -> int:
    return run(["catalog", "sync", *arguments])


def test_a_brand_sells_from_what_is_synced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_shop(lambda asked: Reply(FEED)) as shop:
        source = shop.address + "/feed.csv"
        assert sync(source, "--into", str(tmp_path / "shop.db"), "--json") == 0
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    schema("catalog-sync").validate(said)
    assert (said["source"], said["live"], said["new"], said["rejects"], said["requests"]) == (
        source,
        2,
        2,
        1,
        2,
    )
    reject = json.loads(printed.err)
    assert (reject["source"], reject["line"], reject["code"]) == (source, 3, "price-unclear")
    (tmp_path / "brand.toml").write_text(BRAND)
    sold = read_shop(ShopFlags(config=tmp_path / "brand.toml"), at_ms=AT_MS, local=False)
    assert [entry.product.id for entry in sold.entries] == ["1"] and sold.entries[0].stock == {"1": 5}
    assert [reject.code for reject in sold.rejects] == ["price-unclear"]


def test_a_second_sync_counts_what_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_shop(lambda asked: Reply(FEED)) as shop:
        for _ in range(2):
            assert sync(shop.address + "/feed.csv", "--into", str(tmp_path / "shop.db")) == 0
    assert "0 new, 0 changed, 2 the same, 0 gone; 1 reject, 1 request" in capsys.readouterr().out


@pytest.mark.parametrize("source", ["feed.csv", "sqlite:///shop.db"])
def test_what_is_no_address_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str) -> None:
    assert sync(source, "--into", str(tmp_path / "shop.db")) == 2
    assert "no web address" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "m", "30", "30s", "0m", "-1h", "1.5h", "²m"])
def test_every_is_minutes_hours_or_days(text: str) -> None:
    with pytest.raises(UsageError):
        seconds(text)
