"""`reportgen history`: a decision from its first line to what is not committed yet."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import commands
from reportgen.history import entries
from reportgen.history.entries import Entry, History
from reportgen.history.facts import Difference
from reportgen.history.report_text import report as text_report
from tests.golden import check_golden
from tests.history.repositories import CLERK, OFFICER, Made, new_repository

PAPER = """\
meeting: {body: Cabinet, body_type: executive, date: 2026-09-16}
report:
  title: Home care
recommendations:
  - text: Extend the contracts by {{ extension.months }} months.
contracts:
  - {id: north, title: The north, current_end: 2026-11-30}
extension:
  months: 12
  cost_max: £14.011m
risks:
  - {title: Winter, text: Providers lose staff over the winter.}
  - {title: Delay, text: The procurement takes longer than planned.}
"""
FINANCE = "Director of Finance"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.chdir(tmp_path)
    made = new_repository(tmp_path)
    made.put("northshire/council.yaml", "id: northshire\nname: Northshire Council\n")
    return made


def changed(made: Made, name: str, *changes: tuple[str, str]) -> None:
    path = made.top / name
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def run(*words: str, expect: int = 0) -> Result:
    done = CliRunner().invoke(commands, ["history", *words])
    assert done.exit_code == expect, done.output
    return done


def a_long_history(made: Made) -> str:
    """Make a paper as several people do, and return its name in the end."""
    made.commit("Start the home care paper", OFFICER, northshire__care=PAPER)
    changed(made, "northshire/care.yaml", ("£14.011m", "£14.361m"))
    made.commit("Cost as at month 5 <!-- of 12 -->", FINANCE)
    changed(made, "northshire/care.yaml", ("months.\n", "months.\n  - {verb: Note, text: the risks.}\n"))
    changed(
        made, "northshire/care.yaml", ("  - {title: Delay, text: The procurement takes longer than planned.}\n", "")
    )
    made.commit("Recommendation on risks", OFFICER)
    changed(made, "northshire/care.yaml", ("risks:\n", "risks:\n   - x: {\n"))
    made.commit("Before lunch", OFFICER)
    made.git("mv", "northshire/care.yaml", "northshire/home-care.yaml")
    changed(made, "northshire/home-care.yaml", ("risks:\n   - x: {\n", "risks:\n"), ("2026-11-30", "2026-12-31"))
    made.commit("Mend, and call it by its name", CLERK)
    made.git("checkout", "-q", "-b", "finance")
    changed(made, "northshire/home-care.yaml", ("£14.361m", "£14.4m"))
    made.commit("Rounded", FINANCE)
    made.git("checkout", "-q", "main")
    changed(made, "northshire/home-care.yaml", ("£14.361m", "£14.2m"), ("title: Home care", "title: Care at home"))
    made.commit("As agreed with providers", OFFICER)
    made.git("merge", "-q", "finance", refused=True)
    path = made.top / "northshire/home-care.yaml"
    kept = path.read_text("utf-8").split("<<<<<<< HEAD\n")
    after = kept[1].split(">>>>>>> finance\n")[1]
    path.write_text(f"{kept[0]}  cost_max: £14.3m\n{after}", "utf-8")
    made.commit("Settle the figure", FINANCE)
    changed(made, "northshire/home-care.yaml", ("over the winter", "every winter"))
    made.commit("Comments of the lawyer", "Director of Law")
    changed(made, "northshire/home-care.yaml", ("months: 12", "months: 9"), ("report:", "# the report\nreport:"))
    return "northshire/home-care.yaml"


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_a_paper_from_its_first_line(made: Made, form: str) -> None:
    name = a_long_history(made)
    written = run(name, "--format", form).stdout
    check_golden(f"history/{form}.txt", without_hashes(made, written).encode())


def without_hashes(made: Made, written: str) -> str:
    """Return a text with the places of commits for their hashes, which are those of the machine's git."""
    for place, one in enumerate(made.git("log", "--format=%H", "--all").split()):
        written = written.replace(one, f"commit-{place}").replace(one[:8], f"commit-{place}")
    return written


def test_no_line_is_longer_than_the_terminal_and_what_goes_on_stands_further_in() -> None:
    told = "finance.statement reworded (3 words of 69: “the bed price” to “the price of a bed night”)"
    entry = Entry(None, (Difference(("finance", "statement"), "reworded", told),))
    assert text_report("care.yaml", History((entry,)), 60) == (
        "care.yaml\n\nNot committed yet\n"
        "  finance.statement reworded (3 words of 69: “the bed price”\n"
        "      to “the price of a bed night”)\n"
    )


