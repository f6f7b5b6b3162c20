"""The port to a language model, its back ends (`language.edge`), and the guards around it.

A model reads and phrases, and decides nothing: what it reads must stand in the text (`stands`), what it says
may hold no number but the facts (`only_says`), what it is asked goes through `Guarded`. Every answer may fail
with a `ModelError`; whoever asks goes on by rule.
"""

from language.answers import read_form
from language.doubles import Obeying, Scripted
from language.errors import (
    LedgerError,
    ModelAddressError,
    ModelBrokenFormError,
    ModelBusyError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelLateError,
    ModelLeakError,
    ModelMissingError,
    ModelNotJsonError,
    ModelRefusedError,
    ModelTooLongError,
    ModelUnreachableError,
    ModelUnwrittenError,
    NoModelError,
)
from language.guarded import Guarded
from language.kinds import Kind, Source
from language.ledger import Ended, Ledger, Noted, Prompt
from language.none import NoModel
from language.numbers import Said, numbers_of, only_says, said
from language.ports import Form, FormT, LanguageModel, Meter, Task, Usage, Where, unmetered
from language.private import NOTHING_PRIVATE, Private, black_out
from language.standing import Span, stands
from language.suggested import Attribute, Suggested, Suggestion, Untrusted, quarantined, suggest

__all__ = [
    "NOTHING_PRIVATE", "Attribute", "Ended", "Form", "FormT", "Guarded", "Kind", "LanguageModel",
    "Ledger", "LedgerError", "Meter", "ModelAddressError", "ModelBrokenFormError", "ModelBusyError",
    "ModelEmptyError", "ModelError", "ModelKeyError", "ModelLateError", "ModelLeakError",
    "ModelMissingError", "ModelNotJsonError", "ModelRefusedError", "ModelTooLongError",
    "ModelUnreachableError", "ModelUnwrittenError", "NoModel", "NoModelError", "Noted", "Obeying",
    "Private", "Prompt", "Said", "Scripted", "Source", "Span", "Suggested", "Suggestion", "Task",
    "Untrusted", "Usage", "Where", "black_out", "numbers_of", "only_says", "quarantined", "read_form",
    "said", "stands", "suggest", "unmetered",
]  # fmt: skip
