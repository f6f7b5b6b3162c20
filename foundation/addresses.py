"""Which addresses may be asked: the public internet, and on a developer's machine its own loopback.

Spec: spec/25-identity.md (ID-6).

A URL from outside must not reach what only this machine can reach: a router's page, a neighbour's
database, a cloud's metadata. So the address decides, after the name was resolved, in whatever spelling.
An IPv6 address that carries an IPv4 address (NAT64) is judged by what it carries, or refused.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""The only names under which loopback may be asked, and only by an agent started with `--local`."""

_METADATA: Final = frozenset({IPv4Address("168.63.129.16")})
"""Public by number, yet answered by the cloud's own host (Azure's virtual public address)."""

_UNICAST: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")


def may_reach(address: str, host: str, *, local: bool) -> bool:
    """Return whether *address*, which *host* resolved to, may be connected to.

    address: an IP address as the resolver spells it.
    """
    found = ip_address(address.partition("%")[0])
    if found.is_loopback or host in LOOPBACK_HOSTS:  # a name of this machine leads nowhere else
        return local and found.is_loopback and host in LOOPBACK_HOSTS
    return _is_public(found)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and address not in _METADATA
    if address in _NAT64:
        return _is_public(IPv4Address(address.packed[12:]))
    tunnelled = address.sixtofour or address.teredo  # carries an IPv4 address; nobody serves a shop there
    return address in _UNICAST and address.is_global and not tunnelled
