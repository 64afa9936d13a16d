"""A deck template opened and measured: a council's own is used by the names that PowerPoint gives its layouts."""

import io
import zipfile
from functools import lru_cache
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from reportgen.write.pptx.deck import Area, Geometry, Layout, LayoutKind
from reportgen.write.pptx.template import EMU
from reportgen.write.writer import LetterheadError

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
TEXTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
OBJECTS = (PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.OBJECT)
_WANTED = (LayoutKind.TITLE, LayoutKind.CONTENT)
_STAND_INS = {
    LayoutKind.SECTION: LayoutKind.CONTENT,
    LayoutKind.COLUMNS: LayoutKind.CONTENT,
    LayoutKind.TABLE: LayoutKind.CONTENT,
    LayoutKind.CHART: LayoutKind.TABLE,
}


@lru_cache(maxsize=16)
def read_geometry(template: bytes) -> Geometry:
    """Return a deck template measured. Raises LetterheadError where it can't be used."""
    presentation = open_template(template)
    named = layouts_of(presentation)
    layouts = {kind: _measured(layout) for kind, layout in named.items()}
    for kind in _WANTED:
        if kind not in layouts or not layouts[kind].texts:
            raise LetterheadError(
                f"The slide template has no layout “{kind.value}” with a title and text. "
                "Give a layout that name in PowerPoint, under View, Slide Master."
            )
    master = presentation.slide_masters[0]._element
    return Geometry(
        presentation.slide_width / EMU,
        presentation.slide_height / EMU,
        layouts,
        _sizes(master, "titleStyle", 28)[0],
        _cover_size(named[LayoutKind.TITLE]) or _sizes(master, "titleStyle", 28)[0],
        _sizes(master, "bodyStyle", 20),
        _inset(named[LayoutKind.CONTENT]),
    )


def open_template(template: bytes) -> Any:
    """Return a deck template opened. Raises LetterheadError where it is none."""
    try:
        presentation = Presentation(io.BytesIO(template))
        if not presentation.slide_masters:
            raise ValueError
    except (ValueError, KeyError, AttributeError, zipfile.BadZipFile, etree.LxmlError) as fault:
        raise LetterheadError(
            "The slide template is no PowerPoint file that can be read. Save it again in PowerPoint as .pptx."
        ) from fault
    return presentation


def layouts_of(presentation: Any) -> dict[LayoutKind, Any]:
    """Return the layouts of a template, each kind that it lacks stood in for by a plainer one that it has."""
    kinds = {kind.value: kind for kind in LayoutKind}
    found: dict[LayoutKind, Any] = {}
    for layout in presentation.slide_layouts:
        if layout.name in kinds:
            found.setdefault(kinds[layout.name], layout)
    for kind, instead in _STAND_INS.items():
        if instead in found:
            found.setdefault(kind, found[instead])
    return found


def _measured(layout: Any) -> Layout:
    title, size = Area(36, 24, 640, 72), 0.0
    texts = []
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if shape.width is None or kind not in (*TITLES, *TEXTS):
            continue
        area = Area(shape.left / EMU, shape.top / EMU, shape.width / EMU, shape.height / EMU)
        if kind in TITLES:
            title = area
        else:
            texts.append(area)
            size = size or _own_size(shape)
    return Layout(title, tuple(texts), size)


def _sizes(master: Any, style: str, usual: float) -> tuple[float, ...]:
    sizes = master.xpath(f"./p:txStyles/p:{style}/*[starts-with(local-name(), 'lvl')]/a:defRPr/@sz")
    return tuple(int(size) / 100 for size in sizes) or (usual,)


def _inset(layout: Any) -> float:
    """Return how far text stands in from the side of its frame; PowerPoint's own is a tenth of an inch."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type in TEXTS:
            insets = shape._element.xpath("./p:txBody/a:bodyPr/@lIns")
            return int(insets[0]) / EMU if insets else 7.2
    return 7.2


def _cover_size(layout: Any) -> float:
    for shape in layout.placeholders:
        if shape.placeholder_format.type in TITLES:
            return _own_size(shape)
    return 0.0


def _own_size(shape: Any) -> float:
    """Return the size that a placeholder gives its text itself, 0 where it leaves that to the master."""
    sizes = shape._element.xpath("./p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(sizes[0]) / 100 if sizes else 0.0
