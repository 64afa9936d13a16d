"""Anchors in a Word file: what an edited copy is laid beside its source by.

Each anchored stretch (`reportgen.document.anchors`) stands in a content control, with a hidden bookmark round the same
words, and in a part of the file's own (`customXml/item…`) a list says which field each is, and a hash of what it said.
Controls have no lock: Word refuses tracked changes and comments inside locked ones. They stand round paragraphs and
tables only, never round rows or cells, which LibreOffice can't keep.

What LibreOffice 7.4 keeps when it opens a .docx and saves it as one: of each control its title, with the id at its end,
and where it begins and ends, but not its tag, and its number is another; bookmarks with their names, unless they hold a
picture alone; the part of our own with all that it says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.base.source import FieldPath, show_path
from reportgen.document.anchors import Anchor, Holds, InCell, anchor_hash, anchored
from reportgen.document.nodes import Document, Paragraph, Role
from reportgen.write._ooxml import HEAD, attribute

MANIFEST = "urn:reportgen:manifest:1"
"""The namespace of the list of anchors."""

BOOKMARK = "_rg_"
"""What the name of an anchor's bookmark begins with, before its id. Word hides bookmarks that begin with this line."""

TAG = "rg"
"""What the tag of an anchor's control begins with: `rg:b012:risks[3].mitigation`."""

END = "</w:sdtContent></w:sdt>"
"""What ends a control: always a piece of the body by itself."""

_KIND = '<w15:appearance w15:val="hidden"/><w:docPartObj><w:docPartGallery w:val="reportgen"/></w:docPartObj>'
"""Word draws no frame round the words when somebody clicks in them, and the control is a stretch of a document.

So is a table of contents, in which everything may be typed as anywhere else. In controls of rich text LibreOffice 7.4
loses the addresses of links and the breaks of lines, and moves bookmarks off their words.
"""

_LONGEST = 64
"""The characters that Word's own window lets the tag and the title of a control have."""

_FIRST_NUMBER = 1_380_400_000
"""Above the numbers that people's letterheads count from, within the 31 bits that every reader takes."""

_WORDS = {Holds.WORDS: "Wording of the template", Holds.NOTICE: "Left out of this copy"}


@dataclass(slots=True)
class Anchoring:
    """The anchors of one document while its body is written: the next to come, and whether one is open."""

    anchors: tuple[Anchor, ...]
    _starts: list[object] = field(default_factory=list)
    _known: frozenset[int] = frozenset()
    _next: int = 0
    _open: bool = False

    def __post_init__(self) -> None:
        self._starts = [_start(anchor) for anchor in self.anchors]
        self._known = frozenset(map(id, self._starts))

    def begin(self, first: object) -> Anchor | None:
        """Return the anchor that begins with a block, a caption or a cell; None inside an anchor, which holds no other.

        The writer comes to them in their order. One that it has nothing to write for is passed over.
        """
        if self._open:
            return None
        if isinstance(first, Paragraph) and first.role is Role.CAPTION:
            first = first.children
        if id(first) not in self._known:
            return None
        for at in range(self._next, len(self._starts)):
            if self._starts[at] is first:
                self._next, self._open = at + 1, True
                return self.anchors[at]
        return None

    def end(self, anchor: Anchor, out: list[str], start: int, bookmark: int) -> None:
        """Put the control and the bookmark of an anchor round what has been written from a place on."""
        self._open = False
        if len(out) == start:
            return
        field = anchor.path
        title, path = _called(field) if field else (_WORDS.get(anchor.holds, "Words and values"), "")
        control = (
            f'<w:sdt><w:sdtPr><w:alias w:val="{title} [{anchor.id}]"/><w:tag w:val="{TAG}:{anchor.id}:{path}"/>'
            f'<w:id w:val="{_FIRST_NUMBER + self._next}"/>{_KIND}</w:sdtPr><w:sdtContent>'
        )
        begins = f'<w:bookmarkStart w:id="{bookmark}" w:name="{BOOKMARK}{anchor.id}"/>'
        ends = f'<w:bookmarkEnd w:id="{bookmark}"/>'
        if len(out) == start + 1 and (only := out[start]).startswith("<w:p><w:pPr>"):
            inside = only.index("</w:pPr>") + len("</w:pPr>")
            out[start] = f"{control}{only[:inside]}{begins}{only[inside:-6]}{ends}</w:p>"
        else:
            _into_first_paragraph(out, start, begins)
            _into_last_paragraph(out, start, ends)
            out[start] = control + out[start]
        out.append(END)


