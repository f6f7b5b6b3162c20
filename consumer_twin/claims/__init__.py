"""Claims: which public offers the person takes, and how little is said for them. Rules only, no wire."""

from consumer_twin.claims.budget import MAX_TOLD, PERIOD_MS, Told, told_of, within_budget
from consumer_twin.claims.choosing import Asked, Choice, Holding, Missed, choose
from consumer_twin.claims.claimed import Claimed, NoClaims, claimed, made, not_claimed
from consumer_twin.claims.own import deals_with, own_facts

__all__ = [
    "MAX_TOLD",
    "PERIOD_MS",
    "Asked",
    "Choice",
    "Claimed",
    "Holding",
    "Missed",
    "NoClaims",
    "Told",
    "choose",
    "claimed",
    "deals_with",
    "made",
    "not_claimed",
    "own_facts",
    "told_of",
    "within_budget",
]
