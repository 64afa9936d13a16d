"""`reportgen blame`: of a field and of a whole document, in a repository with two authors."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.blame.lines import lines_of
from reportgen.blame.paths import lacks, read_path
from reportgen.blame.report_text import document_report
from reportgen.blame.sources import Place, Stretch
from reportgen.cli import commands
from reportgen.document.anchors import Holds
from reportgen.history.repository import Commit
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
        "reasons  northshire/care.yaml:6-9\n\n"
        f"  6  2 Mar 2026  {first}  Commissioning Manager  reasons: |\n"
        f"  7  2 Mar 2026  {first}  Commissioning Manager    The new service is not ready.\n"
        f"  8  2 Mar 2026  {first}  Commissioning Manager\n"
        f"  9  2 Mar 2026  {last}  Democratic Services      It will be in one year.\n\n"
        f"  2 March 2026, 11:00  Democratic Services    {last}  A year and no more\n"
        f"  2 March 2026, 09:00  Commissioning Manager  {first}  Start the home care paper\n"
    )


def test_a_line_that_is_in_no_commit_says_so(made: Made) -> None:
    assert run("extension.months").stdout == (
        "extension.months  northshire/care.yaml:14\n\n  14  not committed yet    months: 12\n"
    )


def test_a_file_never_committed_says_so_at_every_line(made: Made) -> None:
    made.put("northshire/other.yaml", PAPER)
    done = CliRunner().invoke(commands, ["blame", "northshire/other.yaml", "reasons"])
    assert [line.split("  ")[2] for line in done.stdout.splitlines()[2:]] == ["not committed yet"] * 4


def test_a_computed_figure_says_how_it_is_worked_out(made: Made) -> None:
    assert run("risks[1].score").stdout == "risks[1].score  worked out: 2 × 3\n"


def test_every_paragraph_of_a_document_is_told_with_its_field_or_template(made: Made) -> None:
    first, second, last = hashes(made)
    named = {first: "<first->", second: "<second>", last: "<last-->"}
    shown = run("--kind", "report").stdout
    for commit, name in named.items():
        shown = shown.replace(commit, name)
    check_golden("blame/report.txt", shown.encode())


@pytest.mark.parametrize("asked", ["1.2", "1.2.", "will be in ONE year"])
def test_one_paragraph_is_named_by_its_number_or_words_of_it(made: Made, asked: str) -> None:
    assert run(asked, "--kind", "report").stdout == (
        "northshire/care.yaml\n\n"
        "1.2 It will be in one year.\n"
        f"    2 Mar 2026  {hashes(made)[2]}  Democratic Services  reasons, line 9\n"
    )


@pytest.mark.parametrize("asked", ["2.2", "25", "14.361"])
def test_what_looks_like_a_number_is_no_part_of_a_figure(made: Made, asked: str) -> None:
    text = PAPER.replace("The new service is not ready.", "It costs £2.2m, or £2.25m, of £14.361 million; 25% more.")
    made.put("northshire/care.yaml", text)
    said = run(asked, "--kind", "report", expect=2).stderr
    assert f"No paragraph of this document has the number or the words `{asked}`." in " ".join(said.split())


SHORT = """\
implications:
  environment: |
    Rounds are planned by area.

    Carers drive less.
