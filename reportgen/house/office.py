"""The Office files of a house style, made from its look: a first letterhead and a first slide template."""

from typing import Literal

from reportgen.base.finding import Finding, sorted_findings
from reportgen.house.shelf import Shelf
from reportgen.load.styles import load_style
from reportgen.write.docx.letterhead import make_letterhead
from reportgen.write.pptx.template import make_deck_template

Setting = Literal["letterhead", "deck"]
SUFFIXES: dict[Setting, str] = {"letterhead": ".docx", "deck": ".pptx"}
"""How the file ends that each setting of a style names."""


def office_file(setting: Setting, name: str, shelf: Shelf) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return a file with the look of the style of a name, or None and what is wrong with the style."""
    style, findings = load_style(name, shelf.styles)
    if style is None:
        return None, sorted_findings(findings)
    return (make_letterhead(style) if setting == "letterhead" else make_deck_template(style)), findings
