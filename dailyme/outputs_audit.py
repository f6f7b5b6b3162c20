"""What `twin audit` prints with `--json`."""

from __future__ import annotations

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_demo import ShownFlag


class AuditedBrand(Output):
    """A brand that was audited."""

    brand: str
    pages: int = Field(description="Signed pages that were held against each other.")


class FoundEquivocation(Output):
    """Two signed pages of one version that differ."""

    brand: str
    page: str = Field(description="`catalog-page` or `offers-page`.")
    version: str
    cursor: str
    evidence: str | None = Field(None, description="The file that proves it; anybody can check it.")


class FlaggedName(ShownFlag):
    """What about a brand's name may deceive the eye, held against the names of all brands and makers."""

    brand: str


class AuditTrouble(Output):
    """A brand that could not be audited, and why."""

    brand: str
    code: str
    reason: str


class TwinAudit(Output):
    """`dailyme twin audit --json`; the exit code is 1 if anything was found."""

    brands: list[AuditedBrand]
    found: list[FoundEquivocation]
    troubles: list[AuditTrouble]
    flags: list[FlaggedName] = Field(description="Names to look at twice; they are no contradiction.")


class CheckedEvidence(Output):
    """`dailyme twin audit --evidence FILE --json`; the exit code is 1 if it proves nothing."""

    brand: str
    proves: bool
    code: str = Field("", description="Why it proves nothing.")
    reason: str = ""
