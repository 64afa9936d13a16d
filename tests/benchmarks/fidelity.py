"""Whether a Word file shows every text of a paper: so that no tool is fast by leaving something out."""

import re
import zipfile
from html import unescape
from pathlib import Path

from content import Paper


def missing(made: Paper, path: Path) -> list[str]:
    """Return the texts of a paper that a Word file does not show, and what it lacks besides."""
    with zipfile.ZipFile(path) as file:
        body = file.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", body, re.DOTALL)
    shown = _plain(" ".join(unescape("".join(_TEXT.findall(paragraph))) for paragraph in paragraphs))
    lacks = [text for text in made.strings() if text and _plain(text) not in shown]
    numbered = sum(len(re.findall(pattern, body)) for pattern in _NUMBERED)
    if body.count("<w:tbl>") != 4:
        lacks.append("four tables")
    if body.count("<w:drawing>") != 1:
        lacks.append("a picture or chart")
    if numbered < 60:
        lacks.append(f"sixty numbered paragraphs: {numbered}")
    return lacks


_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NUMBERED = (r'w:pStyle w:val="Para2"', r'w:pStyle w:val="Para3"', r'w:pStyle w:val="NumberedParagraph[23]"')


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.replace("’", "'")).strip()
