"""What no validator sees in a Word file, judged on its XML; and the parts, words and numbers that tests read back."""

import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.write._zip import archive, pack
from tests.tools import need

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": W, "wp": WP, "r": R}
MAIN = "word/document.xml"
TEMPLATE_MARKS = ("{{", "}}", "{%", "%}", "rg/slot/")


def last_of(holder: Any) -> Any:
    """Return the last paragraph or table of a cell or a control, however many controls it stands in."""
    if holder.tag == w("sdt"):
        return last_of(holder.find(w("sdtContent"))[-1])
    return last_of(holder[-1]) if holder.tag == w("tc") else holder


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of an Office file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an Office file again."""
    return archive(pack(name, content) for name, content in parts.items())


def changed(content: bytes, old: str, new: str, part: str = MAIN) -> bytes:
    """Return a Word file with the first of some XML replaced: a file with a fault to be found."""
    parts = parts_of(content)
    text = parts[part].decode("utf-8")
    assert old in text, f"{part} has no {old}"
    return repacked(parts | {part: text.replace(old, new, 1).encode("utf-8")})


def root_of(content: bytes, part: str = MAIN) -> Any:
    return etree.fromstring(parts_of(content)[part])


def words_of(paragraph: Any) -> str:
    """Return the words of a paragraph as Word shows them: tabs and breaks as characters, codes of fields left out."""
    shown = {w("tab"): "\t", w("br"): "\n"}
    return "".join(
        node.text or "" if node.tag == w("t") else shown[node.tag]
        for node in paragraph.iter(w("t"), w("tab"), w("br"))
        if node.getparent().tag == w("r")
    )


def paragraphs_of(content: bytes, part: str = MAIN) -> list[str]:
    """Return the words of each paragraph, in order."""
    return [words_of(paragraph) for paragraph in root_of(content, part).iter(w("p"))]


# The judge -----------------------------------------------------------------------------------------------------


def judge(content: bytes) -> list[str]:
    """Return what is wrong with a Word file that validators pass over, a line a fault; none where it is sound."""
    parts = parts_of(content)
    main = etree.fromstring(parts[MAIN])
    styles = etree.fromstring(parts["word/styles.xml"])
    core = etree.fromstring(parts["docProps/core.xml"])
    return [
        *_bookmarks(main),
        *(fault for name in parts if _is_running(name) for fault in _fields(etree.fromstring(parts[name]))),
        *_fields(main),
        *_references(main),
        *_loose_text(main),
        *_pictures(main),
        *_tables(main),
        *_headings(main, styles),
        *_spacers(main),
        *_told(core, styles, parts),
        *_marks(parts),
        *_identities(main),
    ]


def _is_running(name: str) -> bool:
    return bool(re.fullmatch(r"word/[\w-]*(header|footer)\d*\.xml", name))


def _values(root: Any, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=NAMES)]


def _bookmarks(main: Any) -> list[str]:
    starts, ends = _values(main, "//w:bookmarkStart/@w:id"), _values(main, "//w:bookmarkEnd/@w:id")
    names = _values(main, "//w:bookmarkStart/@w:name")
    return [
        *(f"bookmark {found} never ends" for found in starts if found not in ends),
        *(f"bookmark {found} ends and never began" for found in ends if found not in starts),
        *(f"two bookmarks are called {name}" for name in sorted({n for n in names if names.count(n) > 1})),
        *(
            f"the bookmark {name} has no name for Word"
            for name in names
            if not re.fullmatch(r"[A-Za-z_]\w{0,39}", name)
        ),
    ]


def _fields(root: Any) -> list[str]:
    faults = []
    for paragraph in root.iter(w("p")):
        open_fields = 0
        for mark in paragraph.iter(w("fldChar")):
            open_fields += {"begin": 1, "end": -1}.get(mark.get(w("fldCharType")), 0)
            if open_fields < 0:
                faults.append("a field ends and never began")
                open_fields = 0
        faults += ["a field never ends"] * open_fields
    return faults


def _references(main: Any) -> list[str]:
    names = set(_values(main, "//w:bookmarkStart/@w:name"))
    codes = " ".join(_values(main, "//w:instrText/text()"))
    wanted = re.findall(r"REF (\S+)", codes) + _values(main, "//w:hyperlink/@w:anchor")
    return [f"a reference leads to no place: {name}" for name in wanted if name not in names]


def _loose_text(main: Any) -> list[str]:
    return [f"text in a run without w:t: {run.text.strip()}" for run in main.iter(w("r")) if (run.text or "").strip()]


def _pictures(main: Any) -> list[str]:
    shown = main.xpath("//wp:docPr", namespaces=NAMES)
    return [f"no alternative text: {found.get('name')}" for found in shown if not found.get("descr", "").strip()]


def _tables(main: Any) -> list[str]:
    faults = []
    for table in main.iter(w("tbl")):
        look = table.find(f"{w('tblPr')}/{w('tblLook')}")
        labelled = look is not None and look.get(w("firstColumn")) == "1"
        rows = table.findall(w("tr"))
        if rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is None and not labelled:
            faults.append(f"a table has no header row: {words_of(rows[0])}")
        if table.find(f"{w('tblPr')}/{w('tblCaption')}") is None:
            faults.append(f"a table has no alternative text: {words_of(rows[0])}")
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        for row in rows:
            spans = [cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.findall(w("tc"))]
            if sum(1 if span is None else int(span.get(w("val"))) for span in spans) != columns:
                faults.append(f"a row does not fill its table: {words_of(row)}")
        faults += ["a cell does not end in a paragraph" for cell in table.iter(w("tc")) if last_of(cell).tag != w("p")]
    return faults


def _headings(main: Any, styles: Any) -> list[str]:
    levels = {
        style.get(w("styleId")): int(outline[0]) + 1
        for style in styles.iter(w("style"))
        if (outline := _values(style, "./w:pPr/w:outlineLvl/@w:val"))
    }
    faults: list[str] = []
    before = 0
    for paragraph in main.iter(w("p")):
        named = _values(paragraph, "./w:pPr/w:pStyle/@w:val")
        level = levels.get(named[0], 0) if named else 0
        if level > before + 1:
            faults.append(f"heading level {before + 1} is skipped before: {words_of(paragraph)}")
        before = level or before
        if level and not words_of(paragraph).strip():
            faults.append("a heading has no words")
    return faults


def _spacers(main: Any) -> list[str]:
    """Find empty paragraphs: only a mark of a list, a cell, a table's end or a picture gives one something to do."""
    faults = []
    for paragraph in main.iter(w("p")):
        busy = words_of(paragraph).strip() or paragraph.find(f"{w('pPr')}/{w('numPr')}") is not None
        drawn = next(paragraph.iter(w("drawing")), None) is not None
        control = paragraph.getparent().getparent() if paragraph.getparent().tag == w("sdtContent") else None
        alone = paragraph if paragraph.getprevious() is not None or control is None else control
        before = alone.getprevious()
        placed = alone.getparent().tag == w("tc") or (before is not None and last_of(before).tag == w("tbl"))
        ends = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
        if not (busy or drawn or placed or ends):
            faults.append("an empty paragraph stands as space")
    return faults


