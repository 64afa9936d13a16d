"""How long a template may go on: entries looped through, parts and macros called, characters written.

The largest papers take a hundredth of what is allowed. A template that calls itself, or loops in loops in loops, stops
here and not when the machine is out of memory.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from reportgen.compose.faults import ComposeError

MOST_STEPS = 200_000
MOST_CHARACTERS = 20_000_000
MOST_DEPTH = 60
"""How deep parts and macros may stand in one another."""


@dataclass(slots=True)
class Budget:
    """What one rendering has left."""

    steps: int = MOST_STEPS
    characters: int = MOST_CHARACTERS
    depth: int = 0

    def step(self, count: int = 1) -> None:
        """Take steps. Raises ComposeError where there are none left."""
        self.steps -= count
        if self.steps < 0:
            raise ComposeError(
                "The template never ends: it loops or calls itself over and over.", "look for a loop in a loop"
            )

    def joined(self, pieces: Iterable[str]) -> str:
        """Return pieces as one text. Raises ComposeError where the template has written too much."""
        written = list(pieces)
        self.characters -= sum(map(len, written))
        if self.characters < 0:
            raise ComposeError("The template writes more than any document holds.", "look for a loop in a loop")
        return "".join(written)


budget: ContextVar[Budget] = ContextVar("budget")
"""The budget of the rendering that is under way: Jinja2 gives what it calls no other way to it."""
