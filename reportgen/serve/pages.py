"""The pages of the text that is being written, as they will be printed, and which field stands where on them."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from reportgen import pipeline
from reportgen.base.finding import Outcome, Severity
from reportgen.base.source import show_path
from reportgen.load.subjects import COUNCIL_FILE
from reportgen.serve.preview import Wanted
from reportgen.serve.told import findings_told

Laid = Callable[[], pipeline.Pages]

_MOST: Final = 100
"""How many pages are shown of one document; a browser has its work with more."""


def composed(place: Path, wanted: Wanted) -> Laid | None:
    """Return what lays out the document of a text; None for a file that is no document."""
    return None if place.name == COUNCIL_FILE else pipeline.laying_out(place, wanted.file, wanted.order())


def pages(laid: Laid | None, wanted: Wanted, shown: list[Any]) -> dict[str, Any]:
    """Return the pages of a text; those that the browser shows already, by their marks in `shown`, are not sent.

    Where there are none, `fault` is the first of what keeps them from being made. `left` is the number of pages beyond
    those that are sent of a very long document.
    """
    made = laid() if laid is not None else pipeline.Pages(())
    if not made.drawings:
        told = findings_told(made.findings, wanted.text, wanted.file)
        stops = (Severity.ERROR.value, Outcome.FAIL.value)
        fault = next((one for one in told if (one["severity"], one["outcome"]) == stops), None)
        return {"status": "held", "pages": [], "spots": [], "left": 0, "fault": fault}
    drawn = [(hashlib.sha256(page.encode()).hexdigest()[:16], page) for page in made.drawings[:_MOST]]
    return {
        "status": "made",
        "pages": [{"mark": mark, "svg": None if mark in shown else page} for mark, page in drawn],
        "spots": [
            {"path": show_path(spot.path), "page": spot.page, "x": spot.x, "y": spot.y}
            for spot in made.spots
            if spot.page <= _MOST
        ],
        "left": max(0, len(made.drawings) - _MOST),
        "fault": None,
    }
