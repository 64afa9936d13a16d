"""How each kind of value fills a hole: prose as blocks, everything else as words on a line."""

from reportgen.compose.describe import withheld_value
from reportgen.compose.faults import ComposeError
from reportgen.compose.prose import prose_blocks
from reportgen.compose.say import say
from reportgen.compose.view import Hole, Scope
from reportgen.document.nodes import Origin, Value
from reportgen.model.people import Person
from reportgen.model.values import Prose
from reportgen.model.withheld import Withheld


def fill_value(value: object, origin: Origin, scope: Scope) -> Hole:
    """Return what goes where a value is printed. Raises ComposeError for one that can't be printed as it is."""
    match value:
        case None:
            raise ComposeError(
                "This prints something that the file leaves out.",
                "put it between `{% if … %}` and `{% endif %}`, to be printed only where it is there",
            )
        case Withheld():
            return Hole(inlines=(Value(withheld_value(value, scope.style), origin),), origin=origin)
        case Prose():
            return Hole(blocks=prose_blocks(value, origin, scope), origin=origin)
        case Person():
            return Hole(inlines=(Value(value.post, origin),), origin=origin)
        case _:
            return Hole(inlines=(Value(say(value, scope.style), origin),), origin=origin)
