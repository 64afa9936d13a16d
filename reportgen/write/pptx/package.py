"""The PowerPoint file: slides put on the layouts of a deck template.

python-pptx opens the template and owns the package; what stands on a slide is written as XML, because its own ways to
set text and tables take as long as all the rest, and it has none for alternative texts.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from reportgen.document.nodes import Chart, Picture
from reportgen.style.style import Style
from reportgen.write._office_chart import chart_part, workbook
from reportgen.write._ooxml import A, C, R, attribute, escape
from reportgen.write._zip import archive, pack
from reportgen.write.pptx.deck import (
    LEAST_SIZE,
    Area,
    Deck,
    Drawing,
    Grid,
    Line,
    Run,
    Slide,
    Words,
)
from reportgen.write.pptx.geometry import OBJECTS, TEXTS, TITLES, layouts_of, open_template
from reportgen.write.pptx.paragraphs import Hand
from reportgen.write.pptx.shapes import DECLARED, frame, grid_frame, plain, running, text_box
from reportgen.write.pptx.template import EMU, FOOT_SIZE, NUMBER_FIELD, P, place

_WARNING = "8A1C1C"
# LibreOffice does not take the size of footers from the layout.
_FOOT = f' sz="{round(FOOT_SIZE * 100)}"'


def write_deck(deck: Deck, style: Style, template: bytes) -> bytes:
    """Return the slides as a PowerPoint file on a template. The same slides give the same bytes."""
    presentation = open_template(template)
    layouts = layouts_of(presentation)
    for number, slide in enumerate(deck.slides, 1):
        _Page(deck, style, presentation, layouts[slide.layout]).write(slide, number)
    _tell(presentation.core_properties, deck)
    saved = io.BytesIO()
    presentation.save(saved)
    with zipfile.ZipFile(saved) as package:
        return archive(pack(name, package.read(name)) for name in package.namelist())


def _tell(properties: Any, deck: Deck) -> None:
    """Say what the file is about. The only date is the document's own."""
    properties.title = deck.title[:255]
    properties.author = properties.last_modified_by = deck.council[:255]
    properties.subject = deck.subject[:255]
    properties.keywords = ", ".join(deck.keywords)[:255]
    properties.language = deck.language
    properties.revision = 1
    if deck.created:
        properties.created = properties.modified = datetime.fromisoformat(deck.created)
    else:
        for name in ("created", "modified"):
            for found in properties._element.xpath(f"./dcterms:{name}"):
                properties._element.remove(found)


