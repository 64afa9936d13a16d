"""`reportgen blame`: of a field and of a whole document, in a repository with two authors."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.blame.paths import lacks, read_path
from reportgen.cli import commands
from tests.golden import check_golden
from tests.history.repositories import CLERK, OFFICER, Made, new_repository

PAPER = """\
meeting: {body: Cabinet, body_type: executive, date: 2026-09-16}
report: {title: Home care, report_of: Director of Adult Social Care}
recommendations:
  - verb: Approve
    text: the extension by {{ extension.months }} months.
reasons: |
  The new service is not ready.

  It will be in a year.
contracts:
  - {id: north, title: The north, current_end: 2026-11-30}
extension:
  start: 2026-12-01
  months: 12
  end: 2027-11-30
risks:
  - {text: Providers lose staff over the winter., likelihood: 2, impact: 3}
"""
TEMPLATE = """\
# {{ decision.report.title }}

## Why {#why}

{{ decision.reasons }}

## What

{% for one in decision.recommendations %}
1. {{ one.verb }} {{ one.text }}
{% endfor %}

The score is {{ decision.risks[0].score }}.
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return a repository in which the officer wrote the paper and the clerk the template, and changed a line."""
    monkeypatch.chdir(tmp_path)
    made = new_repository(tmp_path)
    made.put("northshire/council.yaml", "id: northshire\nname: Northshire Council\n")
    made.commit("Start the home care paper", OFFICER, northshire__care=PAPER)
    made.put("templates/decision/report.md.j2", TEMPLATE)
    made.commit("A template of our own", CLERK)
    made.commit("A year and no more", CLERK, northshire__care=PAPER.replace("in a year.", "in one year."))
    made.put("northshire/care.yaml", PAPER.replace("in a year.", "in one year.").replace("months: 12", "months: 12 "))
    return made


def run(*words: str, expect: int = 0) -> Result:
    done = CliRunner().invoke(commands, ["blame", "northshire/care.yaml", *words])
    assert done.exit_code == expect, done.output
    return done


def hashes(made: Made) -> tuple[str, ...]:
    """Return the commits as people write them, the oldest first."""
    return tuple(word[:8] for word in made.git("log", "--reverse", "--format=%H").split())


def test_a_field_has_its_lines_and_the_commits_that_they_are_from(made: Made) -> None:
    first, _, last = hashes(made)
    assert run("reasons").stdout == (
        "reasons  northshire/care.yaml:6-9\n"
        f"  2 March 2026, 11:00  Democratic Services    {last}  A year and no more\n"
        f"  2 March 2026, 09:00  Commissioning Manager  {first}  Start the home care paper\n"
    )


def test_a_line_that_is_in_no_commit_says_so(made: Made) -> None:
    assert run("extension.months").stdout == "extension.months  northshire/care.yaml:14\n  not committed yet\n"


def test_a_computed_figure_says_how_it_is_worked_out(made: Made) -> None:
    assert run("risks[1].score").stdout == "risks[1].score  worked out: 2 × 3\n"


def test_every_paragraph_of_a_document_is_told_with_its_field_or_template(made: Made) -> None:
    first, second, last = hashes(made)
    named = {first: "<first>", second: "<second>", last: "<last>"}
    shown = run("--kind", "report").stdout
    for commit, name in named.items():
        shown = shown.replace(commit, name)
    check_golden("blame/report.txt", shown.encode())


@pytest.mark.parametrize("asked", ["1.1", "1.1.", "will be in ONE year"])
def test_one_paragraph_is_named_by_its_number_or_words_of_it(made: Made, asked: str) -> None:
    (line,) = run(asked, "--kind", "report").stdout.splitlines()
    assert line.startswith("1.1 The new service is not ready.") and hashes(made)[2] in line


def test_json_tells_the_same_with_every_commit_of_a_paragraph(made: Made) -> None:
    first, _, last = hashes(made)
    told = json.loads(run("--kind", "report", "--format", "json").stdout)["paragraphs"]
    assert [(one["words"], one["holds"]) for one in told] == [
        ("Home care", "values"),
        ("Why", "words"),
        ("The new service is not ready. It will be in one year.", "prose"),
        ("What", "words"),
        ("Approve the extension by 12 months.", "values"),
        ("The score is 6.", "values"),
    ]
    reasons = told[2]["comes_from"][0]
    assert (reasons["path"], reasons["first_line"], reasons["last_line"]) == ("reasons", 6, 9)
    assert [commit["commit"][:8] for commit in reasons["commits"]] == [last, first]


def test_a_file_in_no_repository_has_no_authors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "northshire").mkdir()
    (tmp_path / "northshire/council.yaml").write_text("id: northshire\nname: Northshire Council\n", "utf-8")
    (tmp_path / "northshire/care.yaml").write_text(PAPER, "utf-8")
    assert "is in no git repository" in run("reasons", expect=2).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name either a field"),
        (("4.2", "--kind", "report"), "No paragraph of this document has the number or the words `4.2`."),
        (("risks[0]",), "`risks[0]` is no field: write it as findings do"),
        (("risks[3].text",), "There is no `risks[3]`: `risks` has one entry."),
        (("risks[1].txt",), "There is no `txt` in `risks[1]`. Did you mean `text`?"),
        (("reasonz",), "There is no `reasonz` in the file. Did you mean `reasons`?"),
        (("reasons[1]",), "`reasons` is no list, so that it has no `[1]`."),
        (("--kind", "reports"), "There is no kind of document called `reports`. Did you mean `report`?"),
    ],
)
def test_what_there_is_not_is_refused_in_words(made: Made, words: tuple[str, ...], said: str) -> None:
    assert said in " ".join(run(*words, expect=2).stderr.split())


def test_a_file_with_faults_has_no_document_and_they_are_told(made: Made) -> None:
    made.put("northshire/care.yaml", PAPER.replace("title: Home care,", "titel: Home care,"))
    assert "titel" in run("--kind", "report", expect=1).stderr


def test_a_path_is_read_as_it_is_shown() -> None:
    assert read_path("risks[2].mitigation") == ("risks", 1, "mitigation")
    assert [read_path(word) for word in ("", "risks[0]", "a..b", "[1]", "a b")] == [None] * 5
    assert lacks({"risks": [{"text": "a"}]}, ("risks", 0, "text")) == ""
