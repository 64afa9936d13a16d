"""The other tools at work on the same paper, each as its own manual shows it, and what a file must show.

    python peers.py TOOL INPUTS NAME OUT          one document, for a cold start
    python peers.py TOOL INPUTS --loop COUNT OUT  so many documents in one process; prints seconds of processor time

What a tool needs is imported when it is chosen, so that a cold start pays for nothing else.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Maker = Callable[[dict[str, Any], Path], None]

PARAGRAPH_2, PARAGRAPH_3, GROUP = "Para 2", "Para 3", "Group"
_TRIMMED = {
    "Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "List Number", "Caption", "Table Grid",
    "Normal Table", "Default Paragraph Font", "No List", "Header", "Footer", PARAGRAPH_2, PARAGRAPH_3, GROUP,
}  # fmt: skip


# What they start from -------------------------------------------------------------------------------------------


def write_templates(folder: Path) -> None:
    """Write the template that python-docx and pandoc start from, trimmed as ours is and as it comes, and docxtpl's."""
    _numbered_template(folder / "stock.docx")
    _trim(folder / "stock.docx", folder / "template.docx")
    try:
        import docxtpl  # noqa: F401
    except ModuleNotFoundError:
        return
    _tagged_template(folder / "template.docx", folder / "docxtpl.docx")


def _numbered_template(path: Path) -> None:
    """Write python-docx's own template with headings and paragraphs numbered 1, 1.1 and 1.1.1 by their styles."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = docx.Document()
    names = {"Heading1": "%1", "Para2": "%1.%2", "Para3": "%1.%2.%3"}
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{name}"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>'
        for at, (name, shown) in enumerate(names.items())
    )
    numbering = document.part.numbering_part.element
    kind = '<w:multiLevelType w:val="multilevel"/>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{kind}{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for name, level in (("Heading 1", 0), (PARAGRAPH_2, 1), (GROUP, 1), (PARAGRAPH_3, 2)):
        if level:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        properties = document.styles[name].element.get_or_add_pPr()
        mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        after = properties.find(qn("w:spacing"))
        properties.append(parse_xml(mark)) if after is None else after.addprevious(parse_xml(mark))
    document.save(str(path))


def _trim(path: Path, trimmed: Path) -> None:
    """Write the same template without the styles that nothing uses: ours has none, and each costs time."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(str(path))
    for style in list(document.styles):
        if style.name not in _TRIMMED:
            style.element.getparent().remove(style.element)
    latent = document.styles.element.find(qn("w:latentStyles"))
    for exception in list(latent):
        latent.remove(exception)
    for part in (document.part, document.part.package):
        for number, relationship in list(part.rels.items()):
            if relationship.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del part.rels[number]
    document.save(str(trimmed))


def _tagged_template(path: Path, tagged: Path) -> None:
    """Write docxtpl's template: the document with tags in the places of what it says."""
    import docx

    document = docx.Document(str(path))
    add = document.add_paragraph
    add("{{ title }}", "Title")
    _tagged_table(document, "header", 2)
    add("Recommendations", "Heading 2")
    for text, style in (
        ("{%p for text in recommendations %}", None), ("{{ text }}", "List Number"), ("{%p endfor %}", None),
        ("{%p for section in sections %}", None), ("{{ section.title }}", "Heading 1"),
        ("{%p for text in section.paragraphs %}", None), ("{{ text }}", PARAGRAPH_2), ("{%p endfor %}", None),
        ("{%p for text in section.bullets %}", None), ("{{ text }}", "List Bullet"), ("{%p endfor %}", None),
        ("{%p if section.figure %}", None), ("{{ chart }}", None), ("{{ caption }}", "Caption"), ("{%p endif %}", None),
    ):  # fmt: skip
        add(text, style)
    for columns in (2, 4, 7):
        add(f"{{%p if section.table and section.table.head | length == {columns} %}}")
        add("{{ section.table.caption }}", "Caption")
        _tagged_table(document, "section.table.rows", columns, "section.table.head")
        add("{%p endif %}")
    add("{%p for group in section.groups %}")
    add("{{ group.title }}", GROUP)
    add("{%p for point in group.points %}")
    paragraph = add("", PARAGRAPH_3)
    paragraph.add_run("{{ point[0] }}").bold = True
    paragraph.add_run(" {{ point[1] }}")
    for text in ("{%p endfor %}", "{%p endfor %}", "{%p endfor %}"):
        add(text)
    document.save(str(tagged))


