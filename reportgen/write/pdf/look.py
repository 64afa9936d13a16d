"""The look of a house style for the page: fonts that travel with the program, and colours that can be read."""

from typing import Any

from reportgen.style.style import Look
from reportgen.write._colour import WHITE, mix, readable

SANS = "Liberation Sans"
"""As wide, letter for letter, as Arial."""
SERIF = "Libertinus Serif"
_OTHERS = "DejaVu Sans Mono"
"""For signs that the others have not, such as a tick."""
_SERIFS = frozenset(
    ("times", "times new roman", "georgia", "cambria", "garamond", "book antiqua", "palatino", "baskerville", "century")
)
_DARK = "#1A1A1A"


def look_of(look: Look) -> dict[str, Any]:
    """Return the settings of the page.

    A font that doesn't travel with the program is replaced by one of the same kind that does, so that the same file
    gives the same bytes on every machine.
    """
    label = look.label_fill if readable(_DARK, look.label_fill) == _DARK else mix(look.label_fill, WHITE, 0.85)
    review_fill = "#FFF6E5"
    return {
        "fonts": _fonts(look.font),
        "heading_fonts": _fonts(look.heading_font),
        "text_size": look.text_size,
        "title_size": look.title_size,
        "heading_sizes": list(look.heading_sizes),
        "capitals": look.capitals,
        "margin": look.margin,
        "bold_labels": look.bold_labels,
        "colours": {
            "text": readable(look.text_colour, label),
            "heading": readable(look.heading_colour, label),
            "accent": readable(readable(look.accent), label),
            "head_fill": look.table_head_fill,
            "head_text": readable(look.table_head_text, look.table_head_fill),
            "label": label,
            "lines": look.table_lines,
            "grey": readable("#595959"),
            "warning": readable("#8A1C1C", label),
            "review": readable("#9A5B00", review_fill),
            "review_fill": review_fill,
        },
    }


def _fonts(named: str) -> list[str]:
    return [SERIF if named.lower() in _SERIFS else SANS, _OTHERS]
