"""Small Word files made by hand, so that a test shows what it is about."""

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = {"comments": "comments", "footnotes": "footnotes", "styles": "styles", "numbering": "numbering"}


def word_file(
    body: str, parts: Mapping[str, str] | None = None, relations: str = "", kind: str = _TYPE, before: str = ""
) -> bytes:
    """Return a Word file with this body; `parts` are further parts of its `word` folder by name, as `comments`."""
    parts = parts or {}
    leads = "".join(
        f'<Relationship Id="rId{at}" Type="{_R}/{name}" Target="{name}.xml"/>' for at, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ),
        "word/document.xml": f'{before}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{leads}{relations}</Relationships>"
        ),
    } | {f"word/{name}.xml": part(name, content) for name, content in parts.items()}
    return packed(files)


def part(name: str, content: str) -> str:
    """Return a part of a Word file with these elements in it."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    if name == "commentsExtended":
        return f'<w15:commentsEx xmlns:w15="{w15}">{content}</w15:commentsEx>'
    return f'<w:{name} xmlns:w="{_W}" xmlns:w14="{w14}">{content}</w:{name}>'


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return files as an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs; a run that is no element yet is words."""
    made = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{made}</w:p>"
