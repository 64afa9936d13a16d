"""Words that no field says, for an officer who changed them in Word: where they are set, and how to change them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from reportgen.document.anchors import Anchor, Source
from reportgen.pull.laid import Laid
from reportgen.pull.lines import Printed

_SIGN: Final = re.compile(r"\{\w+\}|\[|\]")
_HOLE: Final = "\ufffc"
_FIELD: Final = f"{_HOLE}(?:.*{_HOLE})?"
"""What a field that a label names is printed as: one piece that is not the label's, or several."""
_MOST_TEMPLATE: Final = 1_000_000


_SAID_OF_NOTHING: Final = {
    "no_apologies": "attendance.apologies",
    "no_interests": "declarations",
    "no_dispensations": "decision.dispensations",
    "no_background_papers": "background_papers",
    "no_appendices": "appendices",
    "no_recommendations": "recommendations",
}
"""The labels that stand in the place of a field that says nothing, with the field."""


def of_template(anchor: Anchor, printed: Sequence[Printed], laid: Laid, words: str = "") -> str:
    """Return why words of a stretch can't be changed in Word; `words` are those that were, where not the whole was.

    A label of the house style is told by its name; so is a template, and whose it is.
    """
    place = anchor.origin
    texts = [_with_holes(line) for line in printed]
    if name := _label(texts, laid, _line_of(anchor, laid)) or _label([words.strip(" :")], laid):
        file = f"templates/styles/{laid.style}.yaml"
        if field := _SAID_OF_NOTHING.get(name):
            return (
                f"The paper says this because the file has nothing under `{field}`: write there what there is to say."
            )
        return f"These words are the house style's, as in every paper: set `{name}` under `labels` in `{file}`."
    if not place.template or not place.line:
        return "These words are the template's, as in every paper: they are changed there."
    where = f"`templates/{place.template}`"
    if place.template.endswith(".yaml"):
        file = f"`templates/styles/{laid.style}.yaml`"
        return f"These words are the house style's ({where}, line {place.line}), as in every paper: set them in {file}."
    if _file_of(place.template, laid.templates) is None:
        return (
            f"These words are the program's own template's ({where}, line {place.line}), as in every paper: "
            "a file of the same name in your `templates` folder takes its place."
        )
    return (
        f"These words come from the template ({where}, line {place.line}), as in every paper: they are changed there."
    )


def _label(texts: Sequence[str], laid: Laid, template: str = "") -> str:
    """Return the label that one of the texts is printed from: one that the template's line names, else the closest."""
    found = [
        (name in re.findall(r"\w+", template), literal, name)
        for name, label in laid.labels.items()
        for pattern, literal in [_pattern(label)]
        if literal and any(text and pattern.fullmatch(text) for text in texts)
    ]
    return max(found, key=lambda one: one[:2])[2] if found else ""


def _with_holes(line: Printed) -> str:
    """Return the text of a line with a sign for each piece that is no word of the template."""
    shown, last = "", -1
    for token in line.tokens:
        if token.source is not None and token.source.source is not Source.WORDS:
            shown += _HOLE if token.piece != last else ""
        else:
            shown += token.text
        last = token.piece
    return " ".join(shown.split())


def _pattern(label: str) -> tuple[re.Pattern[str], int]:
    """Return what a label prints, whatever its fields say, and how many letters of it it always prints."""
    shown, own, depth = "", 0, 0
    for part, is_sign in _parts(" ".join(label.split())):
        depth += {"[": 1, "]": -1}.get(part, 0) if is_sign else 0
        own += 0 if is_sign or depth > 0 else sum(letter.isalpha() for letter in part)
        shown += {"[": "(?:", "]": ")?"}.get(part, _FIELD) if is_sign else re.escape(part)
    try:
        return re.compile(shown), own
    except re.error:
        # Brackets that don't pair are printed as they are.
        return re.compile(re.escape(label)), own


def _parts(label: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for sign in _SIGN.finditer(label):
        yield label[at : sign.start()], False
        yield sign[0], True
        at = sign.end()
    yield label[at:], False


def _line_of(anchor: Anchor, laid: Laid) -> str:
    """Return the line of the template that prints a stretch; empty where it isn't known."""
    place = anchor.origin
    file = _file_of(place.template, (*laid.templates, *laid.shipped))
    if not place.line or file is None or file.stat().st_size > _MOST_TEMPLATE:
        return ""
    lines = file.read_text("utf-8", "replace").splitlines()
    return lines[place.line - 1] if place.line <= len(lines) else ""


def _file_of(template: str, folders: Sequence[Path]) -> Path | None:
    return next((path for folder in folders if template and (path := folder / template).is_file()), None)
