"""The file that a brand is set up from: `brand.toml`, and a commented one to begin with."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from brand_agent.errors import Fault, PolicyError
from brand_agent.goals.errors import ChangedSinceError
from brand_agent.policy import BrandPolicy
from brand_agent.policy_reader import read_policy


def load_policy(path: Path) -> BrandPolicy:
    """Return the policy in the file at *path*. Raises `PolicyError` with everything that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError([Fault(str(path), "", f"the file can't be read: {error}")]) from None
    return read_policy(text)


def example_text(*, name: str, source: str | None = None, currency: str = "USD") -> str:
    """Return the commented example for a shop called *name* whose catalog is *source*."""
    text = files("brand_agent").joinpath("brand.example.toml").read_text(encoding="utf-8")
    text = text.replace('name = "My shop" ', f"name = {_quoted(name)} ")
    text = text.replace('currency = "USD" ', f"currency = {_quoted(currency)} ")
    return (
        text if source is None else text.replace('# source = "catalog.csv" ', f"source = {_quoted(source)} ")
    )


def example_policy(*, name: str, source: str | None = None, currency: str = "USD") -> BrandPolicy:
    """Return the policy of a shop that has stated nothing else. Raises `PolicyError`."""
    return read_policy(example_text(name=name, source=source, currency=currency))


def write_example(path: Path, *, name: str, source: str | None = None, currency: str = "USD") -> None:
    """Write the commented example to *path*. Raises FileExistsError rather than write over a file."""
    text = example_text(name=name, source=source, currency=currency)
    read_policy(text)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def replace_policy(file: Path, before: str, after: str) -> None:
    """Put the policy *after* in the place of *before*, at once or not at all.

    Raises `ChangedSinceError` if the file is not *before*, or `PolicyError`.
    """
    read_policy(after)
    if file.read_text(encoding="utf-8") != before:
        raise ChangedSinceError(f"{file} was edited meanwhile", "Look at it, and try again.")
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(after, encoding="utf-8")
    beside.chmod(file.stat().st_mode & 0o777)
    beside.replace(file)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
