"""Nothing that an officer enters is left out of the default report without a word.

Each text, sum and date of a decision that fills every field is one that stands nowhere else; all but those that belong
to other documents are looked for in the report.
"""

import json
from pathlib import Path

from reportgen.model.audience import Audience
from reportgen.pipeline import Order, build
from tests.privacy.everything import everything_public

ELSEWHERE = {
    "minutes": "stands in the minutes",
    "decision": "stands in the record of the decision, once it is taken",
    "call_in": "stands in the record of the decision",
    "waive": "is for the checks",
    "meta": "tells where the file came from",
    "review_notes": "is for officers, in internal copies alone",
    "vocabulary": "is for the checks, which look for these words",
    "meeting.agenda_published": "is for the checks of clear days",
    "supplier_counts.exclusive_group": "is for the checks of sums",
    "measures.exclusive_group": "is for the checks of sums",
    "performance.exclusive_group": "is for the checks of sums",
    "finance.unit_rate.exclusive_group": "is for the checks of sums",
    "report.service": "stands in the properties of the file",
    "report.keywords": "stands in the properties of the file",
    "report.clearances.note": "is for officers, in internal copies alone",
    "engagement.strands.start": "stands in a stretch of time, whose year is said once",
    "timetable.start": "stands in a stretch of time, whose year is said once",
    "council": "is the name of a file",
    "charts.section": "names a section",
    "charts.no_figures": "stands in the place of a chart that has no figures",
    "tables.section": "names a section",
    "narrative.place": "names a section",
    "narrative.sections.place": "names a section",
    "timetable.part": "names a section",
    "appendices.file": "is the name of a file",
    "key.notice": "is the notice of the key decision, a document of its own",
}
"""The fields that the report does not print, and why."""


def test_everything_that_is_entered_is_said(tmp_path: Path) -> None:
    decision, places = everything_public()
    (tmp_path / "council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    file = tmp_path / "everything.yaml"
    file.write_text(json.dumps(decision), encoding="utf-8")
    outputs = build(file, file.name, Order(rules=(), formats=("md",), audience=Audience.PUBLIC))
    text = next(f.content.decode() for f in outputs.files if f.name.suffix == ".md")
    unsaid = {".".join(at): word for word, at in places.items() if word not in text}
    assert [f"{at}: {word}" for at, word in unsaid.items() if not _elsewhere(at)] == []


def _elsewhere(at: str) -> bool:
    return any(at == name or at.startswith(f"{name}.") for name in ELSEWHERE)
