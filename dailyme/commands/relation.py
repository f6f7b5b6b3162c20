"""`dailyme relation`: what you are to each brand, what it may know, and how to step back.

One module for each pair of commands adds them to the group by `register`.
"""

from __future__ import annotations

from dailyme.commands import relation_consent, relation_events, relation_ladder, relation_sketch
from dailyme.lazy import plain_app

HELP = """What you are to each brand: a guest, unless you say otherwise.

With each brand you stand on a rung that only you climb: guest (a fresh key for each conversation), known
(one key for this brand), registered (values that you disclosed), repeat (deals that you showed). You step
down when you like.

\b
Examples:
  dailyme relation list --brand https://shop.example
  dailyme relation introduce https://shop.example
  dailyme relation show https://shop.example
  dailyme relation leave https://shop.example
  dailyme relation disclose https://shop.example --field email --purpose service --until 90d
  dailyme relation sketch https://shop.example
"""

app = plain_app(HELP)

for _module in (relation_ladder, relation_consent, relation_sketch, relation_events):
    _module.register(app)
