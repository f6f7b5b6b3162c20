"""Webhooks: the brand's own programs hear of what happens, in signed requests that are tried again."""

from brand_agent.webhooks.hook import Hook, check_events, takes
from brand_agent.webhooks.payload import TEST, event_name, payload, trial_payload
from brand_agent.webhooks.retrying import GONE, MOST_TRIES, next_try_ms, took
from brand_agent.webhooks.signing import headers, secret_of, shown_secret

__all__ = [
    "GONE",
    "MOST_TRIES",
    "TEST",
    "Hook",
    "check_events",
    "event_name",
    "headers",
    "next_try_ms",
    "payload",
    "secret_of",
    "shown_secret",
    "takes",
    "took",
    "trial_payload",
]
