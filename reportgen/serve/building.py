"""The documents that a person takes away: built as `reportgen build` does, under a name that says what they are."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from reportgen import pipeline
from reportgen.history.repository import HistoryError, repository_of
from reportgen.load.subjects import COUNCIL_FILE
from reportgen.serve.folder import written
from reportgen.serve.preview import Wanted
from reportgen.serve.refused import Refused
from reportgen.serve.told import findings_told

_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document to take away: its name and its bytes."""

    name: str
    content: bytes


def document(place: Path, wanted: Wanted, form: str, raw: bytes | None) -> Document:
    """Return a document of a text, whose file holds `raw`, if there is one.

    It is made of the bytes that the file will have once the text is saved, and if it has them, says which commit holds
    them: so it is the document that `reportgen build` makes. Raises Refused where it can't be made, with the findings
    that say why.
    """
    must_be_paper(place)
    if form not in pipeline.formats():
        raise Refused(400, "There is no format of that name.", f"choose one of these: {', '.join(pipeline.formats())}")
    order = replace(wanted.order(form), held=written(wanted.text, raw))
    if order.held == raw and form == "docx":
        order = replace(order, commit=_commit(place))
    built = pipeline.build(place, wanted.file, order)
    if not built.files:
        message = "This document can't be made yet: the file has faults that must be mended first."
        told = {"findings": findings_told(built.findings, wanted.text, wanted.file)}
        raise Refused(422, message, "they are listed beside the text", told)
    made, *companions = built.files
    name = name_of(place, made.name)
    return together(name, made.content, [(one.name.name, one.content) for one in companions])


def must_be_paper(place: Path) -> None:
    """Raise Refused for a council's own file, of which no document is made."""
    if place.name == COUNCIL_FILE:
        message = f"No document is made of {COUNCIL_FILE} alone: it holds what all papers of the council rely on."
        raise Refused(422, message, "open one of its decisions or meetings, and get the document there")


def together(name: str, content: bytes, companions: Sequence[tuple[str, bytes]]) -> Document:
    """Return a document with the pictures that it needs beside it, if there are any, in one zip file."""
    if not companions:
        return Document(name, content)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for named, each in ((name, content), *companions):
            # The same document is the same file on any day.
            archive.writestr(zipfile.ZipInfo(named, (1980, 1, 1, 0, 0, 0)), each, zipfile.ZIP_DEFLATED)
    return Document(f"{name}.zip", held.getvalue())


def _commit(place: Path) -> str:
    """Return the commit that holds what a file says, empty where none does or git can't say."""
    try:
        repository = repository_of(place)
        return (repository.commit_holding(place) or "") if repository is not None else ""
    except HistoryError:
        return ""


def name_of(place: Path, built: PurePosixPath) -> str:
    """Return the name of a document by itself: that of its file, then its own, which says so where it is not public."""
    return f"{pipeline.file_name(place.stem)}-{built.name}"


def attachment(made: Document) -> Response:
    """Return a document as a file that the browser saves and does not show."""
    suffix = made.name.rpartition(".")[2]
    named = quote(made.name, safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{named}"}
    return Response(made.content, media_type=_TYPES.get(suffix, "application/octet-stream"), headers=headers)
