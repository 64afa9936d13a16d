"""What composes a decision from its text, for these tests too."""

from tests.compose.conftest import make

__all__ = ["make"]
