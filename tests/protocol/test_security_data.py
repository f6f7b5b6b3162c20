"""The codec against public collections of hostile JSON and text: JSONTestSuite, JCS, BLNS."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from protocol.base64url import from_base64url
from protocol.canonical import decode, encode
from protocol.errors import ProtocolError
from protocol.keys import did_key_ring
from protocol.text import clean, fault
from protocol.times import read_time
from tests.protocol.oracle import SECURITY, UNICODE_14, faults, files, needs, parse, plain, spelling

unicode_14 = pytest.mark.skipif(not UNICODE_14, reason="the oracle needs a Python that knows Unicode 14.0.0")


def each(pattern: str) -> pytest.MarkDecorator:
    """Run the test on each file of JSONTestSuite that *pattern* names."""
    paths = files("jsontestsuite", f"test_parsing/{pattern}")
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def read(data: bytes) -> Any:
    """The value, or the code of the refusal as an exception's text."""
    try:
        return decode(data)
    except ProtocolError as error:
        return error


def code_of(result: Any) -> str | None:
    return result.code if isinstance(result, ProtocolError) else None


@needs("jsontestsuite")
@each("n_*.json")
def test_what_is_no_json_is_never_read(path: Path) -> None:
    assert code_of(read(path.read_bytes())) in {"not-json", "not-utf8", "too-large", "too-deep"}


@needs("jsontestsuite")
@unicode_14
@each("y_*.json")
def test_json_is_read_or_refused_for_a_rule_it_breaks(path: Path) -> None:
    data = path.read_bytes()
    value = parse(data)
    broken = faults(value)
    if not broken and spelling(plain(value)) != data:
        broken = {"not-canonical"}
    result = read(data)
    if broken:
        assert code_of(result) in broken
    else:
        assert result == plain(value)


@needs("jsontestsuite")
@each("i_*.json")
def test_what_may_be_read_or_not_is_no_crash(path: Path) -> None:
    result = read(path.read_bytes())
    assert isinstance(result, ProtocolError) or encode(result) == path.read_bytes()


@needs("jcs")
@unicode_14
@pytest.mark.parametrize("path", files("jcs", "testdata/input/*.json"), ids=lambda path: path.stem)
def test_jcs_vectors_are_spelled_alike_or_refused(path: Path) -> None:
    value = parse(path.read_bytes())
    spelled = (SECURITY / "jcs/testdata/output" / path.name).read_bytes()
    assert spelling(plain(value)) == spelled
    broken = faults(value)
    if broken:
        assert code_of(refusal(partial(encode, plain(value)))) in broken
        assert code_of(read(spelled)) in broken
    else:
        assert encode(plain(value)) == spelled
        assert read(spelled) == plain(value)


@needs("jcs")
def test_one_jcs_vector_is_inside_the_subset() -> None:
    inside = [
        path.stem for path in files("jcs", "testdata/input/*.json") if not faults(parse(path.read_bytes()))
    ]
    assert inside == ["arrays"]


@needs("blns")
@unicode_14
def test_naughty_strings_travel_unchanged_or_not_at_all() -> None:
    for text in naughty():
        result = refusal(partial(encode, {"text": text}))
        if faults(text):
            assert code_of(result) == "bad-text", ascii(text)
        else:
            assert result == spelling({"text": text}), ascii(text)
            assert decode(result) == {"text": text}, ascii(text)


@needs("blns")
def test_naughty_strings_name_members_only_in_printable_ascii() -> None:
    for text in naughty():
        printable = all(" " <= letter <= "~" for letter in text)
        result = refusal(partial(encode, {text: 1}))
        assert result == (spelling({text: 1}) if printable else result), ascii(text)
        assert printable or code_of(result) == "bad-name", ascii(text)


@needs("blns")
def test_naughty_strings_can_be_cleaned() -> None:
    for text in naughty():
        cleaned = clean(text, 80)
        assert fault(cleaned) is None, ascii(text)
        assert len(cleaned) <= 80, ascii(text)


@needs("blns")
def test_naughty_bytes_are_no_crash_anywhere() -> None:
    readers: list[Callable[[str], Any]] = [
        lambda text: decode(text.encode()),
        lambda text: from_base64url(text, "a signature"),
        did_key_ring,
        lambda text: did_key_ring(f"did:key:z{text}#z{text}"),
    ]
    for text in naughty():
        for reader in readers:
            refusal(partial(reader, text))
        with pytest.raises(ValueError, match="is not spelled like"):
            read_time(text)


def refusal(action: Callable[[], Any]) -> Any:
    """What *action* returns, or the protocol's error that it raises; any other error fails the test."""
    try:
        return action()
    except ProtocolError as error:
        return error


def naughty() -> list[str]:
    texts: list[str] = json.loads((SECURITY / "blns/blns.json").read_text(encoding="utf-8"))
    return texts
