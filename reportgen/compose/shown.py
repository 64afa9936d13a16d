"""One text of a record by itself, as it is printed, for whoever is writing it."""

from reportgen.base.source import FieldPath
from reportgen.compose.faults import ComposeError
from reportgen.compose.markdown import read_blocks
from reportgen.compose.prose import spoken
from reportgen.compose.refer import said_elsewhere
from reportgen.document.nodes import Block
from reportgen.model.papers import owners_in
from reportgen.model.record import Record
from reportgen.model.references import ReferenceFault, split
from reportgen.style.style import Style


def shown(text: str, path: FieldPath, subject: Record | None, style: Style) -> tuple[Block, ...]:
    """Return the blocks of a text that stands at a path of a record, with what its references print.

    Where there is no record yet, or it has nothing of the name, the reference stands as it is written. What is exempt
    is not left out: it is for the author of the text. Raises ComposeError for a reference that can't be read.
    """
    for piece in split(text):
        if isinstance(piece, ReferenceFault):
            raise ComposeError(piece.message, piece.hint)
    if subject is not None:
        whose = max((one for one in owners_in(subject) if path[: len(one.path)] == one.path), key=lambda o: len(o.path))
        text = str(spoken(text, whose.record, whose.derived, style, said_elsewhere(whose.record, style)))
    return read_blocks(text)
