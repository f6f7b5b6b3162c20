"""Two seeded runs are the same; a ceiling leaves no trace on the wire before it has to."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.e2e.seeded import Run, seeded_run, total_minor

LOW, HIGH = 10_500, 13_000
"""A ceiling between the counters, and one between the offers, in cents."""
HUGE = "98765.43"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seeded")


@pytest.fixture(scope="module")
def roomy(folder: Path) -> Run:
    return seeded_run(folder / "roomy", "200 USD")


@pytest.fixture(scope="module")
def huge(folder: Path) -> Run:
    return seeded_run(folder / "huge", f"{HUGE} USD")


@pytest.fixture(scope="module")
def low(folder: Path) -> Run:
    return seeded_run(folder / "low", f"{LOW // 100} USD")


@pytest.fixture(scope="module")
def high(folder: Path) -> Run:
    return seeded_run(folder / "high", f"{HIGH // 100} USD")


def test_two_runs_with_two_ceilings_above_every_price_are_the_same(roomy: Run, huge: Run) -> None:
    assert (roomy.code, huge.code) == (0, 0)
    assert roomy.log == huge.log
    assert roomy.result == huge.result


def test_every_line_of_the_wire_log_keeps_its_schema_and_order(roomy: Run) -> None:
    schema = Draft202012Validator(json.loads(schema_files()["wire-log-line.schema.json"]))
    lines = roomy.lines()
    for line in lines:
        schema.validate(line)
    places = [(line["brand"], line.get("thread") or "", line.get("seq", -1)) for line in lines]
    assert places == sorted(places)


def test_the_log_has_the_directory_the_did_documents_and_the_catalogs(roomy: Run) -> None:
    lines = roomy.lines()
    urls = {line["url"] for line in lines if line["method"] == "GET"}
    for part in ("/brands", "/.well-known/did.json", "/.well-known/dailyme.json", "/catalog"):
        assert any(part in url for url in urls), part
    assert all(line["text"] == "" for line in lines if (line["direction"], line["method"]) == ("sent", "GET"))
    assert len({line["brand"] for line in lines}) == 4


def test_the_log_and_the_transcripts_are_the_same_messages(roomy: Run) -> None:
    logged = {name: [json.loads(line["text"]) for line in lines] for name, lines in roomy.threads().items()}
    assert logged == roomy.result["transcripts"]


@pytest.mark.parametrize("higher", ["huge", pytest.param("high", marks=pytest.mark.slow)])
def test_each_thread_is_the_same_until_a_total_above_the_lower_ceiling(
    low: Run, higher: str, request: pytest.FixtureRequest
) -> None:
    ones, others = low.threads(), request.getfixturevalue(higher).threads()
    assert ones.keys() == others.keys()
    for name, lines in ones.items():
        same = sum(1 for one, other in zip(lines, others[name], strict=False) if one == other)
        parted = lines[same:] or others[name][same:]
        seen = [total_minor(line) for line in lines[:same]]
        assert not parted or any(total is not None and total > LOW for total in seen), name


def test_a_low_ceiling_changes_something_after_all(low: Run, huge: Run) -> None:
    assert low.log != huge.log


def test_the_ceiling_stands_in_no_message(huge: Run) -> None:
    major, minor = HUGE, HUGE.replace(".", "")
    for line in huge.lines():
        for text in (line["text"], *_decoded(line["text"])):
            assert minor not in text and major not in text and major.split(".")[0] not in _numbers(text)


def _decoded(text: str) -> list[str]:
    """What the base64url values in *text* decode to, as far as it is text."""
    found = []
    for value in re.findall(r'"([A-Za-z0-9_-]{16,})"', text):
        decoded = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        found.append(decoded.decode("utf-8", "ignore"))
    return found


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"(?<![0-9A-Za-z_-])[0-9]+(?![0-9A-Za-z_-])", text))


def test_the_second_wish_ends_without_a_purchase_and_says_why(roomy: Run, low: Run) -> None:
    for run in (roomy, low):
        coda = run.result["coda"]
        assert coda["decision"] == "don't buy now"
        assert any("ceiling" in sentence for sentence in coda["why"])
        assert coda["threads"] and set(coda["threads"]) <= run.result["transcripts"].keys()
    assert roomy.result["coda"] == low.result["coda"]
