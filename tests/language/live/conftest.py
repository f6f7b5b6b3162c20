"""What the tests of the real model share."""

from tests.language.live.server import llama

__all__ = ["llama"]
