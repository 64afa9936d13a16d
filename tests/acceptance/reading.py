"""What a reader gets from each format, as lines of plain words and as headings: read from the files alone."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree, html

from tests.office import W, paragraphs_of, root_of, w, words_of
from tests.pdf import alternatives_of, lines_of, rows_of, tagged_lines
from tests.slides import lines_of as lines_of_slides

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def lines(suffix: str, content: bytes) -> list[str]:
    """Return the words of a file, a line for each paragraph, heading, list entry and row of a table."""
    return [" ".join(line.split()) for line in _READERS[suffix](content)]


def headings(suffix: str, content: bytes) -> list[str]:
    """Return the words of the main headings, in order."""
    match suffix:
        case "docx":
            found = root_of(content).xpath("//w:p[w:pPr/w:pStyle/@w:val='Heading1']", namespaces={"w": W})
            return [words_of(paragraph) for paragraph in found]
        case "md":
            return re.findall(r"^## (.*)$", content.decode(), re.MULTILINE)
        case "html":
            return [_words(found) for found in _main(content).iter("h2")]
        case "pdf":
            with TemporaryDirectory() as folder:
                return [line.words for line in tagged_lines(content, Path(folder)) if line.tags[-1] == "H2"]
        case _:
            return [_node_words(node) for node in nodes(content, "heading") if node["level"] == 2]


def nodes(content: bytes, *kinds: str) -> list[dict[str, Any]]:
    """Return the nodes of some kinds in the tree of a JSON document, in order."""
    return [node for node in _walk(json.loads(content)["document"]) if node.get("node") in kinds]


def _word_lines(content: bytes) -> Iterator[str]:
    yield from paragraphs_of(content)
    for row in root_of(content).iter(w("tr")):
        yield " ".join(words_of(paragraph) for paragraph in row.iter(w("p")))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in sorted(file.namelist()):
            if re.fullmatch(r"word/charts/[\w-]+\.xml", name):
                yield from _chart_rows(etree.fromstring(file.read(name)))


def _chart_rows(chart: Any) -> Iterator[str]:
    for series in chart.iter(f"{CHART}ser"):
        labels, figures = (
            [v.text or "" for v in series.find(f"{CHART}{part}").iter(f"{CHART}v")] for part in ("cat", "val")
        )
        yield from (f"{label} {figure}" for label, figure in zip(labels, figures, strict=True))


def _markdown_lines(content: bytes) -> Iterator[str]:
    for line in content.decode().splitlines():
        bare = re.sub(r"^(?:#+ |[-*] |\d+\. )|\*\*|<br>•?", " ", line.strip())
        yield re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare).replace("|", " ").replace("\\", "")


def _html_lines(content: bytes) -> Iterator[str]:
    for found in _main(content).iter("h1", "h2", "h3", "h4", "p", "li", "tr"):
        yield _words(found)


def _main(content: bytes) -> Any:
    page: Any = html.fromstring(content.decode())
    return page.find(".//main")


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _json_lines(content: bytes) -> Iterator[str]:
    for node in _walk(json.loads(content)["document"]):
        match node.get("node"):
            case "paragraph" | "heading" | "row" | "entry":
                yield _node_words(node)
            case "chart":
                for series in node["series"]:
                    yield from (
                        f"{label} {shown}" for label, shown in zip(node["categories"], series["shown"], strict=True)
                    )


def _walk(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def _node_words(node: dict[str, Any]) -> str:
    inner = node.get("cells") or node.get("blocks")
    if inner is not None:
        return " ".join(_node_words(part) for part in inner)
    if node.get("node") == "list":
        return " ".join(_node_words(part) for part in node["entries"])
    return "".join(part.get("text") or _node_words(part) for part in node.get("children", ()))


def _pdf_lines(content: bytes) -> list[str]:
    with TemporaryDirectory() as folder:
        return [*lines_of(content, Path(folder)), *rows_of(content, Path(folder)), *alternatives_of(content)]


_READERS = {
    "docx": _word_lines,
    "md": _markdown_lines,
    "html": _html_lines,
    "json": _json_lines,
    "pdf": _pdf_lines,
    "pptx": lines_of_slides,
}
