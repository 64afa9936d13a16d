"""Lengths that the letterhead and the writer share, in twips (twentieths of a point) unless they say otherwise."""

A4_WIDTH, A4_HEIGHT = 11906, 16838

NUMBER_WIDTH = 851
"""From the left margin to the words of a numbered heading or paragraph: 1.5 cm, room for `10.10.10`."""

LIST_STEP = 510
"""From one depth of list to the next: 0.9 cm, room for `(viii)`."""

CELL_LIST_STEP = 340
"""The same inside a table, where room is short: 0.6 cm."""

CELL_SIDE = 100
"""Between the side of a cell and its words."""

EMU_PER_TWIP = 635
"""DrawingML measures in English Metric Units, 914,400 to the inch."""

EMU_PER_PIXEL = 9525
"""A picture pixel at 96 to the inch."""


def twips(centimetres: float) -> int:
    """Return a length in twips."""
    return round(centimetres * 1440 / 2.54)


def half_points(points: float) -> int:
    """Return a size of letters as Word writes it, in half points."""
    return round(points * 2)
