"""A redline as one reads it: `{+put in+}`, `[-taken out-]`, and what became of the ends of paragraphs and of rows."""

from typing import Any

from tests.office import root_of, w


def shown(content: bytes) -> list[str]:
    """Return a Word file's body, a line a paragraph: `+` or `-` before one whose end was put in or taken out.

    Rows stand in `|`, with the same marks; `~` before a paragraph says that its look has changed.
    """
    return [line for child in root_of(content).find(w("body")) for line in _lines(child)]


def _lines(block: Any) -> list[str]:
    if block.tag == w("sdt"):
        return [line for child in block.find(w("sdtContent")) for line in _lines(child)]
    if block.tag == w("tbl"):
        return [_row(row) for row in block.findall(w("tr"))]
    return [_paragraph(block)] if block.tag == w("p") else []


def _row(row: Any) -> str:
    mark = _mark(row.find(w("trPr")))
    return f"{mark}| " + " | ".join(
        " / ".join(_paragraph(paragraph).strip() if not mark else _words(paragraph) for paragraph in cell.iter(w("p")))
        for cell in row.findall(w("tc"))
    )


def _paragraph(paragraph: Any) -> str:
    properties = paragraph.find(w("pPr"))
    changed = properties is not None and properties.find(w("pPrChange")) is not None
    mark = _mark(None if properties is None else properties.find(w("rPr")))
    return f"{mark}{'~' if changed else ''}{' ' if mark or changed else ''}{_words(paragraph)}"


def _mark(holder: Any) -> str:
    if holder is None:
        return ""
    return "".join(sign for name, sign in (("ins", "+"), ("del", "-")) if holder.find(w(name)) is not None)


def _words(element: Any) -> str:
    said = ""
    for child in element:
        if child.tag == w("ins"):
            said += f"{{+{_words(child)}+}}"
        elif child.tag == w("del"):
            said += f"[-{_words(child)}-]"
        elif child.tag in (w("t"), w("delText")):
            bold = child.getparent().find(f"{w('rPr')}/{w('b')}") is not None
            said += f"**{child.text}**" if bold else child.text or ""
        elif child.tag in (w("instrText"), w("delInstrText")):
            said += f"<{child.text.strip()}>"
        elif child.tag == w("drawing"):
            said += "<picture>"
        elif child.tag not in (w("pPr"), w("rPr")):
            said += _words(child)
    return said
