"""What is wrong with a record as a whole, as a value: faults are gathered, never thrown."""

from dataclasses import dataclass

from reportgen.base.source import FieldPath


@dataclass(frozen=True, slots=True)
class ModelFault:
    """One fault: the field, what is wrong, how to mend it.

    For a fault inside a text, `start` and `end` are its place there in characters (end not included).
    """

    path: FieldPath
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None
