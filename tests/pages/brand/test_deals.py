"""Deals in the console: signed documents checked on the spot, what becomes of them, and all in a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from brand_agent.edge.tables import SALES
from dailyme.pages.brand.export import PART, cell
from protocol import decode, encode
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.fulfilment.customer import RULES
from tests.pages.brand.dealing import Dealing, dealing
from tests.pages.brand.staff import CATALOG, POLICY, text_of
from tests.pages.brand.test_negotiations import EVIL


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Dealing]:
    async with dealing(tmp_path, policy=POLICY + RULES) as opened:
        yield opened


def page(buyer: Buyer, act: str = "") -> str:
    return f"/deals/{buyer.talk.thread}{act and '/' + act}"


async def test_no_deal_yet(shop: Dealing) -> None:
    assert "No deals yet" in await shop.cem.text("/deals")
    assert (await shop.cem.get("/deals/nothing")).status_code == 404


async def test_a_deal_is_listed_and_its_document_is_checked_when_it_is_looked_at(shop: Dealing) -> None:
    buyer = await shop.bought("guest", 9_900)
    assert "Laser one agreed, not ordered yet US$99.00 US$100.00 US$29.00" in await shop.cem.text("/deals")
    text = await shop.cem.text(page(buyer))
    assert "both signatures hold" in text
    assert "share it with nobody else. sd-base" in text
    assert "met what the customer asked \u2212US$1.00" in text
    assert buyer.talk.accepted_hash[:10] in text


async def test_a_document_that_was_tampered_with_visibly_fails(shop: Dealing) -> None:
    buyer = await shop.bought()

    def tamper(connection) -> None:  # type: ignore[no-untyped-def]
        value = decode(connection.scalar(select(SALES.c.agreement)))
        value["deal"]["terms"]["returns_days"] = 3
        connection.execute(update(SALES).values(agreement=encode(value)))

    await shop.desk.office.database.write(tamper)
    text = await shop.cem.text(page(buyer))
    assert "it does not hold" in text
    assert "both signatures hold" not in text


async def test_an_order_is_paid_shipped_and_delivered_and_its_customer_hears_it(shop: Dealing) -> None:
    customer = await shop.ordered()
    code = customer.said[-1].value["body"]["code"]
    wrong = await shop.ben.send(page(customer, "place"), {"code": "another"})
    assert (wrong.status_code, "not the code of this deal" in text_of(wrong)) == (422, True)
    assert "It is paid" in await shop.ben.done(page(customer, "place"), {"code": code})
    again = await shop.ben.send(page(customer, "place"), {"code": code})
    assert "the code is unknown, was used, or is over" in text_of(again)
    sent = {"stage": "shipped", "expected": "2026-12-04"}
    assert "It is shipped now" in await shop.ben.done(page(customer, "stage"), sent)
    assert (await customer.track()).value["body"]["stage"] == "shipped"
    back = await shop.ben.send(page(customer, "stage"), {"stage": "packed"})
    assert "wrong-stage" in text_of(back)
    await shop.ben.done(page(customer, "stage"), {"stage": "delivered"})
    assert "Laser one delivered" in await shop.cem.text("/deals?stage=delivered")
    assert "Laser one" not in await shop.cem.text("/deals?stage=shipped")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stage": "handed-off"}, "Choose one of those shown"),
        ({"stage": "refunded"}, "Choose one of those shown"),
        ({"stage": ["packed", "shipped"]}, "This came twice"),
        ({"stage": "shipped", "expected": "soon"}, "Write a day"),
    ],
)
async def test_what_a_form_can_not_say_is_said_at_its_field(
    shop: Dealing, fields: dict[str, str | list[str]], words: str
) -> None:
    customer = await shop.ordered()
    await shop.ben.done(page(customer, "place"), {"code": customer.said[-1].value["body"]["code"]})
    answer = await shop.ben.send(page(customer, "stage"), fields)
    assert (answer.status_code, words in text_of(answer)) == (422, True)


async def test_a_refund_and_a_cancelled_order_are_an_approvers_word(shop: Dealing) -> None:
    customer, other = await shop.ordered(), await shop.ordered("other", "two")
    await shop.ben.done(page(customer, "place"), {"code": customer.said[-1].value["body"]["code"]})
    for act in ("refund", "cancel"):
        assert (await shop.ben.send(page(customer, act))).status_code == 403
    await shop.ana.done(page(customer, "refund"))
    assert (await customer.track()).value["body"]["stage"] == "refunded"
    assert "It is cancelled now" in await shop.ana.done(page(other, "cancel"))
    bought = await shop.bought("third")
    assert "unknown-order" in text_of(await shop.ana.send(page(bought, "refund")))


async def test_what_was_made_good_stands_with_the_deal(shop: Dealing) -> None:
    customer = await shop.ordered()
    await shop.ben.done(page(customer, "place"), {"code": customer.said[-1].value["body"]["code"]})
    await shop.ben.done(page(customer, "stage"), {"stage": "delivered"})
    await customer.track()
    await customer.received("faulty")
    text = await shop.cem.text(page(customer))
    assert "Their twin says that it came faulty" in text
    assert "Your agent makes it good points" in text


async def test_the_address_is_shown_to_who_asks_for_delivery_and_that_is_written_down(shop: Dealing) -> None:
    customer = await shop.ordered(person="Ada " + EVIL[:40])
    assert "Ada" not in await shop.ben.text(page(customer))
    answer = await shop.ben.send(page(customer, "address"))
    assert "Ada <script>" in text_of(answer)
    assert "<script>alert" not in answer.text
    assert (await shop.cem.send(page(customer, "address"))).status_code == 403


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", " =1", "  +1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_marked_as_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Router", "5-port switch", "a=b", "'quoted", 'with "marks", and commas']
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert cell(text) == text


async def test_the_csv_is_one_that_a_spreadsheet_reads_and_computes_nothing_of(tmp_path: Path) -> None:
    title = '=HYPERLINK("http://evil.example","win, ""now""")'
    catalog = CATALOG.replace("Laser one", '"' + title.replace('"', '""') + '"')
    async with dealing(tmp_path, catalog=catalog) as shop:
        await shop.bought()
        await shop.bought("two", product="two")
        answer = await shop.cem.get("/deals/export.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    text = answer.content.decode("utf-8-sig")
    assert text.count("\r\n") == 3
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["title"] for row in rows] == ["Ink two", f"'{title}"]
    assert (rows[1]["total"], rows[1]["margin"], rows[1]["stage"]) == ("100.00", "30.00", "agreed")