def _tagged_table(document: Any, rows: str, columns: int, head: str = "") -> None:
    table = document.add_table(3 + bool(head), columns, "Table Grid")
    first = int(bool(head))
    for column in range(columns * first):
        table.cell(0, column).text = f"{{{{ {head}[{column}] }}}}"
    if head:
        _mark_head(table)
    table.cell(first, 0).text = f"{{%tr for row in {rows} %}}"
    for column in range(columns):
        table.cell(first + 1, column).text = f"{{{{ row[{column}] }}}}"
    table.cell(first + 2, 0).text = "{%tr endfor %}"


def _mark_head(table: Any) -> None:
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


# The tools ------------------------------------------------------------------------------------------------------


def python_docx(inputs: Path) -> Maker:  # noqa: C901 - one step after another, as a manual has it
    """Return what makes a document with python-docx, as its manual shows."""
    import docx
    from docx.shared import Cm

    def table(document: Any, head: list[str], rows: list[list[str]]) -> None:
        made = document.add_table(rows=len(rows) + bool(head), cols=len(rows[0]), style="Table Grid")
        for at, row in enumerate([head, *rows] if head else rows):
            for column, text in enumerate(row):
                made.cell(at, column).text = text
        if head:
            _mark_head(made)

    def make(values: dict[str, Any], path: Path) -> None:
        document = docx.Document(str(inputs / "template.docx"))
        add = document.add_paragraph
        add(values["title"], "Title")
        table(document, [], values["header"])
        add("Recommendations", "Heading 2")
        for text in values["recommendations"]:
            add(text, "List Number")
        for section in values["sections"]:
            add(section["title"], "Heading 1")
            for text in section["paragraphs"]:
                add(text, PARAGRAPH_2)
            for text in section["bullets"]:
                add(text, "List Bullet")
            if section["figure"]:
                document.add_picture(str(inputs / "chart.png"), Cm(15))
                document.inline_shapes[-1]._inline.docPr.set("descr", values["alternative"])
                add(values["caption"], "Caption")
            if section["table"]:
                add(section["table"]["caption"], "Caption")
                table(document, section["table"]["head"], section["table"]["rows"])
            for group in section["groups"]:
                add(group["title"], GROUP)
                for lead, text in group["points"]:
                    paragraph = add("", PARAGRAPH_3)
                    paragraph.add_run(lead + " ").bold = True
                    paragraph.add_run(text)
        document.save(str(path))

    return make


def docxtpl(inputs: Path) -> Maker:
    """Return what makes a document with docxtpl, as its manual shows."""
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    def make(values: dict[str, Any], path: Path) -> None:
        template = DocxTemplate(str(inputs / "docxtpl.docx"))
        picture = InlineImage(template, str(inputs / "chart.png"), Cm(15))
        template.render({**values, "chart": picture}, autoescape=True)
        template.save(str(path))

    return make


TOOLS: dict[str, Callable[[Path], Maker]] = {"docxtpl": docxtpl, "python-docx": python_docx}


def _read(inputs: Path, name: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((inputs / f"{name}.json").read_text(encoding="utf-8"))
    return values


def _loop(make: Maker, inputs: Path, count: int, out: Path) -> float:
    names = [f"paper-{at:04d}" for at in range(count)]
    for name in names[:3]:
        make(_read(inputs, name), out / f"{name}.docx")
    start = time.process_time()
    for name in names:
        make(_read(inputs, name), out / f"{name}.docx")
    return time.process_time() - start


if __name__ == "__main__":
    tool, inputs, name = TOOLS[sys.argv[1]], Path(sys.argv[2]), sys.argv[3]
    if name == "--loop":
        print(_loop(tool(inputs), inputs, int(sys.argv[4]), Path(sys.argv[5])))
    else:
        tool(inputs)(_read(inputs, name), Path(sys.argv[4]))