"""


def test_a_group_that_is_written_as_a_single_text_is_that_text(made: Made) -> None:
    made.put("templates/decision/report.md.j2", "# Report\n\n{{ decision.implications.environment.text }}\n")
    made.commit("Start", OFFICER, northshire__care=PAPER + SHORT)
    made.commit("By car", CLERK, northshire__care=PAPER + SHORT.replace("drive less", "drive 40 miles less"))
    commit = hashes(made)[-1]
    line = len((PAPER + SHORT).splitlines())
    assert run("drive 40", "--kind", "report").stdout.splitlines()[-1] == (
        f"    2 Mar 2026  {commit}  Democratic Services  implications.environment, line {line}"
    )
    asked = run("implications.environment.text").stdout
    assert asked == run("implications.environment").stdout
    assert f"  {line}  2 Mar 2026  {commit}  Democratic Services        Carers drive 40 miles less." in asked
    assert "There is no `txt`" in " ".join(run("implications.environment.txt", expect=2).stderr.split())


def test_a_number_that_no_paragraph_bears_is_looked_for_as_a_word(made: Made) -> None:
    made.put("northshire/care.yaml", PAPER.replace("is not ready.", "is not ready (see paragraph 4.2)."))
    assert "\n1.1 The new service" in run("4.2", "--kind", "report").stdout


COMMIT = Commit("3f0c9a17" * 5, "Director of Finance and Corporate Resources", datetime(2026, 3, 2, 9, tzinfo=UTC), "x")
LONG = Stretch(
    "b1",
    "1.1",
    "The new service is not ready. " * 9,
    Holds.PROSE,
    (
        Place(("recommendations", 0, "delegate", "limit_text"), "care.yaml", 5, 6, (COMMIT,)),
        Place(("extension", "months"), "care.yaml", 9, 9, (COMMIT,)),
        Place(("extension", "cost_max"), worked_out="the sum of the parts of the cost of each contract " * 3),
    ),
)


@pytest.mark.parametrize("width", [60, 80, 100, 160, None])
def test_words_fill_the_terminal_and_of_a_place_nothing_is_cut(width: int | None) -> None:
    written = document_report([LONG], "care.yaml", width)
    lines = written.splitlines()
    assert max(map(len, lines)) <= width if width else "not ready. " * 2 + "…" not in written
    assert "…" in lines[2] if width else lines[2].endswith("is not ready. ")
    told = " ".join(written.split())
    assert "recommendations[1].delegate.limit_text, lines 5-6" in told
    assert "Director of Finance and Corporate Resources" in told
    assert "worked out: the sum of the parts" in told
    assert "\t" not in written


def test_a_narrow_terminal_has_who_wrote_it_above_the_places() -> None:
    assert document_report([LONG], "care.yaml", 80).splitlines()[3:6] == [
        "    2 Mar 2026  3f0c9a17  Director of Finance and Corporate Resources",
        "        recommendations[1].delegate.limit_text, lines 5-6",
        "        extension.months, line 9",
    ]


def test_of_several_commits_the_newest_is_told_and_how_many_there_are() -> None:
    older = replace(COMMIT, hash="81d2b7e4" * 5)
    places = (
        Place(("reasons",), "care.yaml", 1, 9, (COMMIT, older)),
        Place(("purpose",), "care.yaml", 10, 11, (None, older)),
    )
    written = document_report([replace(LONG, places=places)], "care.yaml")
    assert "Director of Finance and Corporate Resources (newest of 2 commits)  reasons, lines 1-9" in written
    assert "not committed yet, in part" in written


def test_one_paragraph_is_told_whole(made: Made) -> None:
    text = "The new service is not ready, " + "as the providers said " * 20 + "in the spring."
    made.put("northshire/care.yaml", PAPER.replace("The new service is not ready.", text))
    assert " ".join(text.split()) in " ".join(run("1.1", "--kind", "report").stdout.split())


def test_json_tells_the_same_with_every_commit_of_a_paragraph(made: Made) -> None:
    first, _, last = hashes(made)
    told = json.loads(run("--kind", "report", "--format", "json").stdout)["paragraphs"]
    assert [(one["words"], one["holds"]) for one in told] == [
        ("Home care", "values"),
        ("Why", "words"),
        ("The new service is not ready.", "prose"),
        ("It will be in one year.", "prose"),
        ("What", "words"),
        ("Approve the extension by 12 months.", "values"),
        ("The score is 6.", "values"),
    ]
    ready, year = (one["comes_from"][0] for one in told[2:4])
    assert (ready["path"], ready["first_line"], ready["last_line"]) == ("reasons", 7, 7)
    assert (year["path"], year["first_line"], year["last_line"]) == ("reasons", 9, 9)
    assert [commit["commit"][:8] for commit in (*ready["commits"], *year["commits"])] == [first, last]


def test_json_tells_each_line_of_a_field(made: Made) -> None:
    first, _, last = hashes(made)
    told = json.loads(run("reasons", "--format", "json").stdout)
    assert [(one["line"], one["commit"][:8]) for one in told["lines"]] == [
        (6, first),
        (7, first),
        (8, first),
        (9, last),
    ]
    assert told["lines"][3]["words"] == "  It will be in one year."


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


WRITTEN = """\
|
  The contracts end in **March**,
  and the service begins

  - as planned
  - {{ extension.months }}
    months late.

  {{ extension.cost_max | pounds }} is held."""


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ([["The contracts end in ", "March", ", and the service begins"], ["as planned"]], [(11, 12), (14, 14)]),
        ([[" months late."], [" is held."]], [(15, 16), (18, 18)]),
        ([["The providers end"], ["as planned"]], [None, (14, 14)]),
        ([[], ["March"]], [None, (11, 12)]),
    ],
)
def test_the_lines_of_a_paragraph_are_found_by_its_words(
    printed: list[list[str]], lines: list[tuple[int, int] | None]
) -> None:
    assert list(lines_of(WRITTEN, 10, printed)) == lines
