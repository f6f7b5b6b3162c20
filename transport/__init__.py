"""The protocol over HTTP. The client's side is re-exported here; the server's is in `transport.routes`."""

from transport.client import CatalogAnswer, Courier, SliceAnswer
from transport.endpoints import check_endpoints
from transport.errors import BadAnswerError, ForeignEndpointError, ProblemError, TransportError
from transport.exchange import Exchanges
from transport.media import JSON, MESSAGE, PROBLEM
from transport.resolve import Resolver
from transport.wire_line import WireLine, WireLog

__all__ = [
    "JSON",
    "MESSAGE",
    "PROBLEM",
    "BadAnswerError",
    "CatalogAnswer",
    "Courier",
    "Exchanges",
    "ForeignEndpointError",
    "ProblemError",
    "Resolver",
    "SliceAnswer",
    "TransportError",
    "WireLine",
    "WireLog",
    "check_endpoints",
]
