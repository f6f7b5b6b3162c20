"""A seed at rest: only the passphrase opens it, only its owner can read the file."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dailyme.vault import BadVaultError, Cost, WrongPassphraseError, seal, unseal, write_private

CHEAP = Cost(passes=1, memory_bytes=8192)
SALT = bytes(range(16))
SEED = bytes(range(32))


def test_the_passphrase_opens_it() -> None:
    assert unseal(seal(SEED, "swordfish", salt=SALT, cost=CHEAP), "swordfish") == SEED


def test_another_passphrase_does_not() -> None:
    with pytest.raises(WrongPassphraseError):
        unseal(seal(SEED, "swordfish", salt=SALT, cost=CHEAP), "swordfisH")


def test_the_seed_stands_nowhere_in_the_file() -> None:
    assert SEED not in seal(SEED, "swordfish", salt=SALT, cost=CHEAP)


@given(place=st.integers(min_value=0, max_value=10_000), flip=st.integers(min_value=1, max_value=255))
def test_a_changed_file_never_gives_another_seed(place: int, flip: int) -> None:
    data = bytearray(seal(SEED, "swordfish", salt=SALT, cost=CHEAP))
    data[place % len(data)] ^= flip
    try:
        assert unseal(bytes(data), "swordfish") == SEED  # white space between members may change
    except (WrongPassphraseError, BadVaultError) as error:
        assert error.advice


def test_a_file_cannot_ask_for_all_memory() -> None:
    kept = json.loads(seal(SEED, "swordfish", salt=SALT, cost=CHEAP))
    with pytest.raises(BadVaultError):
        unseal(json.dumps(kept | {"memory_bytes": 1 << 40}).encode(), "swordfish")


def test_only_the_owner_can_read_it_and_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "seed.json"
    write_private(path, b"secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        write_private(path, b"other")
    assert path.read_bytes() == b"secret"
