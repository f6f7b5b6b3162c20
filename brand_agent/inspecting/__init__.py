"""Inspecting: what another agent serves and answers, held against the rules; nothing is fetched here."""

from brand_agent.inspecting.answers import check_answer, check_problem, check_same
from brand_agent.inspecting.check import Check
from brand_agent.inspecting.served import check_document, check_page, check_profile
from brand_agent.inspecting.trial import BadTrialError, Trial, example, sealed, tampered

__all__ = [
    "BadTrialError",
    "Check",
    "Trial",
    "check_answer",
    "check_document",
    "check_page",
    "check_problem",
    "check_profile",
    "check_same",
    "example",
    "sealed",
    "tampered",
]
