"""The wheel: what is run is inside, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "protocol", "negotiation", "catalog_adapters", "catalog_search", "customer_model", "foundation",
    "transport", "language", "marketplace", "brand_agent", "consumer_twin", "dailyme",
}  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = into.iterdir()
    return built


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_carries_the_packages_and_no_tests_spec_or_benchmarks(wheel: Path) -> None:
    top = {name.split("/")[0] for name in names(wheel)}
    assert {name for name in top if not name.endswith(".dist-info")} == PACKAGES


def test_the_wheel_carries_every_file_that_is_read_at_run_time(wheel: Path) -> None:
    inside = set(names(wheel))
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in inside


def test_licence_and_notice_travel_with_the_wheel(wheel: Path) -> None:
    carried = {name.split(".dist-info/", 1)[1] for name in names(wheel) if ".dist-info/" in name}
    assert {"licenses/LICENSE", "licenses/NOTICE"} <= carried


@pytest.mark.slow
def test_the_demo_runs_from_the_wheel_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    unpacked, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "DAILYME_HOME": str(tmp_path / "home")}
    where = [sys.executable, "-P", "-c", "import dailyme; print(dailyme.__file__)"]
    found = subprocess.run(where, cwd=empty, env=environment, check=True, capture_output=True, text=True)
    assert Path(found.stdout.strip()).is_relative_to(unpacked)
    demo = [sys.executable, "-P", "-m", "dailyme", "demo", "--json"]
    told = subprocess.run(demo, cwd=empty, env=environment, check=True, capture_output=True, text=True)
    shown = json.loads(told.stdout)
    assert len(shown["options"]) >= 3 and len(shown["agreement"]["signatures"]) == 2
