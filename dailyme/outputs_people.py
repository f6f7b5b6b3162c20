"""What `dailyme brand people` prints with --json."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output

RoleName = Literal["viewer", "marketer", "approver", "admin"]


class ShownPerson(Output):
    """Somebody with an account."""

    name: str
    role: RoleName
    owner: bool = Field(description="Whoever starts the console on its machine: always an admin.")
    since: str
    by: str = Field(description="Who invited them.")


class RecordLine(Output):
    """An entry of the console's record."""

    number: int
    at: str
    kind: str
    who: str
    hash: str


class BrandPeople(Output):
    """`dailyme brand people --json`, and each of its commands."""

    people: list[ShownPerson]
    invitations: int = Field(description="Links that can still be used.")
    alone: bool = Field(description="Whether it was said that one person runs this shop.")
    link: str | None = Field(None, description="A new invitation: it works once, and is shown once.")
    until: str | None = Field(None, description="When that invitation ends.")
    record: list[RecordLine] = Field(description="What was done, the last entries; the whole was verified.")
