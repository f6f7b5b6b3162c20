"""How a person reaches their own mailbox, as `[mail]` in their settings says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class MailRule:
    """A mail server and the person's own address.

    address: the person's own; sender: whom it comes from, without it the same. security: "none" is for a
    server on this machine alone. user: None logs in nowhere. password_file: holds the password; without it
    the keyring is asked.
    """

    host: str
    address: str
    port: int | None = None
    security: Security = "starttls"
    sender: str | None = None
    user: str | None = None
    password_file: str | None = None


def read_mail_rule(given: object) -> MailRule:
    """Return the rule that the members *given* say. Raises ValueError, which names the member."""
    known = {one.name for one in fields(MailRule)}
    if not isinstance(given, Mapping):
        raise ValueError("[mail] is no table")
    if set(given) - known:
        raise ValueError(f"there is no setting {min(set(given) - known)!r}")
    values: dict[str, Any] = dict(given)
    port = values.pop("port", None)
    for name, value in values.items():
        if not isinstance(value, str):
            raise ValueError(f"{name} must be text")
    if port is not None and not (isinstance(port, int) and 0 < port < 65_536):
        raise ValueError("port is a number from 1 to 65535")
    if not values.get("host") or "@" not in values.get("address", ""):
        raise ValueError("host and address must be there, address with an @")
    if values.get("security", "starttls") not in get_args(Security):
        raise ValueError(f"security is one of {', '.join(get_args(Security))}")
    return MailRule(port=port, **values)
