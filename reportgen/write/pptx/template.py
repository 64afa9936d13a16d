"""The deck template of a style: a PowerPoint file that holds a master, layouts and no slides.

It is made from the style's own look, as the Word letterhead is. A council may use its own file instead: its layouts
are found by the names that PowerPoint gives them. Lengths here are points unless a name says otherwise.
"""

from collections.abc import Iterable
from functools import lru_cache

from reportgen.style.style import Look, Style
from reportgen.write._office_theme import plain_hex, theme_part
from reportgen.write._ooxml import CONTENT_TYPES, HEAD, RELATIONSHIPS, A, R, attribute
from reportgen.write._zip import archive, pack, same_parts
from reportgen.write.pptx.deck import INDENT, LEAST_SIZE, Area, LayoutKind

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
TABLE_STYLE = "{6D2C1B0A-5F4E-4D3C-8B2A-190817263544}"
EMU = 12_700
"""DrawingML measures in English Metric Units, 12,700 to the point."""

WIDTH, HEIGHT = 960.0, 540.0
TITLE_SIZE, COVER_SIZE, TEXT_SIZE, FOOT_SIZE = 28.0, 40.0, 20.0, 12.0
_LEFT, _ACROSS = 42.0, 876.0
_BODY = Area(_LEFT, 100, _ACROSS, 372)
_TITLE = Area(_LEFT, 18, _ACROSS, 78)
_GAP = 24.0
_HALF = (_ACROSS - _GAP) / 2
_DECLARED = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml"
_GREY = "595959"

_LAYOUTS: dict[LayoutKind, tuple[str, tuple[tuple[str, int, str, Area], ...]]] = {
    LayoutKind.TITLE: (
        "title",
        (
            ("ctrTitle", 0, "Title", Area(84, 120, 816, 162)),
            ("subTitle", 1, "Subtitle", Area(84, 300, 816, 168)),
        ),
    ),
    LayoutKind.CONTENT: ("obj", (("title", 0, "Title", _TITLE), ("", 1, "Content", _BODY))),
    LayoutKind.SECTION: (
        "secHead",
        (("title", 0, "Title", Area(84, 180, 816, 110)), ("body", 1, "Text", Area(84, 300, 816, 120))),
    ),
    LayoutKind.COLUMNS: (
        "twoObj",
        (
            ("title", 0, "Title", _TITLE),
            ("", 1, "Left column", Area(_LEFT, _BODY.top, _HALF, _BODY.height)),
            ("", 2, "Right column", Area(_LEFT + _HALF + _GAP, _BODY.top, _HALF, _BODY.height)),
        ),
    ),
    LayoutKind.TABLE: (
        "",
        (
            ("title", 0, "Title", _TITLE),
            ("body", 13, "Text above", Area(_LEFT, _BODY.top, _ACROSS, 60)),
            ("tbl", 14, "Table", Area(_LEFT, _BODY.top + 64, _ACROSS, 230)),
            ("body", 15, "Text below", Area(_LEFT, _BODY.top + 300, _ACROSS, 60)),
        ),
    ),
    LayoutKind.CHART: (
        "",
        (
            ("title", 0, "Title", _TITLE),
            ("body", 13, "Text above", Area(_LEFT, _BODY.top, _ACROSS, 60)),
            ("chart", 14, "Chart", Area(_LEFT, _BODY.top + 64, _ACROSS, 230)),
            ("body", 15, "Text below", Area(_LEFT, _BODY.top + 300, _ACROSS, 60)),
        ),
    ),
}
_FOOT = Area(_LEFT, 507, 780, 26)
_NUMBER = Area(_LEFT + _ACROSS - 80, 507, 80, 26)


def make_deck_template(style: Style) -> bytes:
    """Return the PowerPoint file with the look of a style. The same style gives the same bytes."""
    return _made(style.look.model_dump_json())


