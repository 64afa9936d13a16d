"""A path to a decision or meeting with its council, and faults of the record at their words in the file."""

from pathlib import Path

import pytest

from reportgen.load import faults
from reportgen.load.subjects import find_council_file, kind_of, load_subject
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting

COUNCIL = "id: northshire\nname: Northshire Council\n"
DECISION = """\
meeting: {body: Cabinet, date: 2024-06-05}
report: {title: Care at home, report_of: Director of Adult Social Care}
recommendations:
  - text: Agree the extension.
reasons: |
  It ends on {{ extension.end }} and once more
  on {{ extension.ned }}.
extension: {start: 2024-10-25, end: 2025-10-24}
"""
MEETING = "body: Cabinet\ndate: 2024-06-05\nitems:\n  - title: Care at home\n"


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["meeting", "report", "recommendations"], Decision),
        (["body", "date", "items"], Meeting),
        (["report", "waive", "council"], Decision),
        (["council", "waive"], None),
        (["name", "style"], None),
        ([], None),
    ],
)
def test_decisions_and_meetings_are_told_apart_by_their_names(names: list[str], kind: type | None) -> None:
    assert kind_of(dict.fromkeys(names)) is kind


@pytest.mark.parametrize("tree", ["text", ["a"], None])
def test_what_is_no_group_of_fields_is_neither(tree: object) -> None:
    assert kind_of(tree) is None


def test_a_meeting_is_loaded_with_its_council(tmp_path: Path) -> None:
    here = folder(tmp_path, {"council.yaml": COUNCIL, "meetings/june.yaml": MEETING})
    loaded = load_subject(here / "meetings/june.yaml", "meetings/june.yaml")
    assert loaded.findings == ()
    assert isinstance(loaded.subject, Meeting)
    assert loaded.council and loaded.council.name == "Northshire Council"


def test_the_nearest_council_counts_and_none_above_the_repository(tmp_path: Path) -> None:
    here = folder(
        tmp_path, {"council.yaml": "", "repo/.git/HEAD": "", "repo/a/council.yaml": "", "repo/a/b/d.yaml": ""}
    )
    assert find_council_file(here / "repo/a/b/d.yaml") == here / "repo/a/council.yaml"
    assert find_council_file(here / "repo/d.yaml") is None


def test_a_missing_council_is_told(tmp_path: Path) -> None:
    here = folder(tmp_path, {".git/HEAD": "", "june.yaml": MEETING})
    assert [f.rule for f in load_subject(here / "june.yaml", "june.yaml").findings] == [faults.COUNCIL_MISSING]


@pytest.mark.parametrize(("shown", "council"), [("n/m/d.yaml", "n/council.yaml"), ("d.yaml", "../council.yaml")])
def test_faults_of_the_council_name_its_own_file(tmp_path: Path, shown: str, council: str) -> None:
    here = folder(tmp_path, {"n/council.yaml": COUNCIL + "colour: red\n", "n/m/d.yaml": MEETING})
    (finding,) = load_subject(here / "n/m/d.yaml", shown).findings
    assert (str(finding.location), finding.rule) == (f"{council}:3:1", faults.FIELD_UNKNOWN)


def test_a_changed_council_is_read_anew(tmp_path: Path) -> None:
    here = folder(tmp_path, {"council.yaml": COUNCIL, "d.yaml": MEETING})
    assert load_subject(here / "d.yaml", "d.yaml").findings == ()
    (here / "council.yaml").write_text(COUNCIL + "colour: red\n")
    assert len(load_subject(here / "d.yaml", "d.yaml").findings) == 1


@pytest.mark.parametrize(
    ("reasons", "place"),
    [
        ("reasons: Until {{ extension.ned }}.\n", (5, 16)),
        ('reasons: "Until {{ extension.ned }}."\n', (5, 17)),
        ("reasons: |\n  One {{ extension.end }}\n\n  two {{ extension.ned }}\n", (8, 7)),
        ("reasons: >\n  folded\n  {{ extension.ned }}\n", (7, 3)),
        ("reasons:\n  - Plain.\n  - text: Marked {{ extension.ned }}\n    exempt: 3\n", (7, 18)),
        ('reasons: "Until {{ extension.\\x6eed }}."\n', (5, 10)),
    ],
)
def test_an_unknown_reference_is_blamed_at_its_words(tmp_path: Path, reasons: str, place: tuple[int, int]) -> None:
    start, end = DECISION.index("reasons:"), DECISION.index("extension:")
    here = folder(tmp_path, {"council.yaml": COUNCIL, "d.yaml": DECISION[:start] + reasons + DECISION[end:]})
    (finding,) = load_subject(here / "d.yaml", "d.yaml").findings
    assert (finding.rule, finding.hint) == (faults.REFERENCE_UNKNOWN, "did you mean `extension.end`?")
    assert (finding.location.line, finding.location.column) == place


def test_of_two_like_references_each_is_blamed_where_it_stands(tmp_path: Path) -> None:
    text = DECISION.replace("{{ extension.end }}", "{{ extension.ned }}")
    here = folder(tmp_path, {"council.yaml": COUNCIL, "d.yaml": text})
    found = load_subject(here / "d.yaml", "d.yaml").findings
    assert [(f.location.line, f.location.column) for f in found] == [(6, 14), (7, 6)]


def test_a_text_that_is_being_written_is_read_in_place_of_its_file(tmp_path: Path) -> None:
    here = folder(tmp_path, {"council.yaml": COUNCIL, "june.yaml": "nothing: yet\n"})
    loaded = load_subject(here / "june.yaml", "june.yaml", MEETING.encode())
    assert isinstance(loaded.subject, Meeting)
    assert loaded.findings == ()
