"""The seed of a person or a brand on this machine: made once, opened with the passphrase.

All keys come from it. Whoever loses the file or the passphrase loses the keys; the agreements stay valid.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from dailyme.errors import CommandError
from dailyme.passphrase import existing, fresh
from dailyme.vault import SEED_BYTES, seal, seal_test, unseal, unseal_test, write_private


class SeedExistsError(CommandError):
    """A seed is there already; it is never overwritten."""

    code = "seed-exists"


class NoSeedError(CommandError):
    """There is no seed yet."""

    code = "no-seed"


def make_seed(path: Path, name: str, *, keyring: bool) -> bytes:
    """Draw a seed, store it encrypted in *path* and return it; *name* is its entry in the keyring.

    Raises `SeedExistsError`, or `NoPassphraseError` if there is no way to get a passphrase.
    """
    if path.exists():
        raise SeedExistsError(
            f"{path} is there already and stays as it is", "Move it away to start anew; its keys go with it."
        )
    seed = secrets.token_bytes(SEED_BYTES)
    write_private(path, seal(seed, fresh(name, keyring=keyring), salt=secrets.token_bytes(16)))
    return seed


def seed_or_test(path: Path, name: str, *, local: bool, make: str) -> tuple[bytes, bool]:
    """Return the seed in *path* and False; on a developer's machine, without one, a test seed and True.

    A test seed is made at first use, lies beside *path* in the clear, and serves loopback addresses only.

    make: the command that makes the real one.

    Raises `NoSeedError` if there is no seed and it is not *local*, or what `existing` and `unseal` raise.
    """
    if path.exists():
        return unseal(path.read_bytes(), existing(name)), False
    if not local:
        raise NoSeedError(f"there is no seed at {path}", f"Run `{make}` first.")
    test = path.with_name(f"test-{path.name}")
    if not test.exists():
        write_private(test, seal_test(secrets.token_bytes(SEED_BYTES)))
    return unseal_test(test.read_bytes()), True
