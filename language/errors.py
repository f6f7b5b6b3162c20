"""What can go wrong with a model: one class per reason, each with a stable code.

None of them stops an agent: whoever asked goes on by rule and says so.
"""

from __future__ import annotations

from typing import ClassVar


class ModelError(Exception):
    """A model gave nothing that can be used."""

    code: ClassVar[str] = "model-error"
    advice: ClassVar[str] = "Nothing is lost: the words are ours instead. `dailyme model check` tells more."


class NoModelError(ModelError):
    """No model is set."""

    code = "model-none"
    advice = 'Set `model` in config.toml, such as "ollama:qwen3:4b"; everything works without, too.'


class ModelUnreachableError(ModelError):
    """Nobody answered, or the answer broke off."""

    code = "model-unreachable"
    advice = "Start it (`ollama serve`, `llama-server -m FILE`), or check the address in `model`."


class ModelAddressError(ModelError):
    """The address may not be asked: plain http elsewhere, or a machine of the network around."""

    code = "model-address"
    advice = "Use https, or a server on this machine; `ssh -L` brings one of your own here."


class ModelBusyError(ModelError):
    """The server takes no more for now (429 or 503), also after every try."""

    code = "model-busy"
    advice = "Try again later, or use a model on this machine."

    def __init__(self, detail: str, wait_s: float | None = None) -> None:
        super().__init__(detail)
        self.wait_s = wait_s


class ModelLateError(ModelError):
    """The answer did not come in time."""

    code = "model-late"
    advice = "Use a smaller model, or one that is loaded already."


class ModelMissingError(ModelError):
    """The server does not have this model."""

    code = "model-missing"
    advice = "Fetch it (`ollama pull NAME`), or name one that the server lists."


class ModelKeyError(ModelError):
    """The server wants another key, or one at all."""

    code = "model-key"
    advice = "Put the key into DAILYME_MODEL_KEY, or into the keyring: `keyring set dailyme model:HOST`."


class ModelRefusedError(ModelError):
    """The server or the model will not do it."""

    code = "model-refused"
    advice = "`dailyme model check` shows what the server takes; another model may do it."


class ModelEmptyError(ModelError):
    """The answer holds nothing."""

    code = "model-empty"


class ModelTooLongError(ModelError):
    """The answer is longer than any that was asked for, or the text that it should read."""

    code = "model-too-long"


class ModelNotJsonError(ModelError):
    """The answer to a form is no JSON."""

    code = "model-not-json"
    advice = "Use a model or a server that keeps to a schema; `dailyme model check` tries it."


class ModelBrokenFormError(ModelError):
    """The answer is JSON and not the form."""

    code = "model-broken-form"
    advice = "Use a model or a server that keeps to a schema; `dailyme model check` tries it."


class ModelLeakError(ModelError):
    """The prompt holds what must not be in it; it was not sent."""

    code = "model-leak"
    advice = "Nothing left the machine. Use a model on this machine for texts with private values."


class ModelUnwrittenError(ModelError):
    """The ledger of prompts can't be written, so the prompt was not sent."""

    code = "model-unwritten"
    advice = "Make room on the disk, or move the ledger that `dailyme model ledger` names away."


class LedgerError(Exception):
    """The ledger can't be read or written on."""

    code: ClassVar[str] = "ledger-broken"
    advice: ClassVar[str] = "Something changed the file. Move it away to begin a new one."
