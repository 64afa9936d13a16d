"""The pages of the text that is being written, as they will be printed, and which field stands where on them."""

import hashlib
from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.base.finding import Outcome, Severity
from reportgen.base.source import show_path
from reportgen.load.subjects import COUNCIL_FILE
from reportgen.serve.preview import Wanted
from reportgen.serve.told import findings_told


def pages(place: Path, wanted: Wanted, shown: list[Any]) -> dict[str, Any]:
    """Return the pages of a text; those that the browser shows already, by their marks in `shown`, are not sent.

    Where there are none, `fault` is the first of what keeps them from being made.
    """
    if place.name == COUNCIL_FILE:  # which is no document
        return {"status": "held", "pages": [], "spots": [], "fault": None}
    made = pipeline.pages(place, wanted.file, wanted.order())
    if not made.drawings:
        told = findings_told(made.findings, wanted.text, wanted.file)
        stops = (Severity.ERROR.value, Outcome.FAIL.value)
        fault = next((one for one in told if (one["severity"], one["outcome"]) == stops), None)
        return {"status": "held", "pages": [], "spots": [], "fault": fault}
    drawn = [(hashlib.sha256(page.encode()).hexdigest()[:16], page) for page in made.drawings]
    return {
        "status": "made",
        "pages": [{"mark": mark, "svg": None if mark in shown else page} for mark, page in drawn],
        "spots": [{"path": show_path(spot.path), "page": spot.page, "x": spot.x, "y": spot.y} for spot in made.spots],
        "fault": None,
    }