def _told(core: Any, styles: Any, parts: Mapping[str, bytes]) -> list[str]:
    told = {etree.QName(child).localname: child.text or "" for child in core}
    faults = [f"the properties have no {name}" for name in ("title", "creator", "language") if not told.get(name)]
    if not _values(styles, "./w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val"):
        faults.append("the document has no language")
    if b"python-docx" in b"".join(parts.values()):
        faults.append("a maker's name is left in the file")
    return faults


def _marks(parts: Mapping[str, bytes]) -> list[str]:
    return [
        f"a mark of a template is left in {name}: {mark}"
        for name, content in parts.items()
        if name.endswith(".xml")
        for mark in TEMPLATE_MARKS
        if mark in content.decode("utf-8")
    ]


def _identities(main: Any) -> list[str]:
    numbers = _values(main, "//wp:docPr/@id")
    return [f"two drawings have the number {number}" for number in sorted({n for n in numbers if numbers.count(n) > 1})]


# Numbers, worked out from the lists of the file alone ------------------------------------------------------------


def numbers_of(content: bytes) -> list[tuple[str, str]]:
    """Return the number that Word shows before each numbered paragraph, and the paragraph's words.

    Word's rules, from the lists in the file: it counts by list definition; a level starts again when one above it has
    counted; a start that a list states holds when that list is first used; the style brings a list, the list names
    the level for the style.
    """
    lists = root_of(content, "word/numbering.xml")
    definitions = {found.get(w("abstractNumId")): found for found in lists.iter(w("abstractNum"))}
    uses = {found.get(w("numId")): found for found in lists.iter(w("num"))}
    styled = {
        style.get(w("styleId")): brought[0]
        for style in root_of(content, "word/styles.xml").iter(w("style"))
        if (brought := _values(style, "./w:pPr/w:numPr/w:numId/@w:val"))
    }
    counts: dict[str, dict[int, int]] = {}
    begun: set[str] = set()
    shown = []
    for paragraph in root_of(content).iter(w("p")):
        style = "".join(_values(paragraph, "./w:pPr/w:pStyle/@w:val"))
        own = _values(paragraph, "./w:pPr/w:numPr/w:numId/@w:val")
        number = "".join(own) or styled.get(style, "0")
        if number == "0":
            continue
        definition = uses[number].find(w("abstractNumId")).get(w("val"))
        levels = {int(found.get(w("ilvl"))): found for found in definitions[definition].iter(w("lvl"))}
        at = _level_of(paragraph, levels, style, own)
        count = counts.setdefault(definition, {})
        if number not in begun:
            begun.add(number)
            for override in uses[number].iter(w("lvlOverride")):
                count[int(override.get(w("ilvl")))] = int(override[0].get(w("val"))) - 1
        count[at] = count.get(at, _start(levels[at]) - 1) + 1
        for deeper in [level for level in count if level > at]:
            del count[deeper]
        shown.append((_shown(levels, at, count), words_of(paragraph)))
    return shown


