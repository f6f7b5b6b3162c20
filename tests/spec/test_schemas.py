"""The schemas take every good message and document of the vectors, and refuse every one of a wrong shape."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from protocol import ProtocolError, problem
from spec.generate.schemas import schemas
from spec.generate.text import errors
from tests.spec.reading import every_vector, keys, vectors
from tests.spec.test_vectors import GOOD, signed_objects

SCHEMAS = {name: Draft202012Validator(schema) for name, schema in schemas().items()}

BEYOND_A_SCHEMA = {
    "env-2-open-with-thread": "a member that must not be there, though others may",
    "claim-22-no-segment": "names that are told apart",
    "claim-22-one-id": "names that are told apart",
    "claim-22-one-name": "names that are told apart",
    "claim-23-both": "members that belong to a value",
    "claim-24-over": "a comparison of members",
    "claim-25-no-number": "members that belong to a value",
    "claim-25-points": "members that belong to a value",
    "demand-15-not-over": "a comparison of members",
    "demand-16-below": "a comparison of members",
    "demand-16-between": "a comparison of members",
    "demand-17-twice": "names that are told apart",
    "env-2-open-with-prev": "a member that must not be there, though others may",
    "ful-22-no-amount": "members that belong to a value",
    "med-7-in-turns": "members that belong to a value",
    "med-7-no-key": "members that belong to a value",
    "med-7-no-mediator": "members that belong to a value",
    "seal-5-twice": "names that are told apart",
    "seal-5-descending": "an order",
    "dir-14-brand-twice": "names that are told apart",
    "dir-14-product-twice": "names that are told apart",
    "dir-15-after": "a comparison of members",
    "dir-16-euros": "a comparison of members",
    "ful-22-no-points": "members that belong to a value",
    "ful-22-points-of-a-refund": "members that belong to a value",
    "neg-22-out-of-order": "an order",
    "neg-22-twice": "an order",
    "neg-58-below-the-quantity": "a comparison of members",
    "neg-58-sealed": "members that belong to a value",
    "ask-7-relies-twice": "names that are told apart",
    "rel-10-discount-of-nothing": "members that belong to a value",
    "rel-10-held-points": "members that belong to a value",
    "rel-11-known-with-fields": "members that belong to a value",
    "rel-11-registered-for-nothing": "members that belong to a value",
    "rel-11-repeat-of-nothing": "members that belong to a value",
    "rel-12-no-known": "an order",
    "rel-12-downwards": "an order",
    "rel-12-twice": "names that are told apart",
    "rel-13-on-two-rungs": "names that are told apart",
    "scan-3-lower-min": "a sum over other members",
    "scan-3-two-currencies": "a comparison of members",
    "scan-4-one-id-twice": "a comparison of members",
    "scan-11-ended": "a member that the last must not have",
    "scan-11-ends-before": "an order",
    "scan-11-open-past": "a member that only the last may lack",
    "scan-11-overlap": "an order",
    "scan-11-wrong-order": "an order",
    "scan-12-another-now": "a comparison of members",
    "scan-12-two-currencies": "a comparison of members",
    "scan-13-tomorrow": "a comparison of members",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["id"])
def test_what_is_read_keeps_its_schema(case: dict[str, Any]) -> None:
    for value in signed_objects(case["input"]):
        if value["type"] in SCHEMAS:
            SCHEMAS[value["type"]].validate(value)


def test_what_has_a_wrong_shape_breaks_its_schema() -> None:
    shapes = [case for kind in ("messages", "documents") for case in vectors()[kind]]
    wrong = {case["id"]: case for case in shapes if case["expect"] == {"error": "bad-message"}}
    taken = {name for name, case in wrong.items() if _fits(case["input"])}
    assert taken == set(BEYOND_A_SCHEMA)


def test_what_breaks_another_rule_keeps_its_schema() -> None:
    shape = {"bad-message", "bad-signatures", "unsupported-version", "bad-number"}
    for case in vectors()["messages"]:
        if (
            "error" in case["expect"]
            and case["expect"]["error"] not in shape
            and case["requirement"] != "WIRE-24"
        ):
            assert _fits(case["input"]), case["id"]


def test_did_documents_keep_their_schema() -> None:
    for document in keys()["documents"].values():
        SCHEMAS["did-document"].validate(document)
    wrong = next(case for case in every_vector() if case["id"] == "id-4-other-curve")
    assert not SCHEMAS["did-document"].is_valid(wrong["input"]["document"])


@pytest.mark.parametrize("error", errors(), ids=lambda error: error.__name__)
def test_every_error_makes_a_problem_document(error: type[ProtocolError]) -> None:
    made = error.__new__(error)
    Exception.__init__(made, "in words")
    SCHEMAS["problem"].validate(problem(made))


def test_no_schema_has_a_member_for_a_ceiling() -> None:
    spelled = " ".join(
        str(schema["properties"]) + str(schema.get("$defs", "")) for schema in schemas().values()
    ).lower()
    assert not [word for word in ("ceiling'", "reserve", "max_price", "budget") if f"'{word}" in spelled]


def _fits(given: dict[str, Any]) -> bool:
    value = given.get("message", given.get("object"))
    assert isinstance(value, dict)
    schema = SCHEMAS.get(str(value.get("type")))
    return schema is not None and schema.is_valid(value)