def test_between_two_revisions(made: Made) -> None:
    name = a_long_history(made)
    held = json.loads(run(name, "--from", "HEAD~2", "--to", "HEAD~1", "--format", "json").stdout)
    assert [one["subject"] for one in held["entries"]] == ["Settle the figure", "Rounded"]
    held = json.loads(run(name, "--from", "HEAD~1", "--format", "json").stdout)
    assert [one["subject"] for one in held["entries"]] == [None, "Comments of the lawyer"]


def test_no_commit_between_two_revisions(made: Made) -> None:
    name = a_long_history(made)
    assert run(name, "--from", "HEAD", "--to", "HEAD~1").stdout == (
        f"{name}\n\nNo commit between these revisions has changed this file.\n"
    )


def test_a_version_that_could_not_be_read_is_looked_past_also_where_the_older_one_is_not_asked_for(made: Made) -> None:
    a_long_history(made)
    found = run("northshire/home-care.yaml", "--from", "HEAD~3", "--to", "HEAD~2").stdout
    assert "report.title “Home care” to “Care at home”" in found
    mend = run("northshire/home-care.yaml", "--from", "HEAD~4", "--to", "HEAD~3").stdout
    assert "contract north: current_end 30 November 2026 to 31 December 2026" in mend
    assert "the file could not be read in between" in mend


def test_a_file_that_git_does_not_keep_yet(made: Made) -> None:
    made.commit("The council")
    made.put("northshire/care.yaml", PAPER)
    assert run("northshire/care.yaml").stdout == (
        "northshire/care.yaml\n\nNot committed yet\n  The whole file: git doesn't keep it yet.\n"
    )


def test_before_the_first_commit(made: Made) -> None:
    made.put("northshire/care.yaml", PAPER)
    assert "The whole file: git doesn't keep it yet." in run("northshire/care.yaml").stdout


def test_in_the_middle_of_a_merge(made: Made) -> None:
    made.commit("Start", northshire__care=PAPER)
    made.git("checkout", "-q", "-b", "finance")
    made.commit("Finance", northshire__care=PAPER.replace("£14.011m", "£15m"))
    made.git("checkout", "-q", "main")
    made.commit("Ours", northshire__care=PAPER.replace("£14.011m", "£16m"))
    made.git("merge", "-q", "finance", refused=True)
    assert (
        "Not committed yet\n  git has put two versions into the file, between <<<<<<< and >>>>>>>: settle them first.\n"
    ) in run("northshire/care.yaml").stdout


def test_what_is_only_written_otherwise(made: Made) -> None:
    made.commit("Start", northshire__care=PAPER)
    made.commit("Tidy", northshire__care=f"# A paper\n{PAPER}")
    assert "Tidy\n  Nothing that the file says: only how it is written.\n" in run("northshire/care.yaml").stdout
    (made.top / "northshire/care.yaml").write_bytes(f"# A paper\n{PAPER}".replace("\n", "\r\n").encode())
    assert "Not committed" not in run("northshire/care.yaml").stdout


def test_meetings_and_councils_have_a_history_too(made: Made) -> None:
    made.commit("Start", northshire__june="body: Cabinet\ndate: 2026-06-03\nitems: [{title: Apologies}]\n")
    made.commit("Move", northshire__june="body: Cabinet\ndate: 2026-06-10\nitems: [{title: Apologies}]\n")
    made.commit("Longer", northshire__council="id: northshire\nname: Northshire\ncall_in: {days: 10}\n")
    assert "Move\n  date 3 June 2026 to 10 June 2026\n" in run("northshire/june.yaml").stdout
    council = run("northshire/council.yaml").stdout
    assert "Longer\n  name “Northshire Council” to “Northshire”\n  call_in added\n" in council


