"""Two Word files of ours as one, the newer's, in which everything that differs from the older is a tracked change."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from reportgen.redline.word.blocks import ANCHOR, TBL, TC, TR, Block, P, names_in
from reportgen.redline.word.controls import Controls, controls_of, fresh_controls
from reportgen.redline.word.lists import Lists, Numbering, canonical
from reportgen.redline.word.marker import DEL, INS, Marker
from reportgen.redline.word.package import Package, element
from reportgen.redline.word.pieces import Line, Reader
from reportgen.redline.word.plan import Row, Step, Story, story
from reportgen.redline.word.words import Words, changes
from reportgen.write._ooxml import tag

_PPR, _RPR, _ID, _NAME = map(tag, ("pPr", "rPr", "id", "name"))
_LONGEST_NAME: Final = 40
# What follows from the words of a table, and no reader would call a change: the widths of its columns.
_WIDTHS = frozenset(map(tag, ("tblW", "tcW", "tblCellMar")))
_NAMING_STYLES = tuple(map(tag, ("pStyle", "rStyle", "tblStyle")))


def merged(old: bytes, new: bytes, author: str, date: str) -> bytes:
    """Return the newer of two Word files of ours with what differs from the older as tracked changes of the author's.

    `date` is as Word writes it, such as 2025-06-05T09:30:00Z; empty where it isn't known.
    """
    before, after = Package.read(old), Package.read(new)
    return _Merger(before, after, Marker(author, date, before, after)).merged()


@dataclass(eq=False)
class _Merger:
    """Two versions while they are being merged."""

    old: Package
    new: Package
    marker: Marker
    lists: Lists = field(init=False)
    olds: Reader = field(init=False)
    news: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.lists = Lists(Numbering(self.old), Numbering(self.new))
        self.news = Reader(self.new)

    def merged(self) -> bytes:
        """Return the merged file."""
        body, before = self.new.document.find(tag("body")), self.old.document.find(tag("body"))
        plan = story(before, body, (Reader(self.old).drawn, self.news.drawn))
        kept = [(one.element, other.element) for one, other in plan.kept()]
        self.lists.match((one.find(_PPR), other.find(_PPR)) for one, other in kept)
        self.olds = Reader(self.old, _renamed(before, body, kept))
        section = body.find(tag("sectPr"))
        fresh = etree.Element(body.tag, nsmap=body.nsmap)
        self.write_story(plan, fresh)
        if section is not None:
            fresh.append(section)
        body.getparent().replace(body, fresh)
        self._bring_styles()
        self.new.order_notes()
        return self.new.content()

    # Stories ---------------------------------------------------------------------------------------------------

    def write_story(self, plan: Story, parent: Any) -> None:
        """Write the blocks of a story, in the newer version's content controls."""
        controls = Controls(self.marker, parent, fresh_controls(plan))
        after_table = False
        for at, step in enumerate(plan.steps):
            for mark, around in step.new.before if step.new is not None else ():
                controls.enter(around).append(copy.copy(mark))
            place = controls.enter(controls_of(plan.steps, at))
            table = not step.block.is_paragraph
            if table and after_table:
                # Word makes one table of two that touch. This line is in neither version.
                place.append(self.passing_line())
            after_table = table
            place.append(self.table(step) if table else self.paragraph_at(plan, at))
        for mark, around in plan.new.after:
            controls.enter(around).append(copy.copy(mark))
        controls.enter(())

    def passing_line(self) -> Any:
        """Return an empty paragraph that was put in and taken out again."""
        paragraph = element(P)
        marks = etree.SubElement(etree.SubElement(paragraph, _PPR), _RPR)
        self.marker.mark(INS, marks)
        self.marker.mark(DEL, marks)
        return paragraph

    # Paragraphs ------------------------------------------------------------------------------------------------

    def paragraph_at(self, plan: Story, at: int) -> Any:
        """Return the paragraph of a step; towards the story's end, with the end of its neighbour."""
        step = plan.steps[at]
        old, new = _element(step.old), _element(step.new)
        line = self.line(old, new)
        if plan.turn < 0 or at < plan.turn:
            if step.is_kept:
                return self.paragraph(line, self.properties(new), self.old_properties(old))
            own = self.properties(new) if step.new else self.old_properties(old)
            return self.paragraph(line, own, mark=INS if step.new else DEL)
        coming, last = plan.steps[-1].old is None, at == len(plan.steps) - 1
        if not last:
            return self.paragraph(
                line, self.properties(new) if coming else self.old_properties(old), mark=INS if coming else DEL
            )
        turned = plan.steps[plan.turn]
        now, was = (step.new, turned.old) if coming else (turned.new, step.old)
        return self.paragraph(line, self.properties(_element(now)), self.old_properties(_element(was)))

    def paragraph(self, content: Iterable[Any], properties: Any, before: Any = None, mark: str = "") -> Any:
        """Return a paragraph. `before` are the properties that it had, `mark` what became of its end."""
        properties = copy.deepcopy(properties)
        if mark:
            look = properties.find(_RPR)
            if look is None:
                look = element(_RPR)
                properties.insert(sum(child.tag != tag("sectPr") for child in properties), look)
            look.insert(0, self.marker.mark(mark))
        elif before is not None and _plain(before) != _plain(properties):
            change = self.marker.mark("pPrChange", properties)
            held = etree.SubElement(change, _PPR)
            held.extend(child for child in copy.deepcopy(before) if child.tag not in (_RPR, tag("sectPr")))
        made = element(P)
        if len(properties):
            made.append(properties)
        made.extend(content)
        return made

    def properties(self, paragraph: Any) -> Any:
        """Return the properties of a paragraph of the newer version; empty ones where it has none."""
        found = None if paragraph is None else paragraph.find(_PPR)
        return element(_PPR) if found is None else found

    def old_properties(self, paragraph: Any) -> Any:
        """Return the properties of a paragraph of the older version as they mean the same in the merged file."""
        properties = copy.deepcopy(self.properties(paragraph))
        for section in properties.findall(tag("sectPr")):
            properties.remove(section)
        self.lists.set_number(properties)
        return properties

    def line(self, old: Any, new: Any) -> list[Any]:
        """Return what stands in a paragraph, marked word by word."""
        before = Line((), ()) if old is None else self.olds.line(old)
        after = Line((), ()) if new is None else self.news.line(new)
        marks = Words(self.marker, self.olds.renamed)
        marks.write(changes(before.pieces, after.pieces), [(at, copy.copy(mark)) for at, mark in after.marks])
        content = marks.out
        known = set() if new is None else set(names_in(new))
        for start, end in _places(before) if old is not None else ():
            name = start.get(_NAME)
            if name.startswith(ANCHOR) or (new is not None and name in known):
                continue
            number = self.marker.next_id()
            content.insert(0, _renumbered(start, number, self.olds.renamed.get(name, name)))
            content.append(_renumbered(end, number))
        return content

    # Tables ----------------------------------------------------------------------------------------------------

    def table(self, step: Step) -> Any:
        """Return a table, with rows put in and taken out, or in which all rows were."""
        source = step.block.element
        made = element(TBL)
        for child in source:
            if child.tag != TR:
                made.append(copy.deepcopy(child))
        look = made.find(tag("tblPr"))
        if look is not None and step.old is not None and step.new is not None:
            self._note_change(look, step.old.element.find(tag("tblPr")))
        made.extend(map(self.row, step.rows))
        return made

    def row(self, row: Row) -> Any:
        """Return a row; one that only one version has is marked so, with all that is in it."""
        source = row.old if row.new is None else row.new
        made = element(TR)
        made.extend(copy.deepcopy(child) for child in source if child.tag != TC)
        if row.old is None or row.new is None:
            look = made.find(tag("trPr"))
            if look is None:
                look = element(tag("trPr"))
                made.insert(sum(child.tag == tag("tblPrEx") for child in made), look)
            self.marker.mark(INS if row.old is None else DEL, look)
        cells = source.findall(TC)
        befores = row.old.findall(TC) if row.old is not None else cells
        for cell, before, plan in zip(cells, befores, row.cells, strict=True):
            made.append(self.cell(cell, before, plan))
        return made

    def cell(self, source: Any, before: Any, plan: Story) -> Any:
        """Return a cell."""
        made = element(TC)
        look = source.find(tag("tcPr"))
        if look is not None:
            look = copy.deepcopy(look)
            made.append(look)
            self._note_change(look, before.find(tag("tcPr")))
        self.write_story(plan, made)
        return made

    def _note_change(self, look: Any, before: Any) -> None:
        """Note how a table or cell looked before, where that is more than the width of its columns."""
        if before is None or _plain(before) == _plain(look):
            return
        change = self.marker.mark(f"{etree.QName(look).localname}Change", look)
        change.append(copy.deepcopy(before))

    def _bring_styles(self) -> None:
        """Bring over the styles that only the older version's letterhead has, with those that they build on."""
        olds, news = self.lists.old.styles, self.lists.new.styles
        wanted = sorted({found.get(tag("val"), "") for found in self.new.document.iter(*_NAMING_STYLES)}, reverse=True)
        while wanted:
            name = wanted.pop()
            if name in olds and name not in news:
                news[name] = copy.deepcopy(olds[name])
                for numbered in news[name].iter(tag("numPr")):
                    numbered.getparent().remove(numbered)
                self.new.styles.append(news[name])
                wanted += (found.get(tag("val"), "") for found in olds[name].findall(tag("basedOn")))


