"""What stands in the body of a Word file: its lines in reading order, each with its anchors, and its comments.

Two views of a file with tracked changes can be read: as it will be once all of them are accepted, and as it was before.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from reportgen.pull.package import Package, R, Relation, W, open_package
from reportgen.pull.sheets import Sheets, read_sheets

_W: Final = f"{{{W}}}"
_ID: Final = f"{{{R}}}id"
_TAG = re.compile(r"rg:([A-Za-z0-9_-]+):")
_ALIAS = re.compile(r"\[([A-Za-z0-9_-]+)\]\s*$")
_BOOKMARK = re.compile(r"_rg_([A-Za-z0-9_-]+)$")
_LINKED = re.compile(r'\s*HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]+))(?:.*?\\l\s+"([^"]+)")?', re.IGNORECASE)
_DEEPEST_CONTAINERS = 64
_MOST_MARKS = 4
_MOST_OPEN = 100
"""How many bookmarks, and how many comments, may have begun and not ended at one place."""
NOTE_BEGINS: Final = "\ufdd4"
NOTE_ENDS: Final = "\ufdd5"
"""Characters that no text has: between them stand the words of a footnote, where its mark does."""
_MARKS: Final = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
_SHOW_PICTURES: Final = frozenset(("blip", "chart", "imagedata", "OLEObject", "relIds"))
_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo")
_CELL_CHANGES: Final = {"cellIns": "ins", "cellDel": "del"}


@dataclass(frozen=True, slots=True, order=True)
class Hand:
    """Who made a tracked change, and when: an ISO date and time as Word writes it, or nothing."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one dress. `field` is the code of the field that they are the answer of; a line break is a new line.

    `struck` are words struck through by their formatting, which nobody tracks.
    """

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""
    field: str = ""
    struck: bool = False


def as_told(words: str) -> str:
    """Return words with footnotes between brackets where their marks stand, as people are shown them."""
    return words.replace(NOTE_BEGINS, "^[").replace(NOTE_ENDS, "]") if NOTE_BEGINS in words else words


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: which table of the file, row and column, all from 0.

    `depth` counts the tables round it from 1, `width` the columns of its row; `is_joined` is true where its table has a
    cell that is several joined into one.
    """

    table: int
    row: int
    column: int
    depth: int = 1
    width: int = 0
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `counting` is Word's name for how its list counts (`bullet`, `decimal`), `level` from 0.

    `anchors` are ids of what it stands in, the surest first, each with how it was known: `tag`, `alias`, `bookmark`.
    `hands` are those of every tracked change in it, and `outline` says that its number has more than one count in it.
    """

    runs: tuple[Run, ...]
    style: str = ""
    counting: str = ""
    level: int = 0
    outline: bool = False
    anchors: tuple[tuple[str, str], ...] = ()
    cell: CellPlace | None = None
    hands: tuple[Hand, ...] = ()

    @property
    def text(self) -> str:
        """The words, one space between any two."""
        return as_told(" ".join("".join(run.text for run in self.runs).split()))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: who wrote what and when, the words it stands on and the line (from 0) where they begin.

    `line` is -1 where it stands on nothing that is still there. `answers` is the id of the comment that it answers.
    """

    id: str
    author: str
    date: str
    text: str
    words: str = ""
    line: int = -1
    resolved: bool = False
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: which table, which row, and by whom it was put in or taken out, if that is tracked."""

    table: int
    row: int
    hands: tuple[Hand, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a chart in the body: the words that describe it, empty where there are none.

    `content` is what tells it from another: the figures of a chart, of a picture a sum over its bytes; empty where it
    isn't known.
    """

    shows: str = ""
    content: tuple[str, ...] = ()
    is_chart: bool = False


