"""The flag wins over the environment, and that over the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dailyme.settings import TEMPLATE, BadSettingsError, Settings, load_settings, write_template


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert load_settings(path, {}) == Settings()


def test_the_template_says_what_the_defaults_are(path: Path) -> None:
    write_template(path)
    assert load_settings(path, {}) == Settings()


def test_every_setting_stands_in_the_template() -> None:
    for name in Settings.__dataclass_fields__:
        assert f"{name} = " in TEMPLATE or f"[{name}]" in TEMPLATE


def test_flag_over_environment_over_file(path: Path) -> None:
    path.write_text('region = "DE"\ncurrency = "EUR"\nmarket = "https://a.example"\n')
    environment = {"DAILYME_CURRENCY": "CHF", "DAILYME_MARKET": "https://b.example"}
    loaded = load_settings(path, environment, {"market": "https://c.example", "region": None})
    assert (loaded.region, loaded.currency, loaded.market) == ("DE", "CHF", "https://c.example")


@pytest.mark.parametrize(
    "text",
    [
        "regoin = 'US'",
        "region = 5",
        "deadline_s = 0",
        "deadline_s = 'soon'",
        "[mandate]\nper_year = '1 USD'",
        "=",
    ],
)
def test_what_cannot_be_used_is_told_with_the_file(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(BadSettingsError, match=r"config\.toml") as told:
        load_settings(path, {})
    assert told.value.advice


def test_settings_that_are_there_stay_as_they_are(path: Path) -> None:
    path.write_text('region = "DE"\n')
    assert not write_template(path)
    assert path.read_text() == 'region = "DE"\n'
