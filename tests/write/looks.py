"""The looks of the styles that are shipped, and one that nobody should choose."""

from pathlib import Path
from typing import Any

import yaml

from reportgen.style.style import Look, Style

STYLES = Path(__file__).parents[2] / "templates" / "styles"
NAMES = sorted(file.stem for file in STYLES.glob("*.yaml"))

PALE = Style(
    look=Look(
        heading_colour="#FFE08A",
        text_colour="#BBBBBB",
        accent="#FFDD00",
        table_head_fill="#FFF2B0",
        table_head_text="#FFFFFF",
        label_fill="#777777",
        font="Comic “Sans” </style>",
    )
)
"""Colours that can't be read on white, and a font whose name is hostile."""


def shipped(name: str) -> Style:
    """Return a shipped style as far as its look goes."""
    read: dict[str, Any] = yaml.safe_load((STYLES / f"{name}.yaml").read_text("utf-8"))
    under = shipped(read.get("extends", "default")).look.model_dump() if name != "default" else {}
    return Style(id=name, look=Look(**under | read.get("look", {})))
