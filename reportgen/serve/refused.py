"""What the server won't or can't do, as a sentence for the person at the browser."""

from collections.abc import Mapping
from typing import Any

from reportgen.serve.spoken import hint_told


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """A request that is answered with a fault: its HTTP status, what is wrong, how to mend it.

    `more` goes into the answer beside the fault.
    """

    def __init__(self, status: int, message: str, hint: str = "", more: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint
        self.more = dict(more or {})

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made again where it is sent to from another process."""
        return Refused, (self.status, self.message, self.hint, self.more)

    @property
    def answer(self) -> dict[str, Any]:
        """Return what the browser is told, as JSON."""
        return {"fault": {"message": self.message, "hint": hint_told(self.hint)}, **self.more}
