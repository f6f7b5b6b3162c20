"""Strategies by name, for anyone to play: `python -m negotiation.play --strategy NAME`.

A strategy is a function from a `Game` to a `Player`. None offers or takes what is below its own reserve.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from negotiation.strategies.game import Accept, End, Game, Move, Player, Propose, Stakes, Strategy, meet
from negotiation.strategies.gate import gated
from negotiation.strategies.house import House
from negotiation.strategies.micro import Micro
from negotiation.strategies.timed import boulware, conceder, linear
from negotiation.strategies.tit_for_tat import TitForTat

STRATEGIES: Final[Mapping[str, Strategy]] = MappingProxyType(
    {
        "boulware": boulware,
        "conceder": conceder,
        "house": House,
        "linear": linear,
        "micro": Micro,
        "tit-for-tat": TitForTat,
    }
)

__all__ = [
    "STRATEGIES",
    "Accept",
    "End",
    "Game",
    "Move",
    "Player",
    "Propose",
    "Stakes",
    "Strategy",
    "gated",
    "meet",
]