def deck_template_for(style: Style, template: bytes) -> bytes:
    """Return the deck template that a style stands on: its own file, or one made from its look.

    As with letterheads, only the default style's very file gives way to a look of the style's own.
    """
    return make_deck_template(style) if style.look != Look() and _is_default(template) else template


@lru_cache(maxsize=16)
def _is_default(template: bytes) -> bool:
    return same_parts(template, make_deck_template(Style()))


@lru_cache(maxsize=16)
def _made(look_written: str) -> bytes:
    look = Look.model_validate_json(look_written)
    layouts = {f"ppt/slideLayouts/slideLayout{at}.xml": _layout(kind, look) for at, kind in enumerate(_LAYOUTS, 1)}
    numbers = range(1, len(_LAYOUTS) + 1)
    master = ("slideMaster", "../slideMasters/slideMaster1.xml")
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (("officeDocument", "ppt/presentation.xml"), ("extended-properties", "docProps/app.xml")),
        ),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{R.replace("relationships", "extended-properties")}">'
        "<Application>reportgen</Application></Properties>",
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": _relationships(
            (
                ("slideMaster", "slideMasters/slideMaster1.xml"), ("theme", "theme/theme1.xml"),
                ("presProps", "presProps.xml"), ("viewProps", "viewProps.xml"), ("tableStyles", "tableStyles.xml"),
            )
        ),
        "ppt/presProps.xml": f"{HEAD}<p:presentationPr {_DECLARED}/>",
        "ppt/viewProps.xml": f"{HEAD}<p:viewPr {_DECLARED}/>",
        "ppt/tableStyles.xml": _table_styles(look),
        "ppt/theme/theme1.xml": theme_part(look),
        "ppt/slideMasters/slideMaster1.xml": _master(look),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relationships(
            (*(("slideLayout", f"../slideLayouts/slideLayout{at}.xml") for at in numbers),
             ("theme", "../theme/theme1.xml"))
        ),
        **layouts,
        **{f"ppt/slideLayouts/_rels/slideLayout{at}.xml.rels": _relationships((master,)) for at in numbers},
    }  # fmt: skip
    return archive(pack(name, content.encode("utf-8")) for name, content in parts.items())


def _content_types() -> str:
    kinds = {
        "presentation.xml": "presentation.main",
        "presProps.xml": "presProps",
        "viewProps.xml": "viewProps",
        "tableStyles.xml": "tableStyles",
        "slideMasters/slideMaster1.xml": "slideMaster",
        **{f"slideLayouts/slideLayout{at}.xml": "slideLayout" for at in range(1, len(_LAYOUTS) + 1)},
    }
    overrides = "".join(
        f'<Override PartName="/ppt/{name}" ContentType="{_PRESENTATION}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    office = "application/vnd.openxmlformats-officedocument"
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/ppt/theme/theme1.xml" ContentType="{office}.theme+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{office}.extended-properties+xml"/></Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'


def _presentation() -> str:
    return (
        f'{HEAD}<p:presentation {_DECLARED} saveSubsetFonts="1">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:sldSz cx="{round(WIDTH * EMU)}" cy="{round(HEIGHT * EMU)}"/><p:notesSz cx="6858000" cy="9144000"/>'
        '<p:defaultTextStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr></p:defaultTextStyle></p:presentation>'
    )


# Shapes --------------------------------------------------------------------------------------------------------


def place(area: Area, name: str = "a:xfrm") -> str:
    """Return where a shape stands."""
    left, top, width, height = (round(side * EMU) for side in (area.left, area.top, area.width, area.height))
    return f'<{name}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{name}>'


def _placeholder(number: int, kind: str, at: int, name: str, area: Area, look: Look, text: str) -> str:
    kind_of = f' type="{kind}"' if kind else ""
    index = f' idx="{at}"' if at else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{attribute(name)} {number - 1}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kind_of}{index}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place(area)}</p:spPr><p:txBody>{_frame(kind)}{_own_style(kind, look)}{text}</p:txBody></p:sp>"
    )


