"""The newer version's content controls, opened and closed again round the blocks of a merged story."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from reportgen.redline.word.blocks import SDT
from reportgen.redline.word.marker import Marker
from reportgen.redline.word.plan import Step, Story
from reportgen.write._ooxml import tag

_ID = tag("id")


@dataclass(eq=False)
class Controls:
    """The content controls that are open while a story is written."""

    marker: Marker
    parent: Any
    fresh: frozenset[Any]
    _open: list[tuple[Any, Any]] = field(default_factory=list)

    def enter(self, wanted: Sequence[Any]) -> Any:
        """Return where to write what stands in these controls, from the outside in; others are closed."""
        same = 0
        while same < min(len(wanted), len(self._open)) and self._open[same][0] is wanted[same]:
            same += 1
        for control, content in reversed(self._open[same:]):
            if control in self.fresh:
                number = self._range("customXmlInsRangeStart", content)
                etree.SubElement(content.getparent().getparent(), tag("customXmlInsRangeEnd")).set(_ID, number)
        del self._open[same:]
        for control in wanted[same:]:
            place = self._open[-1][1] if self._open else self.parent
            number = self._range("customXmlInsRangeStart", place) if control in self.fresh else ""
            made = etree.SubElement(place, SDT)
            made.extend(copy.deepcopy(child) for child in control if child.tag != tag("sdtContent"))
            content = etree.SubElement(made, tag("sdtContent"))
            if number:
                etree.SubElement(content, tag("customXmlInsRangeEnd")).set(_ID, number)
            self._open.append((control, content))
        return self._open[-1][1] if self._open else self.parent

    def _range(self, name: str, place: Any) -> str:
        return str(self.marker.mark(name, place).get(_ID))


def fresh_controls(plan: Story) -> frozenset[Any]:
    """Return the content controls in which nothing is that the older version has too."""
    if not plan.old.blocks:
        # A cell of a row that was put in goes with its row.
        return frozenset()
    kept = {control for step in plan.steps if step.is_kept for control in step.block.controls}
    return frozenset(
        control for step in plan.steps if step.new for control in step.new.controls if control not in kept
    )  # fmt: skip


def controls_of(steps: Sequence[Step], at: int) -> Sequence[Any]:
    """Return the controls that a step stands in: one of the older version in those that are round it on both sides."""
    here = steps[at].new
    if here is not None:
        return here.controls
    before = next((step.new.controls for step in reversed(steps[:at]) if step.new), ())
    after = next((step.new.controls for step in steps[at:] if step.new), ())
    return [one for one, other in zip(before, after, strict=False) if one is other]
