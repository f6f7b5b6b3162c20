"""Ctrl-C in the tests: programs that they start must hear it, however the tests themselves were started."""

from __future__ import annotations

import signal


def hear_interrupts() -> None:
    """Let what this process starts hear an interrupt, though a shell that runs it behind has it ignored.

    A shell without job control starts what stands before `&` with interrupts ignored, and all that is
    started from there inherits it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
