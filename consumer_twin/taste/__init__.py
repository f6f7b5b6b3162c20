"""Taste: what terms and brands are worth to the person, learnt from their choices. Rules only, no disk.

It orders finished options and says nothing on the wire. Numpy is loaded when there is a choice to learn from,
and not before.
"""

from consumer_twin.taste.believed import believed
from consumer_twin.taste.choices import TELLING, Choice, choices_of
from consumer_twin.taste.experience import Experience, can_learn, experience_of
from consumer_twin.taste.measure import BRAND, Measure, measured

__all__ = [
    "BRAND",
    "TELLING",
    "Choice",
    "Experience",
    "Measure",
    "believed",
    "can_learn",
    "choices_of",
    "experience_of",
    "measured",
]
