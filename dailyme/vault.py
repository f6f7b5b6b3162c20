"""A secret at rest: a seed, encrypted under a passphrase, in a file that only its owner can read.

Argon2id (RFC 9106) makes a key of the passphrase, secretbox (XSalsa20-Poly1305) encrypts. The cost of a
guess stands in the file, so that it can be raised later.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dailyme.errors import CommandError

SEED_BYTES: Final = 32
FORMAT: Final = "dailyme-vault-1"
TEST_FORMAT: Final = "dailyme-test-seed-1"


class WrongPassphraseError(CommandError):
    """The passphrase doesn't open the file, or the file was changed."""

    code = "wrong-passphrase"


class BadVaultError(CommandError):
    """The file holds no secret of ours."""

    code = "bad-vault"


@dataclass(frozen=True)
class Cost:
    """What one guess of the passphrase costs: passes over memory, and memory in bytes."""

    passes: int
    memory_bytes: int


STANDARD: Final = Cost(passes=3, memory_bytes=256 * 1024 * 1024)
"""Argon2id's `moderate` cost in libsodium: about half a second a guess."""


def seal(seed: bytes, passphrase: str, *, salt: bytes, cost: Cost = STANDARD) -> bytes:
    """Return the file's bytes for *seed* under *passphrase*; *salt* is 16 fresh random bytes."""
    from nacl.secret import SecretBox

    box = SecretBox(_key(passphrase, salt, cost)).encrypt(seed)
    return _spell(
        {
            "format": FORMAT,
            "kdf": "argon2id",
            "passes": cost.passes,
            "memory_bytes": cost.memory_bytes,
            "salt": b64encode(salt).decode(),
            "box": b64encode(box).decode(),
        }
    )


def unseal(data: bytes, passphrase: str) -> bytes:
    """Return the seed in *data*.

    Raises `BadVaultError` if it is no vault, `WrongPassphraseError` if *passphrase* doesn't open it.
    """
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        kept: dict[str, Any] = json.loads(data)
        if kept["format"] != FORMAT or kept["kdf"] != "argon2id":
            raise KeyError("format")
        cost = Cost(passes=int(kept["passes"]), memory_bytes=int(kept["memory_bytes"]))
        if not (1 <= cost.passes <= 20 and 8192 <= cost.memory_bytes <= 4 * STANDARD.memory_bytes):
            raise ValueError("cost")
        salt, box = b64decode(kept["salt"]), b64decode(kept["box"])
        key = _key(passphrase, salt, cost)
    except (ValueError, KeyError, TypeError):
        raise BadVaultError("the file holds no encrypted seed", "Restore it from a copy.") from None
    try:
        return SecretBox(key).decrypt(box)
    except CryptoError:
        raise WrongPassphraseError(
            "the passphrase doesn't open the seed", "Try again, or check DAILYME_PASSPHRASE_FILE."
        ) from None


def seal_test(seed: bytes) -> bytes:
    """Return the file's bytes for a test *seed*: in the clear, and marked as what it is."""
    warning = "A test seed, not encrypted: it protects nothing and serves loopback addresses only."
    return _spell({"format": TEST_FORMAT, "warning": warning, "seed": b64encode(seed).decode()})


def unseal_test(data: bytes) -> bytes:
    """Return the test seed in *data*. Raises `BadVaultError` if it is none."""
    try:
        kept: dict[str, Any] = json.loads(data)
        if kept["format"] == TEST_FORMAT:
            return b64decode(kept["seed"])
    except (ValueError, KeyError, TypeError):
        pass
    raise BadVaultError("the file holds no test seed", "Remove it; a new one is made at the next start.")


def write_private(path: Path, data: bytes) -> None:
    """Write *data* to the new file *path*, which only its owner can read (mode 0600).

    Raises FileExistsError if it is there already.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from nacl.pwhash import argon2id

    return argon2id.kdf(
        SEED_BYTES, passphrase.encode(), salt, opslimit=cost.passes, memlimit=cost.memory_bytes
    )


def _spell(members: dict[str, Any]) -> bytes:
    return (json.dumps(members, indent=1) + "\n").encode()
