"""Mediated play, in a brand's policy: whose comparing it takes, and how fine its grid is.

Spec: spec/65-modes.md (MED-9).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from brand_agent.policy_values import Section, Several, Words
from protocol import ProtocolError, did_web


def _is_address(url: str) -> str:
    try:
        did_web(url)
    except ProtocolError:
        url = ""
    if not url.startswith(("https://", "http://")):
        raise ValueError("write the marketplace's address, such as https://market.example")
    return url


class MediationRule(Section):
    """The marketplaces that may compare, by address; without one, mediated play is not offered."""

    mediators: Annotated[
        tuple[Annotated[Words, AfterValidator(_is_address)], ...], Several, Field(max_length=16)
    ] = ()
    rounds: Annotated[int, Field(ge=1, le=40)] = 20
    """In how many rounds a side comes down from its best package to no deal."""
    packages: Annotated[int, Field(ge=2, le=128)] = 64
    """How many packages the grid has at most."""

    @property
    def dids(self) -> tuple[str, ...]:
        """The marketplaces by DID, each once."""
        return tuple(dict.fromkeys(map(did_web, self.mediators)))
