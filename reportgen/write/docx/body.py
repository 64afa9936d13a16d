"""The body of a paper as WordprocessingML text: one function an element, in the order that the schema asks for.

Word reads properties of a paragraph in one order only, so every function writes its children in the schema's order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from reportgen.document.addresses import in_links
from reportgen.document.anchors import Anchor
from reportgen.document.nodes import (
    Block,
    Box,
    Chart,
    Document,
    Emphasis,
    Entry,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Role,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import plain_text
from reportgen.style.style import Style
from reportgen.write._heights import is_kept
from reportgen.write._ooxml import escape
from reportgen.write.docx.anchoring import END, Anchoring
from reportgen.write.docx.measures import EMU_PER_TWIP
from reportgen.write.docx.names import PARAGRAPH_STYLES
from reportgen.write.docx.numbering import NO_NUMBER, Lists, Marked, number_of, outline_indent
from reportgen.write.docx.parts import Parts
from reportgen.write.docx.pictures import chart_height, drawing, picture_size
from reportgen.write.docx.place import Place
from reportgen.write.docx.styles import letters_serving, style_serving
from reportgen.write.docx.survey import Survey, style_use
from reportgen.write.docx.tables import write_table
from reportgen.write.docx.template import TemplateImage
from reportgen.write.writer import Fault

# Boxes whose plain paragraphs look as the box does; the others only say what their paragraphs are.
_DRESSED = frozenset(
    {
        Role.NOTE,
        Role.NOTES,
        Role.WITHHELD,
        Role.EXEMPT,
        Role.REVIEW,
        Role.CONTACT,
        Role.SIGNATURE,
        Role.LEAD,
        Role.BANNER,
        Role.SUBTITLE,
    }
)
# In a section of numbered paragraphs, what stands between them stands in line with their words.
_IN_LINE = frozenset({"body", "stem", "quote", "note", "withheld", "review"})
_AFTER_TABLE = 160
# Boxes whose rules and ground stand round whatever is in them.
_FRAMED = frozenset({Role.NOTE, Role.NOTES, Role.WITHHELD, Role.EXEMPT, Role.REVIEW})
_LISTED = ("bullet_", "number_", "continue_", "recommendations", "resolutions")


@dataclass(slots=True)
class Body:
    """The body of one document while it is being written. `out` is the XML so far, an element or more a piece."""

    document: Document
    style: Style
    template: TemplateImage
    seen: Survey
    parts: Parts
    lists: Lists
    anchoring: Anchoring
    out: list[str] = field(default_factory=list)
    links: dict[str, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _style_ids: dict[str, str] = field(default_factory=dict)
    _own_styles: dict[str, bool] = field(default_factory=dict)
    _cell_starts: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    _anchors: list[str] = field(default_factory=list)
    _marked: set[str] = field(default_factory=set)
    _entry: str = ""
    _new_page: bool = False
    _signed: bool = False
    _in_note: bool = False
    _base: int = 0
    _heading: int = 0

    def style_of(self, use: str) -> str:
        """Return the id of the style for a use: the council's own name for it, else ours, else the default (empty)."""
        if use not in self._style_ids:
            self._style_ids[use] = style_serving(self.template.styles, use, self.style.word_styles.get(use, ""))
        return self._style_ids[use]

    def letters_of(self, use: str) -> tuple[str, float]:
        """Return the font and the size in points of what the style for a use sets."""
        return letters_serving(self.template.styles, self.style, use)

    def has(self, use: str) -> bool:
        """Tell whether the letterhead has the very style for a use, and not one that stands in for it."""
        if use not in self._own_styles:
            names = (self.style.word_styles.get(use, ""), PARAGRAPH_STYLES[use][0])
            self._own_styles[use] = bool(self.template.styles.first(self.template.styles.paragraph, names))
        return self._own_styles[use]

    def link_outlines(self) -> None:
        """Tie each level of an outline to the style that it alone uses, and that nothing else in the document uses."""
        uses = {at: {self.style_of(use) for use in found} for at, found in sorted(self.seen.uses.items())}
        shared = {self.style_of(use) for use in ("body", "table_text", *self.seen.unnumbered)} | {""}
        for at, ids in uses.items():
            users = [other for other, theirs in uses.items() if theirs & ids]
            if len(ids) == 1 and users == [at] and not ids & shared and self.document.series[at[0]].outline:
                self.links[next(iter(ids))] = at

    def outline_list(self, series: int) -> int:
        """Return the number of the list that an outline is."""
        linked = {level: style for style, (of, level) in self.links.items() if of == series}
        return self.lists.outline(series, linked)

    # Blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block], place: Place) -> None:
        """Write blocks. What stands before a place to sign stays on its page, so that nobody signs an empty one.

        A short paragraph before a table stays with the table.
        """
        listed = tuple(blocks)
        for at, block in self._anchored(listed):
            after = listed[at + 1] if at + 1 < len(listed) else None
            self._signed = is_kept(block, after)
            if place.frame == Role.EXEMPT.value:
                # What says that something is exempt begins, or ends, stands on the page of what it says it of.
                self._signed = self._signed or at in (0, len(listed) - 2)
            self.block(block, place.part(first=at == 0, last=after is None))

    def _anchored(self, blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
        """Yield blocks with their places; what is written of each before the next comes to stand in its anchor."""
        anchor, start, last = None, 0, -1
        for at, block in enumerate(blocks):
            if anchor is None and (anchor := self.anchoring.begin(block)):
                start, last = len(self.out), at + len(anchor.blocks) - 1
            yield at, block
            if anchor is not None and at == last:
                self.end_anchor(anchor, start)
                anchor = None

    def end_anchor(self, anchor: Anchor, start: int) -> None:
        """Put an anchor round what has been written from a place on."""
        self.anchoring.end(anchor, self.out, start, self.parts.next_bookmark())

    def block(self, block: Block, place: Place) -> None:
        """Write one block."""
        match block:
            case Heading():
                self._write_heading(block, place)
            case Paragraph():
                self._write_paragraph(block, place)
            case List():
                self._write_list(block, place)
            case Quote():
                self.blocks(block.blocks, replace(place, body="quote"))
            case Box():
                self._write_box(block, place)
            case Table():
                write_table(self, block, place)
            case Figure():
                self._write_figure(block, place)
            case PageBreak():
                self._new_page = True
            case _:
                assert_never(block)

    def _write_heading(self, block: Heading, place: Place) -> None:
        # A level that the document skips would be skipped by a screen reader too.
        level = block.level if block.level <= 1 else min(block.level, max(self._heading, 1) + 1)
        self._heading = level
        if level <= 2:
            self._base = 0
        self._anchor(block.id)
        self.paragraph(style_use(replace(block, level=level)), self.inlines(block.children), place, block.number)

    def _write_paragraph(self, block: Paragraph, place: Place) -> None:
        if not block.children and not block.id and not block.number and not place.in_cell and not self._entry:
            return
        self._anchor(block.id)
        use = style_use(block, body=place.body)
        if use not in PARAGRAPH_STYLES:
            use = place.body
        if block.number is not None and place.depth == 0 and not place.in_cell:
            self._base = outline_indent()
        self.paragraph(use, self.inlines(block.children, place.weight), place, block.number, keep=self._signed)

    def _write_list(self, block: List, place: Place) -> None:
        self.finish_entry(place)
        listing = replace(place, ends=place.ends or (place.depth == 0 and not place.in_cell and not place.frame))
        for at, entry in enumerate(block.entries):
            marked = self._marked_as(block, entry, place)
            standing = listing.part(first=at == 0, last=at == len(block.entries) - 1)
            within = replace(
                standing, indent=marked.indent, depth=place.depth + 1,
                body=place.body if place.in_cell or place.body == "quote" else f"continue_{min(marked.level, 2) + 1}",
            )  # fmt: skip
            self._entry = marked.properties
            self._anchor(entry.id)
            first = self._entry_use(block, marked, place)
            for nth, inner in self._anchored(entry.blocks):
                here = within.part(first=nth == 0, last=nth == len(entry.blocks) - 1)
                if self._entry and isinstance(inner, Paragraph) and inner.role is Role.BODY and inner.number is None:
                    self._anchor(inner.id)
                    self.paragraph(first, self.inlines(inner.children, place.weight), here)
                else:
                    self.block(inner, here)
            self.finish_entry(within, first)

    def _marked_as(self, block: List, entry: Entry, place: Place) -> Marked:
        base = 0 if place.in_cell else self._base + self._frame_indent(place)
        if entry.number is not None:
            return self.lists.entry(entry.number, base, place.in_cell)
        if block.counting.value == "bullet":
            return self.lists.bullet(place.depth, base, place.in_cell)
        return Marked("", place.depth, self.lists.bullet(place.depth, base, place.in_cell).indent)

    def _entry_use(self, block: List, marked: Marked, place: Place) -> str:
        if place.in_cell:
            return "table_list"
        role = block.role.value if block.role is not Role.BODY else place.entries
        if role in ("recommendations", "resolutions") and place.depth == 0:
            return role
        kind = "bullet" if block.counting.value == "bullet" else "number"
        return f"{kind}_{min(marked.level, 2) + 1}"

    def finish_entry(self, place: Place, use: str = "") -> None:
        """Give an entry whose first block can't carry its mark (a list, a table) a line of its own for it."""
        if self._entry:
            self.paragraph(use or ("table_list" if place.in_cell else "number_1"), "", place, keep=True)

    def _write_box(self, block: Box, place: Place) -> None:
        self._anchor(block.id)
        body = block.role.value if block.role in _DRESSED else place.body
        inside = replace(place, body=body, entries=block.role.value)
        if block.role in _FRAMED and not place.in_cell and self.template.styles.frames.get(self.style_of(body)):
            inside = replace(inside, frame=body, begins=True, ends=True)
        self.blocks(block.blocks, inside)
        if block.id in self._anchors:
            self._anchors.remove(block.id)

    def _write_figure(self, block: Figure, place: Place) -> None:
        self._anchor(block.id)
        if block.caption:
            self.paragraph("caption", self.inlines(block.caption), place)
        width = place.width - place.indent
        match block.image:
            case Chart():
                number = self.parts.add_chart(block.image, self.style.look, titled=not block.caption)
                size = width * EMU_PER_TWIP, chart_height(block.image, titled=not block.caption)
                kind, name = "chart", block.image.title
            case Picture():
                number = self.parts.add_picture(block.image)
                size = picture_size(block.image, width)
                kind, name = "picture", plain_text(block.caption)
            case _:
                assert_never(block.image)
        shown = drawing(kind, number, self.parts.next_drawing(), size, name, block.alternative)
        self.paragraph("figure", f"<w:r>{shown}</w:r>", place)

    # Paragraphs ------------------------------------------------------------------------------------------------

    def paragraph(
        self, use: str, content: str, place: Place, number: Number | None = None, *, keep: bool = False
    ) -> None:
        """Write one paragraph: its style, its number, and what no style can say of where it stands."""
        style = self.style_of(use)
        numbered = self._number(style, number)
        if self._base and not numbered and place.depth == 0 and use in _IN_LINE and not place.in_cell:
            place = replace(place, indent=self._base)
        indent = self._indent(style, place, numbered)
        spaced = self._frame(use, place) + self._air(use, style, place)
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        if keep or place.kept:
            properties += "<w:keepNext/>"
        if self._new_page:
            properties += "<w:pageBreakBefore/>"
        properties += numbered + spaced
        if indent:
            properties += f'<w:ind w:left="{indent}"/>'
        if place.align:
            properties += f'<w:jc w:val="{place.align}"/>'
        self._new_page, self._entry = False, ""
        if self._anchors:
            starts, ends = zip(*map(self._bookmark, self._anchors), strict=True)
            content = "".join((*starts, content, *reversed(ends)))
            self._anchors.clear()
        self.out.append(f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>")

    def plain_cell(self, blocks: tuple[Block, ...], use: str, weight: str, align: str, *, kept: bool) -> str | None:
        """Return the paragraph of a cell that holds one and no more, as most cells of most tables do."""
        if len(blocks) != 1 or self._anchors or self._new_page or self._entry:
            return None
        block = blocks[0]
        if not isinstance(block, Paragraph) or block.id or block.number is not None or block.role is not Role.BODY:
            return None
        start = self._cell_starts.get((use, align, kept))
        if start is None:
            style = self.style_of(use)
            named = f'<w:pStyle w:val="{style}"/>' if style else ""
            named += "<w:keepNext/>" if kept else ""
            aligned = f'<w:jc w:val="{align}"/>' if align else ""
            bare = style not in self.links and style not in self.template.styles.numbered
            start = self._cell_starts[use, align, kept] = f"<w:p><w:pPr>{named}{aligned}</w:pPr>" if bare else ""
        return f"{start}{self.inlines(block.children, weight)}</w:p>" if start else None

    def after_table(self) -> bool:
        """Tell whether the last thing written is a table."""
        out = self.out
        at = len(out) - 1
        while at >= 0 and out[at] is END:
            at -= 1
        return at >= 0 and out[at].endswith("</w:tbl>")

    def _frame_indent(self, place: Place) -> int:
        """Return how far in the rule of a frame stands, from which the marks of a list in it are set."""
        return self.template.styles.indents.get(self.style_of(place.frame), 0) if place.frame else 0

    def _frame(self, use: str, place: Place) -> str:
        """Return the rules and the ground of the frame that a paragraph of another style stands in."""
        framed = place.frame and use != place.frame and not place.in_cell
        return self.template.styles.frames[self.style_of(place.frame)] if framed else ""

    def _air(self, use: str, style: str, place: Place) -> str:
        """Return the space above and below that the style of a paragraph doesn't give where it stands.

        What follows a table has space above it, as the table has none below; headings and captions have their own. A
        list ends in the space of a paragraph. In a frame there is none from one paragraph to the next, where the
        ground would break off.
        """
        if place.in_cell:
            return ""
        airy = use.startswith(("heading", "title")) or (use == "caption" and self.has("table_text"))
        before = _AFTER_TABLE if self.after_table() and not airy else None
        own = below = self.template.styles.after.get(style, 0)
        if place.frame:
            before = before if place.begins else 0
            below = self.template.styles.after.get(self.style_of(place.frame), 0) if place.ends else 0
        elif place.ends and use.startswith(_LISTED):
            below = max(own, self.template.styles.after.get(self.style_of("body"), 0))
        above = "" if before is None else f' w:before="{before}"'
        under = "" if below == own else f' w:after="{below}"'
        return f"<w:spacing{above}{under}/>" if above or under else ""

    def _number(self, style: str, number: Number | None) -> str:
        if number is not None:
            if self.links.get(style) == (number.series, number.level):
                self.outline_list(number.series)
                return ""
            return number_of(number.level, self.outline_list(number.series))
        if self._entry:
            return self._entry
        return NO_NUMBER if style in self.links or style in self.template.styles.numbered else ""

    def _indent(self, style: str, place: Place, numbered: str) -> int:
        """Return the indent to be written out: none where the style or the list already stands there."""
        if not place.indent or (numbered and numbered is not NO_NUMBER) or style in self.links:
            return 0
        own = self.template.styles.indents.get(style, 0)
        if place.body.startswith("continue_") and style == self.style_of(place.body):
            return 0 if own == place.indent else place.indent
        return place.indent + own

    def _anchor(self, name: str) -> None:
        if name and name in self.seen.targets and name not in self._marked:
            self._marked.add(name)
            self._anchors.append(name)

    def anchor(self, name: str) -> None:
        """Put a bookmark with this name around the next paragraph's words."""
        self._anchor(name)

    def _bookmark(self, name: str) -> tuple[str, str]:
        number = self.parts.next_bookmark()
        start = f'<w:bookmarkStart w:id="{number}" w:name="{self.seen.targets[name].bookmark}"/>'
        return start, f'<w:bookmarkEnd w:id="{number}"/>'

    # Inlines ---------------------------------------------------------------------------------------------------

    def inlines(self, inlines: Iterable[Inline], look: str = "", *, linked: bool = False) -> str:
        """Return the runs of inlines; `look` holds what runs are so far, as `b` and `i`."""
        return "".join([self._inline(inline, look, linked) for inline in inlines])

    def _inline(self, inline: Inline, look: str, linked: bool) -> str:
        match inline:
            case Value() if not linked and (pieces := in_links(inline)):
                return self.inlines(pieces, look)
            case Text() | Value():
                return self._run(inline.text, look, linked)
            case Strong():
                return self.inlines(inline.children, look if "b" in look else look + "b", linked=linked)
            case Emphasis():
                return self.inlines(inline.children, look if "i" in look else look + "i", linked=linked)
            case LineBreak():
                return "<w:r><w:br/></w:r>"
            case Link():
                return self._link(inline, look, linked)
            case Reference():
                return self._reference(inline, look, linked)
            case Note():
                return self._note(inline)
            case _:
                assert_never(inline)

    def _run(self, text: str, look: str, linked: bool = False) -> str:
        if not text:
            return ""
        words = escape(text)
        if "\t" in words:
            words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        properties = self._look(look, linked) if look or linked else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'

    def _look(self, look: str, linked: bool) -> str:
        """Return the properties of a run. Weight is written out: Word takes bold in bold, by styles, for plain."""
        style = style_serving(self.template.styles, "hyperlink") if linked else ""
        named = f'<w:rStyle w:val="{style}"/>' if style else ""
        bold = "<w:b/><w:bCs/>" if "b" in look else ""
        slant = "<w:i/><w:iCs/>" if "i" in look else ""
        return f"<w:rPr>{named}{bold}{slant}</w:rPr>" if named or bold or slant else ""

    def _note(self, note: Note) -> str:
        """Return the mark of a footnote, which Word numbers, and put its words among the footnotes of the file."""
        serving = style_serving(self.template.styles, "footnote_mark")
        mark = f'<w:rPr><w:rStyle w:val="{serving}"/></w:rPr>'
        style = self.style_of("footnote")
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        self._in_note = True
        words = self.inlines(note.children)
        self._in_note = False
        number = self.parts.add_note(
            f'<w:p>{named}<w:r>{mark}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>{words}</w:p>'
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'

    def _link(self, link: Link, look: str, linked: bool) -> str:
        add = self.parts.add_note_link if self._in_note else self.parts.add_link
        number = "" if linked else add(link.address)
        if not number:
            return self.inlines(link.children, look, linked=linked)
        return (
            f'<w:hyperlink r:id="{number}" w:history="1">{self.inlines(link.children, look, linked=True)}</w:hyperlink>'
        )

    def _reference(self, reference: Reference, look: str, linked: bool) -> str:
        target = self.seen.targets.get(reference.target)
        if target is None or linked or not reference.text:
            return self._run(reference.text, look, linked)
        if target.number is not None and (shown := target.number.text.rstrip(".")):
            before = reference.text.removesuffix(shown)
            if before != reference.text and not (before[-1:].isalnum() or before.endswith(".")):
                code = f" REF {target.bookmark} {self._switch(target.number)} \\h "
                return self._run(before, look) + self._field(code, shown, look)
        elif plain_text(target.words) == reference.text:
            return self._field(f" REF {target.bookmark} \\h ", reference.text, look)
        elif (words := plain_text(target.words)) and reference.text == f"“{words}”":
            field = self._field(f" REF {target.bookmark} \\h ", words, look)
            return self._run("“", look) + field + self._run("”", look)
        # Words of its own, that updating a field would replace by the target's.
        return (
            f'<w:hyperlink w:anchor="{target.bookmark}" w:history="1">{self._run(reference.text, look)}</w:hyperlink>'
        )

    def _switch(self, number: Number) -> str:
        """Return the kind of reference for which Word's own answer is the number that we print."""
        series = self.document.series[number.series]
        level = number.level
        pattern = series.levels[min(level, len(series.levels) - 1)].pattern
        whole = all(f"%{at + 1}" in pattern for at in range(level + 1))
        return "\\r" if whole and series.depth == 0 else "\\n"

    def _field(self, code: str, shown: str, look: str) -> str:
        properties = self._look(look, linked=False)

        def mark(kind: str) -> str:
            return f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'

        instruction = f'<w:r>{properties}<w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        return mark("begin") + instruction + mark("separate") + self._run(shown, look) + mark("end")
