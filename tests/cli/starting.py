"""Filling in a starter file, as an officer would: every blank gets an answer, and nothing else is touched."""

import re
from pathlib import Path

ANSWERS = {
    "body": "Cabinet",
    "date": "2024-06-05",
    "title": "Care at home",
    "report_of": "Director of Adult Social Care",
    "is_key": "yes",
    "start": "2021-10-25",
    "initial_months": "36",
    "months": "12",
    "text": "Approve an extension of the contracts until {{ extension.end }}.",
    "reasons": "The service does well.\n\nA new service takes a year to buy.",
    "rejected_because": "People would lose their care.",
    "mitigation": "Providers are visited each month.",
    "conclusion": "No group is worse off.",
}

_BLANK = re.compile(r"^(?P<indent> *)(?P<dash>- )?(?P<key>\w+):(?P<block> \|)? +#(?P<hint>.*)$", re.MULTILINE)
_UNUSED = re.compile(r"^( *)#(?! \S|$)", re.MULTILINE)


def blanks(text: str) -> list[str]:
    """Return the names of the fields that a starter says must be filled in, in order."""
    return [found["key"] for found in _BLANK.finditer(text) if found["hint"].startswith(" fill in")]


def filled_in(text: str) -> str:
    """Return a starter with an answer in every blank."""

    def answer(found: re.Match[str]) -> str:
        said = ANSWERS[found["key"]]
        key = f"{found['indent']}{found['dash'] or ''}{found['key']}:"
        if not found["block"]:
            return f"{key} {said}"
        inner = found["indent"] + ("    " if found["dash"] else "  ")
        return "\n".join([f"{key} |", *(f"{inner}{line}".rstrip() for line in said.split("\n"))])

    return _BLANK.sub(answer, text)


def with_every_part(text: str) -> str:
    """Return a starter with every part that it shows behind # put to use."""
    return _UNUSED.sub(r"\1", text)


def fill_in(path: Path) -> None:
    """Put an answer in every blank of a starter file."""
    path.write_text(filled_in(path.read_text("utf-8")), "utf-8")
