"""What stands in a PDF file: everything that a search could find, and the words as a screen reader gets them."""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import outloud
import page as pdf_rules
import pikepdf
from pypdf import PdfReader

from tests.tools import need

_LINE = re.compile(r'^( *)(?:"(.*)"|([A-Z]\w*)\b.*|(?:/|Object ).*)$')
_BLOCKS = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "BlockQuote"))
_ANYWHERE = "\u200b"


def text_of(content: bytes) -> str:
    """Return the words of the pages, as they are painted."""
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text().replace(_ANYWHERE, "") for page in pages)


def strings_of(content: bytes) -> Iterator[str]:
    """Yield every text of a file: of its pages, its properties, tags, links and names, and each stream unpacked."""
    text = text_of(content)
    yield text
    yield " ".join(text.split())
    with pikepdf.open(io.BytesIO(content)) as file:
        painting = {part.objgen for page in file.pages for part in _contents(page)}
        for thing in file.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") not in ("/ObjStm", "/XRef", "/CMap"):
                yield from _told(thing, paints=thing.objgen in painting or thing.get("/Subtype") == "/Form")
            yield from _strings(thing)


def _contents(page: Any) -> list[Any]:
    return list(page.Contents) if isinstance(page.Contents, pikepdf.Array) else [page.Contents]


def _told(stream: Any, *, paints: bool) -> Iterator[str]:
    """Yield what a stream tells: of one that paints, its strings, as its numbers are places on the page."""
    if not paints:
        yield stream.read_bytes().decode("utf-8", "ignore")
        return
    for instruction in pikepdf.parse_content_stream(stream):
        for operand in getattr(instruction, "operands", ()):
            yield from _strings(operand)


def _strings(thing: Any) -> Iterator[str]:
    """Yield the strings in an object; what it only refers to is an object of the file by itself."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for name, value in thing.items():
            yield str(name)
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)


def tag_tree(content: bytes, folder: Path) -> str:
    """Return the tree of tags with its words, as poppler prints it, without what says only how it looks."""
    need("pdfinfo")
    path = folder / "tags.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True)
    dull = ("/BBox", "/Border", "/Background", "/Placement", "/Color", "/Padding", "/Headers", "Object ")
    return "".join(
        f"{line}\n" for line in done.stdout.decode("utf-8", "replace").splitlines() if not line.strip().startswith(dull)
    )


class Line(NamedTuple):
    """A heading, paragraph or caption: its words, and the tags that it stands in, the outermost first, its own last."""

    words: str
    tags: tuple[str, ...]


def lines_of(content: bytes, folder: Path) -> list[str]:
    """Return the words of each heading, paragraph and caption as a screen reader reads them, marks of lists before."""
    return [line.words for line in tagged_lines(content, folder)]


def tagged_lines(content: bytes, folder: Path) -> list[Line]:
    """Return the headings, paragraphs and captions as a screen reader reads them, marks of lists before their words.

    A footnote is a line of its own behind the paragraph that it is marked in, without its mark.
    """
    notes: dict[int, list[list[str]]] = {}
    made: list[list[str]] = []
    tags: list[tuple[str, ...]] = []
    mark: list[str] = []
    above: list[tuple[int, str]] = []
    for line in tag_tree(content, folder).splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        depth = len(found[1])
        above = [(at, name) for at, name in above if at < depth]
        if found[3]:
            above.append((depth, found[3]))
            if found[3] == "Lbl":
                mark = []
            elif found[3] == "Note":
                notes.setdefault(len(made) - 1, []).append([])
            elif found[3] in _BLOCKS:
                made.append([*mark, " "] if mark else [])
                tags.append(tuple(name for _, name in above))
                mark = []
        elif found[2] is not None:
            names = [name for _, name in above]
            if "Figure" in names or ("Lbl" in names and not _BLOCKS.isdisjoint(names[: names.index("Lbl")])):
                continue
            if "Note" in names:
                notes[len(made) - 1][-1].append(found[2])
                continue
            if names[-1] == "Lbl":
                mark.append(found[2])
            else:
                made[-1].append(found[2])
    plain = (" ".join("".join(words).replace(_ANYWHERE, "").split()) for words in made)
    lines: list[Line] = []
    for at, (words, standing) in enumerate(zip(plain, tags, strict=True)):
        lines.append(Line(words, standing))
        lines += [Line(" ".join("".join(note).split()), (*standing, "Note")) for note in notes.get(at, ())]
    return lines


def rows_of(content: bytes, folder: Path) -> list[str]:
    """Return the words of each row of a table, its cells one after another."""
    rows: list[list[str]] = []
    row_depth = 0
    for line in tag_tree(content, folder).splitlines():
        depth = len(line) - len(line.lstrip(" "))
        if line.strip().startswith("TR"):
            rows.append([])
            row_depth = depth
        elif rows and depth > row_depth and (found := _LINE.match(line)) and found[2] is not None:
            rows[-1].append(found[2])
        elif depth <= row_depth:
            row_depth = 1000
    return [" ".join(" ".join(words).replace(_ANYWHERE, "").split()) for words in rows]


def alternatives_of(content: bytes) -> list[str]:
    """Return what is said of each picture to those who can't see it."""
    with pikepdf.open(io.BytesIO(content)) as file:
        said = [
            thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
        return [" ".join(str(thing.get("/Alt", "")).split()) for thing in said]


def breaches(content: bytes) -> list[str]:
    """Return what breaks a rule of PDF/UA-1."""
    report = pdf_rules.validate_pdf_bytes(content, profile=pdf_rules.ValidationProfile.PDF_UA_1)
    assert report.rules.total == 104
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def misled(content: bytes, folder: Path, *, slightly: bool = True) -> list[str]:
    """Return where the tags tell somebody who hears a file something else than its pages show.

    `slightly` adds what is only awkward. The checker reads nothing but files.
    """
    path = folder / "heard.pdf"
    path.write_bytes(content)
    heard = outloud.check(str(path))
    assert heard.error is None and [run.rule for run in heard.runs if run.status == "crashed"] == []
    assert sum(run.status == "ran" for run in heard.runs) > 40
    grave = ("error", "warning") if slightly else ("error",)
    return [
        f"{one.rule}, page {one.page}: {one.message}: {one.evidence}" for one in heard.findings if one.severity in grave
    ]