async def test_the_json_holds_each_deal_as_it_was_signed(shop: Dealing) -> None:
    empty = json.loads((await shop.cem.get("/deals/export.json")).text)
    assert empty == {"deals": []}
    buyer = await shop.bought()
    found = json.loads((await shop.cem.get("/deals/export.json")).text)["deals"]
    assert [one["deal"] for one in found] == [buyer.talk.accepted_hash]
    assert found[0]["document"] == buyer.said[-1].value["body"]["agreement"]


async def test_a_long_export_is_written_in_parts_and_lacks_none(shop: Dealing) -> None:
    await shop.bought()

    def many(connection) -> None:  # type: ignore[no-untyped-def]
        row = dict(connection.execute(select(SALES)).one()._mapping)
        del row["number"]
        rows = [row | {"thread": f"thread {number}"} for number in range(2 * PART)]
        connection.execute(SALES.insert(), rows)

    await shop.desk.office.database.write(many)
    found = json.loads((await shop.cem.get("/deals/export.json")).text)["deals"]
    assert len({one["thread"] for one in found}) == 2 * PART + 1
    text = (await shop.cem.get("/deals/export.csv")).content.decode("utf-8-sig")
    assert len(text.splitlines()) == 2 * PART + 2


async def test_no_ceiling_and_nothing_of_a_person_is_on_the_brands_pages(shop: Dealing) -> None:
    """A ceiling can't be there: no message has a place for it. Nor does a list name who asks."""
    buyer = await shop.bought("guest", 9_900)
    for path in ("/deals", "/negotiations", f"/negotiations/{buyer.talk.thread}"):
        text = (await shop.cem.get(path)).text
        assert buyer.key.did not in text
        assert "ceiling" not in text.lower()
