"""The brand after an agreement: orders, how far they are, what is made good, how it turned out."""

from brand_agent.fulfilment.orders import NewOrder, Order, Orders, UnknownOrderError, WrongStageError
from brand_agent.fulfilment.remedies import guard_remedy, remedy_for
from brand_agent.fulfilment.service import SERVED, Told, serve

__all__ = [
    "SERVED",
    "NewOrder",
    "Order",
    "Orders",
    "Told",
    "UnknownOrderError",
    "WrongStageError",
    "guard_remedy",
    "remedy_for",
    "serve",
]
