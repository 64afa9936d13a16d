"""What a template may not do, and what is wrong with it: each case of `tests/errors/templates` with its exact words.

A case is a name, the template of a report, other templates after `-- name`, and after `-- says` what is said of them.
REPORTGEN_UPDATE=1 writes the words anew; read every change.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from reportgen.check.report_text import report
from tests.compose.conftest import SMALL, Make

CASES = Path(__file__).parents[1] / "errors/templates"
PAPER = (
    SMALL
    + "extension: {start: 2024-10-25, months: 12}\nglossary:\n"
    + "".join(f"- {{term: Term {at}, meaning: Words}}\n" for at in range(10))
)


class Case(NamedTuple):
    name: str
    template: str
    parts: dict[str, str]
    says: str


def read_cases(file: Path) -> Iterator[Case]:
    for text in re.split(r"^== ", file.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, _, rest = text.partition("\n")
        templates, _, says = rest.partition("-- says\n")
        template, *parts = re.split(r"^-- (.*)\n", templates, flags=re.M)
        yield Case(name, template, dict(zip(parts[::2], parts[1::2], strict=True)), says.strip("\n"))


def written(text: str) -> str:
    return re.sub(r"⟨U\+(\w+)⟩", lambda match: chr(int(match[1], 16)), text)


def said(case: Case, make: Make) -> str:
    """Return what is said of a case, with the place of the test taken out of it."""
    composed = make(PAPER, written(case.template), parts=case.parts)
    assert composed.document is None
    return re.sub(r"(?m)^/\S*?/(?=templates/)", "", report(composed.findings)).strip("\n")


if os.environ.get("REPORTGEN_UPDATE"):

    @pytest.mark.parametrize("file", sorted(CASES.glob("*.txt")), ids=lambda file: file.stem)
    def test_write_the_words_anew(file: Path, make: Make) -> None:
        texts = []
        for case in read_cases(file):
            parts = "".join(f"-- {name}\n{text}" for name, text in case.parts.items())
            texts.append(f"== {case.name}\n{case.template}{parts}-- says\n{said(case, make)}\n")
        file.write_text("\n".join(texts), encoding="utf-8")


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=f"{file.stem}: {c.name}") for file in sorted(CASES.glob("*.txt")) for c in read_cases(file)],
)
def test_each_fault_of_a_template_has_its_exact_words(case: Case, make: Make) -> None:
    assert said(case, make) == case.says


def test_a_fault_in_a_styles_own_template_is_told_there(make: Make) -> None:
    part = "styles/northshire/parts/reasons.md.j2"
    (found,) = make(PAPER, style="letterhead: default.docx", parts={part: "a\n\n{{ decision.reson }}"}).findings
    assert (found.location.file.partition("templates/")[2], found.location.line, found.hint) == (
        part,
        3,
        "did you mean `reasons`?",
    )


def test_a_template_that_is_no_text_is_told(make: Make, tmp_path: Path) -> None:
    part = tmp_path / "0/templates/parts/reasons.md.j2"
    part.parent.mkdir(parents=True)
    part.write_bytes("Gründe".encode("cp1252"))
    (found,) = make(PAPER, style="letterhead: default.docx").findings
    assert (found.location.file, found.location.line) == (part.as_posix(), 0)
    assert (found.message, found.hint) == (
        "This template can't be read.",
        "save it as UTF-8 text, where you may open it",
    )
