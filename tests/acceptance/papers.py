"""One paper as each format gives it: built once, read from the files alone."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from lxml import html

from reportgen.pipeline import Order, build
from tests.acceptance.reading import lines, nodes
from tests.office import NAMES, numbers_of, root_of, w, words_of
from tests.pdf import tagged_lines

DECISIONS = Path(__file__).parents[2] / "decisions"
FORMATS = ("docx", "md", "html", "json", "pdf")


def facts(council: str) -> list[dict[str, Any]]:
    """Return what must stand in a council's paper: each fact, and the words it must have."""
    found: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / f"{council}-facts.yaml").read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Paper:
    """The report of a decision, built from a file."""

    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        made = build(self.path, self.path.name, Order(rules=(), formats=FORMATS))
        return {file.name.suffix.removeprefix("."): file.content for file in made.files if file.name.stem == "report"}

    @cached_property
    def words(self) -> dict[str, list[str]]:
        return {suffix: lines(suffix, content) for suffix, content in self.files.items()}

    @cached_property
    def page(self) -> Any:
        return html.fromstring(self.files["html"].decode()).find(".//main")

    def lacks(self, suffix: str, forms: list[str]) -> list[str]:
        return [form for form in forms if not any(form in line for line in self.words[suffix])]

    def outline(self, suffix: str) -> list[str]:
        """Return the numbers of sections, sub-headings and paragraphs, in order."""
        match suffix:
            case "docx":
                found = [number for number, _ in numbers_of(self.files["docx"])]
            case "md":
                found = [line.lstrip("# ").split(" ")[0] for line in self.files["md"].decode().splitlines()]
            case "html":
                tops = self.page.xpath(".//*[self::h2 or self::h3 or self::p]/span[@class='number']")
                found = [number.text.strip() for number in tops]
            case "pdf":
                with TemporaryDirectory() as folder:
                    told = tagged_lines(self.files["pdf"], Path(folder))
                firsts = [(line.words.split(" ")[0], line.tags) for line in told if "Table" not in line.tags]
                # A number without a point is a section's; a date begins with one too.
                found = [first for first, tags in firsts if "." in first or tags[-1].startswith("H")]
            case _:
                numbered = [node["number"] for node in nodes(self.files["json"], "heading", "paragraph")]
                found = [number["text"] for number in numbered if number]
        return [number for number in found if number.replace(".", "").isdigit() and not number.endswith(".")]

    def tables(self) -> list[list[list[str]]]:
        """Return the cells of each table of the Word file, row by row."""
        return [
            [[words_of(cell) for cell in row.iter(w("tc"))] for row in table.iter(w("tr"))]
            for table in root_of(self.files["docx"]).iter(w("tbl"))
        ]

    def styled(self, style: str) -> list[str]:
        """Return the words of the paragraphs of the Word file that have a style."""
        found = root_of(self.files["docx"]).xpath(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']", namespaces=NAMES)
        return [words_of(paragraph) for paragraph in found]


@cache
def paper(name: str) -> Paper:
    """Return one of the papers in this repository, by council and file."""
    return Paper(DECISIONS / f"{name}.yaml")
