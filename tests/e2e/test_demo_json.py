"""`dailyme demo --json`: one object, by its schema, that anybody can verify with nothing but its keys."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from joserfc.errors import BadSignatureError
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.dailyme.commandline import new_home
from tests.e2e.oracle import check, kids


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = new_home(tmp_path_factory.mktemp("demo")).dailyme("demo", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_it_keeps_its_schema(shown: dict[str, Any]) -> None:
    Draft202012Validator(json.loads(schema_files()["demo.schema.json"])).validate(shown)


def test_three_brands_compete_for_the_same_product(shown: dict[str, Any]) -> None:
    assert len(shown["brands"]) == 3
    assert {option["brand"] for option in shown["options"]} == {brand["did"] for brand in shown["brands"]}
    assert [option["rank"] for option in shown["options"]] == [1, 2, 3]
    for option in shown["options"]:
        assert option["why"] and option["total"]["amount"] <= option["list_total"]["amount"]


def test_somebody_haggled(shown: dict[str, Any]) -> None:
    types = [message["type"] for said in shown["transcripts"].values() for message in said]
    assert types.count("counter") >= 3


def test_every_signature_holds_for_a_library_that_is_not_ours(shown: dict[str, Any]) -> None:
    assert check(shown["agreement"], shown["keys"]) == 2
    for said in shown["transcripts"].values():
        assert all(check(message, shown["keys"]) == 1 for message in said)


def test_keys_are_those_that_signed_and_no_others(shown: dict[str, Any]) -> None:
    signed = [message for said in shown["transcripts"].values() for message in said]
    assert {kid for one in (*signed, shown["agreement"]) for kid in kids(one)} == shown["keys"].keys()


def test_the_two_signatures_are_two_parties(shown: dict[str, Any]) -> None:
    twin, brand = (kid.partition("#")[0] for kid in kids(shown["agreement"]))
    assert (twin, brand) == (shown["agreement"]["twin"], shown["agreement"]["brand"])


def test_each_thread_has_a_key_of_its_own(shown: dict[str, Any]) -> None:
    twins = [said[0]["from"] for said in shown["transcripts"].values()]
    assert len(set(twins)) == len(twins) >= 3


@pytest.mark.parametrize("place", ["total", "terms", "thread"])
def test_a_changed_agreement_does_not_verify(shown: dict[str, Any], place: str) -> None:
    forged = copy.deepcopy(shown["agreement"])
    match place:
        case "total":
            forged["deal"]["total"]["amount"] += 1
        case "terms":
            forged["deal"]["terms"]["warranty_months"] += 1
        case _:
            forged["thread"] = forged["offer"]
    with pytest.raises(BadSignatureError):
        check(forged, shown["keys"])


def test_the_forgery_that_is_shown_is_found(shown: dict[str, Any]) -> None:
    assert all(verdict["holds"] for verdict in shown["verdicts"])
    assert [verdict["holds"] for verdict in shown["tampering"]["verdicts"]] == [False, False]


def test_saved_is_what_the_cheapest_public_price_was_above_the_paid_one(shown: dict[str, Any]) -> None:
    receipt, chosen = shown["person"], shown["options"][0]
    cheapest = min(option["list_total"]["amount"] for option in shown["options"])
    assert receipt["paid"] == chosen["total"]
    assert receipt["saved"]["amount"] == max(0, cheapest - chosen["total"]["amount"])


def test_the_brands_receipts_add_up(shown: dict[str, Any]) -> None:
    receipts = {receipt["brand"]: receipt for receipt in shown["receipts"]}
    sold = receipts[shown["agreement"]["brand"]]
    deal = shown["agreement"]["deal"]
    assert sold["revenue"] == deal["total"]
    assert sold["concession"]["amount"] == deal["list_total"]["amount"] - deal["total"]["amount"]
    assert sum(receipt["deals"] for receipt in receipts.values()) == 1
    for did, receipt in receipts.items():
        threads = [said for said in shown["transcripts"].values() if said[0]["to"] == did]
        assert receipt["threads"] == len(threads) == receipt["deals"] + receipt["threads_without_deal"]


def test_what_a_brand_learnt_names_nobody(shown: dict[str, Any]) -> None:
    facts = [fact for learnt in shown["person"]["learnt"] for fact in learnt["facts"]]
    assert facts and not any("@" in fact or "name" in fact.lower() for fact in facts)
