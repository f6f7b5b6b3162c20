"""Where things lie on this machine.

`DAILYME_HOME` puts everything under one folder; without it the system's usual places hold (platformdirs).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOME: Final = "DAILYME_HOME"


@dataclass(frozen=True)
class Places:
    """The folders of settings and of data."""

    config: Path
    data: Path

    @property
    def settings(self) -> Path:
        """The commented settings file."""
        return self.config / "config.toml"

    @property
    def seed(self) -> Path:
        """The person's encrypted seed."""
        return self.data / "seed.json"

    @property
    def twin_store(self) -> str:
        """The URL of the twin's database."""
        return sqlite_url(self.data / "twin.db")

    def brand(self, origin: str) -> Path:
        """The folder of the brand that is served under *origin*: its key and its database."""
        return self.data / "brands" / _folder(origin)

    def market(self, origin: str) -> Path:
        """The folder of the marketplace that is served under *origin*."""
        return self.data / "markets" / _folder(origin)


def places(environment: Mapping[str, str]) -> Places:
    """Return the places of this machine and this person."""
    home = environment.get(HOME)
    if home:
        folder = Path(home).expanduser().absolute()
        return Places(folder, folder)
    from platformdirs import user_config_path, user_data_path

    return Places(user_config_path("dailyme"), user_data_path("dailyme"))


def _folder(origin: str) -> str:
    return origin.partition("://")[2].replace(":", "-")


def sqlite_url(path: Path) -> str:
    """Return the database URL of the file *path*."""
    return f"sqlite:///{path.absolute()}"
