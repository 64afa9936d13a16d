"""The letterhead of a style: a Word file that holds styles, headers, footers and slots, and no words of a paper.

It is made from the style's own look, so that fonts, sizes and colours are set in one place. A council may use its own
file instead. Slots are content controls, tagged `rg/slot/` and the name of what the writer puts there.
"""

from collections.abc import Iterator
from functools import lru_cache

from reportgen.style.style import Look, Style
from reportgen.write._office_theme import plain_hex, theme_part
from reportgen.write._ooxml import CONTENT_TYPES, HEAD, RELATIONSHIPS, R, W, attribute, escape
from reportgen.write._zip import archive, pack, same_parts
from reportgen.write.docx.measures import A4_HEIGHT, A4_WIDTH, CELL_SIDE, LIST_STEP, half_points, twips

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = R
_DECLARED = f'xmlns:w="{W}" xmlns:r="{R}"'

_GREY = "595959"
_WARNING = "8A1C1C"
_REVIEW = "9A5B00"
_REVIEW_FILL = "FFF6E5"


def make_letterhead(style: Style) -> bytes:
    """Return the Word file with the look of a style. The same style gives the same bytes."""
    return _made(style.look.model_dump_json())


def letterhead_for(style: Style, letterhead: bytes) -> bytes:
    """Return the letterhead that a style stands on: its own file, or one made from its look.

    A style with a look of its own and no letterhead of its own inherits the default style's file, which would take
    the look away. Only that very file gives way: one that a council has changed is the council's own.
    """
    return make_letterhead(style) if style.look != Look() and _is_default(letterhead) else letterhead


@lru_cache(maxsize=16)
def _is_default(letterhead: bytes) -> bool:
    return same_parts(letterhead, make_letterhead(Style()))


@lru_cache(maxsize=16)
def _made(look_written: str) -> bytes:
    look = Look.model_validate_json(look_written)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships((("officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": _relationships(
            (
                ("styles", "styles.xml"), ("settings", "settings.xml"), ("numbering", "numbering.xml"),
                ("header", "header1.xml"), ("header", "header2.xml"),
                ("footer", "footer1.xml"), ("footer", "footer2.xml"),
                ("theme", "theme/theme1.xml"), ("fontTable", "fontTable.xml"),
            )
        ),
        "word/document.xml": _document(look),
        "word/styles.xml": _styles(look),
        "word/settings.xml": _SETTINGS,
        "word/theme/theme1.xml": theme_part(look),
        "word/fontTable.xml": _font_table(look),
        "word/numbering.xml": f"{HEAD}<w:numbering {_DECLARED}/>",
        "word/header1.xml": _header(_first_header_line()),
        "word/header2.xml": _header(_header_line()),
        "word/footer1.xml": _footer(),
        "word/footer2.xml": _footer(),
    }  # fmt: skip
    return archive(pack(name, content.encode("utf-8")) for name, content in parts.items())


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "numbering": "numbering",
             "fontTable": "fontTable",
             "header1": "header", "header2": "header", "footer1": "footer", "footer2": "footer"}  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    theme = "application/vnd.openxmlformats-officedocument.theme+xml"
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/word/theme/theme1.xml" ContentType="{theme}"/></Types>'
    )