def _level_of(paragraph: Any, levels: Mapping[int, Any], style: str, own: list[str]) -> int:
    if own:
        return int("".join(_values(paragraph, "./w:pPr/w:numPr/w:ilvl/@w:val")) or 0)
    return next(at for at, level in levels.items() if _values(level, "./w:pStyle/@w:val") == [style])


def _start(level: Any) -> int:
    return int(level.find(w("start")).get(w("val")))


def _shown(levels: Mapping[int, Any], at: int, count: Mapping[int, int]) -> str:
    text = str(levels[at].find(w("lvlText")).get(w("val")))
    for level in range(at, -1, -1):
        if f"%{level + 1}" in text:
            number = count.get(level, _start(levels[level]))
            text = text.replace(f"%{level + 1}", _written(number, levels[level].find(w("numFmt")).get(w("val"))))
    return text


def _written(number: int, form: str) -> str:
    letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    roman, left = "", number
    for size, sign in zip((10, 9, 5, 4, 1), ("x", "ix", "v", "iv", "i"), strict=True):
        roman, left = roman + sign * (left // size), left % size
    return {
        "decimal": str(number), "lowerLetter": letters, "upperLetter": letters.upper(), "lowerRoman": roman,
        "upperRoman": roman.upper(), "bullet": "",
    }[form]  # fmt: skip


# LibreOffice and pandoc ----------------------------------------------------------------------------------------


@cache
def _profile() -> str:
    return tempfile.mkdtemp(prefix="libreoffice-")


def pdf_texts(files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Return what LibreOffice prints of Word files, as text in the layout of the page, by name: all in one run."""
    need("soffice")
    need("pdftotext")
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    _converted("pdf", [folder / f"{name}.docx" for name in files], folder)
    return {name: _run(["pdftotext", "-layout", str(folder / f"{name}.pdf"), "-"]) for name in files}


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """Return a Word file as LibreOffice saves it when it has opened it."""
    need("soffice")
    given = folder / "opened.docx"
    given.write_bytes(content)
    _converted("docx", [given], folder / "saved")
    return (folder / "saved" / given.name).read_bytes()


def _converted(form: str, files: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{_profile()}"
    _run(["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)])


def pandoc_tree(content: bytes, folder: Path) -> Any:
    """Return what pandoc reads in a Word file, as its own tree."""
    import json

    need("pandoc")
    path = folder / "read.docx"
    path.write_bytes(content)
    return json.loads(_run(["pandoc", "-f", "docx+styles", "-t", "json", str(path)]))


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{command[0]}: {done.stderr[-2000:]}"
    return done.stdout