def _frame(kind: str) -> str:
    """Return how text stands in its frame: letters are never made smaller to fit."""
    anchor = {"ctrTitle": "b", "title": "ctr", "ftr": "ctr", "sldNum": "ctr"}.get(kind, "t")
    return f'<a:bodyPr lIns="0" rIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'


def _own_style(kind: str, look: Look) -> str:
    colour = f'<a:solidFill><a:srgbClr val="{_GREY}"/></a:solidFill>'
    plain = "<a:buNone/>"
    match kind:
        case "ctrTitle":
            return f'<a:lstStyle><a:lvl1pPr><a:defRPr sz="{round(COVER_SIZE * 100)}"/></a:lvl1pPr></a:lstStyle>'
        case "subTitle" | "body":
            return f'<a:lstStyle><a:lvl1pPr marL="0" indent="0">{plain}</a:lvl1pPr></a:lstStyle>'
        case "ftr" | "sldNum":
            side = ' algn="r"' if kind == "sldNum" else ""
            size = f'<a:defRPr sz="{round(FOOT_SIZE * 100)}">{colour}<a:latin typeface="+mn-lt"/></a:defRPr>'
            return f"<a:lstStyle><a:lvl1pPr{side}>{size}</a:lvl1pPr></a:lstStyle>"
        case _:
            return "<a:lstStyle/>"


def _paragraph(words: str) -> str:
    return f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{words}</a:t></a:r></a:p>'


_LEVELS = "".join(
    f'<a:p><a:pPr lvl="{at}"/><a:r><a:rPr lang="en-GB"/><a:t>Level {at + 1}</a:t></a:r></a:p>' for at in range(3)
)
NUMBER_FIELD = (
    '<a:p><a:fld id="{{7A3C1F5E-2B4D-4E6F-8A9B-0C1D2E3F4A5B}}" type="slidenum"><a:rPr lang="en-GB"/>'
    "<a:t>{}</a:t></a:fld></a:p>"
)
"""The number of a slide, which PowerPoint keeps right; filled with the number as it is now."""


def _running(first: int, look: Look, *, cover: bool = False) -> str:
    foot = Area(84, _FOOT.top, _FOOT.width - 84 + _LEFT, _FOOT.height) if cover else _FOOT
    return _placeholder(first, "ftr", 11, "Footer", foot, look, "<a:p/>") + _placeholder(
        first + 1, "sldNum", 12, "Slide number", _NUMBER, look, NUMBER_FIELD.format("‹#›")
    )