class _Page:
    """One slide as it is being written: its placeholders, in the order in which they are read."""

    def __init__(self, deck: Deck, style: Style, presentation: Any, layout: Any) -> None:
        self.deck, self.style, self.layout = deck, style, layout
        self.package = presentation.part.package
        self.size = presentation.slide_width / EMU, presentation.slide_height / EMU
        self.slide = presentation.slides.add_slide(layout)
        self.tree = self.slide.shapes._spTree
        self.free = [shape for shape in self.slide.placeholders if shape.placeholder_format.type not in TITLES]
        self.numbers = 100
        self.hand = Hand(deck.language, self._link)

    def write(self, slide: Slide, number: int) -> None:
        title = self.slide.shapes.title
        if title is not None:
            self._fill(
                title._element, (Line((Run(slide.title),)),), replace(self.hand, listed=False, size=slide.title_size)
            )
        for content in slide.contents:
            match content:
                case Words():
                    self._words(content, alone=len(slide.contents) == 1)
                case Grid():
                    hand = replace(self.hand, size=LEAST_SIZE, apart=True)
                    self._place(grid_frame(content, self._next(), self._object(), hand, self.style.look))
                case Drawing():
                    self._drawing(content)
                case _:
                    assert_never(content)
        for shape in self.free:
            self.tree.remove(shape._element)
        self._mark()
        self._run_along(number)
        if slide.notes:
            self._notes(slide.notes)

    def _next(self) -> int:
        self.numbers += 1
        return self.numbers

    def _place(self, xml: str) -> Any:
        element = parse_xml(xml)
        self.tree.append(element)
        return element

    # Text ------------------------------------------------------------------------------------------------------

    def _words(self, words: Words, *, alone: bool) -> None:
        holder = next((shape for shape in self.free if shape.placeholder_format.type in TEXTS), None)
        hand = self.hand
        if holder is None:
            shape = self._place(text_box(self._next(), "Text", words.area))
            hand = replace(hand, size=LEAST_SIZE, apart=True)
        else:
            shape = holder._element
            self.free.remove(holder)
            self.tree.remove(shape)
            self.tree.append(shape)
            hand = replace(hand, size=words.size)
            own = Area(holder.left / EMU, holder.top / EMU, holder.width / EMU, holder.height / EMU)
            if own != words.area or not alone:
                properties = shape.find(f"{{{P}}}spPr")
                for found in properties.findall(f"{{{A}}}xfrm"):
                    properties.remove(found)
                properties.insert(0, parse_xml(f'<a:xfrm xmlns:a="{A}">{place(words.area)[len("<a:xfrm>") :]}'))
        self._fill(shape, words.lines, hand)

    def _fill(self, shape: Any, lines: Sequence[Line], hand: Hand) -> None:
        body = shape.find(f"{{{P}}}txBody")
        for paragraph in body.findall(f"{{{A}}}p"):
            body.remove(paragraph)
        body.extend(parse_xml(f'<a:txBody xmlns:a="{A}" xmlns:r="{R}">{hand.write(lines)}</a:txBody>'))

    def _link(self, address: str) -> str:
        found: str = self.slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return found

    # What stands in a frame ------------------------------------------------------------------------------------

    def _object(self) -> str:
        """Take the placeholder for a table or chart, and return the element that ties one to it; empty without one."""
        for shape in self.free:
            if shape.placeholder_format.type in OBJECTS:
                self.free.remove(shape)
                self.tree.remove(shape._element)
                holder = shape._element.xpath("./p:nvSpPr/p:nvPr/p:ph")[0]
                kind = f' type="{holder.get("type")}"' if holder.get("type") else ""
                return f'<p:ph{kind} idx="{holder.get("idx", "0")}"/>'
        return ""

    def _drawing(self, drawing: Drawing) -> None:
        match drawing.image:
            case Chart() as chart:
                relationship = self._chart(chart, titled=drawing.titled)
                graphic = f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relationship}"/></a:graphicData>'
                name, holder = chart.title or "Chart", self._object()
                self._place(frame(self._next(), name, drawing.alternative, holder, drawing.area, graphic))
            case Picture() as picture:
                self._picture(picture, drawing)
            case _:
                assert_never(drawing.image)

    def _chart(self, chart: Chart, *, titled: bool) -> str:
        look = self.style.look.model_copy(update={"text_size": LEAST_SIZE + 1.5})
        content = chart_part(chart, look, titled=titled)
        name = self.package.next_partname("/ppt/charts/chart%d.xml")
        part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, self.package, content)
        book = EmbeddedXlsxPart(
            PackURI(f"/ppt/embeddings/figures{name.idx}.xlsx"), EmbeddedXlsxPart.content_type, self.package,
            workbook(chart),
        )  # fmt: skip
        part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        found: str = self.slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        return found

    def _picture(self, picture: Picture, drawing: Drawing) -> None:
        _, relationship = self.slide.part.get_or_add_image_part(io.BytesIO(picture.content))
        area = drawing.area
        scale = min(area.width / max(picture.width, 1), area.height / max(picture.height, 1), 1.5)
        wide, high = picture.width * scale, picture.height * scale
        fitted = Area(area.left + (area.width - wide) / 2, area.top, wide, high)
        self._place(
            f'<p:pic {DECLARED}><p:nvPicPr><p:cNvPr id="{self._next()}" name="Picture" '
            f'descr="{attribute(drawing.alternative)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
            f'<p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</p:blipFill><p:spPr>{place(fitted)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    # What stands on every slide --------------------------------------------------------------------------------

    def _mark(self) -> None:
        if not self.deck.marking:
            return
        width, height = self.size
        shape = self._place(text_box(self._next(), "Marking", Area(width * 0.04, height - 68, width * 0.92, 34)))
        body = shape.find(f"{{{P}}}txBody")
        look = f'lang="{attribute(self.deck.language)}" sz="{round(FOOT_SIZE * 100)}" b="1"'
        body.append(
            parse_xml(
                f'<a:p xmlns:a="{A}"><a:pPr algn="ctr"/><a:r><a:rPr {look}><a:solidFill><a:srgbClr val="{_WARNING}"/>'
                f"</a:solidFill></a:rPr><a:t>{escape(self.deck.marking)}</a:t></a:r></a:p>"
            )
        )

    def _run_along(self, number: int) -> None:
        """Write the footer and the slide's number where the layout has a place for them."""
        for shape in self.layout.placeholders:
            kind = shape.placeholder_format.type
            at = shape.placeholder_format.idx
            if kind is PP_PLACEHOLDER.FOOTER and self.deck.footer:
                words = plain(self.deck.footer, self.deck.language, _FOOT).replace("<a:p>", '<a:p><a:pPr algn="l"/>')
                self._place(running(self._next(), "Footer", "ftr", at, words))
            elif kind is PP_PLACEHOLDER.SLIDE_NUMBER:
                field = NUMBER_FIELD.format(number).replace("en-GB", attribute(self.deck.language))
                field = field.replace("/>", f"{_FOOT}/>", 1).replace("<a:p>", '<a:p><a:pPr algn="r"/>')
                self._place(running(self._next(), "Slide number", "sldNum", at, field))

    def _notes(self, notes: Iterable[str]) -> None:
        frame = self.slide.notes_slide.notes_text_frame
        if frame is None:
            return
        body = frame._txBody
        for paragraph in body.findall(f"{{{A}}}p"):
            body.remove(paragraph)
        for text in notes:
            body.append(parse_xml(plain(text, self.deck.language).replace("<a:p>", f'<a:p xmlns:a="{A}">', 1)))