# Small questions -----------------------------------------------------------------------------------------------


def _element(block: Block | None) -> Any:
    return None if block is None else block.element


def _plain(properties: Any) -> list[str]:
    """Return properties as text, without what is no change to a reader."""
    apart = (_RPR, tag("sectPr"), tag(f"{etree.QName(properties).localname}Change"))
    return [canonical(child) for child in properties if child.tag not in _WIDTHS and child.tag not in apart]


def _places(line: Line) -> Iterator[tuple[Any, Any]]:
    """Yield the bookmarks that begin and end in a line."""
    ends = {mark.get(_ID): mark for _, mark in line.marks if mark.tag == tag("bookmarkEnd")}
    for _, mark in line.marks:
        if mark.tag == tag("bookmarkStart") and mark.get(_ID) in ends:
            yield mark, ends[mark.get(_ID)]


def _renumbered(mark: Any, number: str, name: str = "") -> Any:
    made = copy.copy(mark)
    made.tail = None
    made.set(_ID, number)
    if name:
        made.set(_NAME, name)
    return made


def _renamed(old: Any, new: Any, kept: Iterable[tuple[Any, Any]]) -> Mapping[str, str]:
    """Return new names for the older version's places that would double one of the newer's elsewhere."""
    home = {name for one, other in kept for name in set(names_in(one)) & set(names_in(other))}
    taken = {name.lower() for name in (*names_in(new), *names_in(old))}
    renamed: dict[str, str] = {}
    for name in names_in(old):
        if name in home or name in renamed or name not in names_in(new):
            continue
        count = 1
        while (free := f"{name[: _LONGEST_NAME - 4 - len(str(count))]}_was{count}").lower() in taken:
            count += 1
        taken.add(free.lower())
        renamed[name] = free
    return renamed