def anchoring(document: Document) -> Anchoring:
    """Return the anchors for a document; none for one that doesn't know what it was made from."""
    return Anchoring(anchored(document) if document.provenance.source else ())


def _start(anchor: Anchor) -> object:
    """Return what the writer comes to first of an anchor: its cell, the caption of its table, or its first block."""
    if anchor.place and isinstance(cell := anchor.place[-1], InCell):
        return cell.cell
    first = anchor.blocks[0]
    return first.children if isinstance(first, Paragraph) and first.role is Role.CAPTION else first


def _into_first_paragraph(out: list[str], start: int, mark: str) -> None:
    for at in range(start, len(out)):
        piece = out[at]
        if (begun := piece.find("<w:p>")) >= 0:
            inside = begun + len("<w:p>")
            if piece.startswith("<w:pPr>", inside):
                inside = piece.index("</w:pPr>", inside) + len("</w:pPr>")
            out[at] = f"{piece[:inside]}{mark}{piece[inside:]}"
            return


def _into_last_paragraph(out: list[str], start: int, mark: str) -> None:
    for at in range(len(out) - 1, start - 1, -1):
        piece = out[at]
        if (ended := piece.rfind("</w:p>")) >= 0:
            out[at] = f"{piece[:ended]}{mark}{piece[ended:]}"
            return


@lru_cache(maxsize=4096)
def _called(path: FieldPath) -> tuple[str, str]:
    """Return a field in words, its list and place first (`Risks 3, mitigation`), and its path, each as an attribute.

    Both are cut to what Word takes: of the words their end is kept, of the path its beginning.
    """
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step).replace("_", " "))
    named = ", ".join(words)
    room = _LONGEST - len(" [b0000]")
    named = named if len(named) <= room else f"…{named[1 - room :]}"
    room = _LONGEST - len(f"{TAG}:b0000:")
    return attribute(named[:1].upper() + named[1:]), attribute(show_path(path)[:room])


# The list of anchors -------------------------------------------------------------------------------------------

# Any number will do that no other part of the file has; the same always, so that the same paper gives the same bytes.
_ITEM = "{6D1F3B52-7C0A-5E8D-9B44-5245504F5254}"

PROPERTIES = (
    f'{HEAD}<ds:datastoreItem ds:itemID="{_ITEM}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{MANIFEST}"/></ds:schemaRefs></ds:datastoreItem>'
)
"""The part that Word asks for beside a part of somebody's own."""


def manifest(document: Document, anchors: Sequence[Anchor]) -> str:
    """Return the list of a document's anchors as XML: hashes and names of fields, never a word or a value.

    All hashes are of what this copy says or its readers may know: nobody can try out on them what it leaves out.
    """
    made = document.provenance
    told = {
        "generator": made.generator,
        "council": made.council,
        "source": made.source,
        "record": made.record,
        "commit": made.commit,
        "kind": document.kind,
        "style": made.style,
        "audience": document.audience,
        "as-of": made.as_of,
    }
    return f'{HEAD}<manifest xmlns="{MANIFEST}"{_attributes(told)}>{"".join(_blocks(anchors))}</manifest>'


def _blocks(anchors: Sequence[Anchor]) -> Iterator[str]:
    for anchor in anchors:
        origin = anchor.origin
        line = f"{origin.template}:{origin.line}" if origin.line else origin.template
        field = anchor.path
        path = f' path="{_path_in_full(field)}"' if field else ""
        template = f' template="{attribute(line)}"' if line else ""
        yield f'<block id="{anchor.id}"{path}{template} sha256="{anchor_hash(anchor.blocks)}"/>'


@lru_cache(maxsize=4096)
def _path_in_full(path: FieldPath) -> str:
    return attribute(show_path(path))


def _attributes(told: dict[str, str]) -> str:
    return "".join(f' {name}="{attribute(value)}"' for name, value in told.items() if value)