@dataclass(frozen=True, slots=True)
class WordFile:
    """What stands in a Word file. `strays` are words outside the body that no field can hold: endnotes, text boxes.

    `margins` are the words of the headers and footers of its pages, without figures, which count the pages.
    `hands` are those of the tracked changes in each stretch, by its id: of one that was taken out, no line is left.
    """

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    comments: tuple[Comment, ...]
    strays: tuple[str, ...]
    margins: tuple[str, ...]
    hands: Mapping[str, tuple[Hand, ...]]
    remarks: tuple[str, ...]
    package: Package
    pictures: tuple[Picture, ...] = ()


def read_word(content: bytes, *, original: bool = False) -> WordFile:
    """Return what stands in a Word file; `original` reads it as it was before its tracked changes.

    Raises UnreadableError with a sentence for a file that can't be read.
    """
    package = open_package(content)
    root = package.part(package.main)
    body = root.find(f"{_W}body") if root is not None else None
    reader = _Reader(package, read_sheets(package), original)
    if body is not None:
        reader.container(body, _Within())
        reader.flush()
    return WordFile(
        tuple(reader.lines),
        tuple(reader.rows),
        _comments(package, reader),
        tuple(reader.strays),
        _margins(package),
        {name: tuple(sorted(hands)) for name, hands in reader.hands.items()},
        package.remarks,
        package,
        tuple(reader.pictures),
    )


@dataclass(frozen=True, slots=True)
class _Within:
    """What a part of the body stands in: its content controls (innermost first), its cell, its tracked change."""

    anchors: tuple[tuple[str, str], ...] = ()
    cell: CellPlace | None = None
    hands: tuple[Hand, ...] = ()
    depth: int = 0


@dataclass(slots=True)
class _Pending:
    """A paragraph being read: its runs so far, and what is known of it."""

    runs: list[Run] = field(default_factory=list)
    anchors: dict[tuple[str, str], int] = field(default_factory=dict)
    hands: set[Hand] = field(default_factory=set)
    style: str = ""


