"""What `dailyme negotiate lab` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dailyme.errors import UsageError
from dailyme.lab.domains import read_domain
from dailyme.lab.play import Plane, Seats, plane_of, played, told
from dailyme.lab.prices import find_article, read_article
from dailyme.lab.svg import drawn_svg
from dailyme.lab.text import end_lines, legend, move_lines, plane_lines
from dailyme.lab.wire import CO_MARKETER, on_the_wire
from dailyme.outputs_negotiate import LabResult
from dailyme.show import console, print_json
from negotiation.scenario import Scenario, generated
from negotiation.strategies import STRATEGIES

DATA: Final = Path(__file__).parents[2] / "../shared/data/negotiation"
"""Where domains and prices lie beside a checkout."""
MOST_STEPS: Final = 1_000


@dataclass(frozen=True)
class LabFlags:
    """What the command line says."""

    twin: str
    brand: str
    private: bool
    domain: str | None
    product: str | None
    prices: Path | None
    steps: int
    seed: int
    svg: Path | None


def run_lab(flags: LabFlags, *, as_json: bool) -> int:
    """Play, draw and show; 0 with and without a deal, since either is an answer."""
    seats = _seats(flags)
    scenario, plane = _played(flags, seats)
    if flags.svg is not None:
        flags.svg.write_text(drawn_svg(scenario.name, seats, plane), "utf-8")
    result = told(scenario, seats, plane, None if flags.svg is None else str(flags.svg))
    if as_json:
        print_json(result)
        return 0
    head = f"twin: {seats.twin}{', private' if seats.private else ''}; brand: {seats.brand}"
    _show([*_wrapped(result.scenario), f"{head}; {result.outcomes} outcomes, {result.rounds} rounds", ""])
    _show([*plane_lines(plane), legend(result), "", *move_lines(result), "", *end_lines(result)])
    if result.svg is not None:
        _show([f"Drawn in {result.svg}"])
    return 0


def _seats(flags: LabFlags) -> Seats:
    """Who plays; against a Co-Marketer the twin plays as on the wire, which is private."""
    wire = flags.brand == CO_MARKETER
    for name in (flags.twin,) if wire else (flags.twin, flags.brand):
        if name not in STRATEGIES:
            raise UsageError(f"there is no strategy {name!r}", f"Name one of {', '.join(STRATEGIES)}.")
    return Seats(flags.twin, flags.brand, flags.private or wire)


def _played(flags: LabFlags, seats: Seats) -> tuple[Scenario, Plane]:
    if seats.brand != CO_MARKETER:
        scenario = _scenario(flags)
        return scenario, played(scenario, seats)
    if flags.product is None or flags.domain is not None:
        raise UsageError("a Co-Marketer sells an article", "Name it with --product.")
    rounds = _rounds(flags)
    article = find_article(_prices(flags.prices), flags.product, flags.seed)
    scenario, record = on_the_wire(article, STRATEGIES[seats.twin], rounds=rounds, seed=flags.seed)
    return scenario, plane_of(scenario, record)


def _scenario(flags: LabFlags) -> Scenario:
    rounds, seed = _rounds(flags), flags.seed
    if flags.domain is not None and flags.product is not None:
        raise UsageError("--domain and --product are two things to play", "Leave one out.")
    if flags.prices is not None and flags.product is None:
        raise UsageError("--prices needs an article", "Name it with --product.")
    if flags.domain is not None:
        return read_domain(_folder(flags.domain), rounds=rounds, seed=seed)
    if flags.product is not None:
        return read_article(_prices(flags.prices), flags.product, rounds=rounds, seed=seed)
    return generated(seed, rounds)


def _rounds(flags: LabFlags) -> int:
    if not 1 <= flags.steps <= MOST_STEPS:
        raise UsageError(f"--steps {flags.steps} is not between 1 and {MOST_STEPS}", "20 is customary.")
    return flags.steps


def _folder(name: str) -> Path:
    for folder in (Path(name), DATA / "domains" / name):
        if folder.is_dir():
            return folder
    raise UsageError(
        f"there is no folder {name}",
        "Name a folder with the XML files of one domain; without --domain one is drawn from the seed.",
    )


def _prices(file: Path | None) -> Path:
    found = DATA / "price_history/items.csv" if file is None else file
    if not found.is_file():
        raise UsageError(
            "there is no price history", "Name a CSV file with --prices, such as examples/prices.csv."
        )
    return found


def _wrapped(title: str) -> list[str]:
    import textwrap

    return textwrap.wrap(title, 80)[:2]


def _show(lines: list[str]) -> None:
    for line in lines:
        console().print(line, soft_wrap=True)


__all__ = ["LabFlags", "LabResult", "run_lab"]
