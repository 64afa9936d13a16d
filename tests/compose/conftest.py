"""How the tests of composing make a document: a decision of few words, templates of their own, a style of few lines."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest

from reportgen.check.report_text import report
from reportgen.compose.compose import Commission, Composed, compose
from reportgen.compose.templates import shipped_templates
from reportgen.load.styles import load_style, style_sources
from reportgen.load.subjects import load_subject
from reportgen.model.audience import Audience

Make = Callable[..., Composed]

SMALL = """\
meeting: {body: Cabinet, date: 2024-06-05}
report: {title: Care at home, report_of: Director of Adult Social Care}
recommendations:
- text: Approve the plan.
- text: Note the risks.
reasons: Time is needed to plan a better service.
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what composes a decision: its YAML, a template for it in place of ours, parts, and a style of its own."""
    folders = (tmp_path / str(at) for at in count())

    def made(
        decision: str = SMALL,
        template: str | None = None,
        *,
        parts: Mapping[str, str] | None = None,
        style: str = "",
        audience: Audience = Audience.PUBLIC,
        open_findings: int = 0,
        with_record: bool = False,
        trace: bool = False,
    ) -> Composed:
        folder = next(folders)
        templates = (folder / "templates", shipped_templates())
        files = {
            "council.yaml": "id: northshire\nname: Northshire Council\n",
            "care.yaml": decision,
            "templates/styles/northshire.yaml": f"{style}\n",
            **{f"templates/{name}": text for name, text in (parts or {}).items()},
        }
        if template is not None:
            files["templates/decision/report.md.j2"] = template
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        loaded = load_subject(folder / "care.yaml", "care.yaml")
        assert not loaded.findings, report(loaded.findings)
        assert loaded.subject and loaded.council and loaded.source
        name = "northshire" if style else "default"
        read, found = load_style(name, [one / "styles" for one in templates])
        assert read is not None, report(found)
        commission = Commission(
            kind="report",
            style=read,
            audience=audience,
            folders=(*(one / "styles/northshire" for one in templates), *templates),
            open_findings=open_findings,
            with_record=with_record,
            trace=trace,
            style_sources=style_sources(name, [one / "styles" for one in templates]),
        )
        return compose(loaded.subject, loaded.council, loaded.source, commission)

    return made