@dataclass(slots=True)
class _Reader:
    package: Package
    sheets: Sheets
    original: bool
    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    hands: dict[str, set[Hand]] = field(default_factory=dict)
    quoted: dict[str, list[str]] = field(default_factory=dict)
    stands_on: dict[str, int] = field(default_factory=dict)
    _open_comments: dict[str, None] = field(default_factory=dict)
    _open_marks: dict[str, str] = field(default_factory=dict)
    _touched: dict[str, None] = field(default_factory=dict)
    _fields: list[list[str]] = field(default_factory=list)
    _joining: _Pending | None = None
    _part: str = ""
    """The part that holds the footnotes, while one of them is read."""
    _tables: int = 0

    # Containers --------------------------------------------------------------------------------------------------

    def container(self, parent: etree._Element, within: _Within) -> None:
        """Read everything that stands directly in the body, a cell or a content control."""
        if within.depth > _DEEPEST_CONTAINERS:
            if words := _all_words(parent):
                self.strays.append(f"Words too deep in the file to be read: “{words}”")
            return
        for child in parent:
            self._block(child, replace(within, depth=within.depth + 1))

    def _block(self, element: etree._Element, within: _Within) -> None:
        tag = _name(element)
        if tag == "p":
            self._paragraph(element, within)
        elif tag == "tbl":
            self.flush()
            self._table(element, within)
        elif tag == "sdt":
            content = _content_of(element)
            if content is not None:
                self.container(content, replace(within, anchors=(*_anchors_of(element), *within.anchors)))
        elif tag in _CHANGES:
            hand = self._hand(element)
            if self._shows(tag):
                self.container(element, replace(within, hands=(*within.hands, hand)))
        elif tag in ("customXml", "smartTag"):
            self.container(element, within)
        elif tag == "AlternateContent":
            if (chosen := _chosen(element)) is not None:
                self.container(chosen, within)
        elif tag in ("altChunk", "subDoc"):
            self.strays.append("A document within the file, which isn't read: open the file in Word and save it there.")
        elif tag in _MARKS:
            self._mark(element, tag)

    def _table(self, element: etree._Element, within: _Within) -> None:
        table, self._tables = self._tables, self._tables + 1
        inside = CellPlace(
            table, 0, 0, within.cell.depth + 1 if within.cell else 1, is_joined=_has_joined_cells(element)
        )
        at = 0
        for row, hands in self._rows(element, ()):
            properties = row.find(f"{_W}trPr")
            changes = [c for c in properties if _name(c) in ("ins", "del")] if properties is not None else []
            made = (*hands, *(self._hand(change) for change in changes))
            if not all(self._shows(_name(change)) for change in changes):
                for control in row.iter(f"{_W}sdt"):
                    self._signed(_anchors_of(control), made)
                continue
            self.rows.append(Row(table, at, made))
            self._row(row, replace(within, hands=made), replace(inside, row=at))
            at += 1

    def _rows(
        self, parent: etree._Element, hands: tuple[Hand, ...]
    ) -> Iterator[tuple[etree._Element, tuple[Hand, ...]]]:
        for child in parent:
            tag = _name(child)
            if tag == "tr":
                yield child, hands
            elif tag == "sdt" and (content := _content_of(child)) is not None:
                yield from self._rows(content, hands)
            elif tag in _CHANGES and self._shows(tag):
                yield from self._rows(child, (*hands, self._hand(child)))
            elif tag in _MARKS:
                self._mark(child, tag)

    def _row(self, row: etree._Element, within: _Within, place: CellPlace) -> None:
        cells = []
        for cell, controls in _cells(row, ()):
            changes = [c for c in cell.iterfind(f"{_W}tcPr/*") if _name(c) in _CELL_CHANGES]
            if all(self._shows(_CELL_CHANGES[_name(change)]) for change in changes):
                hands = tuple(self._hand(change) for change in changes)
                cells.append((cell, controls, hands, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")) or 1))
        width, column = sum(span for *_, span in cells), 0
        for cell, controls, hands, span in cells:
            inside = replace(place, column=column, width=width)
            anchors = (*controls, *within.anchors)
            self.container(cell, replace(within, cell=inside, anchors=anchors, hands=(*within.hands, *hands)))
            self.flush()
            column += span

    # Paragraphs --------------------------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element, within: _Within) -> None:
        joining, self._joining = self._joining, None
        found = _Pending()
        found.hands.update(within.hands)
        self._touched = dict.fromkeys(self._open_marks.values())
        properties = element.find(f"{_W}pPr")
        self._inline(element, found, within, _Dress())
        # A field whose answer has not begun where its paragraph ends is broken: what follows is no part of its code.
        while self._fields and self._fields[-1][1] == "code":
            self._fields.pop()
        said = {anchor: length for (anchor, how), length in found.anchors.items() if how == "bookmark"}
        marks = dict.fromkeys(self._touched, 0) | said
        known = [*within.anchors, *(key for key in found.anchors if key[1] != "bookmark")]
        # Of two that hold as many words, the one that began last.
        last = {anchor: at for at, anchor in enumerate(marks)}
        nearest = sorted(marks, key=lambda anchor: (-marks[anchor], -last[anchor]))
        known += [(anchor, "bookmark") for anchor in nearest[:_MOST_MARKS]]
        line = self._dressed(properties, tuple(found.runs), tuple(sorted(known, key=_sureness)), within.cell)
        ends = self._ends(properties, found)
        self._signed(line.anchors, found.hands)
        if joining is not None:
            first = "".join(run.text for run in joining.runs).strip()
            kept = tuple(joining.anchors) if first else line.anchors
            style = line if line.text else replace(line, style=joining.style or line.style)
            line = replace(style, runs=(*joining.runs, *line.runs), anchors=kept or line.anchors)
            found.hands |= joining.hands
        if ends:
            self._add(replace(line, hands=tuple(sorted(found.hands))))
        else:
            self._joining = _Pending(list(line.runs), dict.fromkeys(line.anchors, 0), found.hands, line.style)

    def _signed(self, anchors: Sequence[tuple[str, str]], hands: Iterable[Hand]) -> None:
        """Note who changed something in the stretch that something stands in."""
        for name, _ in anchors[:1]:
            self.hands.setdefault(name, set()).update(hands)

    def flush(self) -> None:
        """Let a paragraph whose end was taken away stand alone, where nothing follows that it could join."""
        if self._joining is not None:
            joining, self._joining = self._joining, None
            hands = tuple(sorted(joining.hands))
            self._add(Line(tuple(joining.runs), joining.style, anchors=tuple(joining.anchors), hands=hands))

    def _add(self, line: Line) -> None:
        self.lines.append(replace(line, runs=_joined(line.runs)))

    def _dressed(
        self,
        properties: etree._Element | None,
        runs: tuple[Run, ...],
        anchors: tuple[tuple[str, str], ...],
        cell: CellPlace | None,
    ) -> Line:
        if self.original and properties is not None:
            change = properties.find(f"{_W}pPrChange/{_W}pPr")
            properties = change if change is not None else properties
        style = self.sheets.style(properties)
        listed = self.sheets.listed(properties, style)
        return Line(runs, style.name, listed.counting, listed.level, listed.outline, anchors, cell)

    def _ends(self, properties: etree._Element | None, found: _Pending) -> bool:
        """Tell whether a paragraph ends where its mark stands, in this view."""
        marks = properties.find(f"{_W}rPr") if properties is not None else None
        ends = True
        for mark in marks if marks is not None else ():
            tag = _name(mark)
            if tag in _CHANGES:
                found.hands.add(self._hand(mark))
                ends = ends and self._shows(tag)
        return ends

    # Inlines -----------------------------------------------------------------------------------------------------

    def _inline(self, parent: etree._Element, found: _Pending, within: _Within, dress: "_Dress") -> None:
        for child in parent:
            tag = _name(child)
            if tag == "r":
                self._run(child, found, dress)
            elif tag == "hyperlink":
                self._inline(child, found, within, replace(dress, address=self._address(child)))
            elif tag in _CHANGES:
                found.hands.add(self._hand(child))
                if self._shows(tag):
                    self._inline(child, found, within, dress)
            elif tag == "sdt":
                for anchor in _anchors_of(child):
                    found.anchors.setdefault(anchor, 0)
                content = _content_of(child)
                if content is not None:
                    self._inline(content, found, within, dress)
            elif tag == "fldSimple":
                code = child.get(f"{_W}instr") or ""
                self._inline(child, found, within, replace(dress, field=dress.field or code.strip()))
            elif tag in _MARKS:
                self._mark(child, tag)
            else:
                self._other_inline(child, tag, found, within, dress)

    def _other_inline(
        self, element: etree._Element, tag: str, found: _Pending, within: _Within, dress: "_Dress"
    ) -> None:
        if tag in ("smartTag", "customXml", "dir", "bdo"):
            self._inline(element, found, within, dress)
        elif tag in ("oMath", "oMathPara"):
            self._say(found, "".join(str(text) for text in element.itertext()), dress)
        elif tag == "AlternateContent" and (chosen := _chosen(element)) is not None:
            self._inline(chosen, found, within, dress)

    def _run(self, run: etree._Element, found: _Pending, dress: "_Dress") -> None:
        properties = run.find(f"{_W}rPr")
        if self.original and properties is not None:
            change = properties.find(f"{_W}rPrChange/{_W}rPr")
            properties = change if change is not None else properties
        bold, italic, hidden = self.sheets.dress(properties)
        dress = _Dress(bold, italic, dress.address, dress.field, self.sheets.strikes(properties))
        for child in run:
            tag = _name(child)
            if tag in ("t", "delText"):
                if not hidden:
                    self._say(found, child.text or "", dress)
            elif tag == "tab":
                self._say(found, "\t", dress)
            elif tag in ("br", "cr", "noBreakHyphen", "sym"):
                self._say(found, _sign(child, tag), dress)
            elif tag == "fldChar":
                self._turn(child.get(f"{_W}fldCharType") or "")
            elif tag in ("instrText", "delInstrText"):
                if self._fields:
                    self._fields[-1][0] += child.text or ""
            elif tag in ("footnoteReference", "endnoteReference", "commentReference"):
                self._note(tag.removesuffix("Reference"), child.get(f"{_W}id") or "", found)
            elif tag in ("drawing", "pict", "AlternateContent", "object"):
                self._boxed(child)
                self._pictured(child)

    def _turn(self, kind: str) -> None:
        """Go into a field, from its code to its answer, and out of it."""
        if kind == "begin":
            self._fields.append(["", "code"])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "answer"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _say(self, found: _Pending, text: str, dress: "_Dress") -> None:
        if any(part == "code" for _, part in self._fields):
            return
        code = next((code.strip() for code, _ in self._fields), dress.field)
        address = dress.address
        if linked := _LINKED.match(code):
            place = f"#{linked[3]}" if linked[3] else ""
            address, code = f"{linked[1] or linked[2]}{place}", ""
        for anchor in self._open_marks.values():
            key = (anchor, "bookmark")
            found.anchors[key] = found.anchors.get(key, 0) + len(text)
        for comment in self._open_comments:
            self.quoted.setdefault(comment, []).append(text)
            self.stands_on.setdefault(comment, len(self.lines))
        found.runs.append(Run(text, dress.bold, dress.italic, address, code, dress.struck))

    def _address(self, link: etree._Element) -> str:
        relation = self.package.relations(self._part or self.package.main).get(link.get(_ID) or "")
        if relation is None or not relation.outside:
            return ""
        fragment = link.get(f"{_W}anchor")
        return f"{relation.target}#{fragment}" if fragment and "#" not in relation.target else relation.target

    def _mark(self, element: etree._Element, tag: str) -> None:
        """Note where a bookmark or a comment begins or ends."""
        mark = element.get(f"{_W}id") or ""
        if tag == "bookmarkStart":
            if match := _BOOKMARK.match(element.get(f"{_W}name") or ""):
                # LibreOffice begins a bookmark over several paragraphs twice, and ends it once.
                for other in [key for key, anchor in self._open_marks.items() if anchor == match[1]]:
                    del self._open_marks[other]
                if len(self._open_marks) >= _MOST_OPEN:
                    del self._open_marks[next(iter(self._open_marks))]
                self._open_marks[mark] = match[1]
                self._touched[match[1]] = None
        elif tag == "bookmarkEnd":
            self._open_marks.pop(mark, None)
        elif tag == "commentRangeStart":
            if len(self._open_comments) < _MOST_OPEN:
                self._open_comments[mark] = None
            self.stands_on.setdefault(mark, len(self.lines))
        else:
            self._open_comments.pop(mark, None)

    def _shows(self, tag: str) -> bool:
        """Tell whether what stands in a tracked change is there in this view."""
        return (tag in ("del", "moveFrom")) == self.original

    def _hand(self, change: etree._Element) -> Hand:
        return Hand(" ".join((change.get(f"{_W}author") or "").split()), change.get(f"{_W}date") or "")

    def _note(self, kind: str, number: str, found: _Pending) -> None:
        """Keep the words of an endnote, which no field of ours can hold, and where a comment stands."""
        if kind == "comment":
            # Without a range it is a comment on a point, and not on words.
            self.stands_on.setdefault(number, len(self.lines))
            return
        if kind == "footnote":
            self._footnote(number, found)
            return
        for name in self.package.led_to(f"{kind}s"):
            root = self.package.part(name)
            for note in root if root is not None else ():
                if note.get(f"{_W}id") == number and (words := _all_words(note)):
                    self.strays.append(f"A {kind}: “{words}”")

    def _footnote(self, number: str, found: _Pending) -> None:
        """Add the words of a footnote where its mark stands, between two characters that no text has."""
        for name in self.package.led_to("footnotes") if not self._part else ():
            root = self.package.part(name)
            note = next((one for one in (root if root is not None else ()) if one.get(f"{_W}id") == number), None)
            if note is None:
                continue
            self._part = name
            inside = _Pending()
            for at, paragraph in enumerate(note.iter(f"{_W}p")):
                if at:
                    inside.runs.append(Run("\n"))
                self._inline(paragraph, inside, _Within(), _Dress())
            self._part = ""
            found.runs += (Run(NOTE_BEGINS), *_without_edges(inside.runs), Run(NOTE_ENDS))
            found.hands |= inside.hands

    def _boxed(self, element: etree._Element) -> None:
        """Keep the words of a text box, once: an old Word's copy of it stands beside it."""
        boxes = element.iter(f"{_W}txbxContent")
        if (box := next(boxes, None)) is not None and (words := _all_words(box)):
            self.strays.append(f"A text box: “{words}”")

    def _pictured(self, element: etree._Element) -> None:
        """Keep a picture or a chart, once: an old Word's copy of it stands beside it."""
        names = {_name(inside) for inside in element.iter()}
        if "txbxContent" in names or not names & _SHOW_PICTURES:
            return
        relations = self.package.relations(self.package.main)
        described = next((one for one in element.iter() if _name(one) in ("docPr", "shape")), None)
        said = (described.get("descr") or described.get("alt") or "") if described is not None else ""
        shown = (one for one in element.iter() if _name(one) in _SHOW_PICTURES)
        leads = (one.get(f"{{{R}}}{name}") for one in shown for name in ("embed", "id"))
        relation = next((found for lead in leads if lead and (found := relations.get(lead))), None)
        content = self._shown(relation) if relation is not None and not relation.outside else ()
        self.pictures.append(Picture(" ".join(said.split()), content, "chart" in names))

    def _shown(self, relation: Relation) -> tuple[str, ...]:
        if relation.kind != "chart":
            return self.package.sum_of(relation.target)
        root = self.package.part(relation.target)
        figures = (one.text or "" for one in root.iter() if _name(one) == "v") if root is not None else ()
        return tuple(_figure(text) for text in figures)


def _figure(text: str) -> str:
    """Return a figure of a chart as every program writes it: 150 and 150.0 are one."""
    try:
        return f"{float(text):.6g}"
    except ValueError:
        return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Dress:
    bold: bool = False
    italic: bool = False
    address: str = ""
    field: str = ""
    struck: bool = False


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _has_joined_cells(table: etree._Element) -> bool:
    spans = table.iter(f"{_W}gridSpan", f"{_W}vMerge", f"{_W}hMerge")
    return any(_name(span) != "gridSpan" or _number(span) > 1 for span in spans)


def _number(element: etree._Element | None) -> int:
    value = (element.get(f"{_W}val") or "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _sureness(anchor: tuple[str, str]) -> int:
    return ("tag", "alias", "bookmark").index(anchor[1])


def _anchors_of(control: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return the ids that a content control bears, in its tag and at the end of its title."""
    found = []
    for name, pattern, how in (("tag", _TAG, "tag"), ("alias", _ALIAS, "alias")):
        bearer = control.find(f"{_W}sdtPr/{_W}{name}")
        if bearer is not None and (match := pattern.search(bearer.get(f"{_W}val") or "")):
            found.append((match[1], how))
    return tuple(found)


def _content_of(control: etree._Element) -> etree._Element | None:
    """Return what stands in a content control; None where that is only the words that Word shows in an empty one."""
    if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None and next(control.iter(f"{_W}tc"), None) is None:
        return None
    return control.find(f"{_W}sdtContent")


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the last of several forms of the same content, which is the one that every program can show."""
    forms = [form for form in alternatives if _name(form) in ("Choice", "Fallback")]
    return forms[-1] if forms else None


def _cells(
    parent: etree._Element, controls: tuple[tuple[str, str], ...]
) -> Iterator[tuple[etree._Element, tuple[tuple[str, str], ...]]]:
    for child in parent:
        tag = _name(child)
        if tag == "tc":
            yield child, controls
        elif tag == "sdt" and (content := _content_of(child)) is not None:
            yield from _cells(content, (*_anchors_of(child), *controls))
        elif tag in ("customXml", "smartTag"):
            yield from _cells(child, controls)


def _sign(element: etree._Element, tag: str) -> str:
    """Return the character that an element stands for; none for the end of a page."""
    if tag in ("br", "cr"):
        return "" if element.get(f"{_W}type") in ("page", "column") else "\n"
    return "\u2011" if tag == "noBreakHyphen" else _symbol(element)


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{_W}char") or ""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    # Symbol fonts put their letters at F000 and on.
    point -= 0xF000 if 0xF000 <= point <= 0xF0FF else 0
    return chr(point) if 0x20 <= point < 0xD800 else ""


def _all_words(element: etree._Element) -> str:
    return " ".join("".join(" " if _name(e) == "p" else e.text or "" for e in element.iter(f"{_W}t", f"{_W}p")).split())


def _margins(package: Package) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in (*package.led_to("header"), *package.led_to("footer")):
        root = package.part(name)
        for paragraph in root.iter(f"{_W}p") if root is not None else ():
            if words := " ".join(re.sub("[0-9]+", " ", _all_words(paragraph)).split()):
                found[words] = None
    return tuple(found)


def _joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs with neighbours in the same dress as one: Word cuts words where a spelling was looked at."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and _look(joined[-1]) == _look(run):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _without_edges(runs: list[Run]) -> list[Run]:
    """Return the words of a footnote without the space that Word puts behind its number, and any at its end."""
    runs = [run for run in _joined(tuple(runs)) if run.text]
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return runs


def _look(run: Run) -> tuple[object, ...]:
    return run.bold, run.italic, run.address, run.field, run.struck


# Comments --------------------------------------------------------------------------------------------------------

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def _comments(package: Package, reader: _Reader) -> tuple[Comment, ...]:
    found: list[Comment] = []
    by_paragraph: dict[str, str] = {}
    for name in package.led_to("comments"):
        root = package.part(name)
        for element in root if root is not None else ():
            if _name(element) != "comment":
                continue
            number = element.get(f"{_W}id") or ""
            paragraphs = list(element.iter(f"{_W}p"))
            for paragraph in paragraphs:
                by_paragraph[paragraph.get(f"{_W14}paraId") or ""] = number
            text = "\n".join(filter(None, (_all_words(paragraph) for paragraph in paragraphs)))
            words = " ".join("".join(reader.quoted.get(number, ())).split())
            author = " ".join((element.get(f"{_W}author") or "").split())
            date = element.get(f"{_W}date") or ""
            found.append(Comment(number, author, date, text, words, reader.stands_on.get(number, -1)))
    states = _states(package, by_paragraph)
    return tuple(replace(c, resolved=states[c.id][0], answers=states[c.id][1]) if c.id in states else c for c in found)


def _states(package: Package, by_paragraph: Mapping[str, str]) -> dict[str, tuple[bool, str]]:
    """Return, by comment, whether it is resolved and which one it answers."""
    states: dict[str, tuple[bool, str]] = {}
    for name in package.led_to("commentsExtended"):
        root = package.part(name)
        for element in root if root is not None else ():
            number = by_paragraph.get(element.get(f"{_W15}paraId") or "-", "")
            if number:
                parent = by_paragraph.get(element.get(f"{_W15}paraIdParent") or "-", "")
                states[number] = (element.get(f"{_W15}done") in ("1", "true"), parent)
    return states
