"""Standard normal numbers without dice: the same name always gives the same numbers."""

from __future__ import annotations

import functools
import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_UNIT: Final = 2.0**-53


@functools.lru_cache(maxsize=512)
def normal_draws(name: str, count: int) -> Array:
    """Return *count* numbers that belong to *name*, with mean 0 and spread 1 exactly. Read-only.

    count: even, at least 4.

    Uniform numbers are the bits of SHAKE-256; normal ones follow by Box and Muller, Annals of Mathematical
    Statistics 29 (1958). Mean and spread are set right afterwards (moment matching).
    """
    bits = np.frombuffer(hashlib.shake_256(name.encode()).digest(8 * count), dtype="<u8")
    uniform = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * _UNIT
    length = np.sqrt(-2.0 * np.log(uniform[: count // 2]))
    angle = 2.0 * np.pi * uniform[count // 2 :]
    raw = np.concatenate([length * np.cos(angle), length * np.sin(angle)])
    draws: Array = (raw - raw.mean()) / raw.std()
    draws.flags.writeable = False
    return draws


def standard_draws(names: tuple[str, ...], count: int) -> Array:
    """Return a row of normal numbers per name: mean 0, spread 1, and no row goes with another.

    count: well above the number of names.
    """
    rows = np.stack([normal_draws(name, count) for name in names])
    lower = np.linalg.cholesky(rows @ rows.T / count)
    return np.linalg.solve(lower, rows)
