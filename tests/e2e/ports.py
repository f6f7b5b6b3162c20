"""Ports that nothing listens on."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack


def free_ports(count: int) -> int:
    """Return the first of *count* ports in a row that are free just now.

    Each process begins its search elsewhere, so that two that run at once don't find the same ones.
    """
    begin = os.getpid() * 16 % 10_000
    for place in range(0, 10_000, count):
        first = 20_000 + (begin + place) % 10_000
        with ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue
        return first
    raise OSError("no free ports")
