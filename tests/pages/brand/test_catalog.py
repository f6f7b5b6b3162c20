"""The catalog's pages: what is sold, what was left out, a new file looked at first, and public offers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from brand_agent.console.roles import Role
from brand_agent.edge.console.record import read_record
from brand_agent.edge.policy_file import load_policy
from brand_agent.edge.price_book import read_book, record
from dailyme.clock import now_ms
from dailyme.demo.plan import demo_market
from protocol import Price
from tests.pages.brand.staff import Browser, Desk, open_desk

NORTHGATE = demo_market() / "northgate"
POLICY = (NORTHGATE / "brand.toml").read_text("utf-8").replace('"catalog.csv"', '"my.csv"')
CATALOG = (NORTHGATE / "catalog.csv").read_text("utf-8")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, policy=POLICY, catalog=CATALOG) as opened:
        opened.clock.at_ms = now_ms()
        yield opened


@pytest.fixture
async def ana(desk: Desk) -> Browser:
    return await desk.browser("Ana", Role.ADMIN)


def source(desk: Desk) -> Path:
    return desk.config.parent / "my.csv"


async def test_every_product_can_be_found_by_its_words(desk: Desk, ana: Browser) -> None:
    shop = await desk.office.shop()
    first = shop.entries[0].product
    page = await ana.get("/catalog?q=" + first.id)
    assert page.status_code == 200
    assert first.id in page.text
    assert "No product is called that" in (await ana.get("/catalog?q=zzzz+zzzz")).text


async def test_a_long_list_goes_on_where_the_part_before_it_ended(desk: Desk, ana: Browser) -> None:
    seen: list[str] = []
    path: str | None = "/catalog"
    while path is not None:
        page = (await ana.get(path)).text
        seen += re.findall(r'href="/catalog/products/([^"]+)"', page)
        found = re.search(r'href="(/catalog\?start=\d+)">Next', page)
        path = None if found is None else found[1]
    assert len(seen) == len(set(seen)) == len((await desk.office.shop()).entries)


async def test_what_a_piece_costs_is_shown_here_and_stands_in_no_record_that_twins_see(
    desk: Desk, ana: Browser
) -> None:
    shop = await desk.office.shop()
    entry = next(one for one in shop.entries if one.cost)
    page = (await ana.get(f"/catalog/products/{entry.product.id}")).text
    assert "What stays here" in page
    record_text = page[page.index('id="record"') :]
    assert f"amount&#34;: {next(iter(entry.cost.values())).amount}," not in record_text
    assert entry.product.id in record_text


async def test_every_price_that_was_asked_is_listed_and_drawn(desk: Desk, ana: Browser) -> None:
    shop = await desk.office.shop()
    product = shop.entries[0].product
    key = product.id, product.variants[0].id
    for at_ms, amount in ((1_780_000_000_000, 9_900), (1_781_000_000_000, 7_700)):
        price = {key: Price(amount=amount, currency="USD")}

        def work(connection, price=price, at_ms=at_ms):  # type: ignore[no-untyped-def]
            return record(connection, price, at_ms, read_book(connection))

        await desk.office.database.write(work)
    page = (await ana.get(f"/catalog/products/{product.id}")).text
    assert "US$99.00" in page
    assert "US$77.00" in page
    assert 'class="l1" d="M' in page


async def test_a_new_file_is_looked_at_first_and_then_sold(desk: Desk, ana: Browser) -> None:
    before = source(desk).read_text("utf-8")
    lines = before.splitlines()
    data = "\n".join([*lines[:1], *lines[3:]]).encode() + b"\nbroken-row,,,\n"
    look = await ana.send("/catalog/import", files={"catalog": ("new.csv", data)})
    assert look.status_code == 200
    assert "Gone" in look.text
    assert source(desk).read_text("utf-8") == before  # nothing has changed yet
    mark = re.search(r'name="mark" value="([0-9a-f]{64})"', look.text)
    assert mark is not None
    taken = await ana.send("/catalog/import/take", {"mark": mark[1]})
    assert taken.status_code == 303
    assert source(desk).read_bytes() == data
    assert source(desk).with_name("my.csv.before").read_text("utf-8") == before
    told = await desk.office.database.read(read_record)
    assert (told[-1].kind, told[-1].who) == ("catalog-replaced", "Ana")
    again = await ana.send("/catalog/import/take", {"mark": mark[1]})  # a replay finds nothing
    assert again.status_code == 400
    assert source(desk).read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("new.xml", b"<rss/>", "is a .csv file"),
        ("new.csv", b"\x00\x01\x02", "."),
        ("new.csv", b"<script>alert(1)</script>,b\n1,2\n", "Name the columns"),
        ("new.csv", b"", "."),
    ],
)
async def test_a_file_that_is_no_catalog_is_refused_at_its_field(
    desk: Desk, ana: Browser, name: str, data: bytes, why: str
) -> None:
    page = await ana.send("/catalog/import", files={"catalog": (name, data)})
    assert page.status_code == 422
    assert 'id="f-catalog-fault"' in page.text
    assert why in page.text
    assert "<script>alert" not in page.text


async def test_hostile_titles_are_shown_as_text(desk: Desk, ana: Browser) -> None:
    lines = source(desk).read_text("utf-8").splitlines()
    title = (await desk.office.shop()).entries[0].product.title
    hostile = "\n".join(lines).replace(title, "<img src=x onerror=alert(1)> {{ 7*7 }} <b>", 1)
    page = await ana.send("/catalog/import", files={"catalog": ("new.csv", hostile.encode())})
    assert "<img src=x" not in page.text
    assert "{{ 7*7 }}" in page.text


async def test_what_was_never_looked_at_is_not_sold(desk: Desk, ana: Browser) -> None:
    for mark in ("0" * 64, "../../brand.toml", "", "0" * 63):
        assert (await ana.send("/catalog/import/take", {"mark": mark})).status_code in {400, 422}


def _days(first: int, last: int) -> dict[str, str]:
    today = datetime.now(UTC)
    return {
        "begins": (today + timedelta(days=first)).date().isoformat(),
        "until": (today + timedelta(days=last)).date().isoformat(),
    }


async def test_an_offer_is_written_into_the_policy_and_can_be_ended(desk: Desk, ana: Browser) -> None:
    said = {"title": "Spring at Northgate", "percent": "5", **_days(1, 9), "uses": "50"}
    assert (await ana.send("/catalog/offers", said)).status_code == 303
    config = desk.config
    rule = load_policy(config).promotion[-1]
    assert (rule.id, rule.basis_points, rule.uses) == ("spring-at-northgate", 500, 50)
    page = (await ana.get("/catalog/offers")).text
    assert "Spring at Northgate" in page
    assert "to come" in page
    assert (await ana.send(f"/catalog/offers/{rule.id}/end")).status_code == 303
    assert rule.id not in [one.id for one in load_policy(config).promotion]
    kinds = [one.kind for one in await desk.office.database.read(read_record)]
    assert kinds[-2:] == ["offer-added", "offer-ended"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"percent": "5", **_days(1, 9)}, "title"),
        ({"title": "A", "percent": "five", **_days(1, 9)}, "percent"),
        ({"title": "A", "percent": "99", **_days(1, 9)}, "percent"),
        ({"title": "A", "percent": "5", **_days(9, 1)}, "until"),
        ({"title": "A", "percent": "5", **_days(-9, -5)}, "until"),
        ({"title": "A", "percent": "5", **_days(1, 9), "uses": "-1"}, "uses"),
        ({"title": ["A", "B"], "percent": "5", **_days(1, 9)}, "title"),
        ({"title": "A", "percent": "80", **_days(1, 9)}, "title"),  # above the guardrails
    ],
)
async def test_an_offer_that_can_not_be_is_said_at_its_field(
    desk: Desk, ana: Browser, said: dict[str, str], field: str
) -> None:
    config = desk.config
    before = config.read_bytes()
    page = await ana.send("/catalog/offers", said)
    assert page.status_code == 422
    assert f'id="f-{field}-fault"' in page.text
    assert config.read_bytes() == before


async def test_a_viewer_looks_and_changes_nothing(desk: Desk, ana: Browser) -> None:
    vera = await desk.browser("Vera", Role.VIEWER)
    assert (await vera.get("/catalog/offers")).status_code == 200
    for path in ("/catalog/import", "/catalog/import/take", "/catalog/offers", "/catalog/offers/x/end"):
        assert (await vera.send(path, {"mark": "0" * 64})).status_code == 403


async def test_many_offers_are_shown_a_page_at_a_time(tmp_path: Path) -> None:
    window = "valid_from = 2026-11-01T00:00:00Z\nvalid_until = 2027-12-01T00:00:00Z\n"
    offers = [
        f'[[promotion]]\nid = "o-{number:03}"\ntitle = "Offer {number:03}"\ndiscount = "0.05"\n{window}'
        for number in range(120)
    ]
    async with open_desk(tmp_path, policy=POLICY + "".join(offers), catalog=CATALOG) as desk:
        ana = await desk.browser("Ana", Role.MARKETER)
        pages = [(await ana.get(f"/catalog/offers?start={start}")).text for start in (0, 50, 100, 99_999)]
        shown = [re.findall(r"Offer \d{3}(?=<br>)", page) for page in pages]
    assert [len(one) for one in shown] == [50, 50, 20, 20]
    assert len(set(shown[0] + shown[1] + shown[2])) == 120
    assert ['start=50"' in pages[0], 'start=0"' in pages[1], "start=150" in pages[2]] == [True, True, False]
