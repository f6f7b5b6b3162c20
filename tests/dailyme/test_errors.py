"""An error is one clear line with a code and what to do next, never a traceback."""

from __future__ import annotations

import json

import pytest

from dailyme.errors import Exit, describe, report
from dailyme.main import run
from protocol.errors import ProtocolError


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nonsense"]) == Exit.USAGE
    said = capsys.readouterr().err
    assert said.startswith("error: usage: ") and said.count("\n") == 1


def test_with_json_an_error_is_a_problem_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "read", "/no/such/file.csv", "--json"]) == Exit.ERROR
    told = capsys.readouterr()
    shown = json.loads(told.err)
    assert told.out == ""
    assert shown["code"] and shown["advice"] and shown["detail"]


class LargeError(ProtocolError):
    """Stands for any error of the protocol."""

    code = "too-large"
    requirement = "WIRE-1"
    status = 413


def test_an_error_of_the_protocol_keeps_its_code_and_requirement() -> None:
    shown = describe(LargeError("70000 bytes"))
    assert (shown["code"], shown["requirement"], shown["status"]) == ("too-large", "WIRE-1", 413)


def test_a_fault_that_nobody_foresaw_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(RuntimeError("broken\nin two"), as_json=False) == Exit.ERROR
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "internal-error: RuntimeError: broken; in two" in said
