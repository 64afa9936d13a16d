"""The text that is being written as the document that will be printed, with what is wrong in it and where it stands."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportgen import pipeline
from reportgen.base.finding import Finding
from reportgen.base.source import Source
from reportgen.load.structure import structure
from reportgen.load.subjects import COUNCIL_FILE, Loaded, kind_of, load_subject
from reportgen.load.yaml_file import source_from
from reportgen.model.audience import Audience
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.pipeline import Order
from reportgen.serve.folder import held, plain
from reportgen.serve.refused import Refused
from reportgen.serve.told import counts_told, fields_told, findings_told, title_told

_log = logging.getLogger(__name__)
_AUDIENCES: Final = {
    Audience.PUBLIC: ("The public", "What is exempt is left out."),
    Audience.EXEMPT: ("Members, with what is exempt", "Not for publication: it holds what the public may not see."),
    Audience.INTERNAL: (
        "Officers, with their notes",
        "Not for publication: a draft with notes and exempt text.",
    ),
}
_FORMATS: Final = {
    "docx": "Word",
    "pdf": "PDF",
    "pptx": "Slides (PowerPoint)",
    "md": "Markdown",
    "html": "Web page",
    "json": "JSON",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody has chosen to see: of one file and its text, the kind, style and audience of the document."""

    file: str
    text: str
    held: bytes
    kind: str | None = None
    style: str | None = None
    audience: Audience = Audience.PUBLIC

    def order(self, *formats: str) -> Order:
        """Return what the pipeline is asked for."""
        return Order(formats=formats, kind=self.kind, style=self.style, audience=self.audience, held=self.held)


def wanted_from(asked: dict[str, Any], place: Path, text: str) -> Wanted:
    """Return what a request asks for.

    Raises Refused for a kind, style or audience that there is none of, and for a text that no file may hold.
    """
    folders = pipeline.own_templates(place)
    known = {
        "kind": (*pipeline.kinds("decision", folders), *pipeline.kinds("meeting", folders)),
        "style": pipeline.styles(folders),
        "audience": tuple(Audience),
    }
    for name, names in known.items():
        if asked.get(name) and asked[name] not in names:
            raise Refused(400, f"There is no {name} of that name.", f"choose one of these: {', '.join(names)}")
    audience = Audience(asked.get("audience") or Audience.PUBLIC)
    return Wanted(
        asked["file"], plain(text), held(text), asked.get("kind") or None, asked.get("style") or None, audience
    )


def preview(
    place: Path, wanted: Wanted, shown: str, *, with_tree: bool, go_on: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Return what the browser is told of a text; a page that it shows already, by its mark `shown`, is not sent.

    `go_on` is called between the stages, and raises Superseded where nobody waits any more.
    """
    if place.name == COUNCIL_FILE:
        source, findings = _council(wanted)
        made = pipeline.Preview(findings, source, judged=source is not None)
    else:
        made = pipeline.preview(place, wanted.file, wanted.order(), go_on)
    go_on()
    mark = hashlib.sha256(made.page.encode()).hexdigest()[:16] if made.page else ""
    same = bool(mark) and mark == shown
    document = made.document
    told: dict[str, Any] = {
        "status": "unchanged" if same else "made" if made.page else "held",
        "html": made.page if made.page and not same else None,
        "page": mark,
        "title": document.title if document else "",
        "kind": document.kind if document else wanted.kind or "",
        "audience": wanted.audience.value,
        "marked": document.marking if document else "",
        "findings": findings_told(made.findings, wanted.text, wanted.file),
        "counts": counts_told(made.findings),
        "judged": made.judged,
        "fields": fields_told(made.source) if made.source is not None else [],
    }
    if with_tree:
        told["tree"] = made.source.tree if made.source is not None else None
    return told


def _council(wanted: Wanted) -> tuple[Source | None, tuple[Finding, ...]]:
    """Return a council's own file, which is no document, and what is wrong with it."""
    source, findings = source_from(wanted.held, wanted.file)
    if source is None:
        return None, findings
    return source, (*findings, *structure(source, Council)[1])


def choices(place: Path, file: str, text: str) -> dict[str, Any]:
    """Return what a file can be made into: kinds, styles, audiences and formats, each with the one taken at first."""
    content = held(text)
    try:
        loaded = load_subject(place, file, content)
    except Exception:
        # A fault of ours over what a file says must not keep anybody from opening it, to write it otherwise.
        _log.exception("%s", file)
        loaded = Loaded(None, None, source_from(content, file)[0], None, ())
    kind = _kind_of(place, loaded.source)
    folders = pipeline.own_templates(place)
    council = loaded.council
    offered = pipeline.kinds(kind, folders) if kind in ("decision", "meeting") else ()
    first = pipeline.default_kind(loaded.subject) if loaded.subject is not None else offered[0] if offered else ""
    return {
        "subject": kind,
        "schema": kind or "decision",
        "title": title_told(loaded.source.tree if loaded.source is not None else None) or place.stem,
        "council": council.name if council is not None else "",
        "choices": {
            "kinds": _named(offered),
            "kind": first,
            **_styles(place, folders, council),
            "audiences": [{"id": who.value, "label": label, "note": note} for who, (label, note) in _AUDIENCES.items()],
            "audience": Audience.PUBLIC.value,
            "formats": [{"id": form, "label": _FORMATS.get(form, form)} for form in _formats()],
        },
    }


def _styles(place: Path, folders: tuple[Path, ...], council: Council | None) -> dict[str, Any]:
    """Return the house styles: that of the council and those of its own folder first, each other one marked so."""
    taken = council.style if council is not None else "default"
    names = pipeline.styles(folders)
    own = {file.stem for folder in pipeline.own_templates(place) for file in (folder / "styles").glob("*.yaml")}
    first = [taken, *(name for name in names if name in own and name != taken)]
    listed = [name for name in first if name in names]
    others = [name for name in names if name not in listed]
    titled = [{"id": name, "label": name.replace("-", " ").title()} for name in (*listed, *others)]
    return {"styles": [{**one, "other": one["id"] in others} for one in titled], "style": taken}


def _formats() -> Sequence[str]:
    known = pipeline.formats()
    return [form for form in _FORMATS if form in known]


def _kind_of(place: Path, source: Source | None) -> str:
    if place.name == COUNCIL_FILE:
        return "council"
    kind = kind_of(source.tree) if source is not None else None
    # What can't be read yet is most often a decision; a meeting lies in a folder of its own.
    guessed = Meeting if place.parent.name == "meetings" else Decision
    found = kind or (guessed if source is None else None)
    return "" if found is None else "meeting" if found is Meeting else "decision"


def _named(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": name, "label": name.replace("-", " ").capitalize()} for name in names]
