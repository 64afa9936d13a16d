"""A deadline with the place in a file that it rests on."""

from dataclasses import dataclass

from reportgen.base.source import Location
from reportgen.radar.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline, the council it is of, and the line that it rests on."""

    deadline: Deadline
    council: str
    location: Location
