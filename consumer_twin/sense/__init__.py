"""Sensing: what a person may want, by what they bought and what their twin saw. Rules only, no disk."""

from consumer_twin.sense.complements import Complement, read_complements
from consumer_twin.sense.items import Item, Occasion, items_of
from consumer_twin.sense.leave import covered, may_act
from consumer_twin.sense.prices import NoPrices, Observation, Prices, Run, observed, run_of
from consumer_twin.sense.sensing import sense
from consumer_twin.sense.suggestion import (
    KINDS,
    AlreadyConfirmedError,
    State,
    Suggestion,
    SuggestionKind,
    UnknownSuggestionError,
    confirmed,
    dismissed,
    state_of,
)

__all__ = [
    "KINDS",
    "AlreadyConfirmedError",
    "Complement",
    "Item",
    "NoPrices",
    "Observation",
    "Occasion",
    "Prices",
    "Run",
    "State",
    "Suggestion",
    "SuggestionKind",
    "UnknownSuggestionError",
    "confirmed",
    "covered",
    "dismissed",
    "items_of",
    "may_act",
    "observed",
    "read_complements",
    "run_of",
    "sense",
    "state_of",
]
