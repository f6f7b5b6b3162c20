"""Whether numpy is there, and the one line that is said where it is not."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Final

HERE: Final = find_spec("numpy") is not None
NEEDED: Final = "numpy>=2,<3"
"""As the extra `taste` says."""


def missing() -> ModuleNotFoundError:
    """Return the error that says what to run."""
    how = f"{sys.executable} -m pip install '{NEEDED}'"
    return ModuleNotFoundError(f"numpy is missing; to install it: {how}", name="numpy")
