"""The Word file: the letterhead's own parts, the body, and what the body needs, put together."""

from functools import lru_cache

from reportgen.document.nodes import Document
from reportgen.style.style import Style
from reportgen.write._ooxml import CONTENT_TYPES, HEAD, R, attribute, escape
from reportgen.write._running_title import shortened
from reportgen.write._zip import Packed, archive, pack
from reportgen.write.docx.anchoring import PROPERTIES, anchoring, manifest
from reportgen.write.docx.body import Body
from reportgen.write.docx.numbering import Lists
from reportgen.write.docx.parts import Parts
from reportgen.write.docx.place import Place
from reportgen.write.docx.slots import BODY, fill
from reportgen.write.docx.styles import link_styles
from reportgen.write.docx.survey import survey
from reportgen.write.docx.template import TemplateImage, read_letterhead, relationships_name, relationships_part
from reportgen.write.writer import Output

_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_docx(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as a Word file on the style's letterhead.

    Raises LetterheadError where the letterhead can't be used.
    """
    template = read_letterhead(letterhead)
    folder = template.main.rpartition("/")[0]
    parts = Parts(folder, template.next_relationship, template.footnotes)
    lists = Lists(document.series, style.lists.bullets, style.look.font, template.next_list)
    body = Body(document, style, template, survey(document), parts, lists, anchoring(document))
    body.link_outlines()
    body.blocks(document.blocks, Place(template.text_width))
    if body.after_table():
        # Word ends every document with a paragraph, and would add one of its own.
        body.paragraph("table_text", "", Place(template.text_width))
    parts.add_footnotes()
    if body.anchoring.anchors:
        parts.add_own(manifest(document, body.anchoring.anchors), PROPERTIES, template.next_own)
    return Output(archive((*template.static, *_written(document, template, body))), faults=tuple(body.faults))


def _written(document: Document, template: TemplateImage, body: Body) -> list[Packed]:
    """Return the parts that are this document's own."""
    slots = {
        "title": document.running_title or document.title,
        "council": document.council,
        "classification": document.classification,
        "marking": document.marking,
        "draft": document.draft,
    }
    words = {name: escape(words) for name, words in slots.items()}
    links = tuple(sorted((style, level, body.outline_list(of)) for style, (of, level) in body.links.items()))
    before, between, after = template.numbering
    text = {
        template.main: fill(template.document, words | {BODY: "".join(body.out)}),
        relationships_name(template.main): relationships_part(template.relationships + "".join(body.parts.lines)),
        template.numbering_name: "".join((before, *body.lists.definitions, between, *body.lists.lists, after)),
        "docProps/core.xml": _core(document),
        "docProps/app.xml": _APP_PART,
        "[Content_Types].xml": _content_types(template, body.parts),
        "_rels/.rels": _package_relationships(template),
    }
    running = words | {"title": escape(shortened(document.running_title or document.title))}
    text |= {name: fill(segments, running) for name, segments in template.running}
    packed = [pack(name, content.encode("utf-8")) for name, content in text.items()]
    return [*packed, _styles(template, links, document.language), *body.parts.packed]


@lru_cache(maxsize=64)
def _styles(template: TemplateImage, links: tuple[tuple[str, int, int], ...], language: str) -> Packed:
    return pack(template.styles_name, link_styles(template.styles, links, language))


def _content_types(template: TemplateImage, parts: Parts) -> str:
    types = (*template.content_types, *parts.types, ("docProps/core.xml", _CORE), ("docProps/app.xml", _APP))
    overrides = "".join(f'<Override PartName="/{attribute(name)}" ContentType="{kind}"/>' for name, kind in types)
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relationships(template: TemplateImage) -> str:
    return relationships_part(
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="{attribute(template.main)}"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE_RELATIONSHIPS}/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
    )


_APP_PART = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>reportgen</Application></Properties>"
)


def _core(document: Document) -> str:
    """Return the properties that Word shows under File, Info. The only date is the document's own."""
    keywords = ", ".join(document.keywords)
    told = (
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.council),
        ("cp:keywords", keywords),
        ("cp:lastModifiedBy", document.council),
        ("dc:language", document.language),
    )
    lines = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in told if words)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape(document.created)}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if document.created
    )
    return (
        f"{HEAD}"
        "<cp:coreProperties "
        f'xmlns:cp="{_PACKAGE_RELATIONSHIPS.replace("relationships", "metadata/core-properties")}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{lines}{dates}</cp:coreProperties>'
    )
