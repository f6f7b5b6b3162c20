"""Webhooks on disk and on their way: tables, what happened, deliveries, and the postman who carries them."""

from brand_agent.edge.webhooks import deliveries
from brand_agent.edge.webhooks.deliveries import Delivery, Try
from brand_agent.edge.webhooks.hooks import SqlHooks
from brand_agent.edge.webhooks.postman import Postman

__all__ = ["Delivery", "Postman", "SqlHooks", "Try", "deliveries"]