def test_what_changed_in_the_files_that_it_takes_words_from_is_said_to_be_told_there(made: Made) -> None:
    made.commit("Start", northshire__care=PAPER)
    assert "takes words" not in run("northshire/care.yaml").stdout
    made.commit("A shorter name", northshire__council="id: northshire\nname: Northshire\n")
    made.commit("Call-in", northshire__council="id: northshire\nname: Northshire\ncall_in: {days: 10}\n")
    made.commit("Agenda", northshire__june="body: Cabinet\ndate: 2026-06-03\nitems: [{title: Care, decision: care}]\n")
    made.commit("Dearer", northshire__care=PAPER.replace("£14.011m", "£15m"))
    told = "It takes words from other files, which have changed too: {}. Their own history tells what.\n"
    assert run("northshire/care.yaml").stdout.endswith(told.format("northshire/council.yaml in 2 commits"))
    assert run("northshire/june.yaml").stdout.endswith(told.format("northshire/care.yaml in 1 commit"))
    held = json.loads(run("northshire/june.yaml", "--format", "json").stdout)
    assert held["beside"] == [{"file": "northshire/care.yaml", "commits": 1}]


def test_a_file_that_is_gone_has_its_history_all_the_same(made: Made) -> None:
    made.commit("Start", northshire__care=PAPER)
    (made.top / "northshire/care.yaml").unlink()
    assert "Not committed yet\n  The file is gone from the folder; git still keeps it.\n" in (
        run("northshire/care.yaml").stdout
    )
    made.commit("Withdrawn")
    said = run("northshire/care.yaml").stdout
    assert "Withdrawn\n  The file was deleted.\n\n" in said
    assert said.endswith("Start\n  The file begins here.\n")


def test_the_older_name_of_a_file_says_what_it_is_called_now(made: Made) -> None:
    made.commit("Start", northshire__care=PAPER)
    made.git("mv", "northshire/care.yaml", "northshire/home-care.yaml")
    made.commit("Its whole name")
    assert "Its whole name\n  Renamed to northshire/home-care.yaml.\n\n" in run("northshire/care.yaml").stdout


def test_a_copy_without_the_older_commits_says_so(made: Made, tmp_path: Path) -> None:
    made.commit("Start", northshire__care=PAPER)
    made.commit("Change", northshire__care=PAPER.replace("£14.011m", "£15m"))
    made.git("clone", "-q", "--depth=1", made.top.as_uri(), str(tmp_path / "copy"))
    found = run("copy/northshire/care.yaml").stdout
    assert "begins here" not in found
    assert "Change\n  What the file said when this copy of the repository was made: older commits" in found
    assert found.endswith("This copy was made without the older commits: `git fetch --unshallow` brings them.\n")


def test_a_work_tree_on_no_branch_has_a_history(made: Made) -> None:
    made.commit("Start", northshire__care=PAPER)
    made.commit("Change", northshire__care=PAPER.replace("£14.011m", "£15m"))
    made.git("checkout", "-q", "--detach", "HEAD~1")
    said = run("northshire/care.yaml").stdout
    assert ("Change" in said, "Start" in said) == (False, True)


def test_a_long_history_is_read_in_parts(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_AT_ONCE", 2)
    for months in range(1, 8):
        made.commit(f"{months} months", northshire__care=PAPER.replace("months: 12", f"months: {months}"))
    found = run("northshire/care.yaml").stdout
    assert [line for line in found.splitlines() if line.startswith("  ")] == [
        *(f"  extension.months {months - 1} to {months}" for months in range(7, 1, -1)),
        "  The file begins here.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.yaml"], "There is no file `nowhere.yaml`."),
        (["northshire"], "`northshire` is a folder: name one decision or meeting file."),
        (["northshire/notes.txt"], "is not a decision or meeting file: their names end in .yaml."),
        (
            ["northshire/care.yaml", "--from", "mian"],
            "no revision `mian` in this git repository: did you mean",
        ),
        (
            ["northshire/care.yaml", "--to=--all"],
            "no revision `--all` in this git repository: give a commit's",
        ),
        (["northshire/neither.yaml"], "is neither a decision, a meeting nor a council's file, in any version."),
    ],
)
def test_a_refusal_says_what_to_do(made: Made, words: list[str], said: str) -> None:
    made.put("northshire/notes.txt", "x")
    made.commit("Start", northshire__care=PAPER, northshire__neither="a: b\n")
    made.commit("Change", northshire__neither="a: c\n")
    done = run(*words, expect=2)
    assert said in " ".join(done.stderr.split())


def test_where_there_is_no_repository(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("papers") / "care.yaml"
    path.write_text(PAPER, "utf-8")
    done = run(str(path), expect=2)
    assert done.stderr == (
        f"Error: `{path}` is in no git repository, so nothing is kept of what it said before: `git init` in the folder "
        "of your decisions begins one.\n"
    )
