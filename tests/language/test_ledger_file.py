"""The ledger on disk: for its owner only, in order, and a change of it is seen."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import pytest

from language import Ended, Kind, Prompt, Usage, Where
from language.edge import ledger_file
from language.edge.ledger_file import BrokenLedgerError, FileLedger

PROMPT = Prompt(
    at_ms=5, kind=Kind.WISH, model="ollama:m", where=Where.HERE, form="Mug", instructions="Read.",
    text="a ▮▮▮ mug\nfor \ud800 me", sent=True,
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    return FileLedger(tmp_path / "data" / "prompts.jsonl")


def test_what_was_written_is_read_again(ledger: FileLedger) -> None:
    assert ledger.read() == []
    first, second = ledger.write(PROMPT), ledger.write(replace(PROMPT, sent=False, form=None))
    ledger.end(first, Ended("answered", Usage(11, 7, 250, Decimal("0.00000585"), "USD")))
    lines = ledger.read()
    assert [(line.number, line.prompt.sent) for line in lines] == [(first, True), (second, False)]
    assert lines[0].ended == Ended("answered", Usage(11, 7, 250, Decimal("0.00000585"), "USD"))
    assert lines[1].ended is None
    assert lines[0].prompt.text == "a ▮▮▮ mug\nfor ? me"


def test_nobody_else_can_read_it(ledger: FileLedger) -> None:
    ledger.write(PROMPT)
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("change", ["cut", "edit", "swap", "junk"])
def test_a_change_in_the_middle_is_seen(ledger: FileLedger, change: str) -> None:
    for _ in range(4):
        ledger.write(PROMPT)
    lines = ledger.path.read_bytes().splitlines(keepends=True)
    if change == "cut":
        del lines[1]
    elif change == "edit":
        lines[1] = lines[1].replace(b"mug", b"jug")
    elif change == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        lines[1] = b"[]\n"
    ledger.path.write_bytes(b"".join(lines))
    with pytest.raises(BrokenLedgerError):
        ledger.read()


def test_a_line_that_was_cut_short_is_taken_off(ledger: FileLedger) -> None:
    for torn in (b'{"n": 1, "prev', b'{"n": 2, "prev', b"\x00\x00"):
        ledger.path.parent.mkdir(exist_ok=True)
        kept = ledger.path.read_bytes() if ledger.path.exists() else b""
        ledger.path.write_bytes(kept + torn)
        ledger.write(PROMPT)
    assert [line.number for line in ledger.read()] == [1, 2, 3]


def test_a_ledger_whose_end_is_no_entry_is_not_written_on(ledger: FileLedger) -> None:
    ledger.write(PROMPT)
    ledger.path.write_bytes(ledger.path.read_bytes() + b'{"n": "x"}\n')
    with pytest.raises(BrokenLedgerError):
        ledger.write(PROMPT)


def test_a_full_file_becomes_the_old_one_and_the_chain_goes_on(ledger: FileLedger) -> None:
    long = replace(PROMPT, text="x" * 8_000)
    most = ledger_file.MAX_BYTES // 8_000 + 30
    for _ in range(20):
        ledger.write(long)
    size = ledger.path.stat().st_size // 20
    raw = ledger.path.read_bytes()
    assert size * most > ledger_file.MAX_BYTES
    ledger.path.write_bytes(_longer(raw, ledger_file.MAX_BYTES))
    ledger.write(long)
    assert ledger.files[0].exists()
    last = ledger.write(PROMPT)
    assert ledger.read()[-1].number == last


def _longer(raw: bytes, size: int) -> bytes:
    """Return *raw* with its first line, whose hash nobody needs before it, made long."""
    lines = raw.splitlines(keepends=True)
    from hashlib import sha256

    members = [json.loads(line) for line in lines]
    members[0]["text"] = "x" * size
    out: list[bytes] = []
    for one in members:
        if out:
            one["prev"] = sha256(out[-1]).hexdigest()
        out.append(json.dumps(one, ensure_ascii=False).encode() + b"\n")
    return b"".join(out)


def _write_some(path: str) -> None:
    for _ in range(20):
        ledger = FileLedger(Path(path))
        ledger.end(ledger.write(PROMPT), Ended("answered"))


def test_two_at_once_keep_one_chain(ledger: FileLedger) -> None:
    context = get_context("fork")
    both = [context.Process(target=_write_some, args=(str(ledger.path),)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert len(ledger.read()) == 40
