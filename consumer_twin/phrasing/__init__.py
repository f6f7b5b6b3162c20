"""Phrasing: why an option stands where it stands, what the haggling won, and what is given up, in words.

Code chooses the facts and has plain words for them at once; a model may say them better, behind them. What it
says is checked fact by fact, and thrown away if it says anything else. Options never wait for words.
"""

from consumer_twin.phrasing.check import Fault, fault_of, language_of
from consumer_twin.phrasing.facts import Fact, Told, told_of
from consumer_twin.phrasing.follow import By, Following, Words, following, words_for
from consumer_twin.phrasing.templates import Language, asked, lines, plain
from consumer_twin.phrasing.which import which

__all__ = [
    "By",
    "Fact",
    "Fault",
    "Following",
    "Language",
    "Told",
    "Words",
    "asked",
    "fault_of",
    "following",
    "language_of",
    "lines",
    "plain",
    "told_of",
    "which",
    "words_for",
]
