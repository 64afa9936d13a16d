"""PowerPoint: a document as slides on the style's deck template.

First what stands on each slide is worked out (`slides`), then the file is made (`package`).
"""

from reportgen.document.nodes import Document
from reportgen.style.style import Style
from reportgen.write.writer import Fault, Output, Writer


def write(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as a PowerPoint file on a deck template; what no slide can hold is a fault.

    Raises `reportgen.write.writer.LetterheadError` where the template can't be used.
    """
    # python-pptx takes longer to import than most decks take to write.
    from reportgen.write.pptx.geometry import read_geometry
    from reportgen.write.pptx.package import write_deck
    from reportgen.write.pptx.slides import slides
    from reportgen.write.pptx.template import deck_template_for

    letterhead = deck_template_for(style, letterhead)
    deck = slides(document, style, read_geometry(letterhead))
    faults = tuple(Fault(misfit.origin, misfit.message, misfit.hint) for misfit in deck.misfits)
    return Output(write_deck(deck, style, letterhead), faults=faults)


WRITER = Writer("pptx", "pptx", write, letterhead=lambda style: style.deck)