def _band(number: int, area: Area, colour: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Band {number - 1}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place(area)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


_TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def _tree(shapes: str) -> str:
    return f"<p:spTree>{_TREE_HEAD}{shapes}</p:spTree>"


_SMALLER = f'<a:lstStyle><a:lvl1pPr><a:defRPr sz="{round(LEAST_SIZE * 100)}"/></a:lvl1pPr></a:lstStyle>'
"""Columns are half as wide, so their letters are smaller."""


def _layout(kind: LayoutKind, look: Look) -> str:
    named, holders = _LAYOUTS[kind]
    shapes = ""
    cover = kind in (LayoutKind.TITLE, LayoutKind.SECTION)
    if cover:
        shapes = _band(90, Area(0, 0, 42, HEIGHT), "accent1")
    for number, (ph, at, name, area) in enumerate(holders, 2):
        text = _LEVELS if ph in ("", "body") else _paragraph(name)
        shape = _placeholder(number, ph, at, name, area, look, text)
        shapes += shape.replace("<a:lstStyle/>", _SMALLER) if kind is LayoutKind.COLUMNS and not ph else shape
    shapes += _running(len(holders) + 2, look, cover=cover)
    kind_of = f' type="{named}"' if named else ""
    hidden = ' showMasterSp="0"' if cover else ""
    user = "" if named else ' userDrawn="1"'
    return (
        f'{HEAD}<p:sldLayout {_DECLARED}{hidden}{kind_of} preserve="1"{user}>'
        f'<p:cSld name="{kind.value}">{_tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _master(look: Look) -> str:
    shapes = (
        _band(90, Area(0, 0, WIDTH, 14), "accent1")
        + _band(91, Area(_LEFT, 504, _ACROSS, 1), "accent1")
        + _placeholder(2, "title", 0, "Title", _TITLE, look, _paragraph("Title"))
        + _placeholder(3, "body", 1, "Text", _BODY, look, _LEVELS).replace(
            '<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/></a:lvl1pPr></a:lstStyle>', "<a:lstStyle/>"
        )
        + _running(4, look)
    )
    layouts = "".join(f'<p:sldLayoutId id="{2147483649 + at}" r:id="rId{at + 1}"/>' for at in range(len(_LAYOUTS)))
    colours = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
    accents = " ".join(f'accent{at}="accent{at}"' for at in range(1, 7))
    return (
        f'{HEAD}<p:sldMaster {_DECLARED}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>{_tree(shapes)}</p:cSld>"
        f'<p:clrMap {colours} {accents} hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>"
        '<p:hf hdr="0" dt="0"/>'
        f"<p:txStyles>{_title_style(look)}{_body_style(look)}{_other_style()}</p:txStyles></p:sldMaster>"
    )


def _title_style(look: Look) -> str:
    capitals = ' cap="all"' if look.capitals else ""
    return (
        '<p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr sz="{round(TITLE_SIZE * 100)}" b="1"{capitals}><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    )


def _body_style(look: Look) -> str:
    bullets = ("•", "–", "▪")
    levels = ""
    for at in range(3):
        size = TEXT_SIZE if at == 0 else LEAST_SIZE
        margin = round(INDENT * (at + 1) * EMU)
        levels += (
            f'<a:lvl{at + 1}pPr marL="{margin}" indent="-{round(INDENT * EMU)}" algn="l">'
            '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="600"/></a:spcBef>'
            f'<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>'
            f'<a:buChar char="{bullets[at]}"/><a:defRPr sz="{round(size * 100)}">'
            '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{at + 1}pPr>'
        )
    return f"<p:bodyStyle>{levels}</p:bodyStyle>"


def _other_style() -> str:
    return (
        '<p:otherStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr><a:lvl1pPr algn="l"><a:defRPr sz="1800">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        "</p:otherStyle>"
    )


def _table_styles(look: Look) -> str:
    """Return the one style of tables: a head in the house colour, fine lines, row headings tinted."""
    lines = plain_hex(look.table_lines)

    def line(side: str) -> str:
        return f'<a:{side}><a:ln w="9525"><a:solidFill><a:srgbClr val="{lines}"/></a:solidFill></a:ln></a:{side}>'

    borders = "".join(line(side) for side in ("left", "right", "top", "bottom", "insideH", "insideV"))

    def filled(colour: str) -> str:
        return f'<a:fill><a:solidFill><a:srgbClr val="{plain_hex(colour)}"/></a:solidFill></a:fill>'

    head = plain_hex(look.table_head_text)
    return (
        f'{HEAD}<a:tblStyleLst xmlns:a="{A}" def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" '
        'styleName="House table"><a:wholeTbl>'
        '<a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle>'
        f"<a:tcStyle><a:tcBdr>{borders}</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        '<a:firstCol><a:tcTxStyle b="on"><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle>'
        f"<a:tcStyle><a:tcBdr/>{filled(look.label_fill)}</a:tcStyle></a:firstCol>"
        f'<a:firstRow><a:tcTxStyle b="on"><a:fontRef idx="minor"/><a:srgbClr val="{head}"/></a:tcTxStyle>'
        f"<a:tcStyle><a:tcBdr/>{filled(look.table_head_fill)}</a:tcStyle></a:firstRow>"
        "</a:tblStyle></a:tblStyleLst>"
    )
