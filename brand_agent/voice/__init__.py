"""The voice of the customer: structured reasons of people's twins, counted as themes over time.

Only what the protocol's enumerations say is read: why an offer was declined, why something came back, how a
deal turned out, the stars of a review. Words of a review are never read here, and no key is kept.
"""

from brand_agent.voice.themes import K, Period, Theme, Voice, voice
from brand_agent.voice.utterance import Said, Source

__all__ = ["K", "Period", "Said", "Source", "Theme", "Voice", "voice"]
