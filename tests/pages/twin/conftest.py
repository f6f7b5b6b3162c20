"""What the tests of Daily Me's pages begin with."""

from tests.pages.twin.life import year

__all__ = ["year"]
