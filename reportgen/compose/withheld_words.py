"""What a public copy says at the places of what was withheld: headings, sections, entries of a list."""

from reportgen.compose.describe import paragraphs_in_words
from reportgen.compose.view import Hole, Shown, View
from reportgen.compose.wording import sentence
from reportgen.document.nodes import Origin, Value
from reportgen.document.walk import plain_text
from reportgen.model.withheld import Remaining, Withheld
from reportgen.style.style import Style


def told(view: View, label: str, style: Style) -> View | Shown:
    """Return what a field says or, of one that is withheld, the sentence of the style that says so."""
    part = view.value
    if not isinstance(part, Withheld):
        return view
    things = {
        "number": part.number,
        "title": part.public_title,
        "paragraphs": paragraphs_in_words(part.paragraphs),
        "reason": part.reason,
    }
    words = plain_text(sentence(label, things, style))
    path = (*part.path, "number") if part.number else part.path
    return Shown(Hole(inlines=(Value(words, Origin(path, withheld=True)),)), view.scope)


def heading_words(view: View, style: Style) -> View | Shown:
    """Return a heading or, of one that is withheld, that what stands under it is not for publication."""
    if not isinstance(view.value, Withheld):
        return view
    words = Value(style.label("not_for_publication"), Origin(view.value.path, withheld=True))
    return Shown(Hole(inlines=(words,)), view.scope)


def in_place(listed: View) -> list[View]:
    """Return the entries of a list with those that are withheld at the places where they stand in the file."""
    kept = listed.value
    if not isinstance(kept, Remaining):
        return list(listed)
    placed = dict(zip(kept.positions, listed, strict=True))
    for part in kept.withheld:
        if isinstance(part.path[-1], int):
            placed[part.path[-1]] = View(part, part.path, listed.scope, foreign=True)
    return [placed[place] for place in sorted(placed)]
