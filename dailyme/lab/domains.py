"""A public domain as a scenario: the XML files of a Genius folder, one profile for each side.

The first profile by file name is the twin's, the last one the brand's. Issues are discrete, utilities
additive, and stretched over 0 to 1; reserves are drawn from the seed, as in the tournaments.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import isfinite, prod
from pathlib import Path
from typing import Final

from lxml import etree

from dailyme.errors import CommandError
from negotiation.scenario import Scenario, drawn_reserves
from negotiation.strategies import Game, Stakes
from protocol import clean

MAX_BYTES: Final = 1_000_000
"""Of one file."""
MAX_OUTCOMES: Final = 20_000

Values = dict[str, float]
"""What each value of an issue is worth."""


class DomainError(CommandError):
    """A folder holds no domain that can be played."""

    code = "bad-domain"


@dataclass(frozen=True)
class Profile:
    """What one side wants: the worth of each value of each issue, and a weight for each issue."""

    issues: dict[str, Values]
    weights: list[float]

    def worth(self, outcome: tuple[str, ...]) -> float:
        """Return what *outcome* is worth, before it is stretched over 0 to 1."""
        pairs = zip(self.issues.values(), self.weights, outcome, strict=True)
        return sum(weight * values[value] / (max(values.values()) or 1.0) for values, weight, value in pairs)


def read_domain(folder: Path, *, rounds: int, seed: int) -> Scenario:
    """Return the domain in *folder* as a scenario.

    Raises DomainError if it has no two profiles over the same discrete issues, or too many outcomes.
    """
    found = [one for path in sorted(folder.glob("*.xml")) if (one := _profile(path)) is not None]
    if len(found) < 2:
        raise _bad(folder, "holds no two profiles with weights")
    twin, brand = found[0], found[-1]
    listed = [{name: set(values) for name, values in one.issues.items()} for one in (twin, brand)]
    if listed[0] != listed[1] or list(twin.issues) != list(brand.issues):
        raise _bad(folder, "has profiles over different issues")
    if prod(map(len, twin.issues.values())) > MAX_OUTCOMES:
        raise _bad(folder, f"has more than {MAX_OUTCOMES} outcomes")
    outcomes = tuple(product(*twin.issues.values()))
    first, second = (_stretched([one.worth(outcome) for outcome in outcomes]) for one in (twin, brand))
    reserves, issues = drawn_reserves(seed, first, second), tuple(twin.issues)
    return Scenario(
        clean(folder.resolve().name, 60),
        Game(Stakes(issues, outcomes, first), reserves[0], rounds, seed),
        Game(Stakes(issues, outcomes, second), reserves[1], rounds, seed),
    )


def _profile(path: Path) -> Profile | None:
    """The profile in a file; None for a file without weights, such as the domain's own."""
    if path.stat().st_size > MAX_BYTES:
        raise _bad(path, f"is larger than {MAX_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise _bad(path, "is no XML") from error
    weights = {str(one.get("index")): _number(path, one.get("value")) for one in root.iter("weight")}
    if not weights:
        return None
    issues = list(root.iter("issue"))
    tables = {
        clean(str(issue.get("name")), 60): {
            clean(str(item.get("value")), 60): _number(path, item.get("evaluation"))
            for item in issue.iter("item")
        }
        for issue in issues
    }
    if len(tables) != len(issues) or not all(tables.values()):
        raise _bad(path, "has an issue twice, or one without values to choose from")
    if not {str(issue.get("index")) for issue in issues} <= weights.keys():
        raise _bad(path, "has an issue without a weight")
    return Profile(tables, [weights[str(issue.get("index"))] for issue in issues])


def _number(path: Path, text: str | None) -> float:
    try:
        number = float(text or "0")
    except ValueError as error:
        raise _bad(path, f"has {text!r} for a number") from error
    if not isfinite(number):
        raise _bad(path, f"has {text!r} for a number")
    return number


def _stretched(worths: list[float]) -> tuple[float, ...]:
    low, high = min(worths), max(worths)
    return tuple((one - low) / ((high - low) or 1.0) for one in worths)


def _bad(path: Path, why: str) -> DomainError:
    return DomainError(
        f"{path.name} {why}", "Name a folder with the XML files of one Genius domain: two profiles."
    )