def _relationships(targets: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'


# Pages ---------------------------------------------------------------------------------------------------------


def _document(look: Look) -> str:
    margin = twips(look.margin)
    body = _slot(
        "body", 1, '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>The paper</w:t></w:r></w:p>', block=True
    )
    return (
        f"{HEAD}<w:document {_DECLARED}><w:body>{body}"
        '<w:sectPr><w:headerReference w:type="first" r:id="rId4"/><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        f'<w:pgSz w:w="{A4_WIDTH}" w:h="{A4_HEIGHT}"/>'
        f'<w:pgMar w:top="{margin + 340}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" '
        f'w:header="{margin // 2}" w:footer="{margin // 2}" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>'
        "</w:sectPr>"
        "</w:body></w:document>"
    )


def _slot(name: str, number: int, content: str, *, block: bool = False) -> str:
    kind = "" if block else "<w:text/>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name.capitalize()}"/><w:tag w:val="rg/slot/{name}"/>'
        f'<w:id w:val="{number}"/>{kind}'
        f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _word_slot(name: str, number: int, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return _slot(name, number, f"<w:r>{look}<w:t>{name.capitalize()}</w:t></w:r>")


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


_TAB = "<w:r><w:tab/></w:r>"


def _header(line: str) -> str:
    marking = _paragraph("Marking", _word_slot("marking", 11))
    return f"{HEAD}<w:hdr {_DECLARED}>{marking}{line}</w:hdr>"


def _first_header_line() -> str:
    return _paragraph(
        "CouncilName", _word_slot("council", 12) + _TAB + _word_slot("classification", 13, "Classification")
    )


def _header_line() -> str:
    return _paragraph("Header", _word_slot("title", 14) + _TAB + _word_slot("classification", 13, "Classification"))


def _footer() -> str:
    draft = _paragraph("Draft", _word_slot("draft", 15))
    page = _paragraph(
        "Footer",
        _word_slot("council", 12)
        + _TAB
        + _said("Page ")
        + _field("PAGE", "1")
        + _said(" of ")
        + _field("NUMPAGES", "1"),
    )
    return f"{HEAD}<w:ftr {_DECLARED}>{draft}{page}</w:ftr>"


def _said(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_said(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_SETTINGS = (
    f'{HEAD}<w:settings {_DECLARED}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    # Without mode 15 Word opens the file as one of an older Word and says so in its title bar.
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-GB"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" '
    'w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" '
    'w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)


def _font_table(look: Look) -> str:
    fonts = "".join(f'<w:font w:name="{attribute(name)}"/>' for name in sorted({look.font, look.heading_font}))
    return f"{HEAD}<w:fonts {_DECLARED}>{fonts}</w:fonts>"


# Styles --------------------------------------------------------------------------------------------------------


def _styles(look: Look) -> str:
    fonts = _fonts(look.font)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{plain_hex(look.text_colour)}"/>'
        f"{_size(look.text_size)}"
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
    )
    styles = "".join((*_text_styles(look), *_heading_styles(look), *_marked_styles(look), *_list_styles(),
                      *_page_styles(look), *_character_styles(look), *_table_styles(look)))  # fmt: skip
    return f"{HEAD}<w:styles {_DECLARED}>{defaults}{styles}</w:styles>"


def _fonts(name: str) -> str:
    font = attribute(name)
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def _size(points: float) -> str:
    size = half_points(points)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _style(
    name: str,
    paragraph: str = "",
    words: str = "",
    *,
    based: str = "Body Text",
    then: str = "",
    kind: str = "paragraph",
    extra: str = "",
    default: bool = False,
    priority: int = 20,
) -> str:
    """Return one style; its id is its name as Word makes ids, `heading 1` giving `Heading1`."""
    base = f'<w:basedOn w:val="{style_id(based)}"/>' if based else ""
    after = f'<w:next w:val="{style_id(then)}"/>' if then else ""
    inner = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{words}</w:rPr>" if words else "") + extra
    usual = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{usual} w:styleId="{style_id(name)}"><w:name w:val="{escape(name)}"/>{base}{after}'
        f'<w:uiPriority w:val="{priority}"/><w:qFormat/>{inner}</w:style>'
    )


def style_id(name: str) -> str:
    """Return the id that Word gives to a style of this name."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _text_styles(look: Look) -> Iterator[str]:
    small, line = look.text_size - 1, 276
    yield _style("Normal", based="", default=True, priority=0)
    yield _style("Body Text", _spacing(0, 140, line), based="Normal", priority=1)
    yield _style("Report Lead", _spacing(0, 180, line), _size(look.text_size + 1))
    yield _style("Report Stem", "<w:keepNext/>" + _spacing(0, 80, line), then="Body Text")
    yield _style("Contact", _spacing(0, 20, line))
    yield _style("Signature", "<w:keepLines/>" + _spacing(480, 140))
    yield _style("Recommendation", _spacing(0, 100, line))
    yield _style("Resolution", _spacing(0, 100, line))
    for name in ("Numbered Paragraph", "Numbered Paragraph 2", "Numbered Paragraph 3"):
        yield _style(name, priority=2)
    yield _style("Figure", "<w:keepLines/>" + _spacing(60, 200))
    hanging = '<w:ind w:left="170" w:hanging="170"/>'
    yield _style("footnote text", _spacing(0, 40, 252) + hanging, _size(max(look.text_size - 2, 8)), based="Normal")
    yield _style("Table Text", _spacing(30, 30, 252), _size(small), based="Normal")
    yield _style("Table Heading", "<w:keepNext/>", based="Table Text")
    below = f'<w:b/><w:bCs/><w:color w:val="{plain_hex(look.table_head_text)}"/>'
    yield _style("Table Heading Below", words=below, based="Table Heading")
    yield _style("Table Label", "", "<w:b/><w:bCs/>" if look.bold_labels else "", based="Table Text")
    yield _style("Table Number", '<w:jc w:val="right"/>', based="Table Text")
    yield _style("Table Centred", '<w:jc w:val="center"/>', based="Table Text")
    yield _style("Table List", based="Table Text")


def _heading_styles(look: Look) -> Iterator[str]:
    fonts, colour = _fonts(look.heading_font), f'<w:color w:val="{plain_hex(look.heading_colour)}"/>'
    bold, large = "<w:b/><w:bCs/>", "<w:caps/>" if look.capitals else ""
    yield _style(
        "Title", "<w:keepNext/><w:keepLines/>" + _spacing(160, 120),
        fonts + bold + large + colour + _size(look.title_size),
        based="Normal", then="Subtitle", priority=3,
    )  # fmt: skip
    yield _style(
        "Subtitle", "<w:keepLines/>" + _spacing(0, 240),
        fonts + f'<w:color w:val="{_GREY}"/>' + _size(look.text_size + 1),
        based="Normal", then="Body Text", priority=3,
    )  # fmt: skip
    before, after = (340, 260, 200, 200), (110, 90, 70, 70)
    for at in range(4):
        capitals = large if at == 0 else ""
        slant = "<w:i/><w:iCs/>" if at == 3 else ""
        size = look.heading_sizes[min(at, 2)]
        yield _style(
            f"heading {at + 1}",
            f'<w:keepNext/><w:keepLines/>{_spacing(before[at], after[at])}<w:outlineLvl w:val="{at}"/>',
            fonts + bold + slant + capitals + colour + _size(size), based="Normal", then="Body Text", priority=4 + at,
        )  # fmt: skip


def _bar(colour: str, width: int, fill: str = "") -> str:
    """Return a rule down the left side of a paragraph (its width in eighths of a point), on a ground where it has one.

    Rules of the ground's own colour above and below are Word's only way of giving a shaded paragraph air.
    """
    left = f'<w:left w:val="single" w:sz="{width}" w:space="10" w:color="{colour}"/>'
    if not fill:
        return f"<w:pBdr>{left}</w:pBdr>"
    top, bottom = (f'<w:{side} w:val="single" w:sz="4" w:space="5" w:color="{fill}"/>' for side in ("top", "bottom"))
    return f'<w:pBdr>{top}{left}{bottom}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _marked_styles(look: Look) -> Iterator[str]:
    accent, fill = plain_hex(look.accent), plain_hex(look.label_fill)
    inset = '<w:ind w:left="284"/>'
    yield _style(
        "Banner",
        "<w:keepNext/>" + _spacing(0, 100),
        f'<w:b/><w:bCs/><w:color w:val="{accent}"/><w:spacing w:val="10"/>',
        based="Normal",
    )
    yield _style("Report Note", _bar(accent, 24) + _spacing(40, 140, 264) + inset, _size(look.text_size - 0.5))
    yield _style("Withheld", f"<w:keepLines/>{_bar(_WARNING, 36, fill)}{_spacing(120, 200, 264)}{inset}")
    yield _style("Exempt", _bar(_WARNING, 36, fill) + _spacing(120, 200, 264))
    yield _style("Review Note", f"{_bar(_REVIEW, 36, _REVIEW_FILL)}{_spacing(120, 200, 264)}{inset}")
    yield _style(
        "Quote", f'{_bar(plain_hex(look.table_lines), 18)}{_spacing(0, 140, 276)}<w:ind w:left="567" w:right="567"/>'
    )
    yield _style(
        "caption", "<w:keepNext/><w:keepLines/>" + _spacing(220, 90),
        f'<w:b/><w:bCs/><w:color w:val="{plain_hex(look.heading_colour)}"/>' + _size(look.text_size - 1),
        based="Normal", then="Body Text",
    )  # fmt: skip


def _list_styles() -> Iterator[str]:
    for at in range(3):
        suffix = f" {at + 1}" if at else ""
        yield _style(f"List Bullet{suffix}", _spacing(0, 100, 276), priority=10)
        yield _style(f"List Number{suffix}", _spacing(0, 100, 276), priority=10)
        yield _style(
            f"List Continue{suffix}", _spacing(0, 100, 276) + f'<w:ind w:left="{LIST_STEP * (at + 1)}"/>', priority=11
        )


def _page_styles(look: Look) -> Iterator[str]:
    accent, lines = plain_hex(look.accent), plain_hex(look.table_lines)
    right = A4_WIDTH - 2 * twips(look.margin)
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
    grey = f'<w:color w:val="{_GREY}"/>'

    def rule(side: str, width: int, colour: str, space: int) -> str:
        return f'<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/></w:pBdr>'

    yield _style(
        "header", rule("bottom", 4, lines, 4) + stops + _spacing(0, 160), grey + _size(9), based="Normal", priority=30
    )
    yield _style(
        "Council Name", rule("bottom", 12, accent, 6) + stops + _spacing(0, 160),
        f'{_fonts(look.heading_font)}<w:b/><w:bCs/><w:color w:val="{accent}"/>{_size(15)}', based="Normal", priority=30,
    )  # fmt: skip
    yield _style("footer", rule("top", 4, lines, 4) + stops + _spacing(), grey + _size(9), based="Normal", priority=30)
    yield _style(
        "Marking", _spacing(0, 80) + '<w:jc w:val="center"/>',
        f'<w:b/><w:bCs/><w:color w:val="{_WARNING}"/>' + _size(10),
        based="Normal", priority=31,
    )  # fmt: skip
    yield _style(
        "Draft", _spacing(0, 60) + '<w:jc w:val="center"/>', f'<w:b/><w:bCs/><w:color w:val="{_REVIEW}"/>' + _size(9),
        based="Normal", priority=31,
    )  # fmt: skip


def _character_styles(look: Look) -> Iterator[str]:
    font = "Default Paragraph Font"
    accent = f'<w:color w:val="{plain_hex(look.accent)}"/>'
    yield _style(font, kind="character", based="", default=True, priority=1)
    yield _style("Hyperlink", words=accent + '<w:u w:val="single"/>', kind="character", based=font, priority=12)
    raised = '<w:vertAlign w:val="superscript"/>'
    yield _style("footnote reference", words=raised, kind="character", based=font, priority=12)
    yield _style("Strong", words="<w:b/><w:bCs/>", kind="character", based=font, priority=12)
    yield _style("Emphasis", words="<w:i/><w:iCs/>", kind="character", based=font, priority=12)
    yield _style(
        "Classification",
        words=f'<w:b/><w:bCs/><w:color w:val="{_GREY}"/>{_size(9)}',
        kind="character",
        based=font,
        priority=31,
    )


_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 30), ("left", CELL_SIDE), ("bottom", 30), ("right", CELL_SIDE))
)


def _borders(look: Look, **widths: int) -> str:
    """Return the lines of a table by their sides, in eighths of a point; the thicker ones have the accent's colour."""
    accent, lines = plain_hex(look.accent), plain_hex(look.table_lines)
    return "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{accent if width > 4 else lines}"/>'
        for side, width in widths.items()
    )


def _table(bordered: str) -> str:
    lines = f"<w:tblBorders>{bordered}</w:tblBorders>" if bordered else ""
    return f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{lines}<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'


def _condition(where: str, words: str, ground: str) -> str:
    """Return how a row or column of a table differs from the rest: its words, and the colour behind them."""
    bold = f"<w:rPr>{words}</w:rPr>" if words else ""
    return (
        f'<w:tblStylePr w:type="{where}">{bold}<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
        "</w:tcPr></w:tblStylePr>"
    )


def _table_styles(look: Look) -> Iterator[str]:
    fill = plain_hex(look.label_fill)
    bold = "<w:b/><w:bCs/>"
    yield _style("Normal Table", kind="table", based="", default=True, extra=_table(""), priority=99)
    all_round = _borders(look, top=4, left=4, bottom=4, right=4, insideH=4, insideV=4)
    yield _style("Table Grid", kind="table", based="Normal Table", extra=_table(all_round), priority=39)
    on_dark = f'{bold}<w:color w:val="{plain_hex(look.table_head_text)}"/>'
    head, corner = (_condition(where, on_dark, plain_hex(look.table_head_fill)) for where in ("firstRow", "nwCell"))
    yield _style(
        "Report Table", kind="table", based="Normal Table", priority=13,
        extra=_table(_borders(look, top=8, bottom=8, insideH=4)) + head + _condition("firstCol", bold, fill) + corner,
    )  # fmt: skip
    label = _condition("firstCol", bold if look.bold_labels else "", fill)
    yield _style(
        "Header Table", kind="table", based="Normal Table", priority=13,
        extra=_table(_borders(look, top=4, bottom=4, insideH=4)) + label,
    )  # fmt: skip
    yield (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/></w:style>'
    )
