"""How many cases Hypothesis tries: `quick` in `make test`, `thorough` in `make test-all`.

A test that names its own number keeps it. No case has a deadline: how long one takes tells more of the
machine than of us.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=300, deadline=None)
settings.load_profile("quick")
