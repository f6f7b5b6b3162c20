"""A person at a terminal is asked what they would rather have, and sees the options in that order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.dailyme.commandline import new_home
from tests.dailyme.terminal import typed
from tests.dailyme.test_memory import said
from tests.e2e.serving import serving

pytest.importorskip("numpy", reason="to learn from answers needs numpy")

SHOP = """id,title,price,availability,brand,quantity
1,Oak desk 160 x 80 cm,{price},in_stock,Linden,5
"""
POLICY = """
[brand]
name = "{name}"
[catalog]
source = "{name}.csv"
[terms]
warranty_months = {months}
"""
ASKED = "Which would you rather have"


@pytest.fixture(scope="module")
def brands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Options that name two brands: one is cheaper, the other has a warranty three times as long."""
    folder = tmp_path_factory.mktemp("brands")
    home = new_home(folder)
    with ExitStack() as stack:
        urls = [
            stack.enter_context(serving(home, "brand", "serve", "--config", str(_policy(folder, *one))))[
                "url"
            ]
            for one in (("Thrift", "1000.00 USD", 12), ("Sure", "1055.00 USD", 36))
        ]
        yield ["--brand", urls[0], "--brand", urls[1], "--local"]


def test_the_answer_orders_the_options_says_why_and_is_remembered(brands: list[str], tmp_path: Path) -> None:
    home = new_home(tmp_path)
    code, shown = typed(
        home, "wish", "now", "oak desk", *brands, "--deadline", "120", answers="2\n\n\n", seconds=180
    )
    assert code == 4, shown
    asked, _, options = shown.partition("best first")
    assert ASKED in asked and ASKED not in options
    assert options.index("Sure") < options.index("Thrift")
    assert "You said you would take the longest warranty in 1 of 1 answer" in " ".join(options.split())
    kept = said(home, "memory", "log", schema="memory-log")["entries"]
    assert [one["kind"] for one in kept].count("compared") == 1


@pytest.mark.parametrize("flags", [["--no-questions"], ["--json"], ["--mandate", "1100 USD"]])
def test_nobody_is_asked_who_does_not_want_it_or_need_not_decide(
    brands: list[str], tmp_path: Path, flags: list[str]
) -> None:
    _, shown = typed(
        new_home(tmp_path), "wish", "now", "oak desk", *brands, *flags, answers="\n\n", seconds=180
    )
    assert ASKED not in shown
    assert "Thrift" in shown


def test_a_person_whose_time_is_dear_is_not_asked(brands: list[str], tmp_path: Path) -> None:
    home = new_home(tmp_path)
    assert home.at_once("init").returncode == 0
    (home.folder / "config.toml").write_text('question_cost = "50.00 USD"\n')
    code, shown = typed(
        home, "wish", "now", "oak desk", *brands, "--deadline", "120", answers="\n\n", seconds=180
    )
    assert (code, ASKED in shown) == (4, False), shown


def _policy(folder: Path, name: str, price: str, months: int) -> Path:
    (folder / f"{name}.csv").write_text(SHOP.format(price=price))
    path = folder / f"{name}.toml"
    path.write_text(POLICY.format(name=name, months=months))
    return path
