"""What a person will take next, from the order in which they took things before.

A `SequenceModel` ranks items for a person's next basket. `learn` makes the first form of it, a `Blend` of
the person's own habits and of what follows what, from a log (one person's or many people's) and an optional
prior. `python -m customer_model.sequence` measures it beside simple models. It speaks of habits in the log,
of nothing else; what it ranks high is a guess, to be shown as such.
"""

from typing import TYPE_CHECKING

from customer_model.numpy_here import HERE, missing

if TYPE_CHECKING or HERE:
    from customer_model.sequence.basket import Basket, History, Log, Scored, SequenceModel, baskets
    from customer_model.sequence.blend import Blend
    from customer_model.sequence.errors import LogError, PriorError, SequenceError, TwoUnitsError
    from customer_model.sequence.fit import Prior, learn
    from customer_model.sequence.log_file import LogFile, read_log
    from customer_model.sequence.prior_file import read_prior, write_prior
else:

    def __getattr__(name: str) -> object:
        raise missing()


__all__ = [
    "Basket",
    "Blend",
    "History",
    "Log",
    "LogError",
    "LogFile",
    "Prior",
    "PriorError",
    "Scored",
    "SequenceError",
    "SequenceModel",
    "TwoUnitsError",
    "baskets",
    "learn",
    "read_log",
    "read_prior",
    "write_prior",
]
