"""What a writer is. A new format is one new module in this package that exports `WRITER`."""

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.document.nodes import Document, Origin
from reportgen.style.style import Style


class LetterheadError(ValueError):
    """A letterhead that can't be used. Its text says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the format has no room for: where it came from, what is wrong, how to mend it, its code.

    One that `stops` leaves no file worth having: nothing is written. `words` is a pattern of the words at fault.
    """

    origin: Origin
    message: str
    hint: str = ""
    code: str = "SLIDE-FIT"
    stops: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """What a writer returns: the file, files that stand beside it (name, content), such as pictures, and faults."""

    content: bytes
    companions: tuple[tuple[str, bytes], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: its name on the command line, the suffix of its files, and the function from tree to bytes.

    `write` takes the document, the house style, and the bytes of the Office file that it stands on, whose name
    `letterhead` takes from the style (empty for the formats that stand on none); it may raise LetterheadError. The
    same input gives the same bytes, on any day and machine. `misfits` takes the same, and returns what has no room in a
    document as it stands, without writing it.
    """

    name: str
    suffix: str
    write: Callable[[Document, Style, bytes], Output]
    letterhead: Callable[[Style], str] = lambda style: ""
    misfits: Callable[[Document, Style, bytes], tuple[Fault, ...]] = lambda document, style, letterhead: ()
